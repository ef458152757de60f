// What people are told of: from a post to their mailbox and their chat, once, and only while they may read it.
import assert from 'node:assert/strict';
import http from 'node:http';
import { createServer } from 'node:net';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ingest } from './client.mjs';
import { free_port, own_hub } from './hub.mjs';
import { all_told, eventually, mail_to, mails_to } from './mail.mjs';
import { add_account, commit, fresh, go_log, grant, pushable } from './scene.mjs';

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

const hub = await own_hub({ NOPANIC_NOTIFY_WAIT_S: 1, NOPANIC_NOTIFY_MAX: 1000, NOPANIC_ALLOW_PRIVATE: '127.0.0.0/8',
                            NOPANIC_CALL_PORTS: String(hook_port), NOPANIC_INGEST_BURST: 100000 });

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
        const repos = hub.rows("INSERT INTO repo (name, public) SELECT 'kill/r' || n, true FROM generate_series(1, 30) n RETURNING name").map(({ name }) => name);
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
