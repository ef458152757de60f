// Kills parts of a hub while clients push to it: what was acknowledged is stored, once, and nobody
// has to mend anything.
//
//   POSTS=1000   at least so many posts, by 6 clients without a pause
//   KILLS=24     at least so many kills, one every 0.3 to 0.8 s
//   SEED=N       repeats the draws of an earlier run
//   SELFTEST=1   shows instead that the test can fail
//
// Without synchronous_commit a killed PostgreSQL loses what it has acknowledged.  Switched off in the
// server's configuration it makes the hub answer 503 and store nothing, since each connection is checked
// before it is used.  The self-test switches it off behind the hub's back, inside the transaction of each
// post, and posts must then be found missing.
//
// Prints one line of JSON and then "N passed, N failed".
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ingest, request } from '../web/client.mjs';
import { start_hub } from '../web/hub.mjs';
import { commit, go_log, new_token } from '../web/scene.mjs';
import { push_until } from './posts.mjs';
import { random_of } from './random.mjs';
import { figures } from './stored.mjs';
import { kill_until, kinds } from './victims.mjs';

const number = (name, other) => Number(process.env[name] ?? other);
const posts = number('POSTS', 1000), kills = number('KILLS', 24), clients = 6;
const seed = number('SEED', Math.floor(Math.random() * 1e9));
const selftest = process.env.SELFTEST === '1';
const HEALTHY_MS = 10000, repo = 'kill/test';
const SETTINGS = { NOPANIC_INGEST_PER_MINUTE: 1000000, NOPANIC_INGEST_BURST: 1000000,
                   NOPANIC_PAGES_RATE: 0, NOPANIC_SAMPLES_KEPT: 1000 };

let passed = 0, failed = 0;
function check(what, good, detail = '') {
    good ? passed++ : failed++;
    console.log(`${good ? 'ok    ' : 'not ok'}  ${what}${good ? '' : ` (${detail})`}`);
}

const total = (struck) => Object.values(struck).reduce((sum, n) => sum + n, 0);

async function storm(hub, token) {
    const struck = Object.fromEntries(kinds.map((name) => [name, 0]));
    let pushing = true;
    const killing = kill_until(hub, random_of(seed), struck, () => !pushing);
    const pushed = await push_until(hub, token, repo, clients, random_of(seed + 1),
                                    (count) => count >= posts && total(struck) >= kills);
    pushing = false;
    await killing;
    return { ...pushed, struck };
}

// Milliseconds until every program runs and the hub says that it is well; null if that takes too long.
async function time_to_health(hub) {
    const started = Date.now();
    while (Date.now() - started < HEALTHY_MS) {
        const health = await request(hub, '/healthz', { timeout: 2000 }).catch(() => ({ status: 0 }));
        if (health.status === 200 && every_program_runs(hub)) return Date.now() - started;
        await sleep(100);
    }
    return null;
}

function every_program_runs(hub) {
    try {
        return hub.control('status').trim().split('\n').every((line) => / RUNNING /.test(line));
    } catch {
        return false; // its status says that something does not run
    }
}

async function drained(hub) {
    for (let i = 0; i < 100; i++) {
        if (hub.value('(SELECT count(*) FROM pending)') === 0) return true;
        await sleep(100);
    }
    return false;
}

function judge(sent, found, name) {
    const same = (what, key) => check(`${name}: ${what}`, Number(found[key]) === sent, `${found[key]} of ${sent}`);
    const none = (what, key) => check(`${name}: ${what}`, Number(found[key]) === 0, `${found[key]} of ${sent}`);
    none('nothing acknowledged is lost', 'lost');
    none('nothing is stored twice', 'doubled');
    none('what was told is what is stored', 'told_wrongly');
    same('there is a crash for each post', 'crashes');
    same('there is a log for each post', 'logs');
    same('each key is remembered', 'keys');
    none('each crasher has exactly one event that says it is new', 'events_wrong');
    none('each crasher was told as new exactly once', 'news_wrong');
    same('crashes of the crashers add up to the posts', 'counted');
    same('logs of the results add up to the posts', 'counted_logs');
    same('crashes of the days add up to the posts', 'counted_days');
}

async function test_storm(hub, token) {
    const started = Date.now();
    const { told, seen, failures, sent, struck } = await storm(hub, token);
    const seconds = (Date.now() - started) / 1000;
    const healthy_ms = await time_to_health(hub);
    const found = figures(hub, told);
    console.log(JSON.stringify({ test: 'kill', seed, posts: sent, acknowledged: told.length, ...found,
                                 kills: total(struck), struck, statuses: seen, seconds, healthy_ms }));
    check('every post is acknowledged in the end', told.length === sent, failures[0]);
    check(`${kills} kills or more, of every kind`,
          total(struck) >= kills && Object.values(struck).every((n) => n > 0), JSON.stringify(struck));
    check('every program is well again by itself within 10 s', healthy_ms !== null, hub_state(hub));
    judge(sent, found, 'at once');
    const bugs = new Set(told.map((t) => t.bug)).size;
    check('each bug is one crasher', bugs === Number(found.crashers), `${found.crashers} of ${bugs}`);
    check('what is pending gets added up', await drained(hub), 'rows are left after 10 s');
    judge(sent, figures(hub, told), 'added up');
}

function hub_state(hub) {
    try { return hub.control('status'); } catch (error) { return error.stdout; }
}

async function test_detects_loss(hub, token) {
    hub.psql(`CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                  PERFORM set_config('synchronous_commit', 'off', true); RETURN NEW; END $$;
              CREATE TRIGGER forget BEFORE INSERT ON crash FOR EACH ROW EXECUTE FUNCTION forget()`);
    const { told, struck } = await storm(hub, token);
    await time_to_health(hub);
    const found = figures(hub, told);
    console.log(JSON.stringify({ test: 'kill, self-test', seed, acknowledged: told.length, ...found,
                                 kills: total(struck) }));
    check('without synchronous_commit the test finds posts missing', Number(found.lost) > 0, 'none');
    hub.psql('DROP TRIGGER forget ON crash; DROP FUNCTION forget');
}

async function test_refuses(hub, token) {
    hub.psql('ALTER SYSTEM SET synchronous_commit = off');
    hub.control('restart', 'postgres');
    const before = hub.value('(SELECT count(*) FROM log)');
    const answer = await ingest(hub, token, { repo, commit: commit() }, go_log({ execs: 4711 }));
    check('without synchronous_commit the hub takes no post', answer.status === 503, answer.status);
    check('and has stored nothing', hub.value('(SELECT count(*) FROM log)') === before);
    const health = await request(hub, '/healthz');
    check('and says that it is not well', health.status === 503, health.status);
    hub.psql('ALTER SYSTEM RESET synchronous_commit');
    hub.control('restart', 'postgres');
    const again = await ingest(hub, token, { repo, commit: commit() }, go_log({ execs: 4711 }));
    check('with synchronous_commit it takes posts again', again.status === 201, again.status);
}

const folder = mkdtempSync(join(tmpdir(), 'nopanic-kill-'));
chmodSync(folder, 0o755);
let hub;
for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => {
        hub?.stop();
        rmSync(folder, { recursive: true, force: true });
        process.exit(1);
    });
try {
    console.log(`seed ${seed}`);
    hub = await start_hub(join(folder, 'var'), SETTINGS);
    hub.nopanic(['repo', 'add', repo]);
    const token = new_token(hub, '--repo', repo);
    for (const test of selftest ? [test_detects_loss] : [test_storm, test_refuses])
        await test(hub, token);
} finally {
    hub?.stop();
    rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
