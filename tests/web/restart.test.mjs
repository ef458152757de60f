// What goes on while parts of the hub are replaced, killed, or away.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { basic, get, ingest, request, words } from './client.mjs';
import { until } from './hostile.mjs';
import { shared_hub } from './hub.mjs';
import { add_account, assert_quiet, assert_refused, fresh, go_log, grant, pushable } from './scene.mjs';

const hub = await shared_hub();
const alice = add_account(hub), root = add_account(hub, { admin: true });
const { repo, token } = pushable(hub, 'steady');
grant(hub, alice, repo, 'read');
const first = (await ingest(hub, token, { repo, package: 'codec' }, go_log())).json();
const crasher = first.results[0].crashers[0].id;
const programs = ['index', 'detail', 'crasher', 'run', 'admin', 'account', 'auth', 'ingest'];
const pages = { '/': alice, [`/?q=${repo}`]: alice, [`/r/${repo}`]: alice, [`/r/${repo}/crashers`]: alice, [`/c/${crasher}`]: alice, [`/run/${first.run.id}`]: alice, '/admin/tokens': root, '/account': alice };

// The workers of a program, without the process that keeps them.
function workers(name) {
    const pids = hub.pids(name)[name] ?? [];
    const master = Number(/pid (\d+)/.exec(hub.control('status', name))?.[1]);
    return pids.filter((pid) => pid !== master);
}

// Asks for pages and posts logs, `lanes` at a time, until stopped; every answer is kept.
function load({ lanes = 6 } = {}) {
    const seen = { answers: [], stored: [], running: true };
    let n = 0;
    const lane = async (number) => {
        while (seen.running) {
            const at = Date.now();
            try {
                let answer;
                if (number % 2) {
                    const key = fresh('key');
                    answer = await ingest(hub, token, { repo, package: 'codec', target: 'FuzzLoad' }, go_log({ execs: `${Date.now()}${++n % 1000}${number}` }), { headers: { 'Idempotency-Key': key } });
                    if (answer.status === 201) seen.stored.push(answer.json());
                } else {
                    const path = Object.keys(pages)[++n % Object.keys(pages).length];
                    answer = await get(hub, path, { as: pages[path] });
                }
                seen.answers.push({ at, status: answer.status, retry: answer.headers['retry-after'], text: answer.status >= 400 ? answer.text : '' });
            } catch (error) {
                seen.answers.push({ at, status: 0, text: String(error) });
            }
        }
    };
    const all = Promise.all(Array.from({ length: lanes }, (_, i) => lane(i)));
    seen.stop = async () => { seen.running = false; await all; return seen; };
    seen.grows = (count) => { const goal = seen.answers.length + count; return until(() => seen.answers.length >= goal, 30); };
    return seen;
}
const failures = (seen) => seen.answers.filter((a) => a.status === 0 || a.status >= 400);
const all_there = (seen) => {
    const ids = [...new Set(seen.stored.map((a) => a.run.id))];
    if (ids.length === 0) return;
    assert.equal(hub.value(`(SELECT count(*) FROM run WHERE id IN (${ids.join()}))`), ids.length);
};
const logs = () => hub.value(`(SELECT count(*) FROM log l JOIN repo r ON r.id = l.repo WHERE r.name = '${repo}')`);

describe('replaced under load', () => {
    test('HUP of every program, twice: no request fails, and the workers are new ones', { timeout: 60000 }, async () => {
        const old = Object.fromEntries(programs.map((name) => [name, workers(name)])), before = logs();
        const seen = load();
        await seen.grows(50);
        for (let round = 0; round < 2; round++)
            for (const name of programs) {
                hub.control('signal', 'HUP', name);
                await seen.grows(15);
            }
        await seen.grows(50);
        await seen.stop();
        assert.deepEqual(failures(seen), []);
        assert.ok(seen.answers.length >= 300, `${seen.answers.length} requests`);
        for (const name of programs) {
            await until(() => workers(name).length === old[name].length);
            assert.deepEqual(workers(name).filter((pid) => old[name].includes(pid)), [], name);
        }
        assert.equal(logs(), before + seen.stored.length);
    });
    test('HUP of nginx: no request fails', { timeout: 60000 }, async () => {
        const seen = load();
        for (let round = 0; round < 10; round++) {
            await seen.grows(20);
            hub.control('signal', 'HUP', 'nginx');
        }
        await seen.grows(60);
        await seen.stop();
        assert.deepEqual(failures(seen), []);
    });
});

describe('killed', () => {
    for (const name of programs)
        test(`a worker of ${name}: at most the request it had fails, and another takes its place`, { timeout: 60000 }, async () => {
            const count = workers(name).length, before = logs();
            const seen = load();
            await seen.grows(20);
            const [victim] = workers(name);
            process.kill(victim, 'SIGKILL');
            await seen.grows(60);
            await seen.stop();
            const failed = failures(seen);
            assert.ok(failed.length <= 1, JSON.stringify(failed));
            for (const { status, text } of failed) {
                assert.equal(status, 503);
                assert_quiet(hub, text);
            }
            await until(() => workers(name).length === count && !workers(name).includes(victim), 5);
            assert.ok(logs() >= before + seen.stored.length, 'something acknowledged is missing');
            all_there(seen);
        });
});

describe('PostgreSQL', () => {
    test('restarted under load: 503 with Retry-After meanwhile, then served, and nothing acknowledged is missing', { timeout: 90000 }, async () => {
        const before = logs();
        const seen = load();
        await seen.grows(40);
        hub.control('restart', 'postgres');
        const back = Date.now();
        await until(async () => (await get(hub, '/', { as: alice })).status === 200, 10);
        await seen.grows(100);
        await seen.stop();
        for (const { status, retry, text } of failures(seen)) {
            assert.equal(status, 503, text);
            assert.match(retry, /^\d+$/);
            assert.ok(Number(retry) <= 30);
            assert_quiet(hub, text);
        }
        const late = failures(seen).filter((a) => a.at > back + 3000);
        assert.deepEqual(late, [], 'still failing 3 s after it was back');
        const stored = logs() - before;
        assert.ok(stored >= seen.stored.length, `${stored} stored, ${seen.stored.length} acknowledged`);
        all_there(seen);
    });

    describe('away', () => {
        const bring_back = () => {
            hub.control('start', 'postgres');
            return until(async () => (await get(hub, '/', { as: alice })).status === 200, 20);
        };
        after(async () => { if (!/RUNNING/.test(hub.control('status', 'postgres'))) await bring_back(); });
        test('every page says so with 503, shows nothing private, and is guarded', { timeout: 60000 }, async () => {
            await get(hub, '/', { as: alice }); // its password is remembered
            hub.control('stop', 'postgres');
            for (const [path, account] of [...Object.entries(pages), ['/', undefined], ['/login', undefined], [`/c/${crasher}/log`, alice], ['/nowhere', undefined]])
                for (const json of [false, true]) {
                    const answer = await get(hub, path, { as: account, json });
                    assert.equal(answer.status, 503, `${path} ${account ? 'by basic' : ''} ${json}`);
                    assert.match(answer.headers['retry-after'], /^([1-9]|[12]\d|30)$/);
                    assert.match(answer.headers['content-type'], json ? /^application\/json/ : /^text\/html/);
                    assert.match(answer.headers['content-security-policy'], /default-src 'none'/);
                    assert.equal(answer.headers['x-content-type-options'], 'nosniff');
                    assert.match(answer.headers['cache-control'], /no-store/);
                    assert.ok(!answer.text.includes(repo) || path.includes(repo));
                    assert.doesNotMatch(answer.text, /index out of range/);
                    assert_quiet(hub, answer.text);
                    if (json) assert.deepEqual(Object.keys(answer.json()), ['error']);
                    else assert.match(words(answer.text), /not available/);
                }
        });
        test('case 69: so do ingest and the health check; a cookie or token is not taken for wrong; files are served', async () => {
            const refused = await ingest(hub, token, { repo }, go_log({ execs: 690 }));
            assert_refused(hub, refused, 503);
            assert.match(refused.headers['retry-after'], /^([1-9]|[12]\d|30)$/);
            assert.equal((await request(hub, '/healthz')).status, 503);
            assert.equal((await request(hub, '/', { headers: { Cookie: 'nopanic=' + 'A'.repeat(43) } })).status, 503);
            assert.equal((await request(hub, '/', { headers: { Authorization: `Bearer ${token}` } })).status, 503);
            assert.equal((await request(hub, '/account', { headers: { Authorization: basic({ name: 'nobody', password: 'x' }) } })).status, 503);
            for (const path of ['/static/nopanic.css', '/push.sh', '/favicon.svg']) assert.equal((await request(hub, path)).status, 200);
        });
        test('and when it is back all is as before, without a restart of anything', { timeout: 60000 }, async () => {
            const before = hub.pids(...programs);
            await bring_back();
            for (const [path, account] of Object.entries(pages)) await until(async () => (await get(hub, path, { as: account })).status === 200, 5);
            assert.ok((await ingest(hub, token, { repo }, go_log({ execs: 690 }))).status === 201);
            assert.deepEqual(hub.pids(...programs), before);
            assert.equal((await request(hub, '/healthz')).status, 200);
        });
    });

    test('its connections cut, again and again: no request is lost, at most told to come back', { timeout: 60000 }, async () => {
        const seen = load(), before = logs();
        for (let i = 0; i < 6; i++) {
            hub.psql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'nopanic\\_%' AND pid <> pg_backend_pid()`);
            await seen.grows(20);
        }
        await seen.stop();
        assert.deepEqual(failures(seen).filter((a) => a.status !== 503), []);
        assert.ok(failures(seen).length <= 6 * 16, `${failures(seen).length} of ${seen.answers.length}`);
        assert.ok(logs() - before >= seen.stored.length - 6, 'acknowledged and missing');
        all_there(seen);
    });

    test('case 70: of a newer schema: 503 everywhere, a clear word for the operator, no partial writes; and back', { timeout: 60000 }, async () => {
        const cut = () => hub.psql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'nopanic\\_%' AND pid <> pg_backend_pid()`);
        const before = hub.stored();
        hub.psql('INSERT INTO schema_version (version) VALUES (999)');
        try {
            cut();
            await until(async () => (await ingest(hub, token, { repo }, go_log({ execs: 700 }))).status === 503, 5);
            for (const path of ['/', '/login', `/c/${crasher}`, '/healthz']) assert.equal((await get(hub, path)).status, 503, path);
            assert.deepEqual(hub.stored(), before);
            assert.match(hub.log('ingest.log') + hub.log('index.log'), /999|newer/);
            assert.throws(() => hub.nopanic(['migrate']), (error) => /newer/.test(error.stderr));
        } finally {
            hub.psql('DELETE FROM schema_version WHERE version = 999');
            cut();
        }
        await until(async () => (await get(hub, '/', { as: alice })).status === 200, 10);
        assert.equal((await ingest(hub, token, { repo }, go_log({ execs: 700 }))).status, 201);
    });
});

describe('auth', () => {
    test('away: no page is served to anybody; what does not ask it goes on', { timeout: 60000 }, async () => {
        hub.control('stop', 'auth');
        try {
            for (const [path, account] of [...Object.entries(pages), ['/', undefined], ['/login', undefined], ['/nowhere', undefined]]) {
                const answer = await get(hub, path, { as: account });
                assert.equal(answer.status, 503, path);
                assert_quiet(hub, answer.text);
            }
            assert.equal((await ingest(hub, token, { repo }, go_log({ execs: 555 }))).status, 201);
        } finally {
            hub.control('start', 'auth');
        }
        await until(async () => (await get(hub, '/', { as: alice })).status === 200, 10);
    });
});
