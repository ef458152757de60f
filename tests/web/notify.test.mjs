// What people are told of: from a post to their mailbox and their chat, once, and only while they may read it.
import assert from 'node:assert/strict';
import http from 'node:http';
import { createServer } from 'node:net';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Visitor, form_fields, get, ingest, words } from './client.mjs';
import { GENEROUS, free_port, own_hub } from './hub.mjs';
import { all_told, eventually, mail_to, mails_to } from './mail.mjs';
import { add_account, add_repo, commit, fresh, go_log, grant, pushable } from './scene.mjs';

// A chat's webhook that takes everything.
const hook_port = await free_port(), heard = [];
const chat = http.createServer((asked, answer) => {
    const parts = [];
    asked.on('data', (part) => parts.push(part));
    asked.on('end', () => {
        heard.push({ path: asked.url, at: Date.now(), id: asked.headers['x-nopanic-notification'], body: JSON.parse(Buffer.concat(parts)) });
        answer.end('ok');
    });
}).listen(hook_port, '127.0.0.1');
after(() => chat.close());

// A mail server that takes calls and says nothing.
const deaf_port = await free_port(), silent = [];
const deaf = createServer((socket) => { silent.push(socket); socket.on('error', () => {}); }).listen(deaf_port, '127.0.0.1');
after(() => { silent.forEach((socket) => socket.destroy()); deaf.close(); });

const hub = await own_hub({ ...GENEROUS, NOPANIC_NOTIFY_WAIT_S: 1, NOPANIC_NOTIFY_MAX: 1000, NOPANIC_ALLOW_PRIVATE: '127.0.0.0/8',
                            NOPANIC_CALL_PORTS: String(hook_port) });

const mail_of = (account) => `${account.name}@example.com`;
function reader(repo, role = 'read') {
    const account = add_account(hub);
    grant(hub, account, repo, role);
    hub.psql(`UPDATE account SET email_confirmed_at = now() WHERE name = '${account.name}'`);
    return account;
}
const star = (account, repo) => hub.psql(`INSERT INTO subscription (account, repo) SELECT a.id, r.id FROM account a, repo r
                                           WHERE a.name = '${account.name}' AND r.name = '${repo}'`);
async function push(token, repo, fields = {}) {
    const answer = await ingest(hub, token, { repo, commit: commit(), ...fields.post }, go_log(fields));
    assert.equal(answer.status, 201, answer.text);
    return answer.json().results[0].crashers[0];
}

// Somebody signed in, who fills in the forms of the page.
async function signed_in(account) {
    const visitor = new Visitor(hub);
    await visitor.sign_in(account);
    return visitor;
}
const as_json = { headers: { Accept: 'application/json' } };
async function press(visitor, path, fields) {
    const hidden = form_fields((await visitor.ask(path)).text, path);
    return visitor.post(path, { ...hidden, ...fields });
}
const hook_of = async (account) => press(await signed_in(account), '/notify', { do: 'channel', kind: 'webhook', url: `http://127.0.0.1:${hook_port}/hook` });

describe('the star on a page', () => {
    const { repo, token } = pushable(hub), fan = reader(repo);
    test('of a repository goes on and off, without a script, and stays on the page', async () => {
        const visitor = await signed_in(fan), path = `/r/${repo}`;
        const pressed = async () => /data-key="s" aria-pressed="(\w+)"/.exec((await visitor.ask(`${path}/runs`)).text)?.[1];
        assert.equal(await pressed(), 'false');
        const hidden = form_fields((await visitor.ask(`${path}/runs`)).text, path);
        const answer = await visitor.post(path, { ...hidden, do: 'star' });
        assert.equal(answer.status, 303, answer.text);
        assert.equal(answer.headers.location, `${path}/runs`);
        assert.equal(await pressed(), 'true');
        assert.equal((await get(hub, path, { as: fan, json: true })).json().repository.starred, true);
        assert.equal((await visitor.post(path, { ...hidden, next: '//evil.example/', do: 'unstar' })).headers.location, path);
        assert.equal(await pressed(), 'false');
    });
    test('of a crasher, too, for whoever may read it', async () => {
        const { id } = await push(token, repo), visitor = await signed_in(fan), path = `/c/${id}`;
        assert.equal((await press(visitor, path, { do: 'star' })).headers.location, path);
        assert.equal((await get(hub, path, { as: fan, json: true })).json().crasher.starred, true);
        assert.match(words((await visitor.ask(path)).text), /You are told|Star/);
        const { subscriptions: [mine] } = (await get(hub, '/notify', { as: fan, json: true })).json();
        assert.equal(mine.crasher_id, id);
        assert.equal((await press(visitor, path, { do: 'unstar' })).status, 303);
        assert.deepEqual((await get(hub, '/notify', { as: fan, json: true })).json().subscriptions, []);
    });
    test('is not for strangers, and not for what may not be read', async () => {
        const other = await signed_in(add_account(hub));
        const { csrf } = (await other.ask('/notify', as_json)).json();
        assert.equal((await other.post(`/r/${repo}`, { csrf, do: 'star' })).status, 404);
        assert.doesNotMatch((await new Visitor(hub).ask('/')).text, /NotifyMe/);
        assert.equal((await get(hub, '/notify', { json: true })).status, 401);
    });
});

describe('the page of notifications', () => {
    const { repo } = pushable(hub), person = reader(repo);
    test('keeps what was wished for', async () => {
        const visitor = await signed_in(person), read = async () => (await visitor.ask('/notify', as_json)).json();
        assert.equal((await press(visitor, '/notify', { do: 'repository', repo: 'XXyCorp/*' })).status, 303);
        assert.equal((await press(visitor, '/notify', { do: 'repository', repo })).status, 303);
        const { subscriptions, csrf } = await read(), [{ id }] = subscriptions;
        assert.deepEqual(subscriptions.map((its) => its.repository ?? its.pattern), [repo, 'XXyCorp/*']);
        const fields = [['csrf', csrf], ['do', 'set'], ['id', id], ['kind', 'new'], ['kind', 'run_failed'], ['way', 'email'], ['way', 'slack'],
                        ['severity', '2'], ['pace', 'daily'], ['packages', 'codec\r\nhelper/xor']];
        assert.equal((await visitor.post('/notify', fields)).status, 303);
        const [changed] = (await read()).subscriptions;
        assert.deepEqual([changed.kinds, changed.ways, changed.lowest_severity, changed.pace, changed.packages], ['new,run_failed', 'email,slack', 2, 'daily', 'codec\nhelper/xor']);
        assert.match(words((await visitor.ask('/notify')).text), /New crasher, Run failed High and worse of codec, helper\/xor Daily digest E-mail, Slack channel/);
        assert.ok((await visitor.ask('/notify')).text.includes('>codec\nhelper/xor</textarea>'));
        assert.equal((await visitor.post('/notify', { csrf, do: 'end', id })).status, 303);
        assert.equal((await visitor.post('/notify', { csrf, do: 'end', id }, as_json)).status, 409);
        assert.equal((await read()).subscriptions.length, 1);
    });
    test('keeps times, and shows a form again that cannot be', async () => {
        const visitor = await signed_in(person), times = { do: 'times', zone: 'europe/berlin', digest_at: '07:15', digest_day: '3', quiet_from: '22:00', quiet_until: '06:30', away: '' };
        assert.equal((await press(visitor, '/notify', times)).status, 303);
        const its = (await visitor.ask('/notify', as_json)).json().times;
        assert.deepEqual(its, { email: mail_of(person), confirmed: true, zone: 'Europe/Berlin', quiet_from: '22:00', quiet_until: '06:30', digest_at: '07:15', digest_day: 3, away_until: null });
        const refused = await press(visitor, '/notify', { ...times, zone: 'Mars/Olympus' });
        assert.equal(refused.status, 422);
        assert.match(refused.text, /value="Mars\/Olympus"/);
        assert.match(words(refused.text), /time zone is not known/);
        for (const [field, value, says] of [['zone', '', 'Zone is missing'], ['digest_at', '', 'Digest_at is missing'], ['quiet_from', '0'.repeat(61), 'Quiet_from is longer'], ['away', 'tomorrow', 'Away: a day is written like']]) {
            const again = await press(visitor, '/notify', { ...times, [field]: value });
            assert.equal(again.status, 422, field);
            assert.ok(words(again.text).includes(says), says);
        }
    });
    test('shows the key of a webhook once, and its address never', async () => {
        const visitor = await signed_in(person), made = await press(visitor, '/notify', { do: 'channel', kind: 'webhook', url: `http://127.0.0.1:${hook_port}/secret-path`, name: 'mine' });
        assert.equal(made.status, 200, words(made.text));
        const key = /class="secret">([\w-]{43})</.exec(made.text)[1], page = await visitor.ask('/notify');
        for (const secret of [key, 'secret-path']) assert.ok(!page.text.includes(secret) && !hub.dump().includes(secret));
        const [mail, hook] = (await visitor.ask('/notify', as_json)).json().channels;
        assert.deepEqual([mail.channel_kind, hook.channel_kind, hook.channel_name], ['email', 'webhook', 'mine']);
        for (const id of [mail.channel_id, hook.channel_id])
            assert.equal((await press(visitor, '/notify', { do: 'drop', id })).status, id === mail.channel_id ? 409 : 303);
        assert.equal((await press(visitor, '/notify', { do: 'channel', kind: 'slack', url: 'http://10.0.0.1/x' })).status, 422);
    });
    test('says why one hears nothing before the address is confirmed', async () => {
        const fresh_one = add_account(hub);
        const visitor = await signed_in(fresh_one), path = `/r/${add_repo(hub, 'open')}`;
        assert.match(words((await visitor.ask('/notify')).text), /Nothing is sent to you yet/);
        hub.psql(`UPDATE repo SET public = true WHERE name = '${path.slice(3)}'`);
        assert.equal((await press(visitor, path, { do: 'star' })).status, 303);
        assert.match(words((await visitor.ask(path)).text), /It is starred, but nothing is sent to you before your e-mail address is confirmed/);
    });
    test('lets one leave a rule, and says who made it', async () => {
        const { repo: its } = pushable(hub), member = reader(its), boss = add_account(hub, { admin: true });
        hub.psql(`INSERT INTO subscription (account, repo, made_by, mandatory) SELECT a.id, r.id, b.id, m FROM account a, repo r, account b, (VALUES (true), (false)) x (m)
                   WHERE a.name = '${member.name}' AND r.name = '${its}' AND b.name = '${boss.name}'`);
        const visitor = await signed_in(member), rules = async () => (await visitor.ask('/notify', as_json)).json().subscriptions;
        const must = (await rules()).find((rule) => rule.mandatory), may = (await rules()).find((rule) => !rule.mandatory);
        assert.equal(may.made_by, boss.name);
        assert.equal((await press(visitor, '/notify', { do: 'leave', id: must.id })).status, 409);
        assert.equal((await press(visitor, '/notify', { do: 'leave', id: may.id })).status, 303);
        assert.equal((await rules()).find((rule) => rule.id === may.id).left, true);
        assert.equal((await press(visitor, '/notify', { do: 'join', id: may.id })).status, 303);
        assert.equal((await rules()).find((rule) => rule.id === may.id).left, false);
    });
});

describe('a star', () => {
    const { repo, token } = pushable(hub);
    const fan = reader(repo), other = reader(repo);
    star(fan, repo);
    let first;
    test('brings one mail of a new crasher, in a few seconds', async () => {
        const began = Date.now();
        first = await push(token, repo);
        const mail = await mail_to(hub, mail_of(fan));
        assert.ok(Date.now() - began < 8000, `${Date.now() - began} ms`);
        assert.match(mail.subject, /^\[vault\] new: index out of range/);
        assert.ok(mail.text.includes(`/c/${first.id}`), mail.text);
        assert.ok(mail.text.includes(`You star ${repo}`), mail.text);
        assert.deepEqual(mail.header('auto-submitted'), ['auto-generated']);
        assert.match(mail.header('list-unsubscribe')[0], /\/unsubscribe\?key=/);
    });
    test('brings nothing when the same is pushed again', async () => {
        for (let run = 0; run < 5; run++) await push(token, repo, { post: { run: `again-${run}` } });
        await all_told(hub);
        assert.equal(mails_to(hub, mail_of(fan)).length, 1);
    });
    test('is told to nobody else', () => assert.deepEqual(mails_to(hub, mail_of(other)), []));
    test('brings nothing once the right to read has ended', async () => {
        const gone = reader(repo);
        star(gone, repo);
        hub.psql(`DELETE FROM repo_grant WHERE account = (SELECT id FROM account WHERE name = '${gone.name}')`);
        await push(token, repo, { functions: ['gone', 'Decode'] });
        await all_told(hub);
        assert.deepEqual(mails_to(hub, mail_of(gone)), []);
        assert.equal(hub.value(`(SELECT string_agg(DISTINCT d.state, ',') FROM delivery d JOIN account a ON a.id = d.account
                                  WHERE a.name = '${gone.name}')`), 'denied');
    });
    test('collects what follows for five minutes: many crashers are one message more', async () => {
        for (let n = 0; n < 30; n++) await push(token, repo, { functions: [`f${n}`, 'Decode'] });
        await eventually(() => hub.value('(SELECT count(*) FROM event WHERE dispatched_at IS NULL)') === 0, 'deliveries');
        assert.equal(mails_to(hub, mail_of(fan)).length, 1);
        hub.psql("UPDATE notification SET made_at = made_at - interval '5 minutes'; UPDATE delivery SET due_at = due_at - interval '5 minutes'");
        const mail = await mail_to(hub, mail_of(fan), 2);
        assert.match(mail.subject, /^\[vault\] 31 new crashers/);
        await all_told(hub);
        assert.equal(mails_to(hub, mail_of(fan)).length, 2);
    });
});

describe('a dispatcher that is killed', () => {
    test('loses nothing, and what it sends twice has the same id', async () => {
        const token = hub.nopanic(['token', 'create', '--all']).trim(), kills = 12;
        hub.psql("INSERT INTO repo (name, public) SELECT 'kill/r' || n, true FROM generate_series(1, 30) n");
        const repos = Array.from({ length: 30 }, (_, n) => `kill/r${n + 1}`);
        const fan = reader(repos[0]);
        for (const repo of repos) star(fan, repo);
        let over = false, killed = 0;
        const killer = (async () => {
            while (!over && killed < kills) {
                for (const pid of hub.pids('dispatch').dispatch ?? []) { process.kill(pid, 'SIGKILL'); killed++; }
                await sleep(400);
            }
        })();
        for (const repo of repos) await push(token, repo);
        await killer;
        over = true;
        // What was being sent when it was killed waits for the end of its lease.
        hub.psql("UPDATE notification SET due_at = now() WHERE state = 'waiting'");
        await eventually(() => new Set(mails_to(hub, mail_of(fan)).map((mail) => mail.subject + mail.header('x-nopanic-repository'))).size >= 30, '30 mails', 60);
        await all_told(hub);
        const mails = mails_to(hub, mail_of(fan)), ids = mails.map((mail) => mail.header('message-id')[0]);
        assert.equal(new Set(ids).size, 30);
        assert.ok(mails.length <= 30 + killed, `${mails.length} mails, ${killed} kills`);
    });
});

describe('a mail server that stalls', () => {
    test('holds up no chat', async () => {
        const { repo, token } = pushable(hub);
        for (let n = 0; n < 10; n++) star(reader(repo), repo);
        hub.configure({ NOPANIC_SMTP_URL: `smtp://127.0.0.1:${deaf_port}`, NOPANIC_SMTP_TLS: 'off' });
        await push(token, repo);
        await eventually(() => silent.length >= 4, 'mails on their way');
        const chatter = reader(repo);
        star(chatter, repo);
        hub.psql(`UPDATE subscription SET ways = '{webhook}' WHERE account = (SELECT id FROM account WHERE name = '${chatter.name}')`);
        await hook_of(chatter);
        const began = Date.now(), second = await push(token, repo, { functions: ['late', 'Decode'] });
        const { at, body, id } = await eventually(() => heard.find(({ path }) => path === '/hook'), 'a call');
        assert.ok(at - began < 5000, `${at - began} ms`);
        assert.match(id, /^\d+-\d+$/);
        assert.ok(JSON.stringify(body).includes(`/c/${second.id}`));
        assert.equal(hub.value("(SELECT count(*) FROM notification WHERE state = 'waiting')") > 0, true);
    });
});
