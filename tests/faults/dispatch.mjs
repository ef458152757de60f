// Kills cron/dispatch while news is on its way, to a mail server and to Slack that fail by chance, and sets the
// clock forth and back meanwhile: whoever is to hear of a crasher does, in order, and what comes twice is known
// again by its id.
//
//   CRASHERS=300   new ones, twenty a repository: all that a message lists
//   KILLS=20       at least so many kills, one every 0.6 to 1.2 s
//   JUMPS=4        of the database's clock, days at most
//   PATIENT=1      waits for the next try as long as the hub does; else it is due at once
//   SEED=N         repeats the draws of an earlier run, but for those of the mail server
//   SELFTEST=1     shows instead that the test can fail: news is then sent once at most
//
// The long form: CRASHERS=10000 KILLS=200 JUMPS=20.  Slack takes a message a second, so it needs a quarter of
// an hour.
//
// Prints one line of JSON and then "N passed, N failed".
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { basic, get, ingest_json, request } from '../web/client.mjs';
import { free_port, root, start_hub } from '../web/hub.mjs';
import { eventually, make_certificate, start_mail_server } from '../web/mail.mjs';
import { add_account, commit, go_log, new_token } from '../web/scene.mjs';
import { Slack } from '../web/slack.mjs';
import { figures_of, of_mails, of_slack } from './arrived.mjs';
import { jumping_clock } from './clock.mjs';
import { between, random_of } from './random.mjs';

const number = (name, other) => Number(process.env[name] ?? other);
const crashers = number('CRASHERS', 300), kills = number('KILLS', 20), jumps = number('JUMPS', 4), seed = number('SEED', Math.floor(Math.random() * 1e9));
const patient = process.env.PATIENT === '1', selftest = process.env.SELFTEST === '1';
const OF_REPO = 20, PEOPLE = 3, SMTP_TIMEOUT_S = 5, LEASE_MORE_S = 60, CALL_S = 30, SILENCE_S = patient ? 7200 : 60 + crashers / 4;
const repos = Array.from({ length: Math.ceil(crashers / OF_REPO) }, (_, i) => `dispatch/r${i}`);
const random = random_of(seed), letters = (n) => [...String(n)].map((digit) => 'abcdefghij'[digit]).join('');

let passed = 0, failed = 0;
function check(what, good, detail = '') {
    good ? passed++ : failed++;
    console.log(`${good ? 'ok    ' : 'not ok'}  ${what}${good ? '' : ` (${detail})`}`);
}

const CHANCES = [
    [0.10, { status: 500, headers: { 'Content-Type': 'text/plain' }, body: 'internal_error' }],
    [0.15, { status: 429, headers: { 'Content-Type': 'text/plain', 'Retry-After': '1' }, body: 'rate_limited' }],
    [0.22, 'cut'], [0.30, 'after'],
];
// Of calls that fail, how many; "after" is taken, and Slack does not say so.
function unreliable(slack, struck) {
    slack.chance = async () => {
        await sleep(between(random, 0, 500)); // so that a kill finds calls under way
        const drawn = random(), answer = CHANCES.find(([below]) => drawn < below)?.[1];
        if (answer) struck.slack++;
        if (answer === 'after') struck.silent++;
        return answer;
    };
}

// Hears of all by mail and in Slack: the two addresses.
async function add_listener(hub, slack, n) {
    const as = add_account(hub), path = `/services/T00000001/B000001${n}0/c4n4ry0000000000`;
    slack.hooks.set(path, 'open');
    hub.psql(`UPDATE account SET email = 'flaky-' || email, email_confirmed_at = now() WHERE name = '${as.name}';
              INSERT INTO repo_grant (repo, account, role) SELECT r.id, a.id, 'read' FROM repo r, account a WHERE a.name = '${as.name}'`);
    const { csrf } = (await get(hub, '/notify', { as, json: true })).json();
    const answer = await request(hub, '/notify', {
        method: 'POST', body: new URLSearchParams({ csrf, do: 'channel', kind: 'slack', url: slack.url + path }).toString(),
        headers: { Authorization: basic(as), 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' } });
    if (answer.status >= 300) throw new Error(answer.text);
    hub.psql(`INSERT INTO subscription (account, repo_pattern, ways) SELECT id, 'dispatch/*', '{email,slack}' FROM account WHERE name = '${as.name}'`);
    return [`flaky-${as.name}@example.com`, path];
}

// The crashers of a repository that nobody has seen, in one post.
async function push(hub, token, repo, first) {
    const results = Array.from({ length: Math.min(OF_REPO, crashers - first) }, (_, i) => ({
        package: 'codec', target: 'FuzzDecode', log: go_log({ functions: [`parse_${letters(first + i)}`, 'Decode'], input: (first + i).toString(16).padStart(16, '0') }) }));
    const answer = await ingest_json(hub, token, { repo, commit: commit(), results }, { timeout: 30000 });
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.json().results.flatMap((result) => result.crashers.map(({ id }) => id));
}

// What waits for its next try is due, and so is what a killed one had in hand, as if its lease had run out.
// A hook that failed too often is not spared.  Not so what would wait for days: that is for cron/mend, which comes once a minute.
function hurry(hub, killed_at) {
    if (patient) return;
    hub.cron('mend');
    hub.psql(`UPDATE notification n SET due_at = now() FROM channel c
               WHERE c.id = n.channel AND n.state = 'waiting' AND n.attempts > 0 AND n.due_at BETWEEN now() + interval '2 s' AND now() + interval '2 hours'
                 AND (EXISTS (SELECT FROM notification_attempt a WHERE a.notification = n.id AND a.number = n.attempts)
                      OR n.due_at < to_timestamp(${killed_at / 1000}) + interval '${LEASE_MORE_S} s'
                                  + CASE c.kind WHEN 'email' THEN interval '${SMTP_TIMEOUT_S} s' ELSE interval '${CALL_S} s' END);
              UPDATE channel SET next_at = now() WHERE next_at > now() + interval '2 s' AND failures > 5;
              NOTIFY dispatch`);
}

const silent = (hub) => hub.value(`(SELECT count(*) FROM event WHERE dispatched_at IS NULL)
    + (SELECT count(*) FROM notification WHERE state = 'waiting') + (SELECT count(*) FROM delivery WHERE state = 'waiting' AND notification IS NULL)`) === 0;

// Kills it with what it has begun, which would end with it.
function strike(hub) {
    let any = false;
    for (const pid of hub.pids('dispatch').dispatch ?? [])
        try { process.kill(pid, 'SIGKILL'); any = true; } catch { /* it has just ended */ }
    return any;
}

// Starts it again at once when it ends: supervisord takes its time with what ends too soon.  Gives a function that
// ends that.
function keep_up(hub) {
    hub.control('stop', 'dispatch');
    let wanted = true;
    const start = () => wanted && spawn('sh', ['-c', '. "$0/deploy/hub.sh"; hub_find; as_user "$state/app/deploy/launch.sh" "$state" "$state/app/cron/dispatch"', root],
                                        { env: { ...process.env, VAR: hub.folder }, stdio: 'ignore' }).once('exit', start);
    start();
    return () => {
        wanted = false;
        strike(hub);
    };
}

// Hours that the clock goes wrong by; at last it is right.
async function jump(clock, struck) {
    const wrong = [96, 30, 5, -5, -30].filter((hours) => hours !== struck.hours);
    struck.jumps++;
    struck.hours = struck.jumps < jumps ? wrong[Math.floor(random() * wrong.length)] : 0;
    await clock.jump(struck.hours);
}

// Pushes, and kills and jumps meanwhile, until there were enough; then lets it come to its end.
async function storm(hub, token, clock, struck) {
    let killed_at = 0, pushing = true;
    const told = [];
    const pushed = (async () => {
        for (const [i, repo] of repos.entries()) {
            told.push(...await push(hub, token, repo, i * OF_REPO));
            await sleep(between(random, 500, 1500));
        }
    })().finally(() => { pushing = false; });
    while (pushing || struck.kills < kills || struck.jumps < jumps) {
        await sleep(between(random, 600, 1200));
        if (strike(hub)) {
            struck.kills++;
            killed_at = clock.now();
        }
        if (struck.jumps < jumps && struck.kills > (struck.jumps + 1) * kills / (jumps + 1)) await jump(clock, struck);
        hurry(hub, killed_at);
    }
    await pushed;
    await eventually(() => { hurry(hub, killed_at); return silent(hub); }, 'silence', SILENCE_S).catch((error) => console.log(error.message));
    return told;
}

function judge(found, struck, hub) {
    check(`${kills} kills or more, ${jumps} jumps of the clock`, struck.kills >= kills && struck.jumps === jumps, JSON.stringify(struck));
    check('calls and mails failed meanwhile', struck.slack > 0 && hub.value("(SELECT count(*) FROM notification_attempt a JOIN notification n ON n.id = a.notification JOIN channel c ON c.id = n.channel WHERE c.kind = 'email' AND a.state = 'waiting')") > 0);
    check('nobody misses a crasher', found.missing === 0, found.missing);
    check('nobody hears of one under two ids', found.renamed === 0, found.renamed);
    check('nothing overtakes', found.disordered === 0, found.disordered);
    check('nothing comes again but for a kill, a jump or an answer that was lost', found.most_repeats <= struck.kills + struck.jumps + struck.silent, JSON.stringify([found, struck]));
    const states = hub.rows('SELECT state, count(*)::int FROM notification GROUP BY 1');
    check('all that was made is sent', states.length === 1 && states[0].state === 'sent', JSON.stringify(states));
}

// As soon as news is taken it counts as sent.
const AT_MOST_ONCE = `CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.state := 'sent'; RETURN NEW; END $$;
    CREATE TRIGGER forget BEFORE UPDATE OF attempts ON notification FOR EACH ROW EXECUTE FUNCTION forget()`;

async function test(hub, slack, server, clock) {
    for (const repo of repos) hub.nopanic(['repo', 'add', repo]);
    const token = new_token(hub, '--repo', 'dispatch/*');
    const listeners = [];
    for (let n = 0; n < PEOPLE; n++) listeners.push(...await add_listener(hub, slack, n));
    if (selftest) hub.psql(AT_MOST_ONCE);
    const struck = { kills: 0, jumps: 0, hours: 0, slack: 0, silent: 0 }, began = Date.now(), end = keep_up(hub);
    unreliable(slack, struck);
    const told = await storm(hub, token, clock, struck).finally(end), mails = server.mails();
    struck.silent += mails.filter(({ envelope }) => envelope.silent).length;
    const found = figures_of([...of_mails(mails), ...of_slack(slack.messages)], listeners, told);
    console.log(JSON.stringify({ test: 'dispatch', seed, crashers: told.length, ...found, struck, seconds: (Date.now() - began) / 1000 }));
    check('each crasher is one', new Set(told).size === crashers, new Set(told).size);
    if (selftest) check('what is sent once at most gets lost', found.missing > 0, 'nothing did');
    else judge(found, struck, hub);
}

const folder = mkdtempSync(join(tmpdir(), 'nopanic-dispatch-'));
chmodSync(folder, 0o755);
let hub, slack, server;
function stop() {
    hub?.stop();
    slack?.stop();
    server?.stop();
    rmSync(folder, { recursive: true, force: true });
}
for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => {
        stop();
        process.exit(1);
    });
try {
    console.log(`seed ${seed}`);
    const keys = make_certificate(folder, 'localhost');
    slack = await new Slack().start();
    server = await start_mail_server(await free_port(), join(folder, 'mails'), keys);
    hub = await start_hub(join(folder, 'var'), {
        NOPANIC_NOTIFY_WAIT_S: 0, NOPANIC_NOTIFY_MAX: 100000, NOPANIC_ALLOW_PRIVATE: '127.0.0.0/8', NOPANIC_CALL_PORTS: `${slack.port}`, NOPANIC_PAGES_RATE: 0,
        NOPANIC_INGEST_PER_MINUTE: 1000000, NOPANIC_INGEST_BURST: 1000000, NOPANIC_SMTP_TIMEOUT_S: SMTP_TIMEOUT_S,
        NOPANIC_SMTP_URL: `smtp://localhost:${server.port}`, NOPANIC_SMTP_USER: 'hub', NOPANIC_SMTP_PASSWORD: 's3cret', NOPANIC_SMTP_CA: keys.certificate });
    await test(hub, slack, server, await jumping_clock(hub, folder));
} finally {
    stop();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
