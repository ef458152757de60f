// A hub to test against: the one HUB_VAR names, or one of its own that ends with the tests.
//
//   node hub.mjs up FOLDER     starts one there and prints its address
//   node hub.mjs down FOLDER   stops it and takes the folder away
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, mkdirSync, readdirSync, readFileSync, readlinkSync, realpathSync,
         rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');

// What a machine's CI may have set, and what would lead programs elsewhere.
for (const name of ['GIT_SSL_CAINFO', 'CURL_CA_BUNDLE', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'PGHOST',
                    'PGUSER', 'PGDATABASE', 'PGPORT', 'MAKEFLAGS', 'MAKELEVEL'])
    delete process.env[name];
for (const name of Object.keys(process.env).filter((n) => n.startsWith('NOPANIC_')))
    delete process.env[name];

// The tests send more in a minute than people and one CI do.
export const GENEROUS = {
    NOPANIC_INGEST_PER_MINUTE: 1000000, NOPANIC_INGEST_BURST: 1000000,
    NOPANIC_PAGES_RATE: 0, NOPANIC_LOGIN_RATE: 0,
};

export function free_port() {
    return new Promise((resolve, reject) => {
        const server = createServer().on('error', reject);
        server.listen(0, '0.0.0.0', () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });
}

function make(target, folder, variables = []) {
    const build = process.env.BUILD ? [`BUILD=${process.env.BUILD}`] : [];
    const done = spawnSync('make', ['-s', '-C', root, target, `VAR=${folder}`, ...variables, ...build],
                           { encoding: 'utf8' });
    if (done.status !== 0)
        throw new Error(`make ${target} ended with ${done.status}:\n${done.stdout}${done.stderr}`);
    return done.stdout + done.stderr;
}

class Hub {
    constructor(folder) {
        this.folder = folder;
        this.state = realpathSync(folder);
        this.run = realpathSync(join(this.state, 'run'));
        this.port = Number(this.setting('NOPANIC_PORT'));
        this.url = `http://127.0.0.1:${this.port}`;
    }

    setting(name) {
        const lines = readFileSync(join(this.state, 'nopanic.env'), 'utf8').split('\n');
        return lines.filter((line) => line.startsWith(`${name}=`)).pop()?.slice(name.length + 1);
    }

    // Writes settings and puts them into effect, as an operator would.
    configure(settings) {
        const file = join(this.state, 'nopanic.env');
        const names = Object.keys(settings);
        const kept = readFileSync(file, 'utf8').split('\n')
            .filter((line) => line && !names.some((name) => line.startsWith(`${name}=`)));
        writeFileSync(file, [...kept, ...names.map((n) => `${n}=${settings[n]}`), ''].join('\n'));
        return make('up', this.folder);
    }

    // What the operator's command prints; input is its standard input.
    nopanic(words, input = '') {
        const script = '. "$0/deploy/hub.sh"; hub_find; ' +
            'as_user "$state/app/deploy/launch.sh" "$state" "$state/app/bin/nopanic" "$@"';
        return execFileSync('sh', ['-c', script, root, ...words],
                            { input, encoding: 'utf8', stdio: 'pipe', env: { ...process.env, VAR: this.folder } });
    }

    // Runs a job of the crontab once.
    cron(name) {
        const script = '. "$0/deploy/hub.sh"; hub_find; as_user "$state/app/deploy/launch.sh" "$state" "$state/app/cron/$1"';
        return execFileSync('sh', ['-c', script, root, name], { encoding: 'utf8', stdio: 'pipe', env: { ...process.env, VAR: this.folder } });
    }

    psql(commands, ...options) {
        const args = ['-qAtX', '-v', 'ON_ERROR_STOP=1', '-h', this.run, '-U', 'nopanic', '-d', 'nopanic'];
        return execFileSync(`${postgres_programs()}/psql`, [...args, ...options, '-f', '-'],
                            { input: commands, encoding: 'utf8', stdio: 'pipe' });
    }

    // All that the database holds, as text.
    dump() {
        const args = ['-h', this.run, '-U', 'nopanic', '--inserts', 'nopanic'];
        return execFileSync(`${postgres_programs()}/pg_dump`, args, { encoding: 'utf8', maxBuffer: 1 << 30 });
    }

    rows(query) {
        return JSON.parse(this.psql(`SELECT coalesce(json_agg(t), '[]') FROM (${query}) t`));
    }

    value(expression) {
        return this.rows(`SELECT ${expression} AS value`)[0].value;
    }

    // How many rows each table holds that a post may write to.
    stored() {
        const tables = ['repo', 'package', 'target', 'run', 'result', 'log', 'blob', 'crasher', 'signature',
                        'crasher_target', 'crash', 'event', 'post'];
        const counts = tables.map((name) => `(SELECT count(*) FROM ${name}) AS ${name}`);
        return this.rows(`SELECT ${counts.join(', ')}`)[0];
    }

    // Takes in what is counted but not yet added up, so that counts on pages stand still.  Rows that the
    // job has in hand at this moment are there until it is through.
    roll() {
        for (let tries = 0; tries < 100; tries++) {
            this.psql('SELECT roll_pending()');
            if (this.value('(SELECT count(*) FROM pending)') === 0) return;
        }
        throw new Error('pending rows are not added up');
    }

    // Processes of the hub's programs by name, each list sorted.
    pids(...names) {
        const found = {};
        for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
            let program;
            try { program = readlinkSync(`/proc/${pid}/exe`); } catch { continue; }
            if (!program.startsWith(`${this.state}/app/`)) continue;
            const name = program.replace(/ \(deleted\)$/, '').split('/').pop();
            if (names.length === 0 || names.includes(name)) (found[name] ??= []).push(Number(pid));
        }
        return found;
    }

    log(name) {
        return readFileSync(join(this.state, 'log', name), 'utf8');
    }

    control(...words) {
        return execFileSync('supervisorctl', ['-c', join(this.state, 'supervisord.conf'), ...words],
                            { encoding: 'utf8' });
    }

    stop() {
        make('down', this.folder);
        for (const folder of [this.state, this.folder]) rmSync(folder, { recursive: true, force: true });
    }
}

let programs;
function postgres_programs() {
    const all = '/usr/lib/postgresql';
    programs ??= readdirSync(all).map(Number).sort((a, b) => b - a).map((v) => `${all}/${v}/bin`)[0];
    return programs;
}

// Programs that were built with sanitizers report to files in HUB_REPORTS.  Only the hub's: the targets
// that tests fuzz have bugs on purpose.  Freed memory is held back for a while only, so that a program
// which grows can be told from one that is watched.
function sanitizer_settings() {
    const reports = process.env.HUB_REPORTS;
    if (!reports) return {};
    return { ASAN_OPTIONS: `log_path=${reports}/asan:quarantine_size_mb=1:thread_local_quarantine_size_kb=64`,
             UBSAN_OPTIONS: `log_path=${reports}/ubsan:print_stacktrace=1` };
}

// Starts a hub in a folder that does not exist yet.  A guess at a password costs little: with HTTP basic each
// request is one.
export async function start_hub(folder, settings = GENEROUS) {
    mkdirSync(folder, { recursive: true });
    const lines = Object.entries({ NOPANIC_PASSWORD_COST: 1, ...settings, ...sanitizer_settings() }).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(join(folder, 'nopanic.env'), lines.join(''));
    let said;
    try {
        said = make('up', folder, [`PORT=${await free_port()}`]);
    } catch (error) {
        try { make('down', folder); } catch { /* the first error tells more */ }
        throw error;
    }
    return Object.assign(new Hub(folder), { said });
}

// A folder that the hub's own user can enter, too.
function open_folder() {
    const folder = mkdtempSync(join(tmpdir(), 'nopanic-web-'));
    chmodSync(folder, 0o755);
    return folder;
}

// A folder that is taken away at the end of the tests.
export function temporary_folder() {
    const folder = open_folder();
    after(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
}

// The hub that all test files share, or else one for this file.
export async function shared_hub() {
    if (process.env.HUB_VAR) return new Hub(process.env.HUB_VAR);
    return own_hub();
}

// A hub for this file alone: nobody has set it up yet.
export async function own_hub(settings) {
    const folder = open_folder();
    const hub = await start_hub(join(folder, 'var'), settings);
    after(() => {
        hub.stop();
        rmSync(folder, { recursive: true, force: true });
    });
    return hub;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const [, , word, folder] = process.argv;
    if (word === 'up') console.log((await start_hub(folder)).url);
    else if (word === 'down') new Hub(folder).stop();
    else process.exit(2);
}
