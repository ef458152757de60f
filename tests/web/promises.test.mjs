// What notification promises, from the push to the far side: when it leaves, what it may not say, and that
// whatever fails is seen and can be sent again.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chownSync, copyFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Visitor, get, ingest, words } from './client.mjs';
import { free_port, own_hub, root, temporary_folder } from './hub.mjs';
import { Hooks, add_listener } from './listener.mjs';
import { eventually, mail_server, mail_to, make_certificate } from './mail.mjs';
import { add_account, add_repo, commit, go_log, grant, new_token, pushable } from './scene.mjs';
import { Slack, TOKEN, calls_in } from './slack.mjs';

const slack = await new Slack().start(), hooks = await new Hooks().start();
after(() => slack.stop());
after(() => hooks.stop());
const keys = make_certificate(temporary_folder(), 'localhost'), server = await mail_server(await free_port(), keys);
const BY_SERVER = { NOPANIC_SMTP_URL: `smtp://localhost:${server.port}`, NOPANIC_SMTP_USER: 'hub', NOPANIC_SMTP_PASSWORD: 's3cret', NOPANIC_SMTP_CA: keys.certificate, NOPANIC_SMTP_TIMEOUT_S: 5 };
// How long news waits for more is as it is by itself.
const hub = await own_hub({ NOPANIC_ALLOW_PRIVATE: '127.0.0.0/8', NOPANIC_CALL_PORTS: `${slack.port} ${hooks.port}`, NOPANIC_SLACK_API: slack.api,
                            NOPANIC_INGEST_PER_MINUTE: 100000, NOPANIC_PAGES_RATE: 0, NOPANIC_LOGIN_RATE: 0, ...BY_SERVER });
const boss = add_account(hub, { admin: true }), visitor = new Visitor(hub);
await visitor.sign_in(boss);
await visitor.post('/admin/settings', { ...await visitor.form('/admin/settings', '/admin/settings'), service: 'slack', 'slack.token': TOKEN });

const push = async (token, repo, crash = {}) => {
    const answer = await ingest(hub, token, { repo, commit: commit() }, go_log(crash));
    assert.equal(answer.status, 201, answer.text);
    return answer.json().results[0].crashers[0];
};
function open_hook(state = 'open') {
    const path = `/services/T00000001/B${String(slack.hooks.size).padStart(8, '1')}/c4n4ry0000000000`;
    slack.hooks.set(path, state);
    return path;
}

test('N3 the first notice leaves within a minute', { timeout: 180000 }, async () => {
    const repos = Array.from({ length: 8 }, () => add_repo(hub, 'soon')), owner = repos.map((name) => name.split('/')[0]);
    const token = new_token(hub, '--repo', '*/soon'), paths = [], waits = [], pushed = new Map();
    for (let n = 0; n < 3; n++) {
        const path = open_hook(), its = await add_listener(hub, repos[0], 'slack', { url: slack.url + path });
        paths.push(path);
        hub.psql(`DELETE FROM subscription WHERE account = (SELECT id FROM account WHERE name = '${its.name}');
                  INSERT INTO repo_grant (pattern, account, role) SELECT '*/soon', id, 'read' FROM account WHERE name = '${its.name}';
                  INSERT INTO subscription (account, repo_pattern, ways) SELECT id, '*/soon', '{email,slack}' FROM account WHERE name = '${its.name}'`);
    }
    for (const repo of repos) {
        await push(token, repo);
        pushed.set(repo, Date.now());
        await sleep(1500);
    }
    const mine = () => slack.messages.filter(({ hook }) => paths.includes(hook));
    await eventually(() => mine().length === 24, 'eight messages to each of three', 120);
    for (const { message, at } of mine()) waits.push(at - pushed.get(repos[owner.findIndex((name) => JSON.stringify(message).includes(name))]));
    const its = "FROM notification n JOIN repo r ON r.id = n.repo AND r.name LIKE '%/soon'";
    await eventually(() => hub.value(`(SELECT count(*) ${its} WHERE n.state = 'sent')`) === 48, 'as many mails', 60);
    for (const { ms } of hub.rows(`SELECT extract(epoch FROM n.sent_at - min(e.at)) * 1000 AS ms ${its} JOIN delivery d ON d.notification = n.id JOIN event e ON e.id = ANY (d.events) GROUP BY n.id`)) waits.push(Number(ms));
    waits.sort((a, b) => a - b);
    assert.equal(waits.length, 72);
    assert.ok(waits[68] <= 60000 && waits.at(-1) <= 120000, `p95 ${waits[68]} ms, at most ${waits.at(-1)} ms`);
    assert.equal(server.mails().filter((mail) => mail.text.includes('/soon')).length, 24);
});

// Each string in what was sent as JSON.
const strings_of = (value) => (typeof value === 'string' ? [value] : value && typeof value === 'object' ? Object.values(value).flatMap(strings_of) : []);
const strictly = (raw) => JSON.parse(execFileSync('/usr/bin/python3', [join(root, 'tests/unit/mail_strict.py')], { input: raw, encoding: 'utf8' }));

// What each would read as a call or a link.
const MARKS = { slack: /<[!@#]|<https:\/\/evil|(?<!\w)@(everyone|here|channel)\b/, teams: /(?<!\w)@(everyone|here|channel)\b/,
                discord: /<@[\dU]|(?<!\w)@(everyone|here)\b|(?<!\\)\]\(https:\/\/evil/, mattermost: /(?<!\w)@(everyone|here|channel|all)\b|(?<!\\)\]\(https:\/\/evil/ };
MARKS.slack_dm = MARKS.slack;

test('N11 what a crash says calls nobody, is no markup and no control character, by any way', { timeout: 120000 }, async () => {
    const HOSTILE = '\u001b[31m<b>bold</b><script>x</script> <!here> <!channel> <@U04QX7M2K> @everyone @here @channel [l](https://evil.example) <https://evil.example|l> ' + 'x'.repeat(300);
    const { repo, token } = pushable(hub, 'canary'), ways = ['slack', 'slack_dm', 'teams', 'discord', 'mattermost', 'webhook'], path = open_hook();
    const reader = await add_listener(hub, repo, 'email');
    for (const way of ways) await add_listener(hub, repo, way, way === 'slack' ? { url: slack.url + path } : way === 'slack_dm' ? { member: 'U04QX7M2K' } : { url: hooks.url(way) });
    await push(token, repo, { message: HOSTILE, file: '<i>\u001b[1m@everyone.go' });
    await eventually(() => hub.value(`(SELECT count(*) FROM notification n JOIN repo r ON r.id = n.repo WHERE r.name = '${repo}' AND n.state = 'sent')`) === 7, 'all seven', 60);
    const chats = [['slack', slack.messages.find(({ hook }) => hook === path).message], ['slack_dm', slack.messages.find(({ channel }) => channel === 'U04QX7M2K').message],
                   ...ways.slice(2).map((way) => [way, hooks.to(way)[0].body])];
    for (const [way, body] of chats) {
        const all = strings_of(body);
        assert.ok(all.some((text) => text.includes('bold')), `${way} tells the title`);
        for (const text of all) assert.doesNotMatch(text, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/, way);
        if (way === 'webhook') continue; // what programs get is data, as it is
        for (const text of all) assert.doesNotMatch(text, MARKS[way], way);
    }
    assert.deepEqual(chats.slice(0, 2).flatMap(([, message]) => calls_in(message)), []);
    assert.deepEqual(hooks.to('discord')[0].body.allowed_mentions.parse, []);
    const taken = server.mails().find((mail) => mail.to === reader.email), mail = strictly(taken.raw);
    assert.deepEqual(mail.defects, []);
    assert.ok([...mail.headers.subject].length <= 150, mail.headers.subject);
    assert.doesNotMatch(taken.raw.replace(/\r?\n|\t/g, ''), /[\u0000-\u001f\u007f]/);
    assert.doesNotMatch(mail.html, /<(b|i|script)>/);
    assert.match(mail.html, /&lt;b&gt;bold&lt;\/b&gt;/);
});

describe('what fails is seen by administrators, and can be sent again:', () => {
    const listeners = {}, archived = open_hook('archived');
    const MODES = {
        'a mail server that knows no such user': ['email', { email: 'nouser' }, 'dead', /^550 5\.1\.1 no such user/],
        'one that refuses the content': ['email', { email: 'big' }, 'dead', /^552 5\.3\.4/],
        'one that is busy': ['email', { email: 'tempfail' }, 'waiting', /^451 4\.3\.0/],
        'one that hangs up within the mail': ['email', { email: 'drop' }, 'waiting', /./],
        'one that hangs up after it took the mail': ['email', { email: 'late' }, 'waiting', /./],
        'one that stalls': ['email', { email: 'stall' }, 'waiting', /./],
        'a hook that was taken away': ['slack', { url: slack.url + archived }, 'dead', /^channel_is_archived \(HTTP 410\)/],
        'a hook that there is not': ['slack', { url: `${slack.url}/services/T00000001/B99999999/c4n4ry0000000000` }, 'dead', /^no_service \(HTTP 404\)/],
        'a member whom Slack does not know': ['slack_dm', { member: 'U0NOBODY00' }, 'dead', /^channel_not_found/],
        'a server that is broken': ['webhook', { url: hooks.url('500') }, 'waiting', /^HTTP 500/],
        'one that wants less': ['webhook', { url: hooks.url('429') }, 'waiting', /^HTTP 429/],
        'one that forbids it': ['discord', { url: hooks.url('403') }, 'dead', /^HTTP 403/],
        'one that sends elsewhere': ['teams', { url: hooks.url('302') }, 'dead', /^it sends elsewhere/],
        'nobody at the address': ['mattermost', { url: 'http://127.0.0.1:1/x' }, 'waiting', /^no answer: /],
    };
    before(async () => {
        const { repo, token } = pushable(hub, 'fails');
        for (const status of [500, 429, 403, 302]) hooks.answers.set(`/${status}`, status);
        hub.configure({ NOPANIC_CALL_PORTS: `${slack.port} ${hooks.port} 1` });
        for (const [what, [kind, fields]] of Object.entries(MODES)) listeners[what] = await add_listener(hub, repo, kind, fields);
        await push(token, repo);
    });
    const row = (what) => hub.rows(`SELECT n.id, n.state, n.attempts, n.answer FROM notification n JOIN account a ON a.id = n.account WHERE a.name = '${listeners[what].name}'`)[0];
    const listed = async (what) => (await get(hub, `/admin/deliveries?to=${listeners[what].name}`, { as: boss, json: true })).json().notifications[0];
    const all = () => Object.keys(MODES).map(row);

    for (const [what, [kind, , state, answer]] of Object.entries(MODES))
        test(`N8 ${what}`, async () => {
            await eventually(() => row(what)?.answer, 'its end', 40);
            const seen = await listed(what);
            assert.deepEqual([seen.way, seen.state], [kind, state]);
            assert.match(seen.answer, answer);
            const text = words((await visitor.ask(`/admin/deliveries?to=${listeners[what].name}`)).text);
            assert.match(text, state === 'dead' ? /Given up .*Try again/ : /Waiting .*Cancel/);
        });
    test('N8 after three days in vain it is given up; again brings each there once its far side is well', { timeout: 120000 }, async () => {
        hub.psql(`UPDATE notification SET tried_until = now() - interval '1 s', spent = attempts - 12, due_at = now() WHERE state = 'waiting'`);
        await eventually(() => all().every(({ state }) => state === 'dead'), 'that all are given up', 60);
        const { text } = await visitor.ask('/admin/deliveries?show=dead');
        for (const { id } of all()) assert.ok(text.includes(`Try again<span class="vh">: notification ${id}<`), String(id));
        assert.match(words((await visitor.ask('/admin')).text), /notifications did not arrive/);
        hooks.answers.clear();
        for (const path of slack.hooks.keys()) slack.hooks.set(path, 'open');
        slack.hooks.set('/services/T00000001/B99999999/c4n4ry0000000000', 'open');
        slack.members.set('nobody@example.org', 'U0NOBODY00');
        for (const its of Object.values(listeners)) hub.psql(`UPDATE account SET email = '${its.name}@well.example' WHERE name = '${its.name}'`);
        const one = row('a hook that was taken away').id;
        assert.equal((await visitor.post('/admin/deliveries', { ...await visitor.form('/admin/deliveries'), do: 'again', id: one })).status, 303);
        await eventually(() => row('a hook that was taken away').state === 'sent', 'that one');
        assert.equal((await visitor.post('/admin/deliveries', { ...await visitor.form('/admin/deliveries'), do: 'again_all' })).status, 303);
        await eventually(() => all().filter(({ state }) => state === 'sent').length === all().length - 1, 'all but one', 60);
        assert.equal(row('nobody at the address').state, 'waiting');
    });
});

describe('mails make no mails:', () => {
    test('N13 each says that a program wrote it', async () => {
        const { repo, token } = pushable(hub, 'loop'), its = await add_listener(hub, repo, 'email'), before = server.mails().length;
        hub.psql("INSERT INTO mail (recipient, subject, text) VALUES ('jo@example.org', 'Hello', 'Hello.')");
        await push(token, repo);
        const mails = await eventually(() => { const all = server.mails().slice(before); return all.length === 2 && all; }, 'both');
        assert.deepEqual(mails.map((mail) => mail.to).sort(), ['jo@example.org', its.email].sort());
        for (const mail of mails) assert.deepEqual(mail.header('auto-submitted'), ['auto-generated']);
    });
    test('N13 one that is refused, or comes back, makes no event', { timeout: 60000 }, async () => {
        hub.configure({ NOPANIC_SMTP_URL: '' });
        const { repo, token } = pushable(hub, 'loop'), its = await add_listener(hub, repo, 'email');
        await push(token, repo);
        const { raw } = await mail_to(hub, its.email), folder = join(hub.state, 'mail', 'new'), { uid, gid } = statSync(folder);
        const events = hub.value('(SELECT max(id) FROM event)'), told = hub.value('(SELECT max(id) FROM notification)');
        const bounce = join(temporary_folder(), 'bounce'), at = join(folder, '1790000000.M1P1-999999-1.localhost');
        writeFileSync(bounce, `Return-Path: <>\nFrom: MAILER-DAEMON@localhost\nTo: <nopanic@localhost>\nSubject: Undelivered Mail Returned to Sender\nAuto-Submitted: auto-replied\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\n550 5.1.1\n--b\nContent-Type: message/rfc822\n\n${raw}\n--b--\n`);
        copyFileSync(bounce, at);
        chownSync(at, uid, gid);
        hub.configure(BY_SERVER);
        hub.psql(`UPDATE account SET email = 'nouser@${its.name}.example' WHERE name = '${its.name}'; UPDATE notification SET state = 'dead' WHERE state = 'waiting'; UPDATE notification SET made_at = made_at - interval '6 minutes'`);
        await push(token, repo, { functions: ['more', 'Decode'] });
        await eventually(() => hub.value(`(SELECT count(*) FROM notification WHERE id > ${told} AND state = 'dead')`) === 1, 'a mail that is refused', 40);
        await sleep(3000);
        assert.equal(hub.value(`(SELECT count(*) FROM event WHERE id > ${events})`), 1, 'the new crasher alone');
        assert.equal(hub.value(`(SELECT count(*) FROM notification WHERE id > ${told})`), 1);
    });
});
