// Hostile documents, fields and contents at /ingest: what is refused, what is stored as it is.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { get, ingest, ingest_form, ingest_json } from './client.mjs';
import { Target, MiB } from './hostile.mjs';
import { shared_hub } from './hub.mjs';
import { admin_of, asan_log, assert_refused, commit, fresh, go_log, stores_nothing } from './scene.mjs';

const hub = await shared_hub();
const at = new Target(hub);
at.watch_workers();

// A valid document whose text is changed by hand.
const text_of = (doc) => JSON.stringify(doc);
const with_count = (number) => text_of(at.doc({}, { stats: { executions: 424242 } })).replace('424242', number);

describe('the document', () => {
    test('case 1: a valid one', async () => {
        const { run, results } = await at.takes_json(at.doc());
        assert.ok(run.id > 0 && results[0].crashers[0].id > 0);
    });
    for (const body of ['', ' \n\t ', 'null', '1', '"x"'])
        test(`case 24: ${JSON.stringify(body)}`, () => at.refuses_json(body, 400));
    for (const body of ['[]', '{}']) test(`case 25: ${body}`, () => at.refuses_json(body, 422));
    test('case 26: cut short', () => at.refuses_json(text_of(at.doc()).slice(0, -5), 400));
    test('case 27: something behind it, and two of them', async () => {
        await at.refuses_json(`${text_of(at.doc())} x`, 400);
        await at.refuses_json(text_of(at.doc()) + text_of(at.doc()), 400);
    });
    test('case 28: a key twice', () => at.refuses_json(text_of(at.doc()).replace('{', `{"repo":"${at.repo}",`), 400));
    test('case 29: a byte order mark, and UTF-16', async () => {
        await at.refuses_json(Buffer.from(`\ufeff${text_of(at.doc())}`), 400);
        await at.refuses_json(Buffer.from(text_of(at.doc()), 'utf16le'), 400);
    });
    for (const [name, bytes] of [['a lone continuation', 'a0'], ['an overlong slash', 'c0af'], ['a surrogate as CESU-8', 'eda080']])
        test(`case 30: ${name}`, () => {
            const [head, tail] = text_of(at.doc({}, { log: 'HERE' })).split('HERE');
            return at.refuses_json(Buffer.concat([Buffer.from(head), Buffer.from(bytes, 'hex'), Buffer.from(tail)]), 400);
        });
    test('case 31: \\u0000 in a string', async () => {
        await at.refuses_json(at.doc({ branch: 'a\0b' }), 422);
        await at.refuses_json(at.doc({}, { target: 'a\0b' }), 422);
    });
    test('case 32: a raw NUL byte', () => at.refuses_json(text_of(at.doc({ branch: 'HERE' })).replace('HERE', '\0'), 400));
    test('case 33: a lone surrogate', () => at.refuses_json(text_of(at.doc({ branch: 'HERE' })).replace('HERE', '\\ud800'), 400));
    for (const depth of [65, 2000, 3000, 100000])
        test(`case ${depth > 2000 ? 35 : 34}: nested ${depth} deep`, () =>
            at.refuses_json(text_of(at.doc({ x: 0 })).replace('"x":0', `"x":${'['.repeat(depth)}${']'.repeat(depth)}`), 400));
    for (const number of ['1e400', 'NaN', 'Infinity', '-0', '1.0'])
        test(`case 36: a count of ${number}`, () => at.refuses_json(with_count(number), 400, 422));
    for (const [number, status] of [['9007199254740993', 422], ['9223372036854775808', 422], ['18446744073709551616', 400]])
        test(`case 37: a count of ${number}`, () =>
            at.refuses_json(with_count(number), status));
    for (const number of ['-1', '1.5', '-0.5']) test(`case 38: a count of ${number}`, () => at.refuses_json(with_count(number), 422));
    for (const [name, change] of Object.entries({
        'repo=1': { repo: 1 }, 'repo=["a","b"]': { repo: ['a', 'b'] }, 'results={}': { results: {} }, 'results=1': { results: 1 },
        'results=[1]': { results: [1] }, 'commit=7': { commit: 7 }, 'branch={}': { branch: {} }, 'run=[]': { run: [] } }))
        test(`case 39: ${name}`, () => at.refuses_json(at.doc(change), 422));
    for (const [name, change] of Object.entries({
        'log=1': { log: 1 }, 'target=[]': { target: [] }, 'stats=[]': { stats: [] }, 'crashers={}': { crashers: {} },
        'crashers=["x"]': { crashers: ['x'] }, 'crashers[].base64=1': { crashers: [{ name: 'x', base64: 1 }] },
        'executions="many"': { stats: { executions: 'many' } } }))
        test(`case 39: ${name}`, () => at.refuses_json(at.doc({}, change), 422));
    test('case 40: keys that we do not know yet', async () => {
        await at.takes_json(at.doc({ future: { a: [1] } }, { tomorrow: true, stats: { executions: 1, dreams: 2 } }));
    });
    test('case 59: a time that a post claims is not looked at: the hub has its own', async () => {
        for (const time of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:60Z', '+100000-01-01', 'infinity', '2026-01-01T00:00:00+99:99', '2036-01-01T00:00:00Z', 'now']) {
            const began = Date.now();
            await at.takes_json(at.doc({ started_at: time, at: time }, { finished_at: time, time, stats: { executions: 1, first_seen: time } }));
            for (const table of ['run', 'result', 'log', 'crash', 'crasher'])
                for (const [column, value] of Object.entries(hub.rows(`SELECT * FROM ${table} ORDER BY 1 DESC LIMIT 1`)[0] ?? {}))
                    if (/_at$|_seen$/.test(column) && value !== null) {
                        const seen = Date.parse(value);
                        assert.ok(seen <= Date.now() + 1000 && seen > began - 3600000, `${table}.${column}: ${value}`);
                    }
        }
    });
    test('cases 41, 42: 80,000 further keys, alike to each other, cost less than a second', async () => {
        const keys = Object.fromEntries(Array.from({ length: 80000 }, (_, i) => [`k${i.toString(2).padStart(17, '0')}`, 0]));
        const began = Date.now();
        await at.refuses_json(at.doc(keys), 413, 422);
        assert.ok(Date.now() - began < 2000, `it took ${Date.now() - began} ms`);
    });
    test('case 44: 10,001 results are one too many, and the answer names the limit', async () => {
        const results = Array.from({ length: 10001 }, (_, i) => ({ package: 'p', target: `T${i}`, engine: 'go', log: `PASS ${i}\n` }));
        const { message } = await at.refuses_json(at.doc({ results }), 422);
        assert.match(message, /10[,. ]?000/);
    });
    test('case 44: 10,001 crashes in 11 logs are one too many', async () => {
        const crash = (i) => go_log({ target: `Fuzz${i}`, functions: [`f${i}`] }).split('\n').slice(4, 8).join('\n') +
            `\n            goroutine 1 [running]:\n            example.com/vault/codec.f${i}(...)\n            \t/src/a.go:1\nFAIL\n`;
        const results = Array.from({ length: 11 }, (_, r) => ({
            package: 'p', engine: 'go',
            log: Array.from({ length: r < 10 ? 1000 : 1 }, (_, i) => crash(r * 1000 + i)).join('') }));
        const answer = await ingest_json(hub, at.token, at.doc({ results }));
        assert_refused(hub, answer, 422);
        assert.match(answer.json().error.message, /10[,. ]?000/);
    });
    test('case 44: more parts than a form may have', async () => {
        const parts = Array.from({ length: 1101 }, (_, i) => ['crasher', 'x', `crash-${i}`]);
        const answer = await stores_nothing(hub, () => ingest_form(hub, at.token, [['repo', at.repo], ['log', go_log(), 'l'], ...parts]));
        assert.match(assert_refused(hub, answer, 400, 413, 422).message, /1[,. ]?000/);
    });
});

describe('names', () => {
    const bad = { empty: '', blanks: '  \t', 'right to left': 'a\u202eb', 'zero width': 'a\u200bb', 'control characters': 'a\u0007b',
                  'CR LF': 'vault\r\nBcc: x@y', 'escape': 'a\u001b[2Jb' };
    for (const [name, value] of Object.entries(bad)) {
        const number = /CR/.test(name) ? 48 : 45;
        test(`case ${number}: ${name} in target`, () => at.each_form({ target: value }, go_log({ execs: 45 }), 422));
        test(`case ${number}: ${name} in package`, () => at.each_form({ package: value }, go_log({ execs: 45 }), 422));
        test(`case ${number}: ${name} in repo`, () => at.each_form({ repo: value }, go_log({ execs: 45 }), 422));
    }
    for (const value of ['../x', 'x', 'a/b/c/d', `a/${'b'.repeat(300)}`, '-a/b', '.a/b', 'a/-b', 'a/b ', 'ä/b', '💥/b', 'a//b',
                         "a/b'; DROP TABLE crash; --", 'a/<script>'])
        test(`case 49: the repository ${JSON.stringify(value.slice(0, 30))}`, () =>
            at.each_form({ repo: value }, go_log({ execs: 45 }), 422));
    test('a field of 4097 bytes, and one given twice', async () => {
        await at.each_form({ branch: 'x'.repeat(4097) }, go_log({ execs: 45 }), 422, 413);
        const answer = await stores_nothing(hub, () => ingest(hub, at.token, [['repo', at.repo], ['repo', 'other/x']], go_log()));
        assert_refused(hub, answer, 400, 422);
    });
    for (const [name, value] of Object.entries({ 'a path upwards': '../../etc', 'an absolute path': '/etc/passwd', 'SQL': "x'; DROP TABLE crash; --",
                                                 'markup': '<script>alert(1)</script>', 'a template': '{{INCLUDE "x"}}', 'a format': '%n%s%x' }))
        test(`cases 46, 47, 49: ${name} as package and target is refused, or stays what it is`, async () => {
            const log = 'step 9\nFATAL: gave up\nexit status 3\n'; // which tells neither
            const answers = await at.each_form({ package: value, target: value, run: fresh('run') }, log, 201, 200, 422);
            for (const answer of answers.filter((a) => a.status < 300))
                assert.deepEqual(answer.json().results.map((r) => [r.package, r.target]), [[value, value]]);
        });
    test('cases 46, 47: SQL, markup and formats in branch, origin, link and run', async () => {
        const value = `'; DELETE FROM crash; -- <script>alert(1)</script> {{X}} %n%n%s ${fresh('x')}`;
        const [{ status }] = await at.each_form({ branch: value, origin: value, run: fresh(value), engine: 'go' }, go_log({ execs: 47 }), 201, 200);
        assert.equal(status, 201);
        assert.ok(hub.value('(SELECT count(*) FROM crash)') > 0);
        const literal = value.replaceAll("'", "''");
        assert.equal(hub.value(`(SELECT count(*) FROM run WHERE branch = '${literal}' AND origin = branch AND key LIKE branch || '-%')`), 1);
    });
    for (const link of ['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', '\tjavascript:alert(1)', '//evil.example', 'ftp://x/y'])
        test(`a link ${JSON.stringify(link)} is refused or never becomes one`, async () => {
            for (const answer of await at.each_form({ link, run: fresh('run') }, go_log({ execs: 48 }), 201, 422)) {
                if (answer.status === 422) continue;
                const page = await get(hub, `/run/${answer.json().run.id}`, { as: admin_of(hub) });
                assert.equal(page.status, 200);
                assert.doesNotMatch(page.text, /href="?\s*(javascript|data|vbscript|ftp|\/\/)/i);
            }
        });
    for (const [name, value] of Object.entries({ '39 digits': 'a'.repeat(39), '41 digits': 'a'.repeat(41), '63 digits': 'a'.repeat(63),
                                                 'upper case': 'A'.repeat(40), HEAD: 'HEAD', '-x': '-x', 'no hex': 'g'.repeat(40) }))
        test(`case 60: a commit of ${name}`, () => at.each_form({ commit: value }, go_log({ execs: 60 }), 422));
    test('case 60: commits of 40 and 64 digits', async () => {
        for (const value of ['0123456789'.repeat(4), '0123456789abcdef'.repeat(4)])
            await at.each_form({ commit: value, target: fresh('Fuzz') }, go_log({ execs: 61 }), 201, 200);
    });
});

describe('contents', () => {
    for (const [name, crash] of Object.entries({ message: { message: `boom ${'m'.repeat(900000)}` },
                                                 'function name': { functions: ['f'.repeat(900000)] } }))
        test(`case 43: a ${name} of 900 kB`, async () => {
            const answers = await at.each_form({ target: 'FuzzLong', run: fresh('run') }, go_log({ ...crash, target: 'FuzzLong' }), 201, 200, 422);
            for (const answer of answers.filter((a) => a.status < 300)) {
                const { id, title } = answer.json().results[0].crashers[0];
                assert.ok(title.length <= 200);
                const page = await get(hub, `/c/${id}`, { as: admin_of(hub) });
                assert.equal(page.status, 200);
                assert.ok(page.body.length < MiB);
            }
        });

    const hostile = { SQL: "'; DROP TABLE crash; --", markup: '"\'><img src=x onerror=alert(1)>', template: '{{INCLUDE "x"}}{{=<% %>=}}',
                      format: '%n%n%s%s%x', mail: 'x\r\nBcc: a@b.example\r\n.\r\n' };
    for (const [name, value] of Object.entries(hostile))
        test(`cases 46 to 48: ${name} in the crash text is stored and shown as it is`, async () => {
            const log = go_log({ message: value, target: 'FuzzText', functions: [fresh('f')] });
            const [answer] = await at.each_form({ target: 'FuzzText', run: fresh('run') }, log, 201, 200);
            const page = await get(hub, `/c/${answer.json().results[0].crashers[0].id}`, { as: admin_of(hub) });
            assert.equal(page.status, 200);
            for (const line of page.text.split('\n').filter((l) => l.includes('onerror=alert'))) assert.match(line, /&lt;img/);
        });

    for (const [name, base64, status] of [['a bad alphabet', 'a!b=', 422], ['no padding', 'aGk', 422], ['white space', 'aG\n k=', 201],
                                          ['the alphabet of URLs', '_-_-', 422], ['nothing', '', 201],
                                          ['a MiB', Buffer.alloc(MiB, 1).toString('base64'), 201],
                                          ['a MiB and a byte', Buffer.alloc(MiB + 1, 1).toString('base64'), 413]])
        test(`case 61: ${name} as base64`, async () => {
            const body = at.doc({}, { crashers: [{ name: '8727b16d337d7b81', base64 }] });
            if (status === 201) await at.takes_json(body);
            else await at.refuses_json(body, status);
        });
    test('case 61: inputs of no byte, a MiB, and more, as parts', async () => {
        for (const [size, status] of [[0, 201], [MiB, 201], [MiB + 1, 413]]) {
            const answer = await ingest_form(hub, at.token, [['repo', at.repo], ['target', 'FuzzPart'], ['log', go_log({ execs: size }), 'l'],
                                                             ['crasher', Buffer.alloc(size, 7), '8727b16d337d7b81']]);
            assert.equal(answer.status, status, answer.text);
        }
    });
    for (const [name, bytes] of Object.entries({
        EICAR: Buffer.from('WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElWSVJVUy1URVNULUZJTEUhJEgrSCo=', 'base64'),
        ELF: Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), HTML: Buffer.from('<html><script>alert(1)</script>'),
        SVG: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'a bomb': gzipSync(Buffer.alloc(8 * MiB)) }))
        test(`case 62: ${name} as an input is opaque`, async () => {
            const file = `${fresh('id')}:000000,sig:06,"src";x.html`;
            const { results } = await at.takes_json(at.doc({}, { log: asan_log({ functions: [fresh('f')] }),
                                                                 crashers: [{ name: file, base64: bytes.toString('base64') }] }));
            const download = await get(hub, `/c/${results[0].crashers[0].id}/input`, { as: admin_of(hub) });
            assert.equal(download.status, 200);
            assert.deepEqual(download.body, bytes);
            assert.equal(download.headers['content-type'], 'application/octet-stream');
            assert.match(download.headers['content-disposition'], /^attachment;/);
            assert.equal(download.headers['x-content-type-options'], 'nosniff');
            assert.match(download.headers['content-security-policy'], /sandbox/);
        });

    const stack = (lines) => go_log().replace(/ {12}example\.com[^]*?created by/, `${lines}            created by`);
    test('case 63: a stack of 500,000 frames, and a frame of a MiB, are cut', async () => {
        for (const log of [stack('            f()\n            \tg:1\n'.repeat(150000)), stack(`            ${'f'.repeat(MiB)}()\n            \tg:1\n`)]) {
            const answer = await ingest(hub, at.token, { repo: at.repo, package: 'p', target: fresh('Fuzz') }, log);
            assert.equal(answer.status, 201, answer.text);
            const [row] = hub.rows(`SELECT jsonb_array_length(frames) AS count, length(frames::text) AS size
                                      FROM crasher WHERE id = ${answer.json().results[0].crashers[0].id}`);
            assert.ok(row.count <= 256 && row.size < 256 * 1024, JSON.stringify(row));
        }
    });
    test('case 63: crashes without frames of two targets are two crashers', async () => {
        for (const log of ['--- FAIL: FuzzX (0.01s)\npanic: boom\nFAIL\n', 'fuzzing process hung or terminated unexpectedly: exit status 2\nFAIL\n',
                           '==1==ERROR: AddressSanitizer: SEGV on unknown address 0x0\n    #0 0x1 (<unknown module>)\n    #1 0x2 (<unknown module>)\n==1==ABORTING\n']) {
            const ids = [];
            for (const target of ['FuzzOne', 'FuzzTwo']) {
                const answer = await ingest(hub, at.token, { repo: at.repo, package: 'nowhere', target }, log.replaceAll('FuzzX', target));
                assert.equal(answer.status, 201, answer.text);
                assert.equal(answer.json().results[0].crashers.length, 1);
                ids.push(answer.json().results[0].crashers[0].id);
            }
            assert.notEqual(ids[0], ids[1], log);
        }
    });
    test('a log over 8 MiB is refused, and of a long one both ends are kept', async () => {
        await at.each_form({}, Buffer.alloc(8 * MiB + 1, 'x'), 413);
        const log = `BEGIN of it\n${'filler\n'.repeat(500000)}${go_log({ functions: [fresh('f')] })}END of it\n`;
        const [answer] = await at.each_form({ target: 'FuzzLong', run: fresh('run') }, log, 201, 200);
        const { id } = answer.json().results[0].crashers[0];
        const kept = await get(hub, `/c/${id}/log`, { as: admin_of(hub) });
        assert.equal(kept.status, 200);
        assert.ok(kept.text.includes('BEGIN of it'), 'the beginning is not kept');
        assert.ok(kept.text.includes('END of it'), 'the end is not kept');
        assert.ok(kept.body.length < 600000, `${kept.body.length} bytes`);
    });
});

describe('ASVS 2.2.3: what does not go together', () => {
    const refuses = async (send, status, words) => {
        const error = assert_refused(hub, await stores_nothing(hub, send), status);
        assert.match(error.message, words);
    };
    test('source without the commit that it is of', () =>
        refuses(() => ingest_form(hub, at.token, [['repo', at.repo], ['log', go_log(), 'l'], ['source', 'package codec\n', 'codec/codec.go']]), 422, /commit/));
    test('a field in the address and another in the document', () =>
        refuses(() => ingest(hub, at.token, { repo: at.repo, branch: 'main' }, JSON.stringify(at.doc({ branch: 'other' })), { headers: { 'Content-Type': 'application/json' } }), 400, /branch is given twice/));
    test('a run of one commit, and results of another', async () => {
        const run = fresh('run');
        await at.takes_json(at.doc({ run, commit: commit(7) }));
        await refuses(() => ingest_json(hub, at.token, at.doc({ run, commit: commit(8) })), 409, /is of commit/);
    });
    test('nothing but a commit', () => refuses(() => ingest_form(hub, at.token, [['repo', at.repo], ['commit', commit(1)]]), 422, /no log/));
    test('more inputs than crashes: each is one crash of what the log tells, and no other crasher', async () => {
        const function_name = fresh('f').replace('-', '');
        const answer = await ingest_form(hub, at.token, [['repo', at.repo], ['target', 'FuzzDecode'], ['log', go_log({ functions: [function_name, 'b'] }), 'l'],
                                                         ['crasher', 'one', '8727b16d337d7b81'], ['crasher', 'two', '0000000000000000'], ['crasher', 'three', '1111111111111111']]);
        assert.equal(answer.status, 201, answer.text);
        const { results: [{ crashers: [{ id }, ...others] }] } = answer.json();
        assert.deepEqual(others, []);
        hub.roll();
        assert.equal(hub.value(`(SELECT crashes FROM crasher WHERE id = ${id})`), 3);
        assert.deepEqual(hub.rows(`SELECT input_name FROM crash WHERE crasher = ${id} ORDER BY 1`).map((row) => row.input_name.split('/').pop()), ['0000000000000000', '1111111111111111', '8727b16d337d7b81']);
    });
    test('a target and a package that only another repository has are this one\'s own', async () => {
        const other = new Target(hub), name = fresh('FuzzOther');
        const ids = [];
        for (const its of [other, at]) ids.push((await its.takes_json(its.doc({}, { package: name, target: name }))).run.id);
        assert.deepEqual(hub.rows(`SELECT r.name FROM package p JOIN repo r ON r.id = p.repo WHERE p.path = '${name}' ORDER BY p.id`).map((row) => row.name), [other.repo, at.repo]);
        assert.notEqual(ids[0], ids[1]);
    });
});
