// Archives at /ingest, and folders by push.sh: what fuzzers leave on disk becomes crashers with
// their inputs; what is hostile is refused, and nothing of it is stored.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { get, ingest, ingest_form } from './client.mjs';
import { root, shared_hub, temporary_folder } from './hub.mjs';
import { admin_of, asan_log, assert_refused, commit, go_clean_log, go_log, pushable, stores_nothing } from './scene.mjs';

const hub = await shared_hub();
const work = temporary_folder();
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const six = 'id:000000,sig:06,src:000000,time:728,execs:1253,op:havoc,rep:2';
const eleven = 'id:000001,sig:11,src:000003+000001,time:900,execs:2000,op:splice,rep:2';
const stats = ['start_time        : 1795344345', 'run_time          : 10', 'execs_done        : 14569', 'execs_per_sec     : 1451.67',
               'corpus_count      : 2', 'corpus_found      : 1', 'saved_crashes     : 2', 'edges_found       : 6', 'afl_banner        : ./fuzz_read', ''].join('\n');
const afl = { 'out/main/fuzzer_stats': stats, 'out/main/cmdline': './fuzz_read\n', [`out/main/crashes/${six}`]: 'six',
              [`out/main/crashes/${eleven}`]: 'eleven\0\xff', 'out/main/crashes/README.txt': 'Command line',
              'out/main/hangs/id:000000,src:000000': 'slow', 'out/main/queue/id:000000,time:0,execs:0,orig:s': 'seed' };

function folder(files = {}) {
    const made = mkdtempSync(join(work, 'f-'));
    for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(join(made, name)), { recursive: true });
        writeFileSync(join(made, name), Buffer.from(content, 'latin1'));
    }
    return made;
}

const run = (program, words, input = '') => execFileSync(program, words, { input, maxBuffer: 1 << 28 });
const tar = (made) => run('tar', ['-C', made, '-cf', '-', '.']);
const targz = (made) => gzipSync(tar(made));
// Python's zipfile is what is there to make a zip on any machine with Python.
const zip = (made) => run('python3', ['-c', `
import io, os, sys, zipfile
out = io.BytesIO()
with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as z:
    for at, _, names in sorted(os.walk(sys.argv[1])):
        for name in sorted(names):
            z.write(os.path.join(at, name), os.path.relpath(os.path.join(at, name), sys.argv[1]))
sys.stdout.buffer.write(out.getvalue())`, made]);

const send = (to, type, body, fields = {}) => ingest(hub, to.token, { repo: to.repo, ...fields }, body, { headers: { 'Content-Type': type } });
const inputs_of = (repo) => hub.rows(`SELECT x.input_name AS name, encode(x.input, 'hex') AS digest, c.kind, c.weak, c.engine, t.name AS target, p.path AS package
                                        FROM crash x JOIN crasher c ON c.id = x.crasher JOIN target t ON t.id = x.target JOIN package p ON p.id = t.package
                                        JOIN repo r ON r.id = x.repo WHERE r.name = '${repo}' ORDER BY x.id`);
const kinds = (repo) => inputs_of(repo).map((i) => i.kind).sort();

describe('an archive', () => {
    const forms = { 'application/x-tar': tar, 'application/gzip': targz, 'application/zip': zip };
    for (const [type, pack] of Object.entries(forms))
        test(`of AFL++, as ${type}: stored with 201, known with 200, names and bytes as they were`, async () => {
            const to = pushable(hub);
            const body = pack(folder(afl));
            const first = await send(to, type, body, { commit: commit(1) });
            assert.equal(first.status, 201, first.text);
            const { run: its, results } = first.json();
            assert.equal(results.length, 1);
            assert.deepEqual({ ...results[0], crashers: results[0].crashers.length }, { package: '.', target: 'fuzz_read', state: 'crashed', crashers: 3 });
            const stored = inputs_of(to.repo);
            assert.deepEqual(stored.map((i) => i.name).sort(), [`out/main/crashes/${six}`, `out/main/crashes/${eleven}`, 'out/main/hangs/id:000000,src:000000'].sort());
            assert.deepEqual(stored.map((i) => i.digest).sort(), ['six', Buffer.from('eleven\0\xff', 'latin1'), 'slow'].map(sha256).sort());
            assert.deepEqual(kinds(to.repo), ['SEGV', 'abort', 'timeout']);
            assert.ok(stored.every((i) => i.weak && i.engine === 'afl'));
            const [result] = hub.rows(`SELECT executions, coverage, elapsed_ms FROM result WHERE run = ${its.id}`);
            assert.deepEqual(result, { executions: 14569, coverage: 6, elapsed_ms: 10000 });

            const again = await stores_nothing(hub, () => send(to, type, body, { commit: commit(1) }));
            assert.equal(again.status, 200, again.text);
            assert.deepEqual(again.json().results[0].crashers.map((c) => c.id).sort(), results[0].crashers.map((c) => c.id).sort());
        });

    test('its input can be fetched from the page of the crasher, which tells its name', async () => {
        const to = pushable(hub);
        const { results } = (await send(to, 'application/x-tar', tar(folder(afl)))).json();
        const segv = results[0].crashers.find((c) => /SIGSEGV/.test(c.title));
        const answer = await get(hub, `/c/${segv.id}/input`, { as: admin_of(hub) });
        assert.equal(answer.status, 200);
        assert.deepEqual(answer.body, Buffer.from('eleven\0\xff', 'latin1'));
        const page = await get(hub, `/c/${segv.id}`, { as: admin_of(hub), json: true });
        assert.equal(page.json().input.input_name, `out/main/crashes/${eleven}`);
    });

    test('may be a part of a form, beside the log that it belongs to', async () => {
        const to = pushable(hub);
        const body = targz(folder({ 'codec/testdata/fuzz/FuzzDecode/8727b16d337d7b81': 'go test fuzz v1\n[]byte("0")\n',
                                    'codec/testdata/fuzz/FuzzDecode/seed': 'go test fuzz v1\n[]byte("1")\n' }));
        const answer = await ingest_form(hub, to.token, [['repo', to.repo], ['log', go_log(), 'fuzz.log'], ['archive', body, 'a.tgz']]);
        assert.equal(answer.status, 201, answer.text);
        assert.deepEqual(inputs_of(to.repo).map((i) => i.digest), [sha256('go test fuzz v1\n[]byte("0")\n')]);
    });

    const layouts = {
        'testdata/fuzz': [{ 'helper/xor/testdata/fuzz/FuzzXor/05aa': 'go test fuzz v1\nint(1)\n' }, ['helper/xor FuzzXor saved input']],
        'a workdir of go-fuzz': [{ 'w/crashers/190b': 'I', 'w/crashers/190b.quoted': '"I"', 'w/corpus/1-1': 'C',
                                   'w/crashers/190b.output': 'panic: boom\n\ngoroutine 1 [running]:\nexample.com/vault.Fuzz(0x1)\n\t/src/f.go:7 +0x1\nmain.main()\n\t/t.go:3 +0x1\nexit status 2\n' },
                                 [/ Fuzz panic$/]],
        'artifacts of libFuzzer and its logs': [{ 'crash-c457ffb4670910d6b6d21dcca2487580330d4bdc': 'A', 'fuzz-0.log': asan_log(), 'slow-unit-1': 'S' }, [/heap-buffer-overflow WRITE$/]],
        'artifacts of ClusterFuzzLite': [{ 'out/artifacts/fuzz_xml/address/crash-1': 'A', 'out/artifacts/fuzz_xml/address/crash-1.summary': asan_log() },
                                         ['. fuzz_xml heap-buffer-overflow WRITE']],
        'a workspace of honggfuzz': [{ 'ws/SIGSEGV.PC.4ba1ae.STACK.13599d485.CODE.1.ADDR.0x10.INSTR.mov____0x10(%rbx),%rax.fuzz': 'H' }, ['. ws SEGV near null']],
        'a report of GitLab': [{ 'gl-coverage-fuzzing-report.json': JSON.stringify({ vulnerabilities: [{ category: 'coverage_fuzzing', stacktrace_snippet: asan_log() }] }) },
                               [/heap-buffer-overflow WRITE$/]],
    };
    for (const [what, [files, wanted]] of Object.entries(layouts))
        test(`of ${what}`, async () => {
            const to = pushable(hub);
            const answer = await send(to, 'application/gzip', targz(folder(files)));
            assert.equal(answer.status, 201, answer.text);
            const told = inputs_of(to.repo).map((i) => `${i.package} ${i.target} ${i.kind}`);
            assert.equal(told.length, wanted.length, told.join());
            wanted.forEach((one, i) => (one instanceof RegExp ? assert.match(told[i], one) : assert.equal(told[i], one)));
        });

    test('a report of CASR is stored without the environment of the process', async () => {
        const to = pushable(hub);
        const report = JSON.stringify({ Date: '2026-11-22T10:41:07+00:00', ExecutablePath: '/src/thumb', ProcEnviron: ['TOKEN=hunter2'], ProcFiles: ['/home/hunter2'],
                                        AsanReport: asan_log().split('\n') }, null, 2);
        for (const [type, body] of [['application/x-tar', tar(folder({ 'a.casrep': report }))], ['text/plain', `again\n${report}`]]) {
            const answer = await send(to, type, body);
            assert.equal(answer.status, 201, answer.text);
            const [{ n }] = hub.rows(`SELECT count(*) AS n FROM blob b JOIN repo r ON r.id = b.repo WHERE r.name = '${to.repo}' AND position('hunter2' IN encode(b.bytes, 'escape')) > 0`);
            assert.equal(n, 0);
        }
        assert.deepEqual(kinds(to.repo), ['heap-buffer-overflow WRITE', 'heap-buffer-overflow WRITE']);
    });
});

describe('a hostile archive', () => {
    const to = pushable(hub);
    // One that Python's tarfile writes as it is told: [name, type, content or target].
    const odd = (entries) => run('python3', ['-c', `
import io, json, sys, tarfile
out = io.BytesIO()
with tarfile.open(fileobj=out, mode='w') as t:
    for name, kind, content in json.load(sys.stdin):
        i = tarfile.TarInfo(name)
        i.type = kind.encode('latin1')
        i.mode = 0o4755
        if kind in '12': i.linkname = content
        else: i.size = len(content)
        t.addfile(i, io.BytesIO(content.encode()) if kind == '0' else None)
sys.stdout.buffer.write(out.getvalue())`], JSON.stringify(entries));
    const log = ['fuzz.log', '0', asan_log()];
    const refused = {
        'a symbolic link': [() => odd([log, ['crash-1', '2', '/etc/passwd']]), 422, /symbolic link, which is not taken: crash-1/],
        'a hard link': [() => odd([log, ['crash-1', '1', 'fuzz.log']]), 422, /hard link, which is not taken: crash-1/],
        'a device': [() => odd([log, ['crash-1', '3', '']]), 422, /device, which is not taken: crash-1/],
        'a fifo': [() => odd([log, ['crash-1', '6', '']]), 422, /fifo, which is not taken: crash-1/],
        'an absolute name': [() => odd([log, ['/etc/cron.d/crash-1', '0', 'x']]), 422, /absolute name: \/etc\/cron\.d\/crash-1/],
        'a name with ..': [() => odd([log, ['../../crash-1', '0', 'x']]), 422, /"\.\.": \.\.\/\.\.\/crash-1/],
        'a long name': [() => odd([log, ['n'.repeat(4000), '0', 'x']]), 413, /4000 bytes, 1000 are allowed/],
        'nothing that is known': [() => odd([['src/main.c', '0', 'x']]), 422, /nothing that is known/],
        'an input that is too large': [() => odd([['crash-1', '0', 'x'.repeat((1 << 20) + 1)]]), 413, /crash-1 has 1048577 bytes, 1048576 are allowed/],
        'no archive': [() => Buffer.from('panic: no archive'), 400, /neither tar, tar\.gz nor zip/],
        'gzip of gzip': [() => gzipSync(gzipSync(odd([log]))), 422, /packed more than once/],
        'gzip that is cut off': [() => { const body = gzipSync(odd([log, log, log])); return body.subarray(0, body.length - 300); }, 400, /damaged/],
        'a bomb': [() => run('sh', ['-c', 'cd "$1" && truncate -s 300M crash-1 && tar -cf - crash-1 | gzip -9; rm crash-1', 'sh', folder()]), 413, /crash-1/],
        'very many members': [() => gzipSync(Buffer.concat(Array(60000).fill(odd([['crash-1', '0', '']]).subarray(0, 512)))), 413, /more than 50000 members/],
        'an empty body': [() => Buffer.alloc(0), 400, /empty|length/i],
    };
    for (const [what, [make, status, words]] of Object.entries(refused))
        test(`${what}: ${status}, nothing stored`, async () => {
            const answer = await stores_nothing(hub, () => send(to, 'application/gzip', make()));
            const { message } = assert_refused(hub, answer, status);
            assert.match(message, words);
        });

    test('and afterwards all is well', async () => {
        const answer = await send(to, 'application/x-tar', odd([log]));
        assert.equal(answer.status, 201, answer.text);
    });
});

describe('push.sh with folders', () => {
    function push(words, { cwd = work, shell = ['sh'], token } = {}) {
        return new Promise((resolve, reject) => {
            const child = spawn(shell[0], [...shell.slice(1), join(root, 'htdocs/push.sh'), ...words], {
                cwd, env: { PATH: process.env.PATH, HOME: work, TMPDIR: work, NOPANIC_URL: hub.url, NOPANIC_TOKEN: token, GIT_CEILING_DIRECTORIES: work } });
            let said = '';
            child.stdout.on('data', (part) => { said += part; });
            child.stderr.on('data', (part) => { said += part; });
            child.on('error', reject).on('close', (status) => resolve({ status, said }));
            child.stdin.end();
        });
    }

    const shells = [['dash'], ['bash'], ['busybox', 'sh']].filter(([name]) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0);
    for (const shell of shells)
        test(`AFL++'s out, by ${shell.join(' ')}: queues and links stay here`, async () => {
            const to = pushable(hub);
            const cwd = folder(afl);
            symlinkSync('/etc/passwd', join(cwd, 'out/main/crashes/link'));
            linkSync(join(cwd, `out/main/crashes/${six}`), join(cwd, 'out/main/crashes/id:000009,sig:08'));
            const done = await push(['--repo', to.repo, 'out'], { cwd, shell, token: to.token });
            assert.equal(done.status, 0, done.said);
            assert.match(done.said, /new +#\d+ +SIGSEGV \(SEGV\), no stack is known/);
            assert.deepEqual(kinds(to.repo), ['SEGV', 'abort', 'floating-point-exception', 'timeout']);
            assert.ok(inputs_of(to.repo).every((i) => i.target === 'fuzz_read'));
        });

    test('names whatever they hold', async () => {
        const names = ['id:000000,sig:06,a blank', "id:000001,sig:06,it's", 'id:000002,sig:06,back\\nslash', 'id:000003,sig:06,-dash', 'id:000004,sig:06,$(id)', 'id:000005,sig:06,"q"'];
        const to = pushable(hub);
        const cwd = folder(Object.fromEntries(names.map((name) => [`-out/x/crashes/${name}`, name])));
        const done = await push(['--repo', to.repo, '--', '-out'], { cwd, token: to.token });
        assert.equal(done.status, 0, done.said);
        assert.deepEqual(inputs_of(to.repo).map((i) => i.name).sort(), names.map((name) => `-out/x/crashes/${name}`).sort());
    });

    test('testdata/fuzz of a package of a module, from wherever it is called', async () => {
        const cwd = folder({ 'go.mod': 'module example.com/vault\n', 'helper/xor/testdata/fuzz/FuzzXor/05aa': 'go test fuzz v1\nint(1)\n' });
        const ways = [['testdata/fuzz', join(cwd, 'helper/xor')], ['helper/xor/testdata/fuzz', cwd], ['.', cwd], [join(cwd, 'helper'), work], ['../xor', join(cwd, 'helper/xor')]];
        for (const [given, from] of ways) {
            const to = pushable(hub);
            const done = await push(['--repo', to.repo, given], { cwd: from, token: to.token });
            assert.equal(done.status, 0, done.said);
            assert.deepEqual(inputs_of(to.repo).map((i) => `${i.package} ${i.target}`), ['helper/xor FuzzXor'], given);
        }
    });

    test('a log and the folder that it belongs to: each input once', async () => {
        const to = pushable(hub);
        const cwd = folder({ 'go.mod': 'module example.com/vault\n', 'codec/testdata/fuzz/FuzzDecode/8727b16d337d7b81': 'go test fuzz v1\n[]byte("0")\n',
                             'codec/testdata/fuzz/FuzzDecode/seed': 'go test fuzz v1\n[]byte("1")\n', 'fuzz.log': go_log() });
        const done = await push(['--repo', to.repo, 'fuzz.log', 'codec/testdata/fuzz'], { cwd, token: to.token });
        assert.equal(done.status, 0, done.said);
        assert.equal(inputs_of(to.repo).length, 1);
    });

    test('an archive that was made before', async () => {
        const to = pushable(hub);
        const cwd = folder();
        writeFileSync(join(cwd, 'out.tar.gz'), targz(folder(afl)));
        const done = await push(['--repo', to.repo, 'out.tar.gz'], { cwd, token: to.token });
        assert.equal(done.status, 0, done.said);
        assert.equal(inputs_of(to.repo).length, 3);
    });

    test('an empty folder is no error, alone and beside a log', async () => {
        const to = pushable(hub);
        const cwd = folder({ 'fuzz.log': go_clean_log() });
        mkdirSync(join(cwd, 'artifacts'));
        const alone = await stores_nothing(hub, () => push(['--repo', to.repo, 'artifacts'], { cwd, token: to.token }));
        assert.equal(alone.status, 0, alone.said);
        assert.match(alone.said, /artifacts holds nothing to send\nNothing was sent/);
        assert.equal((await push(['--repo', to.repo, 'fuzz.log', 'artifacts'], { cwd, token: to.token })).status, 0);
    });

    test('what the hub refuses is told', async () => {
        const to = pushable(hub);
        const done = await push(['--repo', to.repo, '.'], { cwd: folder({ 'main.c': 'x' }), token: to.token });
        assert.equal(done.status, 3);
        assert.match(done.said, /HTTP 422 the archive holds nothing that is known/);
    });
});
