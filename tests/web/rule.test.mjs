// Who is told without having asked: rules of administrators, their channels, what comes of them; and tests of channels.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { assert_fit, open_browser, open_page } from './browser.mjs';
import { Visitor, get, ingest, words } from './client.mjs';
import { GENEROUS, free_port, own_hub, temporary_folder } from './hub.mjs';
import { all_told, eventually, mail_server, mail_to, mails_to, make_certificate } from './mail.mjs';
import { add_account, commit, fresh, go_log, grant, pushable } from './scene.mjs';
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
    const { csrf } = (await visitor.ask(path, as_json)).json();
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
    test('of e-mail gets there, too', async () => {
        const visitor = await signed_in(person), { channel_id: id } = await channel('email');
        assert.match((await tried(visitor, '/notify', id)).last, /The test message to E-mail was taken/);
        const mail = await mail_to(hub, `${person.name}@example.com`);
        assert.equal(mail.subject, '[nopanic] test message');
        assert.ok(mail.text.includes(`${person.name} asked for this test.`));
    });
    test('sends nothing to an address that is not confirmed, nor to the channel of another', async () => {
        const other = add_account(hub), visitor = await signed_in(other), [mail] = (await json_of(other, '/notify')).channels;
        const refused = await press(visitor, '/notify', { do: 'test', id: mail.channel_id });
        assert.equal(refused.status, 409);
        assert.match(words(refused.text), /Nothing is sent before your e-mail address is confirmed/);
        assert.equal((await press(visitor, '/notify', { do: 'test', id: (await channel('slack')).channel_id })).status, 409);
    });
});

const boss = confirmed({ admin: true }), visitor = await signed_in(boss), page = '/admin/notify';
const read = async (query = '') => json_of(boss, `${page}${query}`);
const send = (fields, options, at = page) => press(visitor, at, fields, options);
const rule = { do: 'add', to: 'group', kind: 'new', way: 'email', severity: '4', pace: 'now', packages: '' };
async function saved(fields) {
    const answer = await send({ ...rule, ...fields });
    assert.equal(answer.status, 303, words(answer.text));
    return (await read(`?q=${encodeURIComponent(fields.repo)}`)).rules.at(-1);
}
async function channel(fields) {
    const answer = await send({ do: 'channel', name: fresh('chat'), ...fields });
    assert.equal(answer.status, 303, words(answer.text));
    return Number(/channel-(\d+)$/.exec(answer.headers.location)[1]);
}
async function push(token, repo, fields = {}) {
    const answer = await ingest(hub, token, { repo, commit: commit() }, go_log(fields));
    assert.equal(answer.status, 201, answer.text);
    return answer.json().results[0].crashers[0];
}
const group = (...members) => {
    const name = fresh('Team');
    hub.psql(`INSERT INTO account_group (name) VALUES ('${name}')`);
    for (const { name: its } of members) hub.psql(`INSERT INTO group_member SELECT g.id, a.id FROM account_group g, account a WHERE g.name = '${name}' AND a.name = '${its}'`);
    return name;
};
function reader(repo) {
    const account = confirmed();
    grant(hub, account, repo, 'read');
    return account;
}
const audited = (action) => hub.rows(`SELECT object FROM audit WHERE action = '${action}' AND who = '${boss.name}' ORDER BY id`).map((row) => row.object);

describe('a rule', () => {
    const { repo, token } = pushable(hub), ada = reader(repo), bob = confirmed(), team = group(ada, bob);
    test('tells the members who may read it, and says who made it', async () => {
        const its = await saved({ who: team, repo });
        assert.deepEqual([its.to, its.who, its.repository, its.members, its.kinds, its.ways, its.mandatory, its.made_by], ['group', team, repo, 2, 'new', 'email', false, boss.name]);
        await push(token, repo);
        const mail = await mail_to(hub, `${ada.name}@example.com`);
        assert.ok(mail.text.includes(`${boss.name} subscribed the group ${team} to ${repo}.`), mail.text);
        assert.match(mail.header('list-unsubscribe')[0], /unsubscribe/);
        await all_told(hub);
        assert.deepEqual(mails_to(hub, `${bob.name}@example.com`), []);
        const [seen] = (await json_of(ada, '/notify')).subscriptions;
        assert.deepEqual([seen.rule, seen.made_by, seen.group], [true, boss.name, team]);
    });
    test('is previewed: who would be told, who would not, and why', async () => {
        const { rules: [{ id }] } = await read(`?q=${repo}`), { preview } = await read(`/${id}`);
        assert.deepEqual([preview.told, preview.repositories, preview.private_repositories], [1, 1, 1]);
        assert.deepEqual(preview.outcomes.map((o) => [o.becomes, o.number, o.names]), [['told', 1, ada.name], ['no_right', 1, bob.name]]);
        const member = await signed_in(ada);
        assert.equal((await press(member, '/notify', { do: 'leave', id })).status, 303);
        assert.deepEqual((await read(`/${id}`)).preview.outcomes.map((o) => o.becomes), ['left', 'no_right']);
        const shown = words((await visitor.ask(`${page}/${id}`)).text);
        assert.match(shown, new RegExp(`Nobody would get this.* Not told: 1 left the rule ${ada.name} Not told: 1 may read none of these repositories ${bob.name}`));
    });
    test('is previewed before it is made, and what was typed stays', async () => {
        const before = (await read()).found;
        const { text, status } = await send({ ...rule, do: 'preview', who: team, repo: repo.toLowerCase(), pace: 'weekly', kind: 'run_failed', mandatory: 'yes', packages: 'a/b' });
        assert.equal(status, 200);
        assert.match(words(text), /1 person would get this ?, each of the repositories that they may read at that time\. 1 repository fits now\./);
        for (const typed of [`value="${team}"`, `value="${repo.toLowerCase()}"`, 'value="weekly" selected', 'value="run_failed" checked', 'value="yes" checked', '>a/b</textarea>'])
            assert.ok(text.includes(typed), typed);
        assert.ok(!text.includes('value="new" checked'));
        assert.equal((await read()).found, before);
        const { preview } = (await send({ ...rule, do: 'preview', who: team, repo: `${repo.split('/')[0]}/*` }, as_json)).json();
        assert.equal(preview.told, 1);
    });
    test('is changed, and can be made mandatory', async () => {
        const { rules: [{ id }] } = await read(`?q=${repo}`), at = `${page}/${id}`;
        assert.equal((await send({ ...rule, do: 'set', mandatory: 'yes', severity: '2', pace: 'daily' }, {}, at)).headers.location, at);
        const { rule: its, preview } = await read(`/${id}`);
        assert.deepEqual([its.mandatory, its.lowest_severity, its.pace], [true, 2, 'daily']);
        assert.equal(preview.told, 1); // who had left is told again
        for (const deed of ['set', 'preview']) {
            const refused = await send({ ...rule, do: deed, kind: '', packages: 'kept/as typed' }, {}, at);
            assert.equal(refused.status, 422);
            assert.match(words(refused.text), /Choose what is told/);
            assert.ok(refused.text.includes('>kept/as typed</textarea>'));
        }
        const asked = await send({ ...rule, do: 'preview', way: 'discord' }, {}, at);
        assert.match(words(asked.text), /Nobody would get this.*Not told: 2 without a channel of these kinds/);
        assert.equal((await read(`/${id}`)).rule.ways, 'email');
        assert.equal((await press(await signed_in(ada), '/notify', { do: 'leave', id })).status, 409);
        assert.equal((await send({ do: 'remove' }, {}, at)).headers.location, page);
        assert.equal((await visitor.ask(at)).status, 404);
        assert.deepEqual([(await read(`?q=${repo}`)).found, (await json_of(ada, '/notify')).subscriptions], [0, []]);
        assert.deepEqual([audited('rule.add').length, audited('rule.set'), audited('rule.remove').length],
                         [1, [`group ${team} on ${repo}: new; severity 2; daily; email; mandatory`], 1]);
    });
    for (const [what, fields, says] of [
        ['a group that there is not', { who: 'Nobody at all', repo: '*/*' }, /There is no group "Nobody at all"/],
        ['an account that there is not', { to: 'account', who: '<b>x</b>', repo: '*/*' }, /There is no account "<b>x<\/b>"/],
        ['a channel that there is not', { to: 'channel-987654', repo: '*/*' }, /There is no such channel any more/],
        ['a repository that there is not', { who: team, repo: 'no/where' }, /There is no repository "no\/where"/],
        ['nonsense for a pattern', { who: team, repo: '**' }, /./],
        ['nobody', { repo: '*/*' }, /Who is missing/],
        ['no kind', { who: team, repo: '*/*', kind: '' }, /Choose what is told/],
        ['no way', { who: team, repo: '*/*', way: '' }, /Choose by which ways/],
        ['a kind that there is not', { who: team, repo: '*/*', kind: 'pigeon' }, /Kinds: there is no "pigeon"/],
        ['a severity that there is not', { who: team, repo: '*/*', severity: '9' }, /Severity is from 1/],
        ['a pace that there is not', { who: team, repo: '*/*', pace: 'monthly' }, /Pace is now, daily or weekly/],
        ['packages that are none', { who: team, repo: '*/*', packages: 'a\u202eb' }, /Packages/],
    ])
        test(`for ${what} is refused`, async () => {
            for (const deed of ['add', 'preview']) {
                const { status, text } = await send({ ...rule, do: deed, ...fields });
                assert.equal(status, 422, words(text));
                assert.match(words(text), says);
                assert.match(text, /class="(err|flash bad)"/);
                if (fields.repo) assert.ok(text.includes(`name="repo" value="${fields.repo}"`));
            }
        });
    test('that is there already is not made twice, and ids of none are not there', async () => {
        await saved({ who: team, repo: 'twice/*' });
        const again = await send({ ...rule, who: team, repo: 'TWICE/*' });
        assert.equal(again.status, 409);
        assert.match(words(again.text), /There is the same rule already/);
        for (const id of ['0', '987654321', 'x', '99999999999999999999', '1%00'])
            assert.ok([400, 404].includes((await visitor.ask(`${page}/${id}`)).status), id);
        // A star of somebody is no rule.
        hub.psql(`INSERT INTO subscription (account, repo_pattern) SELECT id, 'star/*' FROM account WHERE name = '${ada.name}'`);
        assert.equal((await visitor.ask(`${page}/${hub.value('(SELECT max(id) FROM subscription)')}`)).status, 404);
    });
});

describe('a channel of administrators', () => {
    const { repo, token } = pushable(hub);
    test('gets what its rules say, of public repositories, unless it may get all', async () => {
        const name = '#vault <b>', id = await channel({ channel_kind: 'slack', url: slack.hook(), name });
        const its = await saved({ to: `channel-${id}`, repo });
        assert.deepEqual([its.to, its.who, its.channel_way, its.ways], ['channel', name, 'slack', '']);
        assert.deepEqual(await read(`/${its.id}`).then(({ preview: p }) => [p.repositories, p.private_repositories, p.sees_private]), [1, 1, false]);
        const shown = async () => words((await visitor.ask(`${page}/${its.id}`)).text);
        assert.match(await shown(), /would get nothing now: it takes public repositories alone, and none of these is\..*1 of them private, and left out/);
        const before = slack.messages.length;
        await push(token, repo);
        await all_told(hub);
        assert.equal(slack.messages.length, before);
        assert.equal((await send({ do: 'change', id, name, private: 'yes' })).status, 303);
        assert.match(await shown(), /would get this ?, and with it whoever reads there/);
        const { id: crasher } = await push(token, repo, { functions: ['other', 'Decode'] });
        await all_told(hub);
        assert.equal(slack.messages.length, before + 1);
        assert.ok(JSON.stringify(slack.messages.at(-1).message).includes(`/c/${crasher}|`));
        assert.ok(JSON.stringify(slack.messages.at(-1).message).includes(`${boss.name} subscribed this channel to ${repo}`));
    });
    test('is tested from the page', async () => {
        const id = await channel({ channel_kind: 'slack', url: `${slack.url}/services/T1/B1/nothing`, name: '#gone' });
        assert.match((await tried(visitor, page, id)).last, /The test message to #gone \(Slack channel\) was not taken\. Its answer: no_service \(HTTP 404\)/);
        const its = (await read()).channels.find((c) => c.channel_id === id);
        assert.deepEqual([its.test_state, its.test_answer], ['dead', 'no_service (HTTP 404)']);
    });
    test('may be an address that is nobody\'s account', async () => {
        const address = `${fresh('list')}@example.org`, id = await channel({ channel_kind: 'email', address, private: 'yes' });
        assert.match((await tried(visitor, page, id)).last, /was taken/);
        assert.equal((await mail_to(hub, address)).subject, '[nopanic] test message');
        await saved({ to: `channel-${id}`, repo });
        await push(token, repo, { functions: ['third', 'Decode'] });
        hub.psql("UPDATE notification SET made_at = made_at - interval '5 minutes'; UPDATE delivery SET due_at = due_at - interval '5 minutes'");
        const mail = await mail_to(hub, address, 2);
        assert.match(mail.text, new RegExp(`${boss.name} subscribed this address to ${repo}`));
        for (const [wrong, says] of [[address.toUpperCase(), /This is the address of channel/], [`${boss.name}@example.com`, /This is the address of account/], ['nonsense', /./]])
            assert.match(words((await send({ do: 'channel', channel_kind: 'email', name: 'x', address: wrong })).text), says);
    });
    test('keeps its address to itself, and shows a key once', async () => {
        const made = await send({ do: 'channel', channel_kind: 'webhook', name: 'hook', url: `${slack.url}/c4n4ry-path` });
        assert.equal(made.status, 200, words(made.text));
        const key = /class="secret">([\w-]{43})</.exec(made.text)[1], { text } = await visitor.ask(page);
        for (const secret of [key, 'c4n4ry-path']) assert.ok(!text.includes(secret) && !hub.dump().includes(secret));
        assert.ok(!JSON.stringify(await read()).includes('c4n4ry'));
    });
    test('goes with its rules once that was said, and nobody else sees any', async () => {
        const id = await channel({ channel_kind: 'discord', url: `${slack.url}/x`, name: 'room' });
        await saved({ to: `channel-${id}`, repo: 'room/*' });
        const refused = await send({ do: 'drop', id });
        assert.equal(refused.status, 422);
        assert.match(words(refused.text), /1 rule goes with this channel/);
        assert.match(words((await visitor.ask(page)).text), /Remove room, and with it 1 rule/);
        assert.equal((await send({ do: 'drop', id, confirm: 'yes' })).status, 303);
        assert.equal((await read('?q=room')).found, 0);
        assert.equal((await send({ do: 'drop', id, confirm: 'yes' })).status, 409);
        assert.ok(audited('channel.remove').includes('discord room, with 1 rule'));
        assert.equal((await get(hub, page, { as: confirmed(), json: true })).status, 404);
        for (const fields of [{ channel_kind: 'slack_dm', name: 'x', url: 'https://x.example/' }, { channel_kind: 'slack', name: ' ', url: slack.hook() }, { channel_kind: 'slack', name: 'x', url: 'http://10.0.0.1/' }])
            assert.equal((await send({ do: 'channel', ...fields })).status, 422);
    });
});

test('the pages fit, in whatever state', async () => {
    const browser = await open_browser(), its = await open_page(hub, browser, { as: boss });
    const long = `Alle-${'x'.repeat(70)}`;
    hub.psql(`INSERT INTO account_group (name) VALUES ('${long}'); INSERT INTO group_member SELECT g.id, a.id FROM account_group g, account a WHERE g.name = '${long}'`);
    await saved({ who: long, repo: 'XXyCorp/*', mandatory: 'yes', packages: 'helper/xor\nhelper/kdf', severity: '2' });
    await its.goto(page);
    await assert_fit(its, 'admin-notify');
    await its.fill('#who', long);
    await its.fill('#repo', '*/*');
    await its.getByRole('button', { name: 'Preview' }).click();
    await its.getByText('would get this').waitFor();
    await assert_fit(its, 'admin-notify-preview');
    await its.fill('#who', 'nobody');
    await its.getByRole('button', { name: 'Add rule' }).click();
    await its.getByText('There is no group').waitFor();
    its.complaints.length = 0; // that it was refused
    await assert_fit(its, 'admin-notify-refused');
    await its.goto(`${page}/${(await read(`?q=${long}`)).rules[0].id}`);
    await assert_fit(its, 'admin-notify-rule');
    await its.goto('/notify');
    await its.getByRole('button', { name: /^Test/ }).click();
    await its.getByText('The test message to E-mail was taken.').waitFor();
    await assert_fit(its, 'notify');
});

test('the test button of e-mail shows what the mail server refuses', async () => {
    const person = confirmed(), its = await signed_in(person), [{ channel_id: id }] = (await json_of(person, '/notify')).channels;
    const keys = make_certificate(temporary_folder(), 'localhost'), server = await mail_server(await free_port(), keys);
    hub.configure({ NOPANIC_SMTP_URL: `smtp://localhost:${server.port}`, NOPANIC_SMTP_USER: 'hub', NOPANIC_SMTP_PASSWORD: 's3cret', NOPANIC_SMTP_CA: keys.certificate });
    hub.psql(`UPDATE account SET email = 'nouser@example.org' WHERE name = '${person.name}'`);
    assert.match((await tried(its, '/notify', id)).last, /was not taken\. Its answer: 550 5\.1\.1 no such user/);
});
