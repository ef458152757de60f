// What the tests post: logs of made-up crashes in the words of real fuzzers, and who posts them.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';

export const commit = (n = 1) => n.toString(16).padStart(40, 'c0ffee');

// A name that no other test uses.
export const fresh = (word) => `${word}-${randomBytes(4).toString('hex')}`;

// The lines of a Go stack: the runtime's, then `functions` of the package, then the harness's.
function go_stack(crash) {
    const { module, package: its, target, functions, file } = crash;
    const path = its ? `${module}/${its}` : module;
    return [
        'goroutine 30 [running]:', 'runtime/debug.Stack()', '\t/usr/lib/go-1.19/src/runtime/debug/stack.go:24 +0xdb',
        'testing.tRunner.func1()', '\t/usr/lib/go-1.19/src/testing/testing.go:1356 +0x1f2',
        'panic({0x5f1760, 0xc000018300})', '\t/usr/lib/go-1.19/src/runtime/panic.go:884 +0x212',
        ...functions.flatMap((name, i) => [`${path}.${name}(...)`, `\t/src/${file}:${71 + i}`]),
        `${path}.${target}.func1(0x0?, {0xc000018120, 0x2, 0x18})`, `\t/src/${its}/${its}_test.go:8 +0x1d1`,
        'reflect.Value.call({0x5d2180?, 0x60ea50?, 0x13?}, {0x600117, 0x4}, {0xc00008f3e0, 0x2, 0x2?})',
        '\t/usr/lib/go-1.19/src/reflect/value.go:584 +0x8c5',
        'testing.(*F).Fuzz.func1.1(0x0?)', '\t/usr/lib/go-1.19/src/testing/fuzz.go:337 +0x231',
        'created by testing.(*F).Fuzz.func1', '\t/usr/lib/go-1.19/src/testing/fuzz.go:324 +0x5b9',
    ];
}

function go_crash(crash) {
    return { module: 'example.com/vault', package: 'codec', target: 'FuzzDecode', functions: ['body', 'Decode'],
             message: 'runtime error: index out of range [2] with length 2', file: 'codec/codec.go',
             input: '8727b16d337d7b81', execs: 12334, ...crash };
}

// What `go test -fuzz` prints when it finds a crash.
export function go_log(crash = {}) {
    const its = go_crash(crash);
    return [
        'fuzz: elapsed: 0s, gathering baseline coverage: 0/1 completed',
        'fuzz: elapsed: 0s, gathering baseline coverage: 1/1 completed, now fuzzing with 2 workers',
        `fuzz: elapsed: 3s, execs: ${its.execs} (4111/sec), new interesting: 2 (total: 3)`,
        'fuzz: minimizing 77-byte failing input file',
        `--- FAIL: ${its.target} (0.05s)`, `    --- FAIL: ${its.target} (0.00s)`,
        `        testing.go:1356: panic: ${its.message}`,
        ...go_stack(its).map((line) => `            ${line}`), '    ',
        `    Failing input written to testdata/fuzz/${its.target}/${its.input}`, '    To re-run:',
        `    go test -run=${its.target}/${its.input}`, 'FAIL', 'exit status 1',
        `FAIL\t${its.module}/${its.package}\t0.062s`, '',
    ].join('\n');
}

// What `go test -run=FuzzX/<hash>` prints for the saved input.
export function go_rerun_log(crash = {}) {
    const its = go_crash(crash);
    return [
        `--- FAIL: ${its.target} (0.00s)`, `    --- FAIL: ${its.target}/${its.input} (0.00s)`,
        `panic: ${its.message} [recovered]`, `\tpanic: ${its.message}`, '', 'goroutine 35 [running]:',
        'testing.tRunner.func1.2({0x5f1760, 0xc000018300})', '\t/usr/lib/go-1.19/src/testing/testing.go:1396 +0x24e',
        'testing.tRunner.func1()', '\t/usr/lib/go-1.19/src/testing/testing.go:1399 +0x39f',
        ...go_stack(its).slice(5), `exit status 2`, `FAIL\t${its.module}/${its.package}\t0.008s`, '',
    ].join('\n');
}

export function go_clean_log({ module = 'example.com/vault', package: its = 'pathutil', execs = 204311 } = {}) {
    return [
        'fuzz: elapsed: 0s, gathering baseline coverage: 0/16 completed',
        'fuzz: elapsed: 0s, gathering baseline coverage: 16/16 completed, now fuzzing with 2 workers',
        `fuzz: elapsed: 3s, execs: ${execs - 999} (48425/sec), new interesting: 0 (total: 16)`,
        `fuzz: elapsed: 4s, execs: ${execs} (55823/sec), new interesting: 0 (total: 16)`,
        'PASS', `ok  \t${module}/${its}\t4.063s`, '',
    ].join('\n');
}

// What a libFuzzer target with AddressSanitizer prints when it writes past a heap block.
export function asan_log({ functions = ['key_copy', 'ini_read'], file = 'ini.c', pid = 21864 } = {}) {
    return [
        'INFO: Running with entropic power schedule (0xFF, 100).', 'INFO: Seed: 1',
        '#2\tINITED cov: 2 ft: 2 corp: 1/1b exec/s: 0 rss: 30Mb',
        '=================================================================',
        `==${pid}==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x602000001cb0 at pc 0x56429314dfda bp 0x7ffd sp 0x7ffc`,
        'WRITE of size 1 at 0x602000001cb0 thread T0',
        ...functions.map((name, i) => `    #${i} 0x56429314d${i}d9 in ${name} /src/${file}:${23 + i}:17`),
        `    #${functions.length} 0x564293189e24 in LLVMFuzzerTestOneInput /src/fuzz_read.c:9:5`,
        `    #${functions.length + 1} 0x5642930cbe72 in main (/src/fuzz_read+0x5be72)`, '',
        '0x602000001cb0 is located 0 bytes to the right of 16-byte region [0x602000001ca0,0x602000001cb0)',
        'allocated by thread T0 here:', '    #0 0x56429314ebfe in malloc (/src/fuzz_read+0xdebfe)',
        `    #1 0x564293189de6 in ${functions[0]} /src/${file}:19:18`, '',
        `SUMMARY: AddressSanitizer: heap-buffer-overflow /src/${file}:23:17 in ${functions[0]}`,
        `==${pid}==ABORTING`, 'MS: 1 ChangeBit-; base unit: e79804757572a23a7e75dfb60fb3faf542ae01df',
        "artifact_prefix='./'; Test unit written to ./crash-c457ffb4670910d6b6d21dcca2487580330d4bdc",
        'Base64: ///d3d3d', '',
    ].join('\n');
}

export function add_repo(hub, word = 'vault', ...options) {
    const name = `${fresh('test')}/${word}`;
    hub.nopanic(['repo', 'add', name, ...options]);
    return name;
}

// A token as the operator's command makes it: new_token(hub, '--repo', name).
export function new_token(hub, ...options) {
    const printed = hub.nopanic(['token', 'create', ...options]).trim();
    assert.match(printed, /^[\w-]+\.[\w-]+\.[\w-]+$/, 'token create prints the token alone');
    return printed;
}

// A repository and a token that may push to it.
export function pushable(hub, word) {
    const repo = add_repo(hub, word);
    return { repo, token: new_token(hub, '--repo', repo) };
}

export function add_account(hub, { admin = false, password = 'wombats like tea 47' } = {}) {
    const name = fresh('user');
    hub.nopanic(['account', 'add', name, `${name}@example.com`, ...(admin ? ['--admin'] : [])], `${password}\n`);
    return { name, password };
}

// Lets an account (by name) read, triage or administer a repository (by name).
export function grant(hub, account, repo, role) {
    hub.psql(`INSERT INTO repo_grant (repo, account, role)
              SELECT r.id, a.id, '${role}' FROM repo r, account a
               WHERE r.name = '${repo}' AND a.name = '${account.name}'`);
}

// ---- what must hold for every refusal ----

// No answer tells where things lie, how they are stored, or what else is there.
export function assert_quiet(hub, text) {
    for (const secret of [hub.state, hub.run, hub.folder, '/usr/lib', 'postgresql:', 'SELECT ', 'INSERT ', 'SQLSTATE',
                          'PGRES', 'libpq', 'jansson', 'relation "', 'nginx/', 'psql'])
        assert.ok(!text.includes(secret), `the answer tells "${secret}": ${text.slice(0, 300)}`);
    assert.doesNotMatch(text, /\w\.(c|cc|h|sql):\d+/);
}

// One of the statuses, as JSON of the documented shape, telling nothing it should not.
export function assert_refused(hub, answer, ...statuses) {
    assert.ok(statuses.includes(answer.status), `${answer.status} instead of ${statuses}: ${answer.text.slice(0, 300)}`);
    assert.match(answer.headers['content-type'], /^application\/json/);
    const { error } = answer.json();
    assert.equal(typeof error.code, 'string');
    assert.match(error.code, /^[a-z_]+$/);
    assert.equal(typeof error.message, 'string');
    assert.notEqual(error.message, '');
    assert_quiet(hub, answer.text);
    return error;
}

// Runs work, which must leave the stored rows as they are.
export async function stores_nothing(hub, work) {
    const before = hub.stored();
    const result = await work();
    assert.deepEqual(hub.stored(), before, 'something was stored');
    return result;
}

// An administrator of a hub, made once for each test file.
const admins = new Map();
export function admin_of(hub) {
    if (!admins.has(hub)) admins.set(hub, add_account(hub, { admin: true }));
    return admins.get(hub);
}
