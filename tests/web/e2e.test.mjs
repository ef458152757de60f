// From a fuzzer to the page: real `go test -fuzz`, real libFuzzer, real AFL++, push.sh as a CI job calls it, and
// the result read in a browser.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { open_browser, open_page } from './browser.mjs';
import { get, words } from './client.mjs';
import { root, shared_hub, temporary_folder } from './hub.mjs';
import { add_account, grant, pushable } from './scene.mjs';

const hub = await shared_hub();
const work = temporary_folder();
const reader = add_account(hub);
const environment = { ...process.env, GIT_CEILING_DIRECTORIES: work, NOPANIC_URL: hub.url, GOFLAGS: '', GOWORK: 'off' };

// Runs a program to its end; a fuzzer that finds something ends with an error, which is fine.
function run(cwd, program, ...words) {
    return new Promise((resolve, reject) => {
        execFile(program, words, { cwd, env: environment, encoding: 'utf8', maxBuffer: 1 << 26, timeout: 60000 }, (error, stdout, stderr) => {
            if (error && typeof error.code !== 'number') reject(error);
            else resolve({ status: error?.code ?? 0, log: stdout + stderr });
        });
    });
}

function checkout(name, made = name) {
    const folder = join(work, made);
    cpSync(join(root, 'tests/demo', name), folder, { recursive: true });
    rmSync(join(folder, 'run.sh'), { force: true });
    for (const words of [['init', '-q', '-b', 'main'], ['add', '.'], ['-c', 'user.name=T', '-c', 'user.email=t@example.com', 'commit', '-q', '-m', 'Start']])
        execFileSync('git', words, { cwd: folder, env: environment });
    return { folder, commit: execFileSync('git', ['rev-parse', 'HEAD'], { cwd: folder, encoding: 'utf8', env: environment }).trim() };
}

function made_repository(word) {
    const made = pushable(hub, word);
    grant(hub, reader, made.repo, 'read');
    return made;
}

// Pushes a log file as a CI job does; fails unless the hub has it.
function push({ repo, token }, folder, log, ...words) {
    return execFileSync('sh', [join(root, 'htdocs/push.sh'), '--repo', repo, ...words, log],
                        { cwd: folder, encoding: 'utf8', env: { ...environment, NOPANIC_TOKEN: token }, stdio: ['ignore', 'pipe', 'pipe'] });
}

const count = (table, repo) => hub.value(`(SELECT count(*) FROM ${table} x JOIN repo r ON r.id = x.repo WHERE r.name = '${repo}')`);
const totals = (repo) => ({ crashers: count('crasher', repo), crashes: count('crash', repo), logs: count('log', repo) });

const go = { ...checkout('go'), ...made_repository('vault'), logs: [] };
const c = { ...checkout('c'), ...made_repository('ini'), logs: [] };
const targets = [['codec', 'FuzzDecode'], ['codec', 'FuzzDecodeText'], ['codec', 'FuzzLast'], ['helper/xor', 'FuzzMask'],
                 ['helper/xor', 'FuzzCombine'], ['pathutil', 'FuzzClean']];
const bugs = { FuzzDecode: /index out of range/, FuzzDecodeText: /index out of range/, FuzzLast: /nil pointer/, FuzzMask: /divide by zero/ };

const page = await open_page(hub, await open_browser(), { as: reader });

describe('a Go module', () => {
    test('its six targets are fuzzed, and each log is pushed', { timeout: 120000 }, async () => {
        for (const [its, target] of targets) {
            const seconds = bugs[target] ? 15 : 3;
            const { status, log } = await run(go.folder, 'go', 'test', '-run=^$', `-fuzz=^${target}$`, `-fuzztime=${seconds}s`, `./${its}`);
            assert.equal(status, bugs[target] ? 1 : 0, log);
            const file = join(work, `${target}.log`);
            writeFileSync(file, log);
            go.logs.push(file);
            const said = push(go, go.folder, file);
            if (bugs[target]) assert.match(said, bugs[target]);
            else assert.equal(said, '');
        }
    });

    test('the index has the exact words: three fuzz packages, crashers in two', async () => {
        await page.goto('/');
        const row = page.locator('tr', { hasText: go.repo });
        const text = words(await row.innerHTML());
        assert.match(text, /\bFuzz packages: 3(?!\d)/);
        assert.match(text, /\bCrashers found in 2 packages\b/);
    });

    test('the bug that two targets reach is one crasher, and lists both', async () => {
        assert.equal(count('crasher', go.repo), 3);
        await page.goto(`/r/${go.repo}`);
        assert.equal(await page.getByText('index out of range').count() > 0, true);
        const address = hub.value(`(SELECT '/c/' || c.id FROM crasher c JOIN repo r ON r.id = c.repo
                                     WHERE r.name = '${go.repo}' AND c.title LIKE '%index out of range%')`);
        await page.locator(`main a[href="${address}"]`).first().click();
        await page.waitForURL(`**${address}`);
        const text = words(await page.locator('main').innerHTML());
        assert.match(text, /\bFuzzDecode\b/);
        assert.match(text, /\bFuzzDecodeText\b/);
    });

    test('its page shows the frame in codec.go, the message and the commit', async () => {
        const text = words(await page.locator('main').innerHTML());
        assert.match(text, /codec\.go:24/);
        assert.match(text, /\bbody\b/);
        assert.match(text, /index out of range \[\d+\] with length \d+/);
        assert.ok(text.includes(go.commit.slice(0, 7)), 'the commit');
        assert.match(text, /go test -run=FuzzDecode/);
    });

    test('the input that Go saved came along, and can be fetched', async () => {
        const address = new URL(page.url()).pathname;
        const input = await get(hub, `${address}/input`, { as: reader });
        assert.equal(input.status, 200);
        const folder = join(go.folder, 'codec/testdata/fuzz');
        const saved = ['FuzzDecode', 'FuzzDecodeText'].flatMap((t) => readdirSync(join(folder, t)).map((f) => readFileSync(join(folder, t, f), 'utf8')));
        assert.ok(saved.includes(input.text), input.text);
    });

    test('pushed a second time nothing is added', () => {
        const before_it = totals(go.repo);
        for (const file of go.logs) push(go, go.folder, file);
        assert.deepEqual(totals(go.repo), before_it);
    });

    test('the saved inputs run again add crashes, not crashers', { timeout: 60000 }, async () => {
        const before_it = totals(go.repo);
        const { status, log } = await run(go.folder, 'go', 'test', './...');
        assert.equal(status, 1, log);
        const file = join(work, 'rerun.log');
        writeFileSync(file, log);
        push(go, go.folder, file);
        const now = totals(go.repo);
        assert.equal(now.crashers, before_it.crashers);
        assert.ok(now.crashes > before_it.crashes, `${now.crashes} crashes`);
        for (const [its, target] of targets.filter(([, t]) => bugs[t])) {
            const again = await run(go.folder, 'go', 'test', `-run=^${target}$`, `./${its}`);
            writeFileSync(file, again.log);
            assert.match(push(go, go.folder, file), /^open/);
        }
        assert.equal(totals(go.repo).crashers, before_it.crashers);
        assert.equal(count('package', go.repo), 3, 'no package was doubled by its long name');
    });
});

describe('a C library', () => {
    test('its three targets are built with AddressSanitizer, fuzzed, and each log is pushed', { timeout: 120000 }, async () => {
        for (const name of ['fuzz_read', 'fuzz_forget', 'fuzz_clean']) {
            const built = await run(c.folder, 'clang', '-g', '-O1', '-fsanitize=fuzzer,address', '-o', name, `${name}.c`, 'ini.c');
            assert.equal(built.status, 0, built.log);
            const seconds = name === 'fuzz_clean' ? 3 : 15;
            const { status, log } = await run(c.folder, `./${name}`, '-seed=1', `-max_total_time=${seconds}`, '-print_final_stats=1', '-artifact_prefix=./');
            assert.equal(status, name === 'fuzz_clean' ? 0 : 1, log);
            const file = join(work, `${name}.log`);
            writeFileSync(file, log);
            c.logs.push([file, name]);
            push(c, c.folder, file, '--target', name);
        }
    });

    test('the index counts its one package, the heap overflow is critical', async () => {
        await page.goto('/');
        const text = words(await page.locator('tr', { hasText: c.repo }).innerHTML());
        assert.match(text, /\bFuzz packages: 1(?!\d)/);
        assert.match(text, /\bCrashers found in 1 package\b(?!s)/);
        const crashers = hub.rows(`SELECT c.id, c.kind, c.severity FROM crasher c JOIN repo r ON r.id = c.repo WHERE r.name = '${c.repo}' ORDER BY c.kind`);
        assert.deepEqual(crashers.map((x) => /double-free|heap-buffer-overflow/.exec(x.kind)?.[0]), ['double-free', 'heap-buffer-overflow']);
        assert.equal(crashers[1].severity, 'critical');
        await page.goto(`/c/${crashers[1].id}`);
        const its = words(await page.locator('main').innerHTML());
        assert.match(its, /\bCritical\b/i);
        assert.match(its, /ini\.c:23/);
        assert.match(its, /key_copy/);
    });

    test('pushed a second time nothing is added; its inputs run again add crashes only', { timeout: 60000 }, async () => {
        const before_it = totals(c.repo);
        for (const [file, name] of c.logs) push(c, c.folder, file, '--target', name);
        assert.deepEqual(totals(c.repo), before_it);
        for (const input of readdirSync(c.folder).filter((f) => f.startsWith('crash-'))) {
            const name = readFileSync(join(work, 'fuzz_read.log'), 'utf8').includes(input) ? 'fuzz_read' : 'fuzz_forget';
            const { status, log } = await run(c.folder, `./${name}`, input);
            assert.equal(status, 1, log);
            writeFileSync(join(work, 'again.log'), log);
            push(c, c.folder, join(work, 'again.log'), '--target', name);
        }
        assert.equal(totals(c.repo).crashers, before_it.crashers);
        assert.equal(totals(c.repo).crashes, before_it.crashes + 2);
    });
});

describe('the C library by AFL++', () => {
    const afl = { ...checkout('c', 'afl'), ...made_repository('ini') };
    const quiet = { AFL_SKIP_CPUFREQ: '1', AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES: '1', AFL_NO_UI: '1', AFL_NO_AFFINITY: '1', AFL_USE_ASAN: '1' };
    const as_afl = (...words) => run(afl.folder, 'env', ...Object.entries(quiet).map(([name, value]) => `${name}=${value}`), ...words);
    const saved = () => readdirSync(join(afl.folder, 'out/default/crashes')).filter((name) => name.startsWith('id:'));
    const stored = () => hub.rows(`SELECT c.title, c.weak, x.input_name AS name, encode(x.input, 'hex') AS digest FROM crash x JOIN crasher c ON c.id = x.crasher
                                     JOIN repo r ON r.id = x.repo WHERE r.name = '${afl.repo}' ORDER BY x.id`);

    test('its out folder is pushed: a weak crasher with every input, and the figures', { timeout: 120000 }, async () => {
        const built = await as_afl('afl-clang-fast', '-g', '-O1', '-fsanitize=fuzzer', '-o', 'fuzz_read', 'fuzz_read.c', 'ini.c');
        assert.equal(built.status, 0, built.log);
        mkdirSync(join(afl.folder, 'in'));
        writeFileSync(join(afl.folder, 'in/seed'), 'key=value');
        const fuzzed = await as_afl('afl-fuzz', '-s', '1', '-V', '15', '-i', 'in', '-o', 'out', '--', './fuzz_read');
        assert.ok(saved().length > 0, fuzzed.log);
        assert.match(push(afl, afl.folder, 'out'), /^new +#\d+ +SIGABRT \(abort\), no stack is known$/m);
        assert.deepEqual(stored().map((crash) => crash.name.split('/').pop()).sort(), saved().sort());
        assert.ok(stored().every((crash) => crash.weak));
        const digests = saved().map((name) => createHash('sha256').update(readFileSync(join(afl.folder, 'out/default/crashes', name))).digest('hex'));
        assert.deepEqual(stored().map((crash) => crash.digest).sort(), digests.sort());
        assert.equal(count('crasher', afl.repo), 1);
        const [result] = hub.rows(`SELECT y.executions, t.name FROM result y JOIN target t ON t.id = y.target JOIN repo r ON r.id = y.repo WHERE r.name = '${afl.repo}'`);
        assert.equal(result.name, 'fuzz_read');
        assert.equal(result.executions, Number(/^execs_done *: (\d+)$/m.exec(readFileSync(join(afl.folder, 'out/default/fuzzer_stats'), 'utf8'))[1]));
    });

    test('pushed a second time nothing is added', () => {
        const before_it = totals(afl.repo);
        push(afl, afl.folder, 'out');
        assert.deepEqual(totals(afl.repo), before_it);
    });

    test('run again, its input has a stack', async () => {
        const { log } = await run(afl.folder, './fuzz_read', join('out/default/crashes', saved()[0]));
        writeFileSync(join(work, 'afl.log'), log);
        assert.match(push(afl, afl.folder, join(work, 'afl.log'), '--target', 'fuzz_read'), /heap-buffer-overflow/);
    });
});
