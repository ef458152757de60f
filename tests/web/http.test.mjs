// Hostile HTTP at /ingest: lengths, chunks, headers, methods, encodings, and connections that stop.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ingest, ingest_json, multipart, raw, request } from './client.mjs';
import { Target, MiB, gzip_of_zeros, sized, until, vanish } from './hostile.mjs';
import { shared_hub } from './hub.mjs';
import { assert_refused, fresh, go_log, stores_nothing } from './scene.mjs';

const hub = await shared_hub();
const at = new Target(hub);
at.watch_workers();
const bomb = gzip_of_zeros(1024 * MiB);

describe('lengths and chunks', () => {
    test('case 4: no length at all', () => at.refuses(at.bytes([], 'x'), 400, 411));
    test('case 5: length 0', () => at.refuses(at.bytes(['Content-Length: 0']), 400));
    for (const length of ['-5', '+41', '0x29'])
        test(`case 6: length ${length}`, () => at.refuses(at.bytes([`Content-Length: ${length}`], 'x'.repeat(41)), 400));
    test('case 7: length 10^20', () => at.refuses(at.bytes(['Content-Length: 100000000000000000000'], 'x'), 400, 413));

    test('case 8: 2 GiB declared is refused before the body', async () => {
        const answer = await at.refuses(at.bytes(['Content-Length: 2147483648']), 413);
        assert.match(answer.text, /"error":\{"code":"\w+","message":"[^"]+/);
    });

    test('case 9: two lengths, equal and differing', async () => {
        for (const other of [4, 5])
            await at.refuses(at.bytes(['Content-Length: 4', `Content-Length: ${other}`], 'crash'), 400);
    });
    test('case 10: a length and chunks', () =>
        at.refuses(at.bytes(['Content-Length: 4', 'Transfer-Encoding: chunked'], '4\r\nabcd\r\n0\r\n\r\n'), 400));

    test('case 11: chunks are fine', async () => {
        const log = go_log({ execs: 11 }), half = log.length >> 1;
        const chunks = [log.slice(0, half), log.slice(half)].map((c) => `${c.length.toString(16)}\r\n${c}\r\n`).join('');
        const answer = await raw(hub, at.bytes(['Transfer-Encoding: chunked'], `${chunks}0\r\n\r\n`));
        assert.equal(answer.status, 201, answer.text);
    });

    for (const size of ['zz', 'ffffffffffffffff'])
        test(`case 12: a chunk of size ${size}`, () =>
            at.refuses(at.bytes(['Transfer-Encoding: chunked'], `${size}\r\nabcd\r\n0\r\n\r\n`), 400));
    for (const coding of ['gzip, chunked', 'xchunked'])
        test(`case 13: Transfer-Encoding: ${coding}`, () =>
            at.refuses(at.bytes([`Transfer-Encoding: ${coding}`], '4\r\nabcd\r\n0\r\n\r\n'), 501));

    for (const form of ['raw', 'multipart', 'json'])
        test(`case 16: a body shorter than its length, then the end (${form})`, async () => {
            const { type, body } = {
                raw: { type: 'text/plain', body: go_log({ execs: 16 }) },
                multipart: multipart([['repo', at.repo], ['log', go_log({ execs: 16 }), 'x']]),
                json: { type: 'application/json', body: JSON.stringify(at.doc()) },
            }[form];
            const bytes = at.bytes([`Content-Type: ${type}`, sized(body)], body.slice(0, body.length - 20));
            await stores_nothing(hub, () => raw(hub, bytes, { close: true }));
        });

    test('case 17: bodies that stop hold no worker', async () => {
        const half = at.bytes(['Content-Length: 1000'], 'half');
        const links = Array.from({ length: 24 }, () => raw(hub, half, { quiet: 3000 }));
        for (const path of ['/healthz', '/', '/login']) {
            const asked = Date.now();
            await request(hub, path);
            assert.ok(Date.now() - asked < 1000, `${path} took ${Date.now() - asked} ms`);
        }
        assert.equal((await ingest(hub, at.token, { repo: at.repo, target: 'FuzzAside' }, go_log())).status, 201);
        await Promise.all(links);
    });

    for (const type of ['text/plain', 'application/json', 'multipart/form-data; boundary=x'])
        test(`case 18: 1 MiB and a byte over the limit (${type})`, async () => {
            const big = Buffer.alloc(17 * MiB + 1, 'x');
            const answer = await stores_nothing(hub, () =>
                ingest(hub, at.token, { repo: at.repo }, big, { headers: { 'Content-Type': type } }).catch((error) => error));
            // Who is still sending may see the connection end before the answer.
            if (answer instanceof Error) assert.match(answer.code, /^(EPIPE|ECONNRESET)$/);
            else assert_refused(hub, answer, 413);
            await at.refuses(at.bytes([`Content-Type: ${type}`, `Content-Length: ${big.length}`]), 413);
        });
});

describe('the head', () => {
    test('case 14: a blank before the colon', () => at.refuses(at.bytes(['Content-Length : 4'], 'abcd'), 400));
    test('case 14: a folded header', () => at.refuses(at.bytes(['X-Long: a', ' b', sized('abcd')], 'abcd'), 400));
    test('case 15: two hosts', () => at.refuses(at.bytes(['Host: other', sized('abcd')], 'abcd'), 400));
    test('case 15: no host', () =>
        at.refuses(Buffer.from(at.bytes([sized('abcd')], 'abcd').toString('latin1').replace('Host: hub\r\n', ''), 'latin1'), 400));

    for (const size of [9000, 40000])
        test(`case 19: a header of ${size} bytes`, () =>
            at.refuses(at.bytes([`X-Long: ${'x'.repeat(size)}`, sized('abcd')], 'abcd'), 400, 431));
    test('case 19: an address of 9 kB', () =>
        at.refuses(at.bytes([sized('a')], 'a', `POST /ingest?repo=${'x'.repeat(9000)} HTTP/1.1`), 414));
    test('case 20: NUL in a header', () => at.refuses(at.bytes(['X-Nul: a\0b', sized('abcd')], 'abcd'), 400));
    test('case 20: NUL in the address', () => at.refuses(at.bytes([sized('a')], 'a', 'POST /ingest?a\0b HTTP/1.1'), 400));
    test('case 20: %00 in the path', () => at.refuses(at.bytes([sized('a')], 'a', 'POST /ingest%00 HTTP/1.1'), 400));

    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'FOO', 'post'])
        test(`case 21: ${method}`, async () => {
            const first = `${method} /ingest?repo=${at.repo} HTTP/1.1`;
            const answer = await at.refuses(at.bytes([sized('abcd')], 'abcd', first), 405, ...(method === 'post' ? [400] : []));
            if (answer.status === 405) assert.match(answer.text, /^Allow: POST\r$/m);
        });

    test('case 22: Expect: 100-continue', async () => {
        const log = go_log({ execs: 22 });
        const { statuses } = await raw(hub, at.bytes(['Expect: 100-continue', sized(log)], log));
        assert.deepEqual(statuses, [100, 201]);
    });
    test('case 22: Expect: a miracle', async () => {
        const log = go_log({ execs: 23 });
        const { status } = await raw(hub, at.bytes(['Expect: a-miracle', sized(log)], log));
        assert.ok([417, 201].includes(status), `${status}`);
    });

    test('case 23: a TLS hello, and the preface of HTTP/2', async () => {
        await at.refuses(Buffer.from('16030100c8010000c40303', 'hex'), 400);
        await at.refuses(Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), 400, 505);
    });
    test('case 23: HTTP/3.0', () => at.refuses(at.bytes([sized('a')], 'a', `POST /ingest?repo=${at.repo} HTTP/3.0`), 505));
});

describe('what the body is', () => {
    const known = ['text/plain', 'text/x-log; charset=latin1', 'application/x-www-form-urlencoded', ''];
    known.forEach((type, i) => test(`case 54: ${type || 'nothing told'} is a raw log`, async () => {
        const log = go_log({ execs: 5400 + i });
        const { status, text } = await raw(hub, at.bytes([`Content-Type:${type && ` ${type}`}`, sized(log)], log));
        assert.equal(status, 201, text);
        assert.match(text, /index out of range/);
    }));
    for (const type of ['image/png', 'application/octet-stream', 'application/pdf', 'video/mp4', 'multipart/mixed; boundary=x'])
        test(`case 54: ${type} is 415`, async () => {
            const answer = await stores_nothing(hub, () =>
                ingest(hub, at.token, { repo: at.repo }, go_log(), { headers: { 'Content-Type': type } }));
            assert_refused(hub, answer, 415);
        });
    for (const [charset, status] of [['utf-16', 415], ['us-ascii', 415], ['UTF-8', 201]])
        test(`case 55: JSON as ${charset} is ${status}`, async () => {
            const headers = { 'Content-Type': `application/json; charset=${charset}` };
            const answer = await ingest_json(hub, at.token, at.doc(), { headers });
            assert.equal(answer.status, status, answer.text);
        });

    test('gzip is unpacked, in each form', async () => {
        const { type, body } = multipart([['repo', at.repo], ['target', 'FuzzGzip'], ['log', go_log({ execs: 5602 }), 'x']]);
        const bodies = { 'text/plain': go_log({ execs: 5601 }), [type]: body, 'application/json': JSON.stringify(at.doc()) };
        for (const [its, plain] of Object.entries(bodies)) {
            const fields = its === 'text/plain' ? { repo: at.repo, target: 'FuzzGzip' } : {};
            const answer = await ingest(hub, at.token, fields, gzipSync(plain),
                                        { headers: { 'Content-Type': its, 'Content-Encoding': 'gzip' } });
            assert.equal(answer.status, 201, `${its}: ${answer.text}`);
            assert.match(answer.json().results[0].crashers[0].title, /index out of range/);
        }
    });

    const coded = async (type, coding, bytes, ...statuses) => {
        const headers = { 'Content-Type': type, 'Content-Encoding': coding };
        const answer = await stores_nothing(hub, () => ingest(hub, at.token, { repo: at.repo }, bytes, { headers }));
        assert_refused(hub, answer, ...statuses);
    };
    for (const type of ['text/plain', 'application/json', 'multipart/form-data; boundary=x']) {
        test(`case 56: called gzip but plain (${type})`, () => coded(type, 'gzip', go_log(), 400));
        test(`case 57: gzip cut short (${type})`, () => coded(type, 'gzip', gzipSync(go_log()).subarray(0, 200), 400));
        test(`case 57: gzip with bytes after its end (${type})`, () =>
            coded(type, 'gzip', Buffer.concat([gzipSync(go_log()), Buffer.from('more')]), 400));
        test(`case 57: a gzip bomb of 1 GB (${type})`, async () => {
            const before_it = at.memory();
            await coded(type, 'gzip', await bomb, 413);
            assert.ok(at.memory() - before_it < 20 * 1024, `a worker grew by ${at.memory() - before_it} kB`);
        });
    }
    test('case 57: gzip within gzip is no document', () =>
        coded('application/json', 'gzip', gzipSync(gzipSync(JSON.stringify(at.doc()))), 400, 413));
    for (const coding of ['br', 'zstd', 'nonsense'])
        test(`case 58: Content-Encoding: ${coding}`, () => coded('text/plain', coding, go_log(), 415));
});
describe('connections', () => {
    for (const count of [2, 100])
        test(`case 67: ${count} requests in one go are each answered, in order`, async () => {
            const requests = Array.from({ length: count }, (_, i) => {
                const log = go_log({ execs: 67000 + count + i });
                return at.bytes(['Connection: keep-alive', `Content-Type: ${i % 2 ? 'image/png' : 'text/plain'}`, sized(log)], log);
            });
            const { statuses } = await raw(hub, Buffer.concat(requests), { quiet: 4000 });
            assert.deepEqual(statuses, requests.map((_, i) => (i % 2 ? 415 : 201)));
        });

    test('case 68: the client vanishes after the last byte: stored once, the retry is told so', async () => {
        const log = go_log({ execs: 68 }), key = fresh('key');
        const count = () => hub.value(`(SELECT count(*) FROM log WHERE repo = (SELECT id FROM repo WHERE name = '${at.repo}'))`);
        const logs = count();
        await vanish(hub, at.bytes([`Idempotency-Key: ${key}`, sized(log)], log));
        await until(() => count() === logs + 1);
        const again = await ingest(hub, at.token, { repo: at.repo, target: 'FuzzRaw' }, log, { headers: { 'Idempotency-Key': key } });
        assert.equal(again.status, 200);
        assert.equal(count(), logs + 1);
    });
});
