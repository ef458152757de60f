// What administrators set for other services: kept sealed, shown to nobody, changed by those who may.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { assert_fit, open_browser, open_page } from './browser.mjs';
import { get, Visitor } from './client.mjs';
import { shared_hub } from './hub.mjs';
import { add_account, add_repo, fresh, grant } from './scene.mjs';

const hub = await shared_hub();
const root = add_account(hub, { admin: true }), carol = add_account(hub), alice = add_account(hub), bob = add_account(hub);
const repo = add_repo(hub, 'priv');
grant(hub, carol, repo, 'admin');
grant(hub, alice, repo, 'triage');
const of_hub = '/admin/settings', of_repo = `/r/${repo}/services`;
const canary = fresh('canary');

async function signed_in(account) {
    const visitor = new Visitor(hub);
    await visitor.sign_in(account);
    return visitor;
}
async function send(as, path, fields) {
    const visitor = await signed_in(as);
    const hidden = await visitor.form(path).catch(() => ({}));
    return visitor.post(path, { ...hidden, ...fields });
}
const settings = async (as, path) => Object.fromEntries((await get(hub, path, { as, json: true })).json().services.flatMap((s) => s.settings).map((s) => [s.setting, s]));
const stored = () => hub.value(`(SELECT count(*) FROM setting)`);
const last_audit = () => hub.value(`(SELECT action || ' ' || object FROM audit ORDER BY id DESC LIMIT 1)`);

describe('ASVS 8.2.1: who may', () => {
    test('the hub\'s are for its administrators, those of a repository for who administers it', async () => {
        for (const [path, good] of [[of_hub, [root]], [of_repo, [root, carol]]])
            for (const as of [root, carol, alice, bob]) {
                const expected = good.includes(as);
                assert.equal((await get(hub, path, { as })).status, expected ? 200 : 404, path);
                const before = stored();
                const answer = await send(as, path, { service: 'jira', 'jira.user': fresh('bot') });
                assert.equal(answer.status, expected ? 303 : answer.status);
                if (!expected) assert.ok(answer.status >= 400 && stored() === before);
            }
        for (const path of [of_hub, of_repo]) assert.equal((await get(hub, path)).status, 303);
    });
    test('ASVS 3.5.1: without the token of the session nothing changes', async () => {
        const before = stored();
        for (const fields of [{}, { csrf: '' }, { csrf: 'x' }]) {
            const visitor = await signed_in(root);
            assert.equal((await visitor.post(of_hub, { service: 's3', 's3.secret': canary, ...fields })).status, 403);
        }
        assert.equal(stored(), before);
    });
    test('ASVS 7.5.1: without a fresh password nothing changes', async () => {
        const visitor = await signed_in(root), hidden = await visitor.form(of_hub), before = stored();
        hub.psql(`UPDATE session SET confirmed_at = now() - interval '16 minutes'`);
        const answer = await visitor.post(of_hub, { ...hidden, service: 's3', 's3.secret': canary });
        assert.equal(answer.status, 403);
        assert.match(answer.text, /confirm your password first/);
        assert.ok(!answer.text.includes(canary));
        assert.equal(stored(), before);
    });
});

describe('ASVS 11.3.2, 13.3.1: secrets', () => {
    test('are set, told as set by whom, and never shown', async () => {
        for (const [as, path] of [[root, of_hub], [carol, of_repo]]) {
            const answer = await send(as, path, { service: 'jira', 'jira.url': 'https://jira.example', 'jira.user': 'bot', 'jira.token': canary });
            assert.equal(answer.status, 303);
            const its = await settings(as, path);
            assert.equal(its['jira.token'].is_set, true);
            assert.equal(its['jira.token'].value, null);
            assert.equal(its['jira.token'].changed_by, as.name);
            assert.equal(its['jira.url'].value, 'https://jira.example');
            const html = (await get(hub, path, { as })).text;
            assert.ok(!html.includes(canary));
            assert.match(html, /Stored\. Write to replace\./);
        }
        assert.match(last_audit(), new RegExp(`^setting.set ${repo} jira.token$`));
    });
    test('stay when their field is empty, and go when that is asked for', async () => {
        await send(root, of_hub, { service: 'jira', 'jira.url': 'https://jira.example', 'jira.user': 'other', 'jira.token': '' });
        let its = await settings(root, of_hub);
        assert.equal(its['jira.user'].value, 'other');
        assert.equal(its['jira.token'].is_set, true);
        await send(root, of_hub, { service: 'jira', 'jira.url': '', 'jira.user': 'other', 'remove.jira.token': '1' });
        its = await settings(root, of_hub);
        assert.equal(its['jira.token'].is_set, false);
        assert.equal(its['jira.url'].is_set, false);
    });
    test('stand in no dump, no log and no audit row', async () => {
        for (const [service, name, before] of [['slack', 'slack.webhook', 'https://hooks.example/'], ['s3', 's3.secret', ''], ['git', 'git.password', ''],
                                               ['mail', 'mail.password', ''], ['jira', 'jira.token', '']])
            assert.equal((await send(root, of_hub, { service, [name]: before + canary, ...(service === 'git' ? { 'git.url': 'https://git.invalid/{repo}.git' } : {}) })).status, 303, name);
        assert.equal(hub.value(`(SELECT count(*) FROM setting WHERE sealed IS NOT NULL AND repo IS NULL)`), 5);
        const dump = hub.dump();
        assert.ok(dump.includes('slack.webhook'), 'the dump is empty');
        assert.ok(!dump.includes(canary) && !dump.includes(Buffer.from(canary).toString('hex')) && !dump.includes(Buffer.from(canary).toString('base64').slice(0, -4)));
        for (const name of ['access.log', 'admin.log', 'detail.log', 'auth.log', 'postgres.log', 'nginx.log']) assert.ok(!hub.log(name).includes(canary), name);
        assert.equal((await send(root, of_hub, { service: 'git', 'git.url': '' })).status, 303);
    });
    test('are resealed with a new key by the command', () => {
        const said = hub.nopanic(['reseal', '--dry-run']);
        assert.match(said, /^0 secrets would be sealed with key \S+; \d+ were already; 0 cannot be opened$/m);
    });
});

describe('ASVS 1.3.6: addresses', () => {
    const inside = ['127.0.0.1', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '0.0.0.0', '[::1]', '[::]', '[::ffff:127.0.0.1]', '[64:ff9b::7f00:1]',
                    '[2002:7f00:1::]', '169.254.169.254', '[fd00:ec2::254]', '100.64.0.1', '10.0.0.1', '172.16.0.1', '192.168.0.1', '198.18.0.1', 'localhost.', 'public@127.0.0.1'];
    test('that lead inside, or nowhere, are refused in every field by 422', async () => {
        const before = stored();
        const visitor = await signed_in(root), hidden = await visitor.form(of_hub);
        for (const [service, name] of [['slack', 'slack.webhook'], ['jira', 'jira.url'], ['s3', 's3.endpoint']])
            for (const url of [...inside.map((host) => `http://${host}/`), 'file:///etc/passwd', 'gopher://x.example/', 'javascript:alert(1)', 'https://x.example:22/']) {
                const answer = await visitor.post(of_hub, { ...hidden, service, [name]: url });
                assert.equal(answer.status, 422, `${name} ${url}`);
                if (name === 'jira.url') assert.ok(answer.text.includes('aria-invalid="true"'));
            }
        assert.equal(stored(), before);
    });
});

test('the pages are fit for people', async () => {
    const browser = await open_browser();
    const page = await open_page(hub, browser, { as: root });
    await page.goto(of_hub);
    await assert_fit(page, 'admin-settings');
    await page.goto(of_repo);
    await assert_fit(page, 'detail-services');
    await page.goto(of_hub);
    await page.fill('[id="s3.endpoint"]', 'http://10.0.0.1/');
    await Promise.all([page.waitForLoadState(), page.click('form:has([id="s3.endpoint"]) button')]);
    await page.getByText('not of the public internet').waitFor();
    page.complaints = page.complaints.filter((c) => !/status of 422/.test(c));
    await assert_fit(page, 'admin-settings-refused');
});
