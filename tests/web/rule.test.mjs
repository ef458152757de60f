// Who is told without having asked: rules of administrators, their channels, what comes of them; and tests of channels.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { Visitor, form_fields, get, words } from './client.mjs';
import { GENEROUS, free_port, own_hub, temporary_folder } from './hub.mjs';
import { eventually, mail_server, mail_to, make_certificate } from './mail.mjs';
import { add_account } from './scene.mjs';
import { Slack } from './slack.mjs';

const slack = await new Slack().start();
after(() => slack.stop());
const hub = await own_hub({ ...GENEROUS, NOPANIC_NOTIFY_WAIT_S: 1, NOPANIC_ALLOW_PRIVATE: '127.0.0.0/8', NOPANIC_CALL_PORTS: String(slack.port) });
const as_json = { headers: { Accept: 'application/json' } };

function confirmed(options) {
    const account = add_account(hub, options);
    hub.psql(`UPDATE account SET email_confirmed_at = now() WHERE name = '${account.name}'`);
    return account;
}
async function signed_in(account) {
    const visitor = new Visitor(hub);
    await visitor.sign_in(account);
    return visitor;
}
async function press(visitor, path, fields, options) {
    const { csrf } = form_fields((await visitor.ask(path)).text, path);
    return visitor.post(path, { csrf, ...fields }, options);
}
const json_of = async (account, path) => (await get(hub, path, { as: account, json: true })).json();

// Presses a channel's button, and looks as often as the page itself would, until it does no more.
async function tried(visitor, path, id) {
    const answer = await press(visitor, path, { do: 'test', id });
    assert.equal(answer.status, 303, words(answer.text));
    const looks = [];
    await eventually(async () => {
        looks.push(await visitor.ask(answer.headers.location));
        assert.ok([undefined, '1'].includes(looks.at(-1).headers.refresh));
        return looks.at(-1).headers.refresh === undefined;
    }, 'an answer');
    return { first: words(looks[0].text), last: words(looks.at(-1).text) };
}

describe('the test button of a channel', () => {
    const person = confirmed();
    const channel = async (kind) => (await json_of(person, '/notify')).channels.find((its) => its.channel_kind === kind);
    test('sends a message, and shows what the far side answered', async () => {
        const visitor = await signed_in(person), before = slack.messages.length;
        await press(visitor, '/notify', { do: 'channel', kind: 'slack', name: 'mine', url: slack.hook() });
        const { channel_id: id } = await channel('slack');
        const { last } = await tried(visitor, '/notify', id);
        assert.match(last, /The test message to mine \(Slack channel\) was taken\. Its answer: ok \(HTTP 200\)/);
        assert.equal(slack.messages.length, before + 1);
        const { message } = slack.messages.at(-1);
        assert.equal(message.text, '[nopanic] test message');
        assert.ok(JSON.stringify(message).includes(`${person.name} asked for this test`));
        const { test_state, test_answer, tested } = await channel('slack');
        assert.deepEqual([test_state, test_answer], ['sent', 'ok (HTTP 200)']);
        assert.ok(Date.now() - new Date(tested) < 60000);
        assert.match(words((await visitor.ask('/notify')).text), /Tested .*ok \(HTTP 200\)/);
        assert.equal((await visitor.ask('/notify')).headers.refresh, undefined);
    });
    test('goes once in ten seconds', async () => {
        const visitor = await signed_in(person), { channel_id: id } = await channel('slack');
        const again = await press(visitor, '/notify', { do: 'test', id });
        assert.equal(again.headers.location, '/notify');
        assert.match(words((await visitor.ask('/notify')).text), /Nothing was sent: a channel takes one test in 10 seconds/);
        assert.equal((await press(visitor, '/notify', { do: 'test', id }, as_json)).status, 429);
    });
    test('tells a refusal in its own words, once', async () => {
        const visitor = await signed_in(person), calls = slack.calls.length;
        await press(visitor, '/notify', { do: 'channel', kind: 'mattermost', url: `${slack.url}/services/T1/B1/nothing` });
        const { channel_id: id } = await channel('mattermost');
        const { last } = await tried(visitor, '/notify', id);
        assert.match(last, /The test message to Mattermost was not taken\. Its answer: no_service \(HTTP 404\)/);
        slack.next.push({ answer: { status: 503, headers: {}, body: '' } });
        hub.psql("UPDATE notification SET made_at = made_at - interval '11 seconds' WHERE tested_by IS NOT NULL");
        assert.match((await tried(visitor, '/notify', id)).last, /was not taken\. Its answer: HTTP 503/);
        assert.equal(slack.calls.length, calls + 2);
        assert.equal((await json_of(confirmed({ admin: true }), '/admin/deliveries')).dead, 0);
    });
    test('of e-mail gets what the mail server says', async () => {
        const visitor = await signed_in(person), { channel_id: id } = await channel('email');
        assert.match((await tried(visitor, '/notify', id)).last, /The test message to E-mail was taken/);
        const mail = await mail_to(hub, `${person.name}@example.com`);
        assert.equal(mail.subject, '[nopanic] test message');
        assert.ok(mail.text.includes(`${person.name} asked for this test.`));
        const keys = make_certificate(temporary_folder(), 'localhost'), server = await mail_server(await free_port(), keys);
        hub.configure({ NOPANIC_SMTP_URL: `smtp://localhost:${server.port}`, NOPANIC_SMTP_USER: 'hub', NOPANIC_SMTP_PASSWORD: 's3cret', NOPANIC_SMTP_CA: keys.certificate });
        hub.psql(`UPDATE account SET email = 'nouser@example.org' WHERE name = '${person.name}'; UPDATE notification SET made_at = made_at - interval '11 seconds'`);
        assert.match((await tried(visitor, '/notify', id)).last, /was not taken\. Its answer: 550 5\.1\.1 no such user/);
    });
    test('sends nothing to an address that is not confirmed, nor to the channel of another', async () => {
        const other = add_account(hub), visitor = await signed_in(other), [mail] = (await json_of(other, '/notify')).channels;
        const refused = await press(visitor, '/notify', { do: 'test', id: mail.channel_id });
        assert.equal(refused.status, 409);
        assert.match(words(refused.text), /Nothing is sent before your e-mail address is confirmed/);
        assert.equal((await press(visitor, '/notify', { do: 'test', id: (await channel('slack')).channel_id })).status, 409);
    });
});
