// What leaves by chats and hooks: in the form that each takes, tried again as it asks for, and known again
// if it comes twice.  And that what a real mail links to ends it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { open_browser, open_page, overflow, shoot, violations } from './browser.mjs';
import { basic, get, ingest, request } from './client.mjs';
import { exim_server } from './exim.mjs';
import { free_port, own_hub, root, temporary_folder } from './hub.mjs';
import { all_told, eventually, mail_server, mail_to, make_certificate } from './mail.mjs';
import { add_account, commit, go_log, grant, pushable } from './scene.mjs';
import { calls_in, Slack, TOKEN } from './slack.mjs';

const slack = await new Slack().start();
after(() => slack.stop());

// Another far side, which takes everything.
const port = await free_port(), heard = [];
const hook = createServer(async (asked, answered) => {
    const parts = [];
    for await (const part of asked) parts.push(part);
    const text = Buffer.concat(parts).toString();
    heard.push({ path: asked.url, headers: asked.headers, text, body: JSON.parse(text) });
    answered.writeHead(asked.url === '/discord' ? 204 : 202);
    answered.end();
}).listen(port, '127.0.0.1');
after(() => hook.close());

const hub = await own_hub({ NOPANIC_NOTIFY_WAIT_S: 1, NOPANIC_ALLOW_PRIVATE: '127.0.0.0/8', NOPANIC_CALL_PORTS: `${slack.port} ${port}`, NOPANIC_SLACK_API: slack.api });

async function post(as, path, fields) {
    const { csrf } = (await get(hub, '/notify', { as, json: true })).json();
    return request(hub, path, { method: 'POST', body: new URLSearchParams({ csrf, ...fields }).toString(),
                                headers: { Authorization: basic(as), 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' } });
}
// Somebody who is told of a new repository by one way, and who tells it: {account, repo, push(fields), key}.
async function told_by(kind, fields) {
    const { repo, token } = pushable(hub, 'news'), account = add_account(hub);
    grant(hub, account, repo, 'read');
    hub.psql(`UPDATE account SET email_confirmed_at = now() WHERE name = '${account.name}';
              INSERT INTO subscription (account, repo, ways) SELECT a.id, r.id, '{${kind}}' FROM account a, repo r WHERE a.name = '${account.name}' AND r.name = '${repo}'`);
    let key;
    if (kind !== 'email') {
        const answer = await post(account, '/notify', { do: 'channel', kind, ...fields });
        assert.ok(answer.status === 200 || answer.status === 201, answer.text);
        key = answer.json().made?.key;
    }
    const push = async (crash = {}) => {
        const answer = await ingest(hub, token, { repo, commit: commit() }, go_log(crash));
        assert.equal(answer.status, 201, answer.text);
        return answer.json().results[0].crashers[0];
    };
    return { account, repo, push, key };
}
const last = (its) => hub.rows(`SELECT n.state, n.attempts, n.answer FROM notification n JOIN account a ON a.id = n.account WHERE a.name = '${its.account.name}' ORDER BY n.id DESC LIMIT 1`)[0];
const ended = (its, state) => eventually(() => last(its)?.state === state && last(its), `a notification that is ${state}`);
const due = (its) => hub.psql(`UPDATE notification SET due_at = now() WHERE state = 'waiting' AND account = (SELECT id FROM account WHERE name = '${its.account.name}')`);

describe('Slack', () => {
    test('gets blocks that it takes, and its words are kept', async () => {
        const its = await told_by('slack', { url: slack.hook() }), before = slack.messages.length;
        const { id } = await its.push();
        assert.equal((await ended(its, 'sent')).answer, 'ok (HTTP 200)');
        const { message, headers } = slack.messages.at(-1);
        assert.equal(slack.messages.length, before + 1);
        assert.match(message.text, /^\[news\] new: index out of range/);
        assert.ok(message.blocks.some((b) => b.text?.text.includes(`/c/${id}|`)), JSON.stringify(message));
        assert.equal(message.blocks[0].block_id, `nopanic-${headers['x-nopanic-notification']}`);
    });
    test('N11: calls nobody, whatever a crash says', async () => {
        const its = await told_by('slack', { url: slack.hook() });
        await its.push({ message: '<!channel> <@U04QX7M2K> @here <https://evil.example|click> & \u202e' });
        await ended(its, 'sent');
        const { message } = slack.messages.at(-1);
        assert.ok(JSON.stringify(message).includes('&lt;!channel&gt;'), JSON.stringify(message));
        assert.deepEqual(calls_in(message), []);
        assert.ok(!JSON.stringify(message).includes('<https://evil'));
    });
    test('N6: is called again when it asks for, and not before', async () => {
        const its = await told_by('slack', { url: slack.hook() });
        slack.next.push({ answer: { status: 429, headers: { 'Retry-After': '3' }, body: 'rate_limited' } });
        const before = slack.calls.length;
        await its.push();
        await ended(its, 'sent');
        const calls = slack.calls.slice(before);
        assert.equal(calls.length, 2);
        assert.ok(calls[1].at - calls[0].at >= 3000, `${calls[1].at - calls[0].at} ms`);
        assert.equal(last(its).attempts, 2);
    });
    test('N6: a channel that is archived is not tried again', async () => {
        const its = await told_by('slack', { url: slack.hook('archived') }), before = slack.calls.length;
        await its.push();
        assert.equal((await ended(its, 'dead')).answer, 'channel_is_archived (HTTP 410)');
        assert.equal(slack.calls.length, before + 1);
    });
    test('N2: what it took without saying so comes again under the same id', async () => {
        const its = await told_by('slack', { url: slack.hook() }), before = slack.messages.length;
        slack.next.push({ answer: 'after' });
        await its.push();
        await eventually(() => slack.messages.length === before + 1 && last(its).attempts === 1 && last(its).answer, 'a first try');
        due(its);
        await ended(its, 'sent');
        const ids = slack.messages.slice(before).map(({ message }) => message.blocks[0].block_id);
        assert.equal(ids.length, 2);
        assert.equal(ids[0], ids[1]);
    });
});

test('N7: one that takes calls and says nothing holds nobody up, and is left in time', async () => {
    const deaf = await told_by('slack', { url: slack.hook() }), other = await told_by('slack', { url: slack.hook() }), discord = await told_by('discord', { url: `http://127.0.0.1:${port}/beside` });
    slack.next.push({ when: ({ body }) => JSON.stringify(body).includes(deaf.repo), answer: 'hang' });
    await deaf.push();
    await eventually(() => slack.calls.some(({ text }) => text.includes(deaf.repo)), 'a call');
    const began = Date.now();
    for (const its of [other, discord]) await its.push();
    for (const its of [other, discord]) await ended(its, 'sent');
    assert.ok(Date.now() - began < 8000, `${Date.now() - began} ms`);
    assert.equal(last(deaf).answer, null);
    await eventually(() => last(deaf).answer, 'an end');
    assert.ok(Date.now() - began < 16000, `${Date.now() - began} ms`);
    assert.match(last(deaf).answer, /^no answer: /);
    assert.equal(last(deaf).state, 'waiting');
});

describe('messages to members of Slack', () => {
    test('wait as long as the hub has no token', async () => {
        const its = await told_by('slack_dm', { member: 'U04QX7M2K' });
        await its.push();
        await eventually(() => last(its)?.answer === 'the hub has no token of Slack', 'its reason');
        assert.equal(last(its).state, 'waiting');
        const root = add_account(hub, { admin: true }), before = slack.messages.length;
        assert.equal((await post(root, '/admin/settings', { service: 'slack', 'slack.token': TOKEN })).status, 200);
        due(its);
        await ended(its, 'sent');
        assert.equal(slack.messages.length, before + 1);
        assert.equal(slack.messages.at(-1).channel, 'U04QX7M2K');
    });
    test('go to whoever has the address of the account', async () => {
        const its = await told_by('slack_dm', {});
        slack.members.set(`${its.account.name}@example.com`, 'U0000777');
        await its.push();
        await ended(its, 'sent');
        assert.equal(slack.messages.at(-1).channel, 'U0000777');
    });
    test('end for whom it does not know', async () => {
        const its = await told_by('slack_dm', {});
        await its.push();
        assert.equal((await ended(its, 'dead')).answer, 'users_not_found');
    });
});

describe('others', () => {
    for (const [kind, looks] of [['teams', (body) => body.attachments[0].content.type === 'AdaptiveCard'], ['discord', (body) => body.embeds.length === 1 && body.allowed_mentions.parse.length === 0],
                                 ['mattermost', (body) => body.text.startsWith('#### New crasher in ')]])
        test(`${kind} gets its own form`, async () => {
            const its = await told_by(kind, { url: `http://127.0.0.1:${port}/${kind}` }), { id } = await its.push();
            await ended(its, 'sent');
            const { body, text } = heard.find(({ path }) => path === `/${kind}`);
            assert.ok(looks(body), text);
            assert.ok(text.includes(`/c/${id}`));
        });
    test('a webhook is signed with the key that was shown once', async () => {
        const its = await told_by('webhook', { url: `http://127.0.0.1:${port}/signed` }), { id } = await its.push();
        await ended(its, 'sent');
        const { body, text, headers } = heard.find(({ path }) => path === '/signed');
        const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['x-nopanic-signature']);
        assert.equal(createHmac('sha256', its.key).update(`${t}.${text}`).digest('hex'), v1);
        assert.ok(Math.abs(Date.now() / 1000 - t) < 60);
        assert.equal(body.notification, headers['x-nopanic-notification']);
        assert.equal(body.events[0].crasher.id, id);
        assert.equal(body.repository, its.repo);
    });
    test('secrets are in no log', async () => {
        await sleep(1500);
        const logs = ['dispatch.log', 'notify.log', 'access.log', 'postgres.log'].map((file) => hub.log(file)).join('');
        for (const secret of ['c4n4ry0000000000', TOKEN]) assert.ok(!logs.includes(secret), secret);
    });
});

// As Python's email package reads a mail, strictly.
const strictly = (raw) => JSON.parse(execFileSync('/usr/bin/python3', [join(root, 'tests/unit/mail_strict.py')], { input: raw, encoding: 'utf8' }));

describe('mail', () => {
    let mail;
    test('has no defect for a strict reader, whatever a crash says', async () => {
        const its = await told_by('email'), message = 'Zur\u00fcck \u30d1\u30b9 <b>x</b> \u202e\r\nBcc: evil@example.org';
        const { id } = await its.push({ message });
        mail = strictly((await mail_to(hub, `${its.account.name}@example.com`)).raw);
        assert.deepEqual(mail.defects, []);
        assert.deepEqual(mail.types, ['multipart/alternative', 'text/plain', 'text/html']);
        assert.deepEqual(mail.recipients, [`${its.account.name}@example.com`]);
        assert.equal(new Set(mail.names.map((name) => name.toLowerCase())).size, mail.names.length);
        assert.equal(mail.headers.references, `<crasher-${id}@localhost>`);
        assert.equal(mail.headers['x-nopanic-repository'], its.repo);
        assert.match(mail.headers.subject, /^\[news\] new: .*Zur\u00fcck \u30d1\u30b9/);
        for (const text of [mail.text, mail.html])
            for (const told of [`/c/${id}`, 'codec.body', 'codec.Decode', '/src/codec/codec.go:71']) assert.ok(text.includes(told), `${told}: ${text}`);
    });
    test('looks well in the light and in the dark, wide and narrow, and needs nothing from elsewhere', async () => {
        const browser = await open_browser();
        for (const colorScheme of ['light', 'dark'])
            for (const width of [1440, 375]) {
                const page = await open_page(hub, browser, { colorScheme, viewport: { width, height: 800 } });
                await page.setContent(mail.html);
                assert.equal(await overflow(page), '', `${colorScheme} ${width}`);
                assert.deepEqual(await violations(page, ['wcag2a', 'wcag2aa', 'wcag21aa']), [], `${colorScheme} ${width}`);
                assert.equal(await page.locator('b').count(), 0);
                await shoot(page, `mail-news-${width}-${colorScheme}`);
                assert.deepEqual(page.complaints, []);
                await page.context().close();
            }
        await browser.close();
    });
});

test('what a mail links to ends it', async () => {
    const its = await told_by('email');
    await its.push();
    const mail = await mail_to(hub, `${its.account.name}@example.com`), [link] = mail.header('list-unsubscribe');
    const path = new URL(/^<(.*)>$/.exec(link)[1]);
    const answer = await request(hub, path.pathname + path.search, { method: 'POST', body: 'List-Unsubscribe=One-Click', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
    assert.equal(answer.status, 200, answer.text);
    await its.push({ functions: ['more', 'Decode'] });
    await all_told(hub);
    assert.equal(hub.value(`(SELECT count(*) FROM delivery d JOIN account a ON a.id = d.account WHERE a.name = '${its.account.name}')`), 1);
});

test('by a server that wants STARTTLS and a password it arrives as it was, and over https one click ends it', async () => {
    const good = make_certificate(temporary_folder(), 'localhost'), server = await mail_server(await free_port(), good);
    hub.configure({ NOPANIC_URL: 'https://hub.example', NOPANIC_SMTP_URL: `smtp://localhost:${server.port}`, NOPANIC_SMTP_USER: 'hub', NOPANIC_SMTP_PASSWORD: 's3cret', NOPANIC_SMTP_CA: good.certificate });
    const its = await told_by('email'), { id } = await its.push();
    assert.equal((await ended(its, 'sent')).answer, '250 OK');
    const [taken, ...more] = server.mails().filter(({ envelope }) => envelope.to.includes(`${its.account.name}@example.com`));
    assert.deepEqual(more, []);
    assert.deepEqual({ ...taken.envelope, to: undefined }, { from: 'nopanic@hub.example', to: undefined, helo: 'hub.example', tls: true, login: true });
    const mail = strictly(taken.raw);
    assert.deepEqual(mail.defects, []);
    assert.deepEqual(mail.types, ['multipart/alternative', 'text/plain', 'text/html']);
    assert.match(mail.headers['list-unsubscribe'], /^<https:\/\/hub\.example\/unsubscribe\?key=\d+\.\d+\.[\w-]{22}>$/);
    assert.equal(mail.headers['list-unsubscribe-post'], 'List-Unsubscribe=One-Click');
    assert.ok(mail.html.includes(`https://hub.example/c/${id}`));
});

test('exim takes both kinds of mail, and has nothing to say of them', { skip: !existsSync('/usr/sbin/exim4') && 'another mail server is here' }, async () => {
    const keys = make_certificate(temporary_folder(), 'localhost'), server = await exim_server(await free_port(), keys);
    hub.configure({ NOPANIC_SMTP_URL: `smtp://localhost:${server.port}`, NOPANIC_SMTP_CA: keys.certificate });
    const its = await told_by('email'), { id } = await its.push({ message: 'Zur\u00fcck \u30d1\u30b9 \u202e\r\nBcc: evil@example.org' }), to = `${its.account.name}@example.com`;
    assert.match((await ended(its, 'sent')).answer, /^250 OK id=/);
    hub.psql("INSERT INTO mail (recipient, subject, text) VALUES ('jo@example.org', 'Gr\u00fc\u00dfe', 'Zeile eins\n.\nund drei\n')");
    await eventually(() => server.mails().length === 2, 'two mails');
    for (const [whom, told] of [[to, `/c/${id}`], ['jo@example.org', 'Zeile eins\n.\nund drei\n']]) {
        const taken = server.mails().find((mail) => mail.to === whom), mail = strictly(taken.raw);
        assert.deepEqual(mail.defects, []);
        assert.ok(mail.text.includes(told), mail.text);
        assert.deepEqual(taken.header('envelope-to'), [whom]);
        assert.deepEqual(taken.header('return-path'), ['<nopanic@hub.example>']);
        assert.equal(taken.header('message-id').length, 1);
        assert.ok(taken.raw.split('\n').every((line) => Buffer.byteLength(line, 'latin1') <= 998));
    }
    assert.equal(server.mails().length, 2);
    // The hub hangs up once it was told: it would have to wait for a goodbye.
    assert.doesNotMatch(server.log().replace(/^.*TLS connection was non-properly terminated.*$/mg, ''), /reject|error|warning|unexpected|\bpanic/i);
});

test('N7 A7 a mail server that stalls delays Slack by less than 5 s', async () => {
    const keys = make_certificate(temporary_folder(), 'localhost'), server = await mail_server(await free_port(), keys), people = 12; // more than mails are sent at a time
    hub.configure({ NOPANIC_SMTP_URL: `smtp://localhost:${server.port}`, NOPANIC_SMTP_CA: keys.certificate, NOPANIC_SMTP_TIMEOUT_S: 8 });
    const its = await told_by('email'), other = await told_by('slack', { url: slack.hook() });
    hub.psql(`WITH made AS (INSERT INTO account (name, email, email_confirmed_at) SELECT 'stalled-' || i, 'stall@host' || i || '.example', now() FROM generate_series(1, ${people}) i RETURNING id),
                   granted AS (INSERT INTO repo_grant (repo, account, role) SELECT r.id, m.id, 'read' FROM repo r, made m WHERE r.name = '${its.repo}')
              INSERT INTO subscription (account, repo, ways) SELECT m.id, r.id, '{email}' FROM repo r, made m WHERE r.name = '${its.repo}'`);
    const stalled = () => hub.value("(SELECT count(*) FROM notification n JOIN account a ON a.id = n.account WHERE a.name LIKE 'stalled-%' AND n.attempts = 1 AND n.answer IS NULL AND n.state = 'waiting')");
    await its.push();
    await eventually(() => stalled() >= 8, 'mails that stall');
    const began = Date.now();
    await other.push();
    await ended(other, 'sent');
    assert.ok(Date.now() - began < 5000, `${Date.now() - began} ms`);
    assert.ok(stalled() >= 8, JSON.stringify(hub.rows("SELECT a.name, n.state, n.attempts, n.answer FROM notification n JOIN account a ON a.id = n.account WHERE a.name LIKE 'stalled-%'")));
});
