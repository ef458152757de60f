// The page of a crasher: what its input holds and the forms it is handed out in, and what looks like it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { get, ingest_form, words } from './client.mjs';
import { shared_hub } from './hub.mjs';
import { add_account, asan_log, commit, go_log, go_rerun_log, grant, new_token, pushable } from './scene.mjs';

const hub = await shared_hub();
const { repo, token } = pushable(hub, 'values');
const reader = add_account(hub);
grant(hub, reader, repo, 'read');

async function post(fields, log, input, name) {
    const parts = [['repo', repo], ...Object.entries({ commit: commit(3), ...fields }), ['log', log, 'log']];
    const answer = await ingest_form(hub, token, input ? [...parts, ['crasher', input, name]] : parts);
    assert.ok(answer.status < 300, answer.text);
    return answer.json().results[0].crashers[0].id;
}
const page = async (path, json) => {
    const answer = await get(hub, path, { as: reader, json });
    assert.equal(answer.status, 200, `${path}: ${answer.text.slice(0, 200)}`);
    return json ? answer.json() : answer;
};
const VALUES = 'go test fuzz v1\n[]byte("0<\\x00")\nint64(-3)\nrune(\'é\')\nfloat64(14.5)\nbool(true)\n';
const go = await post({ package: 'helper/xor' }, go_log(), VALUES, '8727b16d337d7b81');

describe('a Go corpus file', () => {
    test('is shown as typed values', async () => {
        const { input } = await page(`/c/${go}`, true);
        assert.deepEqual(input.arguments.map((a) => [a.type, a.value, a.bytes ?? null, a.hex]), [
            ['[]byte', '"0<\\x00"', 3, '30 3c 00'], ['int64', '-3', null, null], ['rune', "'é' (233)", null, null],
            ['float64', '14.5', null, null], ['bool', 'true', null, null]]);
        assert.equal(input.text, VALUES);
        const html = (await page(`/c/${go}`)).text;
        assert.match(words(html), /Argument Type Value Bytes 1 \[\]byte 3 B "0<\\x00" 30 3c 00 2 int64 -3 3 rune 'é' \(233\) 4 float64 14\.5 5 bool true/);
        for (const form of ['', '?as=raw', '?as=test']) assert.ok(html.includes(`href="/c/${go}/input${form}"`), form);
    });
    test('is handed out as it is, as raw bytes and as a Go test', async () => {
        assert.equal((await page(`/c/${go}/input`)).text, VALUES);
        assert.equal((await page(`/c/${go}/input?as=file`)).text, VALUES);
        assert.equal((await page(`/c/${go}/input?as=raw`)).text, '0<\0');
        const go_test = (await page(`/c/${go}/input?as=test`)).text;
        assert.match(go_test, /^package \w+\n\nimport \(\n\t"testing"\n\)\n/);
        assert.match(go_test, /func TestFuzzDecodeCrasher\(t \*testing\.T\) \{\n\tvalue1 := \[\]byte\("0<\\x00"\)\n\tvalue2 := int64\(-3\)/);
    });
    test('is a download that no browser takes for a page, in each form', async () => {
        for (const [form, name] of [['', `np${go}`], ['?as=raw', `np${go}.bin`], ['?as=test', `np${go}_test.go`]]) {
            const { headers } = await page(`/c/${go}/input${form}`);
            assert.equal(headers['content-disposition'], `attachment; filename="${name}"`);
            assert.equal(headers['content-type'], 'application/octet-stream');
            assert.equal(headers['x-content-type-options'], 'nosniff');
            assert.match(headers['content-security-policy'], /sandbox; default-src 'none'/);
        }
    });
    test('with two arguments of bytes has no raw form; one that Go would not read has no form but its own', async () => {
        const two = await post({ package: 'two' }, go_log({ package: 'two' }), 'go test fuzz v1\nstring("a")\nstring("b")\n', '8727b16d337d7b81');
        assert.equal((await get(hub, `/c/${two}/input?as=raw`, { as: reader })).status, 404);
        assert.equal((await get(hub, `/c/${two}/input?as=test`, { as: reader })).status, 200);
        assert.ok(!(await page(`/c/${two}`)).text.includes('as=raw'));
        const bad = await post({ package: 'bad' }, go_log({ package: 'bad' }), 'go test fuzz v1\nint(<b>x</b>)\n', '8727b16d337d7b81');
        const html = (await page(`/c/${bad}`)).text;
        assert.match(words(html), /The Go tool would not read this file: line 2 is no value that Go can fuzz/);
        assert.ok(!html.includes('<b>x'));
        for (const form of ['raw', 'test']) assert.equal((await get(hub, `/c/${bad}/input?as=${form}`, { as: reader })).status, 404);
        assert.equal((await get(hub, `/c/${bad}/input?as=zip`, { as: reader })).status, 400);
    });
});

describe('another input', () => {
    test('is hex beside text, its beginning if it is long', async () => {
        const bytes = Buffer.from(Array.from({ length: 2000 }, (_, i) => i % 256));
        const id = await post({ target: 'fuzz_read' }, asan_log(), bytes, 'crash-c457ffb4670910d6b6d21dcca2487580330d4bdc');
        const { input } = await page(`/c/${id}`, true);
        assert.equal(input.text, null);
        assert.equal(input.first_bytes, bytes.subarray(0, 256).toString('hex'));
        assert.deepEqual(input.arguments, []);
        const { text } = await page(`/c/${id}`);
        assert.match(words(text), /0030 30 31 32 33 34 35 36 37 38 39 3a 3b 3c 3d 3e 3f \|0123456789:;<=>\?\|/);
        assert.match(words(text), /The first 256 of 2 000 bytes/);
        const raw = await get(hub, `/c/${id}/input?as=raw`, { as: reader });
        assert.equal(Number(raw.headers['content-length'] ?? 2000), 2000);
        assert.equal((await get(hub, `/c/${id}/input?as=test`, { as: reader })).status, 404);
    });
    test('that is text is shown as text', async () => {
        const id = await post({ target: 'fuzz_text' }, asan_log({ functions: ['text_read'] }), '[a]\nkey = <i>é</i>\n', 'crash-c457ffb4670910d6b6d21dcca2487580330d4bdc');
        assert.equal((await page(`/c/${id}`, true)).input.text, '[a]\nkey = <i>é</i>\n');
        assert.match(words((await page(`/c/${id}`)).text), /\[a\] key = <i>é<\/i>/);
    });
});

describe('what looks like it', () => {
    const deep = ['take', 'Split', 'parse', 'walk', 'read', 'Open', 'Load'];
    test('is suggested, not merged, and only inside of the repository', async () => {
        const first = await post({ package: 'like' }, go_log({ package: 'like', functions: deep }));
        const second = await post({ package: 'like' }, go_log({ package: 'like', functions: ['other', ...deep.slice(1)] }));
        assert.notEqual(first, second);
        const elsewhere = pushable(hub, 'elsewhere');
        await ingest_form(hub, elsewhere.token, [['repo', elsewhere.repo], ['log', go_log({ package: 'like', functions: deep }), 'log']]);
        const { similar } = await page(`/c/${second}`, true);
        assert.deepEqual(similar.map((s) => [s.id, s.state, s.severity]), [[first, 'open', 'medium']]);
        assert.ok(similar[0].percent >= 70 && similar[0].percent < 100, similar[0].percent);
        const { text } = await page(`/c/${second}`);
        assert.match(words(text), new RegExp(`Looks like #${first} .* ${similar[0].percent} % of the stack is the same, open`));
        assert.ok(text.includes(`href="/c/${first}"`));
        assert.ok(!(await page(`/c/${go}`)).text.includes('Similar crashers'));
    });
});

describe('a crash without a stack', () => {
    const input = '79e9108ea9d095db329c7e8f7b4058f05ed9c42258bcb0880a9cf783a345ed2e';
    const died = (target) => ['fuzz: elapsed: 0s, execs: 2 (64/sec), new interesting: 0 (total: 1)', `--- FAIL: ${target} (0.03s)`,
        '    fuzzing process hung or terminated unexpectedly: exit status 3', `    Failing input written to testdata/fuzz/${target}/${input}`,
        '    To re-run:', `    go test -run=${target}/${input}`, 'FAIL', 'exit status 1', 'FAIL\texample.com/vault/died\t0.038s', ''].join('\n');
    const passed = (target) => `=== RUN   ${target}\n--- PASS: ${target} (0.00s)\n    --- PASS: ${target}/${input} (0.00s)\nPASS\nok  \texample.com/vault/died\t0.002s\n`;
    const send = (fields, log) => ingest_form(hub, token, [['repo', repo], ...Object.entries({ package: 'died', commit: commit(3), ...fields }), ['log', log, 'log']]);

    test('becomes strong in its place when its input is run again; nobody is told twice', async () => {
        const id = await post({ package: 'died' }, died('FuzzExit'));
        assert.equal((await page(`/c/${id}`, true)).crasher.weak, true);
        const again = await send({ run: 'again' }, go_rerun_log({ package: 'died', target: 'FuzzExit', input }));
        assert.deepEqual(again.json().results[0].crashers.map((c) => [c.id, c.new]), [[id, false]]);
        const { crasher, history } = await page(`/c/${id}`, true);
        assert.deepEqual([crasher.weak, crasher.title, crasher.reproduces], [false, 'index out of range [2] with length 2', true]);
        assert.deepEqual(history.map((h) => h.kind), ['new', 'strong']);
        assert.equal(hub.value(`(SELECT count(*) FROM event WHERE crasher = ${id} AND kind IN ('new', 'regressed', 'fixed'))`), 1);
    });
    test('of a bug that is known joins it, and its address leads there', async () => {
        const known = await post({ package: 'died' }, go_log({ package: 'died', target: 'FuzzJoin', functions: ['join'] }));
        const weak = await post({ package: 'died' }, died('FuzzJoin'));
        await send({ run: 'join' }, go_rerun_log({ package: 'died', target: 'FuzzJoin', functions: ['join'], input }));
        const moved = await get(hub, `/c/${weak}`, { as: reader });
        assert.deepEqual([moved.status, new URL(moved.headers.location, hub.url).pathname], [301, `/c/${known}`]);
        const { text } = await page(`/c/${known}`);
        assert.match(words(text), new RegExp(`Merged into this one was #${weak}`));
        hub.roll();
        assert.equal((await page(`/c/${known}`, true)).crasher.crashes, 3);
    });
    test('whose input passes does not reproduce: the page, the list and the JSON say so', async () => {
        const id = await post({ package: 'died' }, died('FuzzPass'));
        assert.equal((await page(`/c/${id}`, true)).crasher.reproduces, null);
        assert.ok((await send({ run: 'pass' }, passed('FuzzPass'))).status < 300);
        assert.equal((await page(`/c/${id}`, true)).crasher.reproduces, false);
        assert.match(words((await page(`/c/${id}`)).text), /Does not reproduce .* Its input was run again and did not crash in run/);
        const list = await page(`/r/${repo}/crashers`, true);
        assert.deepEqual(list.crashers.filter((c) => c.reproduces === false).map((c) => c.id), [id]);
        assert.match(words((await page(`/r/${repo}/crashers`)).text), /does not reproduce/);
    });
    test('rerun_of must be a SHA-256', async () => {
        const refused = await send({ rerun_of: 'x' }, passed('FuzzPass'));
        assert.equal(refused.status, 422);
        assert.match(refused.json().error.message, /rerun_of must be a SHA-256/);
    });
});
