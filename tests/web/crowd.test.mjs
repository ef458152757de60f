// Many posts at the same moment, and visitors who come by another door than nginx.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { get, ingest, ingest_json, request } from './client.mjs';
import { until } from './hostile.mjs';
import { shared_hub } from './hub.mjs';
import { add_account, assert_quiet, commit, fresh, go_log, grant, new_token, pushable } from './scene.mjs';

const hub = await shared_hub();
const reader = add_account(hub);
const of_repo = (table, repo) => hub.value(`(SELECT count(*) FROM ${table} x JOIN repo r ON r.id = x.repo WHERE r.name = '${repo}')`);
const deadlocks = () => (hub.log('postgres.log').match(/deadlock detected/g) ?? []).length;

describe('at the same moment', () => {
    test('case 65: 200 posts of one new crasher: 1 crasher, 200 crashes, 1 event, and one answer says new', { timeout: 60000 }, async () => {
        const { repo, token } = pushable(hub, 'crowd'), before = deadlocks();
        const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => ingest(hub, token, { repo, package: 'codec' }, go_log({ execs: 1000 + i }))));
        assert.deepEqual([...new Set(answers.map((a) => a.status))], [201], answers.find((a) => a.status !== 201)?.text);
        assert.deepEqual({ crashers: of_repo('crasher', repo), crashes: of_repo('crash', repo), events: of_repo('event', repo), runs: of_repo('run', repo), targets: of_repo('target', repo) },
                         { crashers: 1, crashes: 200, events: 1, runs: 1, targets: 1 });
        assert.equal(answers.filter((a) => a.json().results[0].crashers[0].new).length, 1);
        assert.equal(deadlocks(), before);
        hub.roll();
        assert.equal(hub.value(`(SELECT c.crashes FROM crasher c JOIN repo r ON r.id = c.repo WHERE r.name = '${repo}')`), 200);
    });
    test('the very same post 50 times: stored once, one 201', { timeout: 60000 }, async () => {
        for (const headers of [{}, { 'Idempotency-Key': fresh('same') }]) {
            const { repo, token } = pushable(hub, 'same');
            const answers = await Promise.all(Array.from({ length: 50 }, () => ingest(hub, token, { repo, package: 'codec', run: 'r' }, go_log(), { headers })));
            assert.deepEqual(answers.map((a) => a.status).sort(), [...Array(49).fill(200), 201]);
            assert.equal(new Set(answers.map((a) => a.json().results[0].crashers[0].id)).size, 1);
            assert.deepEqual({ logs: of_repo('log', repo), crashes: of_repo('crash', repo), events: of_repo('event', repo) }, { logs: 1, crashes: 1, events: 1 });
        }
    });
    test('case 66: the same new crashers in opposite order, 50 posts at once: all 201, each crasher once', { timeout: 60000 }, async () => {
        const { repo, token } = pushable(hub, 'cross');
        const results = (i) => ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ package: `p-${name}`, target: `Fuzz${name}`, engine: 'go', log: go_log({ package: `p-${name}`, target: `Fuzz${name}`, functions: [name], execs: 9000 + i }) }));
        const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => ingest_json(hub, token, { repo, commit: commit(i % 3), results: i % 2 ? results(i).reverse() : results(i) })));
        assert.deepEqual([...new Set(answers.map((a) => a.status))], [201], answers.find((a) => a.status !== 201)?.text);
        assert.deepEqual({ crashers: of_repo('crasher', repo), crashes: of_repo('crash', repo), events: of_repo('event', repo), runs: of_repo('run', repo) }, { crashers: 6, crashes: 300, events: 6, runs: 3 });
    });
    test('a repository that 30 posts make at once is made once', { timeout: 60000 }, async () => {
        const token = new_token(hub, '--all'), repo = `${fresh('born')}/once`;
        const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => ingest(hub, token, { repo: i % 2 ? repo : repo.toUpperCase(), package: 'p' }, go_log({ execs: 70 + i }))));
        assert.deepEqual([...new Set(answers.map((a) => a.status))], [201]);
        assert.equal(hub.value(`(SELECT count(*) FROM repo WHERE lower(name) = lower('${repo}'))`), 1);
    });
    test('pages stay quick while posts pour in, and their counts are right at once', { timeout: 60000 }, async () => {
        const { repo, token } = pushable(hub, 'quick');
        grant(hub, reader, repo, 'read');
        const { results } = (await ingest(hub, token, { repo, package: 'codec' }, go_log())).json();
        const address = `/c/${results[0].crashers[0].id}`;
        let running = true, posted = 1;
        const flood = Promise.all(Array.from({ length: 4 }, async (_, lane) => {
            for (let i = 0; running; i++) {
                assert.equal((await ingest(hub, token, { repo, package: 'codec' }, go_log({ execs: `${lane}${i}77` }))).status, 201);
                posted++;
            }
        }));
        const times = [];
        for (let i = 0; i < 40; i++) {
            const began = Date.now(), known = posted;
            const { crasher } = (await get(hub, address, { as: reader, json: true })).json();
            times.push(Date.now() - began);
            assert.ok(crasher.crashes >= known, `the page counts ${crasher.crashes} of ${known}`);
        }
        running = false;
        await flood;
        assert.ok(times.sort((a, b) => a - b)[20] < 500, `median ${times[20]} ms`);
        assert.equal((await get(hub, address, { as: reader, json: true })).json().crasher.crashes, posted);
    });
    test('a worker does not grow from one request to the next', { timeout: 60000 }, async () => {
        const { repo, token } = pushable(hub, 'grow');
        const memory = () => Object.values(hub.pids('ingest', 'index', 'auth')).flat().map((pid) => Number(/VmRSS:\s+(\d+)/.exec(execFileSync('cat', [`/proc/${pid}/status`], { encoding: 'utf8' }))[1]));
        const round = async (count) => {
            for (let i = 0; i < count; i += 10)
                await Promise.all(Array.from({ length: 10 }, (_, n) => (n % 2 ? ingest(hub, token, { repo, package: 'codec' }, go_log()) : request(hub, '/'))));
        };
        await round(400);
        const before = memory();
        await round(1200);
        memory().forEach((kB, i) => assert.ok(kB - before[i] < 5 * 1024, `a worker grew by ${kB - before[i]} kB`));
    });
});

describe('case 72: another door', () => {
    const programs = ['ingest', 'index', 'crasher', 'account', 'admin'];
    test('the sockets are open to the hub\'s user alone', () => {
        assert.equal(statSync(hub.run).mode & 0o007, 0);
        const sockets = readdirSync(hub.run).filter((name) => name.endsWith('.sock'));
        assert.ok(sockets.length >= 8);
        for (const name of sockets) assert.equal(statSync(join(hub.run, name)).mode & 0o007, 0, name);
        if (process.getuid() !== 0) return;
        const script = `require('net').connect(${JSON.stringify(join(hub.run, 'ingest.sock'))}).on('error', (e) => { console.log(e.code); process.exit(); }).on('connect', () => { console.log('in'); process.exit(); })`;
        assert.equal(spawnSync('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, '-e', script], { encoding: 'utf8' }).stdout.trim(), 'EACCES');
    });
    test('PostgreSQL listens on no port, and lets nobody else in', () => {
        assert.equal(hub.psql('SHOW listen_addresses').trim(), '');
        if (process.getuid() !== 0) return;
        const psql = spawnSync('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', 'psql', '-h', hub.run, '-U', 'nopanic_page', '-d', 'nopanic', '-c', 'SELECT 1'], { encoding: 'utf8' });
        assert.notEqual(psql.status, 0);
    });

    // FastCGI records, as they should be and as they should not.
    const record = (type, content = Buffer.alloc(0), { version = 1, id = 1, length = content.length } = {}) =>
        Buffer.concat([Buffer.from([version, type, id >> 8, id & 255, length >> 8 & 255, length & 255, 0, 0]), content]);
    const pair = (name, value) => Buffer.concat([Buffer.from([name.length, value.length]), Buffer.from(name + value)]);
    const begin = record(1, Buffer.from([0, 1, 0, 0, 0, 0, 0, 0]));
    const params = (fields) => Buffer.concat([record(4, Buffer.concat(Object.entries(fields).map(([name, value]) => pair(name, value)))), record(4)]);
    const usual = { REQUEST_METHOD: 'GET', REQUEST_URI: '/', DOCUMENT_URI: '/', SCRIPT_NAME: '/', QUERY_STRING: '', REMOTE_ADDR: '127.0.0.1', REQUEST_ID: 'x', CONTENT_LENGTH: '' };
    const say = (name, bytes) => new Promise((resolve) => {
        let said = '';
        const link = connect(join(hub.run, `${name}.sock`));
        link.setTimeout(700, () => link.destroy());
        link.on('data', (part) => { said += part.toString('latin1'); }).on('error', () => {}).on('close', () => resolve(said));
        link.write(bytes);
    });
    test('a name that a client gives itself is nobody\'s', { timeout: 30000 }, async () => {
        const forged = { REMOTE_USER: 'root', HTTP_AUTH_ACCOUNT: '1', HTTP_X_AUTH_ACCOUNT: '1', HTTP_REMOTE_USER: 'root', HTTP_ACCEPT: 'application/json' };
        const said = await say('admin', Buffer.concat([begin, params({ ...usual, ...forged, REQUEST_URI: '/admin', DOCUMENT_URI: '/admin', SCRIPT_NAME: '/admin' }), record(5)]));
        assert.match(said, /Status: (401|404)/);
    });
    const nonsense = {
        'a name of 2 GiB': Buffer.concat([begin, record(4, Buffer.from([0x7f | 0x80, 0xff, 0xff, 0xff, 0x7f | 0x80, 0xff, 0xff, 0xff, 65, 66])), record(4)]),
        'a name longer than its record': Buffer.concat([begin, record(4, Buffer.from([200, 200, 65])), record(4)]), 'record type 99': Buffer.concat([begin, record(99, Buffer.from('x')), params(usual), record(5)]),
        'no end': Buffer.concat([begin, record(4, pair('REQUEST_METHOD', 'GET'))]), 'a record cut short': record(4, Buffer.from('abc'), { length: 60000 }), 'version 9': record(1, Buffer.alloc(8), { version: 9 }),
        'no begin': params(usual), 'noise': Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) & 255)), 'nothing': Buffer.alloc(0),
        'a length that is no number': Buffer.concat([begin, params({ ...usual, REQUEST_METHOD: 'POST', CONTENT_LENGTH: '99999999999999999999' }), record(5)]),
        'a length that is negative': Buffer.concat([begin, params({ ...usual, REQUEST_METHOD: 'POST', CONTENT_LENGTH: '-1' }), record(5)]),
        'an account that is no number': Buffer.concat([begin, params({ ...usual, AUTH_ACCOUNT: "1' OR '1'='1" }), record(5)]), 'no parameters at all': Buffer.concat([begin, record(4), record(5)]),
    };
    for (const [name, bytes] of Object.entries(nonsense))
        test(`${name}: the worker lives, or another serves within a second`, { timeout: 30000 }, async () => {
            for (const program of programs) assert_quiet(hub, (await say(program, bytes)).replace(/^(X-|Content-|Status).*$/gm, ''));
            await until(async () => (await request(hub, '/')).status === 200 && (await request(hub, '/login')).status === 200 && (await ingest(hub, 'x', {}, 'x')).status === 401, 1.5);
        });
});
