// A burst: many repositories get thousands of new crashers within a minute, and many people hear of all of them,
// each by a hook of their own.  They get few messages, whose counts are exact, and ingest goes on meanwhile.
//
//   REPOS=50 CRASHERS=2000 PEOPLE=200   how many, of each repository, and who hear
//
// Between the first message of a repository and the next are five minutes: so long it takes, and longer.
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { basic, get, ingest, request } from '../web/client.mjs';
import { start_hub } from '../web/hub.mjs';
import { add_account, commit, go_log, new_token } from '../web/scene.mjs';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const number = (name, other) => Number(process.env[name] || other);
const repos = Array.from({ length: number('REPOS', 50) }, (_, i) => `burst/r${i}`), crashers = number('CRASHERS', 2000), people = number('PEOPLE', 200);
const BURST_MS = 60000, CHUNKS = 4, IDLE_MS = 20000, MESSAGES_MOST = 3, SLOWER_MOST = 4, END_S = 3600;
const run = promisify(execFile);

// ---- who hears, and of what ----

async function add_people(hub, port) {
    const first = add_account(hub);
    hub.psql(`INSERT INTO account (name, email, password_hash) SELECT 'hears-' || n, 'hears-' || n || '@example.com', a.password_hash
                FROM account a, generate_series(2, ${people}) n WHERE a.name = '${first.name}';
              UPDATE account SET email_confirmed_at = now();
              INSERT INTO repo_grant (pattern, account, role) SELECT 'burst/*', id, 'read' FROM account;
              INSERT INTO subscription (account, repo_pattern, ways) SELECT id, 'burst/*', '{webhook}' FROM account`);
    for (let n = 1; n <= people; n++) {
        const as = n === 1 ? first : { ...first, name: `hears-${n}` }, { csrf } = (await get(hub, '/notify', { as, json: true })).json();
        const answer = await request(hub, '/notify', {
            method: 'POST', body: new URLSearchParams({ csrf, do: 'channel', kind: 'webhook', url: `http://127.0.0.1:${port}/${n}` }).toString(),
            headers: { Authorization: basic(as), 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' } });
        if (answer.status > 201) throw new Error(answer.text);
    }
}

function add_repos(hub) {
    for (const name of ['bench/ingest', ...repos]) hub.psql(`INSERT INTO repo (name) VALUES ('${name}')`);
    hub.psql(`INSERT INTO package (repo, path) SELECT id, 'p' FROM repo WHERE name LIKE 'burst/%';
              INSERT INTO target (repo, package, name, engine) SELECT repo, id, 'FuzzX', 'go' FROM package;
              INSERT INTO run (repo, key, commit_id, origin) SELECT id, 'k', '${commit()}', 'CI' FROM repo WHERE name LIKE 'burst/%'`);
}

// ---- what is measured ----

const p95 = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length * 0.95)];

// Posts a crash that is known, again and again, 20 times a second at most, until told to stop; each in ms.
function probe(hub, token) {
    const took = [];
    let wanted = true;
    const done = (async () => {
        for (let n = 0; wanted; n++) {
            const began = performance.now();
            const { status } = await ingest(hub, token, { repo: 'bench/ingest', commit: commit() }, go_log({ execs: 5000 + n }), { timeout: 60000 });
            if (status > 201) throw new Error(`ingest answers ${status}`);
            took.push(performance.now() - began);
            await sleep(50 - (performance.now() - began));
        }
    })();
    return { took, stop: () => { wanted = false; return done; } };
}

const [version] = readdirSync('/usr/lib/postgresql').sort((a, b) => b - a);
const psql = (hub, ...options) => run(`/usr/lib/postgresql/${version}/bin/psql`, ['-qAtX', '-v', 'ON_ERROR_STOP=1', '-h', hub.run, '-U', 'nopanic', '-d', 'nopanic', ...options]);
const value = async (hub, expression) => Number((await psql(hub, '-c', `SELECT ${expression}`)).stdout);

// All of them in chunks, those of a repository at even times.
async function burst(hub) {
    const began = Date.now(), of_chunk = Math.ceil(crashers / CHUNKS), all = Array.from({ length: CHUNKS }, (_, i) => repos.map((repo) => [repo, i * of_chunk])).flat();
    for (const [n, [repo, first]] of all.entries()) {
        await sleep(began + (BURST_MS * n) / all.length - Date.now());
        await psql(hub, '-f', join(here, 'burst.sql'), '-v', `repo=${repo}`, '-v', `first=${first}`, '-v', `count=${Math.min(of_chunk, crashers - first)}`);
    }
    return (Date.now() - began) / 1000;
}

// Every 5 s what is still to be done; ends when nothing is.
async function until_told(hub) {
    const began = Date.now(), since = () => `${((Date.now() - began) / 1000).toFixed(0)} s`;
    for (;;) {
        if (Date.now() - began > END_S * 1000) throw new Error('it does not come to its end');
        const events = await value(hub, '(SELECT count(*) FROM event WHERE dispatched_at IS NULL)');
        const messages = await value(hub, "(SELECT count(*) FROM notification WHERE state = 'waiting')");
        const later = await value(hub, "EXISTS (SELECT FROM delivery WHERE state = 'waiting' AND notification IS NULL)::int");
        process.stderr.write(`\r\x1b[K${since()}: ${events} events, ${messages} messages${later ? ', and later ones' : ''}`);
        if (events + messages + later === 0) break;
        await sleep(5000);
    }
    process.stderr.write('\r\x1b[K');
}

// ---- the judgement ----

let missed = 0;
function print(what, measured, limit, good) {
    if (!good) missed++;
    console.log(`| ${what.padEnd(58)} | ${String(measured).padEnd(20)} | ${limit.padEnd(7)} | ${(good ? 'met' : 'MISSED').padEnd(6)} |`);
}

async function measure(hub, token, hooks) {
    await ingest(hub, token, { repo: 'bench/ingest', commit: commit() }, go_log());
    const idle = probe(hub, token);
    await sleep(IDLE_MS);
    await idle.stop();
    const busy = probe(hub, token), seconds = await burst(hub);
    const began = Date.now();
    await until_told(hub);
    await busy.stop();
    hooks.postMessage('told');
    const { told, repeats } = await new Promise((resolve) => hooks.once('message', resolve));
    const most = Math.max(...told.map(([, [messages]]) => messages)), wrong = told.filter(([, [, total]]) => total !== crashers).length;
    console.log(`${repos.length} repositories, ${crashers} new crashers each in ${seconds.toFixed(0)} s, ${people} people: told ${((Date.now() - began) / 1000).toFixed(0)} s later by ${told.reduce((sum, [, [n]]) => sum + n, 0)} messages, ${repeats} of them again`);
    console.log(`ingest p95: idle ${p95(idle.took).toFixed(1)} ms of ${idle.took.length}, meanwhile ${p95(busy.took).toFixed(1)} ms of ${busy.took.length}`);
    console.log('\n| a burst of news | measured | limit | |\n|---|---|---|---|');
    print('messages of a repository to one of them, at most', most, `<= ${MESSAGES_MOST}`, most <= MESSAGES_MOST);
    print('of these and those, how many heard another number', wrong + people * repos.length - told.length, '0', wrong === 0 && told.length === people * repos.length);
    print('ingest meanwhile: p95, of idle', (p95(busy.took) / p95(idle.took)).toFixed(2), `<= ${SLOWER_MOST}`, p95(busy.took) / p95(idle.took) <= SLOWER_MOST);
}

const folder = mkdtempSync(join(tmpdir(), 'nopanic-burst-'));
chmodSync(folder, 0o755);
const hooks = new Worker(join(here, 'burst_hooks.mjs'));
let hub;
function tidy() {
    hooks.terminate();
    hub?.stop();
    rmSync(folder, { recursive: true, force: true });
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => { tidy(); process.exit(1); });
try {
    const { port } = await new Promise((resolve) => hooks.once('message', resolve));
    hub = await start_hub(join(folder, 'var'), { NOPANIC_NOTIFY_MAX: 100000, NOPANIC_ALLOW_PRIVATE: '127.0.0.0/8', NOPANIC_CALL_PORTS: port, NOPANIC_PAGES_RATE: 0, NOPANIC_LOGIN_RATE: 0,
                                                 NOPANIC_INGEST_PER_MINUTE: 1000000, NOPANIC_INGEST_BURST: 1000000 });
    add_repos(hub);
    await add_people(hub, port);
    await measure(hub, new_token(hub, '--repo', 'bench/ingest'), hooks);
} finally {
    tidy();
}
process.exitCode = missed ? 1 : 0;
