// What became of the notifications: administrators see all of them, try again what was given up, or cancel it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assert_fit, open_browser, open_page } from './browser.mjs';
import { Visitor, get, words } from './client.mjs';
import { free_port, own_hub } from './hub.mjs';
import { eventually, mails_to } from './mail.mjs';
import { add_account, add_repo, fresh, grant } from './scene.mjs';

// Nothing is taken by itself: nobody listens at the mail server, until mails go into a folder again.
const hub = await own_hub({ NOPANIC_SMTP_URL: `smtp://127.0.0.1:${await free_port()}`, NOPANIC_SMTP_TLS: 'off' });
const boss = add_account(hub, { admin: true }), reader = add_account(hub), repo = add_repo(hub), secret = fresh('secret');
grant(hub, reader, repo, 'read');
hub.psql(`UPDATE account SET email_confirmed_at = now() WHERE name = '${reader.name}';
          INSERT INTO subscription (account, repo) SELECT a.id, r.id FROM account a, repo r WHERE a.name = '${reader.name}' AND r.name = '${repo}';
          INSERT INTO channel (account, kind) SELECT id, 'email' FROM account WHERE name = '${reader.name}'
              ON CONFLICT DO NOTHING;
          INSERT INTO channel (kind, name, sealed) VALUES ('slack', '#vault-alerts', '${secret}')`);
const email = `${reader.name}@example.com`;

// A notification of one event, as it would be after its last try.
function add(state, channel = `c.account = (SELECT id FROM account WHERE name = '${reader.name}')`) {
    hub.psql(`WITH e AS (INSERT INTO event (repo, kind, dispatched_at) SELECT id, 'run_missing', now() FROM repo WHERE name = '${repo}' RETURNING id, repo),
        n AS (INSERT INTO notification (channel, account, repo, state, attempts, answer, due_at, made_at, tried_until)
              SELECT c.id, c.account, e.repo, '${state}', 3, '550 5.1.1 no such <user>', now() + interval '1 hour', now() - interval '4 days', now() - interval '1 day'
                FROM channel c, e WHERE c.kind IN ('email', 'slack') AND ${channel} RETURNING id, channel, account, repo),
        d AS (INSERT INTO delivery (events, kind, channel, repo, account, subscription, state, notification)
              SELECT ARRAY[e.id], 'run_missing', n.channel, n.repo, n.account, coalesce((SELECT s.id FROM subscription s WHERE s.account = n.account), 0), '${state}', n.id FROM e, n)
        SELECT id FROM n`);
    return hub.value('(SELECT max(id) FROM notification)');
}
const hook = "c.name = '#vault-alerts'";
const list = async (query = '') => (await get(hub, `/admin/deliveries?${query}`, { as: boss, json: true })).json();
const ids = async (query) => (await list(query)).notifications.map((its) => its.id);
const state = (id) => hub.value(`(SELECT state || ' ' || (SELECT string_agg(d.state, ',') FROM delivery d WHERE d.notification = n.id) FROM notification n WHERE id = ${id})`);
const audited = (action, object) => hub.value(`(SELECT count(*) FROM audit WHERE action = '${action}' AND object = '${object}' AND who = '${boss.name}')`);

describe('the page of deliveries', async () => {
    const visitor = new Visitor(hub);
    await visitor.sign_in(boss);
    const send = async (fields) => visitor.post('/admin/deliveries', { ...(await visitor.form('/admin/deliveries')), ...fields });
    const dead = add('dead'), waiting = add('waiting'), sent = add('sent'), chat = add('dead', hook);

    test('shows what, to whom, and what the other side said, but never the address of a hook', async () => {
        const { notifications, dead: number } = await list();
        assert.deepEqual(notifications.map((its) => its.id), [chat, sent, waiting, dead]);
        const [first, , , last] = notifications;
        assert.deepEqual([first.way, first.to, first.account, first.repository, first.events], ['slack', '#vault-alerts', null, repo, 1]);
        assert.deepEqual([last.way, last.to, last.account, last.state, last.attempts, last.answer], ['email', email, reader.name, 'dead', 3, '550 5.1.1 no such <user>']);
        assert.equal(number, 2);
        const { text } = await visitor.ask('/admin/deliveries');
        assert.ok(text.includes('550 5.1.1 no such &lt;user&gt;') && !text.includes(secret));
        assert.ok(words(text).includes(`${email} E-mail, ${reader.name} ${repo} 1 event Given up 3 tries`), words(text));
        assert.match(words((await visitor.ask('/admin')).text), /Deliveries 2 did not arrive .*2 notifications did not arrive/);
    });
    test('shows each try of one, with its answer', async () => {
        hub.psql(`INSERT INTO notification_attempt (notification, number, at, state, answer) VALUES (${dead}, 2, now() - interval '2 days', 'waiting', '451 <later>'), (${dead}, 3, now() - interval '1 day', 'dead', NULL)`);
        const { notifications, tries } = await list(`id=${dead}`);
        assert.deepEqual(notifications.map((its) => its.id), [dead]);
        assert.deepEqual(tries.map((its) => [its.number, its.became, its.said]), [[3, 'dead', null], [2, 'waiting', '451 <later>']]);
        assert.ok(Math.abs(Date.parse(tries[1].tried_at) - Date.now() + 2 * 86400000) < 60000);
        assert.deepEqual((await list(`id=${sent}`)).tries, []);
        assert.ok((await visitor.ask('/admin/deliveries')).text.includes(`href="/admin/deliveries?id=${dead}"`));
        const told = words((await visitor.ask(`/admin/deliveries?id=${dead}`)).text);
        assert.match(told, /3 Given up nothing .* 2 To be tried again 451 <later> /);
        assert.match(words((await visitor.ask(`/admin/deliveries?id=${sent}`)).text), /No try has come to its end yet/);
        for (const id of [987654, 9223372036854775807n]) assert.equal((await get(hub, `/admin/deliveries?id=${id}`, { as: boss, json: true })).status, 404);
        assert.equal((await get(hub, `/admin/deliveries?id=${dead}`, { as: reader, json: true })).status, 404);
    });
    test('says how many events could be told to nobody, and why', async () => {
        const before = await list();
        assert.deepEqual([before.untold, before.untold_reason], [0, null]);
        hub.psql(`INSERT INTO event (repo, kind, dispatched_at, detail) SELECT id, 'run_missing', now(), '{"untold": "value <too> long"}' FROM repo WHERE name = '${repo}'`);
        const { untold, untold_reason } = await list();
        assert.deepEqual([untold, untold_reason], [1, 'value <too> long']);
        assert.match(words((await visitor.ask('/admin/deliveries')).text), /1 event could be told to nobody\. The last reason: value <too> long/);
    });
    test('is filtered by state and by whom, and goes on by id', async () => {
        assert.deepEqual(await ids('show=dead'), [chat, dead]);
        assert.deepEqual(await ids('show=waiting'), [waiting]);
        assert.deepEqual(await ids('show=sent'), [sent]);
        assert.deepEqual(await ids('to=VAULT-al'), [chat]);
        assert.deepEqual(await ids(`show=dead&to=${encodeURIComponent(email)}`), [dead]);
        assert.deepEqual(await ids(`before=${waiting}`), [dead]);
        assert.equal((await get(hub, '/admin/deliveries?show=x', { as: boss, json: true })).status, 400);
        assert.equal((await get(hub, '/admin/deliveries', { as: reader, json: true })).status, 404);
    });
    test('is fit for everybody', { timeout: 60000 }, async () => {
        const browser = await open_browser(), page = await open_page(hub, browser, { as: boss });
        await page.goto('/admin/deliveries');
        await assert_fit(page, 'admin-deliveries-rows');
        await page.goto('/admin/deliveries?show=dead&to=nothing');
        await assert_fit(page, 'admin-deliveries-nothing');
        await page.goto(`/admin/deliveries?id=${dead}`);
        await assert_fit(page, 'admin-delivery');
    });
    test('is counted by /metrics', async () => {
        const { text } = await get(hub, '/metrics', { as: reader });
        for (const line of ['way="email",state="waiting"} 1', 'way="email",state="dead"} 1', 'way="slack",state="dead"} 1', 'way="teams",state="dead"} 0'])
            assert.ok(text.includes(`nopanic_notifications{${line}\n`), text);
    });
    test('cancels what was not sent, once', async () => {
        assert.equal((await send({ do: 'cancel', id: waiting })).headers.location, '/admin/deliveries');
        assert.equal(state(waiting), 'cancelled cancelled');
        assert.equal(audited('notification.cancel', waiting), 1);
        for (const id of [waiting, sent]) assert.equal((await send({ do: 'cancel', id })).status, 409);
        assert.equal((await send({ do: 'cancel', id: chat })).status, 303);
        assert.equal((await list()).dead, 1);
    });
    test('tries again what was given up, with its old id, for three more days, as if it were new', async () => {
        hub.psql(`UPDATE notification SET attempts = 500 WHERE id = ${dead}`);
        const before = hub.value(`(SELECT made_at FROM notification WHERE id = ${dead})`);
        for (const id of [0, sent, waiting]) assert.equal((await send({ do: 'again', id })).status, 409);
        assert.equal((await send({ do: 'again', id: dead })).status, 303);
        assert.equal(audited('notification.again', dead), 1);
        await eventually(() => hub.value(`(SELECT attempts FROM notification WHERE id = ${dead})`) === 501 && hub.value(`(SELECT count(*) FROM notification_attempt WHERE notification = ${dead} AND number = 501)`) === 1, 'one more try');
        const [{ wait, until }] = hub.rows(`SELECT extract(epoch FROM due_at - now()) AS wait, extract(epoch FROM tried_until - now()) / 3600 AS until FROM notification WHERE id = ${dead}`);
        assert.ok(wait < 45 && until > 71.9, `${wait} s, ${until} h`);
        assert.equal(state(dead), 'waiting waiting');
        assert.equal(hub.value(`(SELECT made_at FROM notification WHERE id = ${dead})`), before);
        assert.equal((await send({ do: 'cancel', id: dead })).status, 303);
    });
    test('tries all again, and they arrive once the server works', async () => {
        const two = [add('dead'), add('dead')];
        hub.configure({ NOPANIC_SMTP_URL: '' });
        assert.equal((await send({ do: 'again_all' })).status, 303);
        assert.equal(audited('notification.again_all', '2 that were given up'), 1);
        await eventually(() => two.every((id) => state(id) === 'sent sent'), 'both');
        assert.equal(mails_to(hub, email).length, 2);
        assert.ok(!(await visitor.ask('/admin/deliveries')).text.includes('again_all'));
    });
    test('shows the mails of a hub without a mail server', async () => {
        const id = add('sent'), path = `/admin/deliveries?id=${id}`;
        assert.equal((await list(`id=${id}`)).mail, undefined, 'it is not in the mailbox');
        const [{ taken }] = hub.rows(`SELECT max(id) AS taken FROM notification n WHERE n.state = 'sent' AND n.attempts > 3`);
        const { mail } = await list(`id=${taken}`), [sent] = mails_to(hub, email).slice(-1);
        assert.equal(mail.subject, sent.subject);
        assert.match(mail.text, new RegExp(`^No result in ${repo}\n`));
        assert.match(words((await visitor.ask(path.replace(id, taken))).text), new RegExp(`${repo}.*You star ${repo}`));
    });
});
