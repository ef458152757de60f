// The official clients of Jira, GitHub, GitLab and Slack against what the hub is tested with: they find in it what
// they find in the real ones, and it refuses what these refuse.
import { Gitlab } from '@gitbeaker/rest';
import { Octokit } from '@octokit/rest';
import { WebClient } from '@slack/web-api';
import { IncomingWebhook } from '@slack/webhook';
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { Version2Client, Version3Client } from 'jira.js';
import { calls_in, Slack, TOKEN } from './slack.mjs';
import { MAIL, TOKENS, Trackers } from './tracker.mjs';

const trackers = await new Trackers().start(), slack = await new Slack().start();
after(() => [trackers, slack].forEach((service) => service.stop()));

const document = (text) => ({ version: 1, type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] });
const jiras = {
    cloud: new Version3Client({ host: trackers.address('cloud'), authentication: { basic: { email: MAIL, apiToken: TOKENS.cloud } } }),
    dc: new Version2Client({ host: trackers.address('dc'), authentication: { oauth2: { accessToken: TOKENS.dc } } }),
};

for (const [kind, jira] of Object.entries(jiras))
    describe(`jira.js and ${kind}`, () => {
        const rich = kind === 'cloud' ? document : (text) => text;
        const fields = { project: { key: 'VAULT' }, issuetype: { name: 'Bug' }, summary: 'a crash', description: rich('text'), labels: ['nopanic-1'] };
        const refused = async (changes, name, words) => {
            const error = await jira.issues.createIssue({ fields: { ...fields, ...changes } }).then(() => assert.fail('it was taken'), (e) => e);
            assert.equal(error.status ?? error.response?.status, 400);
            assert.match((error.response?.data ?? error.response ?? error.cause?.response?.data).errors[name], words);
        };
        test('who one is', async () => assert.equal((await jira.myself.getCurrentUser()).displayName, 'Nopanic Bot'));
        test('an issue is made, read, and commented', async () => {
            const { key } = await jira.issues.createIssue({ fields });
            assert.match(key, /^VAULT-\d+$/);
            const issue = await jira.issues.getIssue({ issueIdOrKey: key });
            assert.equal(issue.fields.status.statusCategory.key, 'new');
            assert.deepEqual(issue.fields.labels, ['nopanic-1']);
            const comment = { issueIdOrKey: key, comment: rich('again') };
            await jira.issueComments.addComment(comment);
            assert.equal((await jira.issueComments.getComments({ issueIdOrKey: key })).comments.length, 1);
        });
        test('an issue is refused in the words of the real one', async () => {
            await refused({ summary: 'a\nb' }, 'summary', /contains newline characters/);
            await refused({ summary: 'x'.repeat(256) }, 'summary', /255 characters/);
            // Of v3 the client makes a document of each string.
            if (kind === 'cloud') await refused({ description: { ...document('text'), version: 2 } }, 'description', /must be an Atlassian Document/);
            else await refused({ description: document('text') }, 'description', /must be a string/);
            await refused({ labels: ['a b'] }, 'labels', /contains spaces/);
            await refused({ project: { key: 'NOPE' } }, 'project', /Specify a valid project ID or key/);
            await refused({ customfield_1: 1 }, 'customfield_1', /cannot be set/);
        });
        test('what an issue needs', async () => {
            const types = await jira.issues.getCreateIssueMetaIssueTypes({ projectIdOrKey: 'SECURE' });
            const { id } = (types.issueTypes ?? types.values).find((t) => t.name === 'Bug');
            const first = await jira.issues.getCreateIssueMetaIssueTypeId({ projectIdOrKey: 'SECURE', issueTypeId: id });
            assert.equal(first.total, 68);
            const last = await jira.issues.getCreateIssueMetaIssueTypeId({ projectIdOrKey: 'SECURE', issueTypeId: id, startAt: 50 });
            assert.deepEqual((last.fields ?? last.values).filter((f) => f.required).map((f) => f.fieldId), ['customfield_10010']);
        });
        test('nobody else gets in', async () => {
            const stranger = kind === 'cloud' ? new Version3Client({ host: trackers.address(kind), authentication: { basic: { email: MAIL, apiToken: 'x' } } })
                : new Version2Client({ host: trackers.address(kind), authentication: { oauth2: { accessToken: 'x' } } });
            await assert.rejects(stranger.myself.getCurrentUser(), (e) => (e.status ?? e.response?.status) === 401);
        });
    });

test('@octokit/rest and GitHub', async () => {
    const octokit = new Octokit({ auth: TOKENS.github, baseUrl: trackers.address('github'), log: { debug() {}, info() {}, warn() {}, error() {} } });
    const place = { owner: 'acme', repo: 'vault' };
    assert.equal((await octokit.repos.get(place)).data.full_name, 'acme/vault');
    const { status, data } = await octokit.issues.create({ ...place, title: 'a crash', body: 'text', labels: ['nopanic-1'] });
    assert.equal(status, 201);
    assert.equal((await octokit.issues.get({ ...place, issue_number: data.number })).data.state, 'open');
    assert.deepEqual((await octokit.issues.listForRepo({ ...place, labels: 'nopanic-1', state: 'all' })).data.map((i) => i.number), [data.number]);
    await octokit.issues.createComment({ ...place, issue_number: data.number, body: 'again' });
    assert.equal((await octokit.issues.listComments({ ...place, issue_number: data.number })).data[0].body, 'again');
    await assert.rejects(octokit.issues.create({ ...place, title: '' }), (e) => e.status === 422 && /Validation Failed/.test(e.message));
    await assert.rejects(octokit.issues.get({ ...place, issue_number: 99 }), (e) => e.status === 404);
    await assert.rejects(new Octokit({ auth: 'x', baseUrl: trackers.address('github'), log: octokit.log }).repos.get(place), (e) => e.status === 401 && /Bad credentials/.test(e.message));
});

test('@gitbeaker/rest and GitLab', async () => {
    const gitlab = new Gitlab({ host: trackers.address('gitlab'), token: TOKENS.gitlab }), project = 'acme/tools/vault';
    assert.equal((await gitlab.Projects.show(project)).path_with_namespace, project);
    const { iid } = await gitlab.Issues.create(project, 'a crash', { description: 'text', labels: 'nopanic-1,found' });
    const found = await gitlab.Issues.all({ projectId: project, labels: 'nopanic-1', scope: 'all', maxPages: 1 });
    assert.deepEqual(found.map((i) => i.iid), [iid]);
    assert.equal((await gitlab.Issues.show(iid, { projectId: project })).state, 'opened');
    await gitlab.IssueNotes.create(project, iid, 'again');
    assert.equal((await gitlab.IssueNotes.all(project, iid))[0].body, 'again');
    await assert.rejects(gitlab.Issues.create(project, 'x'.repeat(256)), (e) => e.cause.response.status === 400 && /too long/.test(JSON.stringify(e.cause.description)));
    await assert.rejects(gitlab.Issues.show(99, { projectId: project }), (e) => e.cause.response.status === 404);
    await assert.rejects(new Gitlab({ host: trackers.address('gitlab'), token: 'x' }).Projects.show(project), (e) => e.cause.response.status === 401);
});

describe('@slack/webhook and an incoming webhook', () => {
    const section = (text) => ({ type: 'section', text: { type: 'mrkdwn', text } });
    const refused = async (url, message, status, words) => {
        const error = await new IncomingWebhook(url).send(message).then(() => assert.fail('it was taken'), (e) => e);
        assert.equal(error.code, 'slack_webhook_http_error');
        assert.equal(error.original.response.status, status);
        assert.equal(error.original.response.data, words);
        assert.match(error.original.response.headers['content-type'], /^text\/plain/);
        return error.original.response;
    };
    test('a message is taken', async () => {
        slack.unlimited = true;
        const hook = new IncomingWebhook(slack.hook());
        assert.deepEqual(await hook.send({ text: 'a crash', blocks: [section('*a crash*'), { type: 'divider' }] }), { text: 'ok' });
        assert.equal(slack.messages.at(-1).message.text, 'a crash');
        assert.deepEqual(await hook.send('only text'), { text: 'ok' });
    });
    test('it is refused in plain words', async () => {
        await refused(slack.hook(), { blocks: [section('x'.repeat(3001))] }, 400, 'invalid_blocks');
        await refused(slack.hook(), { blocks: Array(51).fill({ type: 'divider' }) }, 400, 'invalid_blocks');
        await refused(slack.hook(), { blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }] }, 400, 'invalid_blocks');
        await refused(slack.hook(), { blocks: [{ ...section('x'), block_id: 'x'.repeat(256) }] }, 400, 'invalid_blocks');
        await refused(slack.hook(), { text: '' }, 400, 'no_text');
        await refused(slack.hook(), {}, 400, 'missing_text_or_fallback_or_attachments');
        await refused(slack.hook(), { attachments: Array(101).fill({ text: 'x' }) }, 400, 'too_many_attachments');
        await refused(slack.hook('archived'), { text: 'x' }, 410, 'channel_is_archived');
        await refused(`${slack.url}/services/T1/B1/x`, { text: 'x' }, 404, 'no_service');
        assert.equal(await (await fetch(slack.hook(), { method: 'POST', body: 'x' })).text(), 'invalid_payload');
    });
    test('more than one a second is too many, after a burst', async () => {
        slack.unlimited = false;
        const hook = new IncomingWebhook(slack.hook());
        const sent = await Promise.allSettled(Array.from({ length: 12 }, () => hook.send({ text: 'x' })));
        const many = sent.filter((s) => s.status === 'rejected').map((s) => s.reason.original.response);
        assert.ok(many.length >= 6 && many.length <= 8, String(many.length));
        for (const answer of many) {
            assert.equal(answer.status, 429);
            assert.equal(answer.headers['retry-after'], '1');
        }
        slack.unlimited = true;
    });
    test('who is called by a message is found', () => {
        assert.deepEqual(calls_in({ text: '<!here> &lt;!channel&gt;', blocks: [section('@channel <@U1>'), { type: 'section', text: { type: 'mrkdwn', text: '@here', verbatim: true } }] }), ['<!here>', '<@U1>', '@channel']);
    });
});

test('@slack/web-api and messages to members', async () => {
    const options = { slackApiUrl: `${slack.api}/`, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
    const client = new WebClient(TOKEN, options);
    assert.equal((await client.auth.test()).user, 'nopanic');
    const { user } = await client.users.lookupByEmail({ email: 'Mira@example.org' });
    assert.equal(user.id, 'U04QX7M2K');
    const posted = await client.chat.postMessage({ channel: user.id, text: 'a crash', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'a crash' } }] });
    assert.equal(posted.channel, 'D04QX7M2K');
    assert.equal(slack.messages.at(-1).message.blocks[0].text.text, 'a crash');
    const refused = (work, error) => assert.rejects(work, (e) => e.code === 'slack_webapi_platform_error' && e.data.error === error);
    await refused(client.users.lookupByEmail({ email: 'nobody@example.org' }), 'users_not_found');
    await refused(client.chat.postMessage({ channel: 'U1', text: 'x' }), 'channel_not_found');
    await refused(client.chat.postMessage({ channel: user.id, text: 'x', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '' } }] }), 'invalid_blocks');
    await refused(new WebClient('xoxb-other', options).auth.test(), 'invalid_auth');
    slack.next.push({ answer: { status: 429, headers: { 'Retry-After': '30', 'Content-Type': 'application/json' }, body: '{"ok":false,"error":"ratelimited"}' } });
    await assert.rejects(client.chat.postMessage({ channel: user.id, text: 'x' }), (e) => e.code === 'slack_webapi_rate_limited_error' && e.retryAfter === 30);
});
