// push.sh against the hub: what it sends, what it finds out by itself, how it ends.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { get, request } from './client.mjs';
import { root, shared_hub, temporary_folder } from './hub.mjs';
import { admin_of, asan_log, commit, fresh, go_clean_log, go_log, go_rerun_log, pushable, stores_nothing } from './scene.mjs';

const hub = await shared_hub();
const work = temporary_folder();
const script = join(root, 'htdocs/push.sh');

// A folder of its own for a test, and files in it.
function folder(files = {}) {
    const made = mkdtempSync(join(work, 'f-'));
    for (const [name, content] of Object.entries(files)) {
        mkdirSync(join(made, name, '..'), { recursive: true });
        writeFileSync(join(made, name), content);
    }
    return made;
}

// Runs push.sh; gives {status, stdout, stderr}.  The environment holds what is told here and no more.
function push(words, { env = {}, input = '', cwd = work, shell = ['sh'], started } = {}) {
    return new Promise((resolve, reject) => {
        const child = spawn(shell[0], [...shell.slice(1), script, ...words], {
            cwd, env: { PATH: process.env.PATH, HOME: work, TMPDIR: work, NOPANIC_URL: hub.url, GIT_CEILING_DIRECTORIES: work, ...env } });
        const said = { stdout: '', stderr: '' };
        for (const name of ['stdout', 'stderr']) child[name].on('data', (part) => { said[name] += part; });
        child.on('error', reject).on('close', (status) => resolve({ status, ...said }));
        child.stdin.on('error', () => {});
        child.stdin.end(input);
        started?.(child);
    });
}

function assert_sent(done) {
    assert.equal(done.status, 0, done.stdout + done.stderr);
    return Number(/^run: \S*\/run\/(\d+)$/m.exec(done.stderr)?.[1] ?? assert.fail(`no run: ${done.stderr}`));
}

const run_json = async (id) => (await get(hub, `/run/${id}`, { as: admin_of(hub), json: true })).json().run;
const crashers_of = (repo) => hub.rows(`SELECT c.id, c.title FROM crasher c JOIN repo r ON r.id = c.repo WHERE r.name = '${repo}' ORDER BY c.id`);
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const inputs_of = (repo) => hub.rows(`SELECT x.input_name AS name, encode(x.input, 'hex') AS digest
                                        FROM crash x JOIN repo r ON r.id = x.repo WHERE r.name = '${repo}' ORDER BY x.id`);

// A door in front of the hub that counts requests and treats each as `plan` says, in turn:
// 'drop' lets the hub answer and cuts the answer off, a text is answered in place of the hub.
function door(plan, delay_ms = 0) {
    return new Promise((resolve) => {
        const seen = { requests: 0 };
        const server = createServer((client) => {
            const step = plan[seen.requests++];
            client.on('error', () => {});
            if (typeof step === 'string' && step !== 'drop') {
                client.once('data', () => client.end(step));
                return;
            }
            const link = connect(hub.port, '127.0.0.1').on('error', () => client.destroy());
            client.pipe(link);
            if (step === 'drop') link.on('data', () => { setTimeout(() => { client.destroy(); link.destroy(); }, 300); });
            else setTimeout(() => link.pipe(client), delay_ms);
        });
        server.unref().listen(0, '127.0.0.1', () => {
            resolve(Object.assign(seen, { url: `http://127.0.0.1:${server.address().port}` }));
        });
    });
}

describe('what it sends', () => {
    const shells = [['dash'], ['bash'], ['busybox', 'sh']].filter(([name]) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0);
    assert.ok(shells.length >= 2, 'dash and bash are there');
    for (const shell of shells)
        test(`standard input, by ${shell.join(' ')}`, async () => {
            const { repo, token } = pushable(hub);
            const done = await push(['--repo', repo, '--package', 'codec'], { env: { NOPANIC_TOKEN: token }, input: go_log(), shell });
            assert_sent(done);
            const [crasher] = crashers_of(repo);
            assert.match(done.stdout, new RegExp(`^new +#${crasher.id} +.*index out of range.*\n +http\\S+/c/${crasher.id}\n$`));
        });

    test('a file, several files, and - among them', async () => {
        const { repo, token } = pushable(hub);
        const cwd = folder({ 'a.log': go_log(), 'b c.log': go_clean_log() });
        const other = go_log({ target: 'FuzzLast', functions: ['Last'] });
        assert_sent(await push(['--repo', repo, 'a.log', '-', 'b c.log'], { env: { NOPANIC_TOKEN: token }, input: other, cwd }));
        const targets = hub.rows(`SELECT t.name FROM target t JOIN repo r ON r.id = t.repo WHERE r.name = '${repo}' ORDER BY 1`);
        assert.equal(crashers_of(repo).length, 2);
        assert.ok(targets.some((t) => t.name === 'FuzzLast') && targets.length === 3, JSON.stringify(targets));
    });

    test('it is served by the hub, and works from there', async () => {
        const served = await request(hub, '/push.sh');
        assert.equal(served.status, 200);
        assert.match(served.headers['content-type'], /^text\/plain/);
        assert.equal(served.text, readFileSync(script, 'utf8'));
        const { repo, token } = pushable(hub);
        const cwd = folder({ 'fuzz.log': go_log() });
        execFileSync('sh', ['-c', 'curl -fsS "$U/push.sh" | sh -s -- --url "$U" --repo "$R" fuzz.log'],
                     { cwd, env: { PATH: process.env.PATH, U: hub.url, R: repo, NOPANIC_TOKEN: token }, stdio: 'pipe' });
        assert.equal(crashers_of(repo).length, 1);
    });

    test('a token from a file', async () => {
        const { repo, token } = pushable(hub);
        const cwd = folder({ secret: `${token}\n` });
        assert_sent(await push(['--repo', repo], { env: { NOPANIC_TOKEN_FILE: 'secret' }, cwd, input: go_log() }));
    });

    test('inputs whatever their names, with their bytes', async () => {
        const names = ['id:000000,sig:06,src:000000', 'a blank', `it's "quoted"`, 'back\\slash', 'semi;colon', '-dash', 'ünï', '$(id)', '100%'];
        for (const name of names) {
            const { repo, token } = pushable(hub);
            const bytes = Buffer.from(`\0\r\n--${name}\xff`, 'latin1');
            const cwd = folder({ [name]: bytes });
            assert_sent(await push(['--repo', repo, '--crasher', `./${name}`, '--no-find'], { env: { NOPANIC_TOKEN: token }, cwd, input: asan_log() }));
            const [input] = inputs_of(repo);
            assert.equal(input.digest, sha256(bytes), name);
            // A quote travels as %22: forms have no other way to write it.
            assert.ok(input.name.endsWith(name.replaceAll('"', '%22')), `${input.name} instead of ${name}`);
        }
    });

    test('a folder of inputs', async () => {
        const { repo, token } = pushable(hub);
        const cwd = folder({ 'out/crash-c457ffb4670910d6b6d21dcca2487580330d4bdc': 'right', 'out/deep/crash-0000': 'another' });
        assert_sent(await push(['--repo', repo, '--crasher', 'out', '--no-find'], { env: { NOPANIC_TOKEN: token }, cwd, input: asan_log() }));
        assert.equal(inputs_of(repo)[0].digest, sha256('right'));
    });

    test('inputs that the log names are found, below other folders too', async () => {
        const { repo, token } = pushable(hub);
        const cwd = folder({ 'codec/testdata/fuzz/FuzzDecode/8727b16d337d7b81': 'go test fuzz v1\n[]byte("0")\n',
                             'crash-c457ffb4670910d6b6d21dcca2487580330d4bdc': 'by libFuzzer', 'a.log': go_log(), 'b.log': asan_log() });
        assert_sent(await push(['--repo', repo, 'a.log', 'b.log'], { env: { NOPANIC_TOKEN: token }, cwd }));
        assert.deepEqual(inputs_of(repo).map((i) => i.digest).sort(), ['by libFuzzer', 'go test fuzz v1\n[]byte("0")\n'].map(sha256).sort());
    });

    test('--no-find leaves them alone', async () => {
        const { repo, token } = pushable(hub);
        const cwd = folder({ 'testdata/fuzz/FuzzDecode/8727b16d337d7b81': 'go test fuzz v1\n' });
        assert_sent(await push(['--repo', repo, '--no-find'], { env: { NOPANIC_TOKEN: token }, cwd, input: go_log() }));
        assert.equal(inputs_of(repo)[0].digest, null);
    });

    test('of a log that is too long the two ends', async () => {
        const { repo, token } = pushable(hub);
        const done = await push(['--repo', repo], { env: { NOPANIC_TOKEN: token }, input: 'filler, filler\n'.repeat(700000) + go_log() });
        assert_sent(done);
        assert.match(done.stderr, /1050\d{4} bytes/);
        assert.equal(crashers_of(repo).length, 1);
    });
});

describe('what it finds out', () => {
    const { repo, token } = pushable(hub);
    const [owner, name] = repo.split('/');
    let n = 20;
    const cis = {
        'GitHub Actions': [{ GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: repo, GITHUB_SHA: commit(1), GITHUB_REF_NAME: 'main', GITHUB_RUN_ID: '77',
                             GITHUB_RUN_ATTEMPT: '2', GITHUB_SERVER_URL: 'https://forge.example' },
                           { commit: commit(1), branch: 'main', key: 'github-77-2', link: `https://forge.example/${repo}/actions/runs/77` }],
        'GitHub Actions on a pull request': [{ GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: repo, GITHUB_SHA: commit(2), GITHUB_REF_NAME: '5/merge',
                                               GITHUB_HEAD_REF: 'fix/it', GITHUB_RUN_ID: '78', GITHUB_SERVER_URL: 'https://forge.example' },
                                             { commit: commit(2), branch: 'fix/it', key: 'github-78-1', link: `https://forge.example/${repo}/actions/runs/78` }],
        'GitLab': [{ GITLAB_CI: 'true', CI_PROJECT_PATH: `top/${repo}`, CI_PROJECT_NAMESPACE: `top/${owner}`, CI_PROJECT_NAME: name, CI_COMMIT_SHA: commit(3),
                     CI_COMMIT_REF_NAME: 'next', CI_PIPELINE_ID: '99', CI_JOB_URL: 'https://lab.example/j/5' },
                   { commit: commit(3), branch: 'next', key: 'gitlab-99', link: 'https://lab.example/j/5' }],
        'Jenkins': [{ JENKINS_URL: 'https://jenkins.example/', GIT_URL: `git@forge.example:${repo}.git`, GIT_COMMIT: commit(4), GIT_BRANCH: 'origin/main',
                      BUILD_TAG: 'jenkins-vault-12', BUILD_URL: 'https://user:secret@jenkins.example/job/12/' },
                    { commit: commit(4), branch: 'main', key: 'jenkins-vault-12', link: 'https://jenkins.example/job/12/' }],
        'Buildkite': [{ BUILDKITE: 'true', BUILDKITE_REPO: `https://bot:secret@forge.example/${repo}.git`, BUILDKITE_COMMIT: commit(5), BUILDKITE_BRANCH: 'main',
                        BUILDKITE_BUILD_ID: 'b-1', BUILDKITE_BUILD_URL: 'https://buildkite.example/b/1' },
                      { commit: commit(5), branch: 'main', key: 'buildkite-b-1', link: 'https://buildkite.example/b/1' }],
    };
    for (const [ci, [env, wanted]] of Object.entries(cis))
        test(`on ${ci}: repository, commit, branch, run, link`, async () => {
            const id = assert_sent(await push([], { env: { NOPANIC_TOKEN: token, ...env }, cwd: folder(), input: go_log({ execs: ++n }) }));
            const run = await run_json(id);
            const told = { commit: run.commit, branch: run.branch, key: hub.value(`(SELECT key FROM run WHERE id = ${id})`), link: run.link };
            assert.deepEqual(told, wanted);
            assert.equal(run.repository, repo);
            assert.equal(run.origin, 'CI');
        });

    test('in a plain git checkout: repository, commit, branch', async () => {
        const cwd = folder({ 'a/file': 'x' });
        const git = (...words) => execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...words], { cwd, encoding: 'utf8' }).trim();
        git('init', '-q', '-b', 'trunk');
        git('add', '.');
        git('commit', '-q', '-m', 'Start');
        git('remote', 'add', 'origin', `ssh://git:secret@forge.example:2222/group/${repo}.git`);
        const id = assert_sent(await push([], { env: { NOPANIC_TOKEN: token }, cwd: join(cwd, 'a'), input: go_log({ execs: ++n }) }));
        const { commit: its, branch, link } = await run_json(id);
        assert.deepEqual({ its, branch, link }, { its: git('rev-parse', 'HEAD'), branch: 'trunk', link: null });
    });

    test('what is told by hand is stronger', async () => {
        const env = { NOPANIC_TOKEN: token, ...cis['GitHub Actions'][0] };
        const id = assert_sent(await push(['--commit', commit(9), '--branch', 'other', '--run', fresh('run'), '--origin', 'k8s job', '--link', 'https://x.example/1'],
                                          { env, cwd: folder(), input: go_log({ execs: ++n }) }));
        const { commit: its, branch, origin, link } = await run_json(id);
        assert.deepEqual({ its, branch, origin, link }, { its: commit(9), branch: 'other', origin: 'k8s job', link: 'https://x.example/1' });
    });
});

describe('source', () => {
    const source_of = (repo) => hub.rows(`SELECT k.path, k.commit_id, left(encode(b.bytes, 'escape'), 100) AS text
        FROM code k JOIN repo r ON r.id = k.repo JOIN blob b ON b.repo = k.repo AND b.sha256 = k.blob
       WHERE r.name = '${repo}' ORDER BY k.path`);
    const sent = async (files, log, options = [], { before, shell, status = 0 } = {}) => {
        const { repo, token } = pushable(hub);
        const cwd = folder({ ...files, 'fuzz.log': log });
        before?.(cwd);
        const done = await push(['--repo', repo, '--commit', commit(7), '--source', '.', ...options, 'fuzz.log'],
            { env: { NOPANIC_TOKEN: token }, cwd, shell });
        assert.equal(done.status, status, done.stderr);
        return { files: source_of(repo), done };
    };
    const paths = async (...words) => (await sent(...words)).files.map((f) => f.path);

    for (const shell of [['dash'], ['bash'], ['busybox', 'sh']].filter(([name]) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0))
        test(`--source sends the files that the log names a line of, by ${shell.join(' ')}`, async () => {
            const { files } = await sent({ 'codec/codec.go': 'package codec\n', 'codec/codec_test.go': 'tests', 'codec/other.go': 'other',
                                           'go.mod': 'module example.com/vault' }, go_log(), [], { shell });
            assert.deepEqual(files, [{ path: 'codec/codec.go', commit_id: commit(7), text: 'package codec\n' },
                                     { path: 'codec/codec_test.go', commit_id: commit(7), text: 'tests' }]);
        });

    test('in the words of other languages, wherever it was built', async () => {
        const log = ['  File "/w/app/a.py", line 3, in f', '    at f (/w/web/b.js:3:7)', '\tat com.x.C.f(C.java:3)', '   at X.F() in C:\\w\\net\\d.cs:line 3',
                     '   3: x::f', '             at ./crate/src/e.rs:3:5', '    #0 0x1 in f /proc/self/cwd/lib/f.cc:3:1'].join('\n');
        const names = ['app/a.py', 'crate/src/e.rs', 'java/com/x/C.java', 'lib/f.cc', 'net/d.cs', 'web/b.js'];
        assert.deepEqual(await paths(Object.fromEntries(names.map((name) => [name, name])), log), names);
    });

    test('nothing outside of DIR or behind a link, nothing hidden or of a dependency, nothing that two files could be', async () => {
        const outside = folder({ 'secret.c': 'secret', 'deep/secret.go': 'secret' });
        const log = [`${outside}/secret.c:1`, 'in/secret.c:1', 'linked/deep/secret.go:2', '../secret.c:1', '.env:1', 'key.pem:1', 'node_modules/m.js:1',
                     '/go/pkg/mod/m@v1.0.0/codec/codec.go:1', '/x/util.c:9', 'util.c:9', 'a b.c:1'].join('\n');
        assert.deepEqual(await paths({ '.env': 'TOKEN=1', 'key.pem': 'x', 'node_modules/m.js': 'x', 'codec/codec.go': 'x', 'a/util.c': 'x', 'b/util.c': 'x' },
            log, [], { before: (cwd) => { symlinkSync(outside, join(cwd, 'linked')); mkdirSync(join(cwd, 'in'));
                                          symlinkSync(join(outside, 'secret.c'), join(cwd, 'in/secret.c')); } }), []);
    });

    test('within the limits of the hub: what is too big or too much stays away, and the rest arrives', async () => {
        const many = Object.fromEntries(Array.from({ length: 70 }, (_, i) => [`s/f${i}.c`, `${i}`]));
        assert.equal((await paths({ ...many, 'big.c': 'x'.repeat(256 * 1024 + 1) }, ['big.c:1', ...Object.keys(many).map((name) => `${name}:1`)].join('\n'))).length, 64);
        const large = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`f${i}.c`, `${i}`.repeat(256 * 1024)]));
        assert.equal((await paths(large, Object.keys(large).map((name) => `${name}:1`).join('\n'))).length, 8);
    });

    test('not without a commit, and DIR must be there', async () => {
        const { repo, token } = pushable(hub);
        const cwd = folder({ 'codec/codec.go': 'x', 'fuzz.log': go_log() });
        const done = await push(['--repo', repo, '--source', '.', 'fuzz.log'], { env: { NOPANIC_TOKEN: token }, cwd });
        assert_sent(done);
        assert.match(done.stderr, /no source is sent, since the commit is not known/);
        assert.deepEqual(source_of(repo), []);
        await sent({}, go_log(), ['--source', 'nowhere'], { status: 2 });
    });
});

describe('one more run of an input', () => {
    const { repo, token } = pushable(hub);
    const usual = ['--repo', repo, '--package', 'died', '--target', 'FuzzSay', '--commit', commit(2)];
    const env = { NOPANIC_TOKEN: token };
    const died = ['--- FAIL: FuzzSay (0.03s)', '    fuzzing process hung or terminated unexpectedly: exit status 3', 'FAIL', ''].join('\n');
    const at = folder({ 'input.bin': 'any bytes', 'another.bin': 'other bytes' });
    const crasher_of = async (id) => (await get(hub, `/c/${id}?format=json`, { as: admin_of(hub) })).json().crasher;

    test('--rerun-of: the crash of that input gets its stack, a file that is not there is refused', async () => {
        const first = await push([...usual, '--run', fresh('run'), '--crasher', 'input.bin'], { env, cwd: at, input: died });
        const id = Number(/#(\d+)/.exec(first.stdout)[1]);
        assert.equal((await crasher_of(id)).weak, true);
        const log = go_rerun_log({ package: 'died', target: 'FuzzSay', input: 'named-otherwise' });
        const other = await push([...usual, '--run', fresh('run'), '--rerun-of', 'another.bin'], { env, cwd: at, input: go_rerun_log({ package: 'died', target: 'FuzzSay', functions: ['elsewhere'] }) });
        assert.equal(other.status, 0, other.stderr);
        assert.equal((await crasher_of(id)).weak, true);
        const again = await push([...usual, '--run', fresh('run'), '--rerun-of', 'input.bin'], { env, cwd: at, input: log });
        assert.match(again.stdout, new RegExp(`#${id}\\b`), again.stderr);
        assert.equal((await crasher_of(id)).weak, false);
        const refused = await push([...usual, '--rerun-of', 'nowhere'], { env, cwd: at, input: log });
        assert.deepEqual([refused.status, refused.stderr], [2, 'push.sh: --rerun-of nowhere: no such file\n']);
    });
});

describe('how it ends', () => {
    const { repo, token } = pushable(hub);
    const env = { NOPANIC_TOKEN: token };
    const usual = ['--repo', repo, '--package', 'codec'];
    test('--fail-on new: 1 for a crasher that nobody has seen, 0 for a known one', async () => {
        const log = { functions: [fresh('f')] };
        assert.equal((await push([...usual, '--fail-on', 'new'], { env, input: go_log(log) })).status, 1);
        const again = await push([...usual, '--fail-on', 'new'], { env, input: go_rerun_log(log) });
        assert.equal(again.status, 0, again.stderr);
        assert.match(again.stdout, /^open +#\d+/);
    });
    test('--fail-on any: 1 for a known crasher, 0 for none', async () => {
        assert.equal((await push([...usual, '--fail-on', 'any'], { env, input: go_log() })).status, 1);
        assert.equal((await push([...usual, '--fail-on', 'any'], { env, input: go_log({ execs: 5 }) })).status, 1);
        assert.equal((await push(['--repo', repo, '--fail-on', 'any'], { env, input: go_clean_log() })).status, 0);
    });
    test('--fail-on never, and nothing: 0', async () => {
        for (const words of [[], ['--fail-on', 'never']])
            assert_sent(await push([...usual, ...words], { env, input: go_log({ functions: [fresh('f')] }) }));
    });
    test('--quiet tells crashers only', async () => {
        const done = await push([...usual, '--quiet'], { env, input: go_log({ execs: 6 }) });
        assert.equal(done.stderr, '');
        assert.equal((await push(['--repo', repo, '--quiet'], { env, input: go_clean_log() })).stdout, '');
    });

    const wrong = { 'an unknown option': ['--nonsense'], 'no value': ['--repo'], '--fail-on with another word': ['--fail-on', 'sometimes'],
                    '--tries 0': ['--tries', '0'], 'a log that is not there': ['absent.log'], 'an input that is not there': ['--crasher', 'absent'] };
    for (const [name, words] of Object.entries(wrong))
        test(`${name}: 2`, async () => {
            const done = await stores_nothing(hub, () => push(['--repo', repo, ...words], { env, input: go_log() }));
            assert.equal(done.status, 2);
            assert.match(done.stderr, /^push\.sh: ./);
        });
    test('no repository, no hub, no token, a broken token, an empty log: 2', async () => {
        const runs = [[[], { env }], [['--repo', repo], { env: { ...env, NOPANIC_URL: '' } }], [['--repo', repo], {}],
                      [['--repo', repo], { env: { NOPANIC_TOKEN: `${token}\nx` } }]];
        for (const [words, options] of runs) assert.equal((await push(words, { cwd: folder(), input: go_log(), ...options })).status, 2);
        assert.equal((await push(['--repo', repo], { env, input: '' })).status, 2);
    });
    test('--help: 0, and it tells of every option', async () => {
        const { status, stdout } = await push(['--help']);
        assert.equal(status, 0);
        for (const option of ['--url', '--repo', '--commit', '--branch', '--run', '--link', '--package', '--target', '--engine', '--origin', '--crasher',
                              '--no-find', '--fail-on', '--tries', '--quiet', 'NOPANIC_TOKEN', 'NOPANIC_TOKEN_FILE']) assert.ok(stdout.includes(option), option);
    });

    test('refused by the hub: 3, with its words, after one try', async () => {
        const front = await door([]);
        for (const [words, why] of [[['--repo', `${fresh('absent')}/x`], /403/], [[...usual, '--commit', 'HEAD'], /422.*commit/]]) {
            const asked = front.requests;
            const done = await push([...words, '--url', front.url], { env, cwd: folder(), input: go_log() });
            assert.equal(done.status, 3, done.stderr);
            assert.match(done.stderr, why);
            assert.equal(front.requests, asked + 1);
        }
    });
    test('no hub: 4, after as many tries as asked for', async () => {
        const done = await push([...usual, '--url', 'http://127.0.0.1:9', '--tries', '2'], { env, input: go_log() });
        assert.equal(done.status, 4);
        assert.match(done.stderr, /gave up after 2 tries/);
    });
    test('a hub that stays away: 4', async () => {
        const away = 'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}';
        const front = await door([away, away]);
        const done = await push([...usual, '--url', front.url, '--tries', '2'], { env, input: go_log() });
        assert.equal(done.status, 4);
        assert.equal(front.requests, 2);
    });
    test('busy, then away, then there: sent, and Retry-After is what it waits', async () => {
        const busy = 'HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}';
        const front = await door([busy, busy.replace('429 Too Many Requests', '502 Bad Gateway')]);
        const done = await push([...usual, '--url', front.url], { env, input: go_log({ functions: [fresh('f')] }) });
        assert_sent(done);
        assert.equal(front.requests, 3);
        assert.equal(done.stderr.match(/trying again in 1 s/g).length, 2);
    });
    test('an answer that is lost on its way: the retry is known, and counts once', async () => {
        const { repo: its, token: key } = pushable(hub);
        const front = await door(['drop', 'drop']);
        const done = await push(['--repo', its, '--url', front.url, '--fail-on', 'new'], { env: { NOPANIC_TOKEN: key }, input: go_log() });
        assert.equal(done.status, 1, 'the retry tells what the first answer would have told: a new crasher');
        assert.equal(front.requests, 3);
        assert.match(done.stdout, /^new +#\d+/);
        assert.equal(hub.value(`(SELECT count(*) FROM crash x JOIN repo r ON r.id = x.repo WHERE r.name = '${its}')`), 1);
        assert.equal(hub.value(`(SELECT count(*) FROM log x JOIN repo r ON r.id = x.repo WHERE r.name = '${its}')`), 1);
    });
});

describe('what nobody else sees', () => {
    test('the token is on no command line and no temporary file is left', async () => {
        const { repo, token } = pushable(hub);
        const front = await door([], 1500);
        const seen = { lines: 0, curl: 0, token: 0 };
        let timer;
        const done = await push(['--repo', repo, '--url', front.url], { env: { NOPANIC_TOKEN: token }, input: go_log(), started: () => {
            timer = setInterval(() => {
                for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
                    let line;
                    try { line = readFileSync(`/proc/${pid}/cmdline`, 'latin1'); } catch { continue; }
                    seen.lines++;
                    if (line.startsWith('curl\0')) seen.curl++;
                    if (line.includes(token.slice(-30))) seen.token++;
                }
            }, 20);
        } });
        clearInterval(timer);
        assert_sent(done);
        assert.ok(seen.curl > 3, 'curl was never seen: the sampling is broken');
        assert.equal(seen.token, 0);
        assert.deepEqual(readdirSync(work).filter((name) => name.startsWith('nopanic.')), []);
    });
    test('control sequences of a crash never reach the terminal', async () => {
        const { repo, token } = pushable(hub);
        const message = `\u001b]0;owned\u0007\u001b[2Jboom\u009b31m\u0008`;
        const done = await push(['--repo', repo], { env: { NOPANIC_TOKEN: token }, input: go_log({ message }) });
        assert_sent(done);
        assert.doesNotMatch(done.stdout + done.stderr, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
        assert.match(done.stdout, /boom/);
    });
    test('a token that does not fit shows nothing of itself', async () => {
        const done = await push(['--repo', 'a/b'], { env: { NOPANIC_TOKEN: 'secret"\nurl = "http://evil' }, input: go_log() });
        assert.equal(done.status, 2);
        assert.ok(!done.stderr.includes('evil'));
    });
});
