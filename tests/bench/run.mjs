// See run.sh.  A hub with a past, and the yardsticks beside it, take the same load in turns.
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Visitor } from '../web/client.mjs';
import { start_hub } from '../web/hub.mjs';
import { add_account, new_token } from '../web/scene.mjs';
import { cpu_ms } from './cpu.mjs';
import { start_floors } from './floors.mjs';
import { measure_scans } from './scan.mjs';
import { measure_wide } from './wide.mjs';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const number = (name, other) => Number(process.env[name] || other);
const rounds = number('ROUNDS', 3), seconds = number('SECONDS', 3), workers = number('WORKERS', 2);
const INGEST_LEAST = 0.5, PAGE_MOST = 4, GROWTH_MOST = 1.3, BUGS = 400, REPO = 'bench/ingest';
// Lists are full from the beginning on, so that growth is not that of the page.
const PAST = 4, MORE = 10;
const LOG = readFileSync(join(here, 'asan.log'), 'utf8');

function free_port() {
    return new Promise((resolve) => {
        const server = createServer().listen(0, '127.0.0.1', () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });
}

// ---- one measurement ----

const run = promisify(execFile);

function wrk(connections, url, script, ...words) {
    return ['wrk', '-t1', `-c${connections}`, `-d${seconds}`, '--timeout', '30s', '-s', join(here, script), url,
            '--', ...words];
}

function pgbench(connections, bench) {
    const [folder] = readdirSync('/usr/lib/postgresql').sort((a, b) => b - a);
    return [`/usr/lib/postgresql/${folder}/bin/pgbench`, '-n', '-M', 'prepared', '-f', join(here, 'insert.sql'),
            '-c', connections, '-j', '1', '-T', seconds, '-D', `log=${LOG}`,
            '-D', `input=\\x${'5a'.repeat(1018)}`, bench.floors.connection];
}

// Requests a second, CPU ms a request of all servers, and what went wrong.
async function measure(bench, command) {
    const before = cpu_ms(bench.roots);
    const { stdout } = await run(command[0], command.slice(1).map(String), { maxBuffer: 1 << 24 });
    await settled(bench);
    const used = cpu_ms(bench.roots) - before;
    const wrks = /WRK requests=(\d+) seconds=([\d.]+) p50_ms=([\d.]+) p99_ms=([\d.]+) errors=(\d+)/.exec(stdout);
    const pgs = /processed: (\d+)[^]*average = ([\d.]+) ms[^]*tps = ([\d.]+)/.exec(stdout);
    if (!wrks && !pgs) throw new Error(`no figures from ${command[0]}:\n${stdout}`);
    const done = Number(wrks ? wrks[1] : pgs[1]);
    return { rate: wrks ? done / wrks[2] : Number(pgs[3]), cpu: used / done, p50: Number(wrks ? wrks[3] : pgs[2]),
             p99: wrks ? Number(wrks[4]) : NaN, errors: wrks ? Number(wrks[5]) : 0 };
}

// What a post leaves for the roller belongs to its cost.
async function settled(bench) {
    do await sleep(500);
    while (bench.hub.value('(SELECT count(*) FROM pending)') > 0);
}

// ---- the table ----

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const three = (list, digits) => [Math.min(...list), median(list), Math.max(...list)].map((x) => x.toFixed(digits)).join(' / ');
let missed = 0;

function print_ratio(what, list, limit, good) {
    const met = good === undefined ? '' : good(median(list)) ? 'met' : 'MISSED';
    if (met === 'MISSED') missed++;
    console.log(`| ${what.padEnd(58)} | ${three(list, 2).padEnd(20)} | ${limit.padEnd(7)} | ${met.padEnd(6)} |`);
}

function print_head() {
    console.log(`\n| ${`ratio, min / median / max of ${rounds}`.padEnd(58)} | ${'measured'.padEnd(20)} | limit   |        |\n|---|---|---|---|`);
}

const at_least = (limit) => [`>= ${limit}`, (value) => value >= limit];
const at_most = (limit) => [`<= ${limit}`, (value) => value <= limit];

function print_raw(measured) {
    console.log('\n| measured | requests/s | CPU ms/request | p50 ms | p99 ms | errors |\n|---|---|---|---|---|---|');
    for (const [name, list] of Object.entries(measured)) {
        const column = (key, digits) => three(list.map((m) => m[key]), digits);
        console.log(`| ${name} | ${column('rate', 0)} | ${column('cpu', 2)} | ${column('p50', 2)} | ${column('p99', 1)} ` +
                    `| ${list.reduce((sum, m) => sum + m.errors, 0)} |`);
    }
}

// ---- what is measured ----

// Each page right after its yardstick: what else the machine does changes within seconds.
function page_cases(bench, connections) {
    const cases = { [`floor page c${connections}`]: wrk(connections, `${bench.floors.url}/page`, 'get.lua', 'none=1') };
    for (const [name, path] of Object.entries(bench.pages)) {
        cases[`floor list of ${name} c${connections}`] = wrk(connections, `${bench.floors.url}/list`, 'get.lua', 'none=1');
        cases[`${name} c${connections}`] = wrk(connections, bench.hub.url + path, 'get.lua', bench.cookie);
    }
    return cases;
}

function ingest_cases(bench, connections) {
    return {
        [`floor ingest c${connections}`]: wrk(connections, bench.floors.url, 'post.lua', '/ingest', REPO, 'none'),
        [`ingest c${connections}`]: wrk(connections, bench.hub.url, 'post.lua', '/ingest', REPO, bench.token),
        [`pgbench c${connections}`]: pgbench(connections, bench),
    };
}

async function measure_all(bench, cases) {
    const measured = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
    for (let round = 0; round < rounds; round++)
        for (const [name, command] of Object.entries(cases)) {
            process.stderr.write(`\r\x1b[Kround ${round + 1} of ${rounds}: ${name}`);
            measured[name].push(await measure(bench, command));
        }
    process.stderr.write('\r\x1b[K');
    return measured;
}

const ratios = (over, under, key) => over.map((m, i) => m[key] / under[i][key]);

// ---- the hub ----

function fill(hub, times) {
    hub.psql(readFileSync(join(here, 'history.sql'), 'utf8'), '-q', '-o', '/dev/null', '-v', `times=${times}`, '-v', `log=${LOG}`);
    // The tokens' repositories went with the others.
    hub.nopanic(['repo', 'add', REPO]);
}

function pages_of(hub) {
    const repo = 'bench/repo-7';
    const crasher = hub.value(`(SELECT max(c.id) FROM crasher c JOIN repo r ON r.id = c.repo
                                 WHERE r.name = '${repo}' AND c.state = 'open')`);
    const id = hub.value(`(SELECT max(u.id) FROM run u JOIN repo r ON r.id = u.repo WHERE r.name = '${repo}')`);
    return { index: '/', detail: `/r/${repo}`, crashers: `/r/${repo}/crashers`, runs: `/r/${repo}/runs`,
             crasher: `/c/${crasher}`, run: `/run/${id}` };
}

async function sign_in(hub) {
    const account = add_account(hub, { admin: true });
    const visitor = new Visitor(hub);
    const hidden = await visitor.form('/login');
    const answer = await visitor.post('/login', { ...hidden, user: account.name, password: account.password });
    if (answer.status !== 303) throw new Error(`signing in answered ${answer.status}`);
    return [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}

async function check_pages(bench) {
    for (const [name, path] of Object.entries(bench.pages)) {
        const answer = await fetch(bench.hub.url + path, { headers: { cookie: bench.cookie } });
        const size = (await answer.text()).length;
        if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`);
        console.log(`${name}: ${path}, ${(size / 1000).toFixed(1)} kB`);
    }
}

// A bug is made once and met for ever: what is measured is posts of known ones.
async function make_known(bench, cases) {
    await measure(bench, cases['floor ingest c16']);
    const known = () => bench.hub.value(`(SELECT count(*) FROM crasher c JOIN repo r ON r.id = c.repo
                                           WHERE r.name = '${REPO}')`);
    for (let i = 0; i < 20 && known() < BUGS; i++) await measure(bench, cases['ingest c16']);
    console.log(`${known()} of ${BUGS} bugs are known`);
}

function print_scans() {
    for (const { what, least, speeds, greps } of measure_scans(process.env.BUILD, rounds)) {
        print_ratio(`log scanner, ${what}: GB/s of one core`, speeds, ...at_least(least));
        print_ratio(`grep -c panic, ${what}: GB/s`, greps, '');
    }
}

async function bench_all(bench) {
    const { hub } = bench;
    const cases = {};
    for (const connections of [1, 4, 16]) Object.assign(cases, ingest_cases(bench, connections));
    for (const connections of [1, 16]) Object.assign(cases, page_cases(bench, connections));
    await make_known(bench, cases);
    const measured = await measure_all(bench, cases);
    const m = (name) => measured[name];

    print_head();
    for (const c of [1, 4, 16]) {
        print_ratio(`ingest, ${c} connections: requests/s, of the bare program`,
                    ratios(m(`ingest c${c}`), m(`floor ingest c${c}`), 'rate'), ...(c === 16 ? at_least(INGEST_LEAST) : ['']));
        print_ratio(`ingest, ${c} connections: CPU, of the bare program`, ratios(m(`ingest c${c}`), m(`floor ingest c${c}`), 'cpu'), '');
        print_ratio(`ingest, ${c} connections: requests/s, of pgbench`, ratios(m(`ingest c${c}`), m(`pgbench c${c}`), 'rate'), '');
    }
    for (const c of [1, 16])
        for (const name of Object.keys(bench.pages)) {
            const of = (floor) => ratios(m(`${name} c${c}`), m(`${floor} c${c}`), 'cpu');
            print_ratio(`${name}, ${c} connections: CPU, of the bare list`, of(`floor list of ${name}`), ...at_most(PAGE_MOST));
            print_ratio(`${name}, ${c} connections: CPU, of one bare row`, of('floor page'), '');
        }

    console.log(`\nfilling in ${MORE} times the past ...`);
    fill(hub, MORE * PAST);
    bench.pages = pages_of(hub);
    const later = await measure_all(bench, page_cases(bench, 16));
    print_head();
    for (const name of Object.keys(bench.pages)) {
        const of = (all) => ratios(all[`${name} c16`], all[`floor list of ${name} c16`], 'cpu');
        const grown = of(later), before = of(measured);
        print_ratio(`${name} after ${MORE} times the past: CPU, of before`, grown.map((x, i) => x / before[i]), ...at_most(GROWTH_MOST));
    }
    const cost = async (path) => (await measure(bench, wrk(16, hub.url + path, 'get.lua', bench.cookie))).cpu;
    for (const { what, ratios: grown, most } of await measure_wide(hub, rounds, cost))
        print_ratio(`${what}, of 100,000 crashers, 1 M crashes: CPU`, grown, ...at_most(most));
    print_scans();
    print_raw({ ...measured, ...Object.fromEntries(Object.entries(later).map(([name, list]) => [`${name}, long past`, list])) });
    for (const [name, list] of [...Object.entries(measured), ...Object.entries(later)])
        if (list.some((one) => one.errors > 0)) missed++, console.log(`${name}: some answers were errors`);
}

const folder = mkdtempSync(join(tmpdir(), 'nopanic-bench-'));
chmodSync(folder, 0o755);
const bench = {};
async function tidy() {
    await bench.floors?.stop();
    bench.hub?.stop();
    rmSync(folder, { recursive: true, force: true });
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => tidy().finally(() => process.exit(1)));
try {
    bench.hub = await start_hub(join(folder, 'var'), {
        NOPANIC_INGEST_PER_MINUTE: 1000000, NOPANIC_INGEST_BURST: 1000000, NOPANIC_PAGES_RATE: 0,
        NOPANIC_LOGIN_RATE: 0, NOPANIC_WORKERS: workers,
    });
    console.log(`${execFileSync('uname', ['-sr'], { encoding: 'utf8' }).trim()}, ${rounds} rounds of ${seconds} s, ${workers} processes`);
    fill(bench.hub, PAST);
    bench.token = new_token(bench.hub, '--repo', REPO);
    bench.cookie = await sign_in(bench.hub);
    bench.floors = await start_floors(bench.hub, join(folder, 'floors'), await free_port(), workers);
    bench.roots = [Number(readFileSync(join(bench.hub.state, 'supervisord.pid'), 'utf8')), ...bench.floors.roots];
    bench.pages = pages_of(bench.hub);
    await check_pages(bench);
    await bench_all(bench);
} finally {
    await tidy();
}
if (missed > 0) console.log(`\n${missed} of the limits ${missed === 1 ? 'is' : 'are'} missed.`);
process.exitCode = missed ? 1 : 0;
