// Who did what: every change leaves a row, which administrators find again and take along.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assert_fit, open_browser, open_page } from './browser.mjs';
import { get, Visitor } from './client.mjs';
import { shared_hub } from './hub.mjs';
import { add_account, add_repo, fresh } from './scene.mjs';

const hub = await shared_hub();
const root = add_account(hub, { admin: true }), alice = add_account(hub);
const repo = add_repo(hub, 'priv');
const visitor = new Visitor(hub);
await visitor.sign_in(root);
const list = async (query = '') => (await get(hub, `/admin/audit?${query}`, { as: root, json: true })).json();
const rows = async (query) => (await list(query)).rows;
async function send(path, fields) {
    const hidden = await visitor.form(path);
    return visitor.post(path, { ...hidden, ...fields });
}

describe('ASVS 16.3.1: what changes leaves a row', () => {
    const name = fresh('ci'), secret = fresh('canary');
    const deeds = [
        ['token.add', name, () => send('/admin/tokens', { do: 'create', name, scope: 'read', days: '30' })],
        ['setting.set', 'git.password', () => send('/admin/settings', { service: 'git', 'git.url': 'https://git.invalid/{repo}.git', 'git.password': secret })],
        ['setting.remove', 'git.password', () => send('/admin/settings', { service: 'git', 'git.url': '', 'remove.git.password': '1' })],
        ['repo.add', `${name}/x`, () => send('/admin/repositories', { name: `${name}/x`, visibility: 'private' })],
        ['repo.rules', repo, () => send(`/r/${repo}/settings`, { do: 'save', rules: '', depth: '3' })],
        ['token.revoke', name, () => send('/admin/tokens', { do: 'revoke', id: hub.value(`(SELECT max(id) FROM token WHERE name = '${name}')`) })],
    ];
    deeds.push(
        ['account.password', root.name, async () => { const fields = { do: 'password', current: root.password, new: `${root.password} 2` }; root.password = fields.new; return send('/account', fields); }],
        ['account.sessions_end', root.name, () => send('/account', { do: 'end_others' })],
        ['account.session_end', root.name, async () => { const other = new Visitor(hub); await other.sign_in(root); return other.post('/logout', await other.form('/', '/logout')); }],
        ['account.login', root.name, () => new Visitor(hub).sign_in(root)],
        ['group.add', name, () => send('/admin/groups', { name })],
        ['grant.set', repo, () => send('/admin/access', { do: 'grant', kind: 'account', name: alice.name, object: repo, role: 'read' })],
        ['account.disable', alice.name, () => send(`/admin/accounts/${alice.name}`, { do: 'disable' })],
        ['account.enable', alice.name, () => send(`/admin/accounts/${alice.name}`, { do: 'enable' })],
        ['account.reset_ask', alice.name, async () => visitor.post('/admin/reset', { ...(await visitor.form('/account')), account: alice.name })],
        ['account.sign_out', alice.name, () => send(`/admin/accounts/${alice.name}`, { do: 'sign_out' })]);
    for (const [action, object, act] of deeds)
        test(action, async () => {
            const before = Math.floor(Date.now() / 1000) * 1000;
            const answer = await act();
            assert.ok(answer.status < 400, `${answer.status}`);
            const [row] = await rows(`action=${action}&object=${encodeURIComponent(object)}`);
            assert.equal(row.who, root.name);
            assert.equal(row.address, '127.0.0.1');
            assert.ok(row.object.includes(object));
            assert.ok(Date.parse(row.at) >= before && Date.parse(row.at) <= Date.now() + 1000);
        });
    test('the command line leaves one without a name', async () => {
        const [row] = await rows(`action=account.add&object=${alice.name}`);
        assert.equal(row.who, null);
    });
    test('ASVS 16.2.5: no secret stands in any of them', async () => {
        const all = JSON.stringify(hub.rows('SELECT * FROM audit'));
        for (const word of [secret, root.password, 'eyJ', '$y$']) assert.ok(!all.includes(word), word);
    });
});

describe('search', () => {
    test('by who, action, object and day', async () => {
        assert.ok((await rows(`who=${root.name.toUpperCase()}`)).length >= 6);
        assert.deepEqual(await rows(`who=${root.name.slice(0, -1)}`), []);
        assert.ok((await rows('action=token')).every((r) => r.action.startsWith('token.')));
        assert.deepEqual(await rows('action=toke'), []);
        assert.ok((await rows(`object=${repo.slice(2).toUpperCase()}`)).every((r) => r.object.includes(repo)));
        const today = new Date().toISOString().slice(0, 10);
        assert.ok((await rows(`since=${today}&until=${today}`)).length > 0);
        assert.deepEqual(await rows('until=2001-01-01'), []);
        assert.deepEqual(await rows('since=2101-01-01'), []);
    });
    test('takes what it is given literally (ASVS 1.2.4, 1.2.9)', async () => {
        for (const text of ["'", '%', '_', '\\', "' OR 1=1 --", '{{X}}', '<script>'])
            for (const field of ['who', 'action'])
                assert.deepEqual(await rows(`${field}=${encodeURIComponent(text)}`), []);
        for (const bad of ['since=x', 'until=2026-1-1', "since=2026-01-01'", 'before=-1', 'before=x', 'who=%ff'])
            assert.equal((await get(hub, `/admin/audit?${bad}`, { as: root })).status, 400, bad);
        assert.equal((await get(hub, '/admin/audit?since=2026-02-31', { as: root })).status, 422);
    });
    test('goes on page by page, each row once', async () => {
        const object = fresh('many');
        hub.psql(`INSERT INTO audit (action, object) SELECT 'test.row', '${object} ' || g FROM generate_series(1, 250) g`);
        const seen = [];
        for (let before = null, page = 0; page < 5; page++) {
            const answer = await list(`object=${object}${before ? `&before=${before}` : ''}`);
            seen.push(...answer.rows.map((r) => r.object));
            before = answer.older;
            if (!before) break;
        }
        assert.equal(seen.length, 250);
        assert.equal(new Set(seen).size, 250);
        assert.equal(seen[0], `${object} 250`);
    });
});

describe('export', () => {
    const object = fresh('formula');
    hub.psql(`INSERT INTO audit (action, object, who) VALUES ('test.row', '=HYPERLINK("http://e") ${object}', '@x'), ('test.row', '+1 ${object}', NULL)`);
    test('ASVS 1.2.10: CSV is safe for a spreadsheet, and an attachment', async () => {
        const answer = await get(hub, `/admin/audit.csv?object=${object}`, { as: root });
        assert.equal(answer.headers['content-type'], 'text/csv; charset=utf-8');
        assert.match(answer.headers['content-disposition'], /^attachment; filename="audit.csv"/);
        const [head, first, second, end] = answer.text.split('\r\n');
        assert.equal(head, '"id","time","who","action","object","address"');
        assert.match(first, /^"\d+","[\dT:Z-]+","","test.row","'\+1 formula-\w+",""$/);
        assert.match(second, /^"\d+","[\dT:Z-]+","'@x","test.row","'=HYPERLINK\(""http:\/\/e""\) formula-\w+",""$/);
        assert.equal(end, '');
    });
    test('JSON lines', async () => {
        const answer = await get(hub, `/admin/audit.jsonl?object=${object}`, { as: root });
        const all = answer.text.trim().split('\n').map((line) => JSON.parse(line));
        assert.equal(all.length, 2);
        assert.deepEqual(Object.keys(all[0]), ['id', 'time', 'who', 'action', 'object', 'address']);
        assert.match(answer.headers['content-disposition'], /^attachment/);
    });
    test('ASVS 8.2.1: is for administrators', async () => {
        for (const path of ['/admin/audit', '/admin/audit.csv', '/admin/audit.jsonl']) {
            assert.equal((await get(hub, path, { as: alice })).status, 404);
            assert.equal((await get(hub, path, { json: true })).status, 401);
        }
    });
});

test('the page is fit for people', async () => {
    const browser = await open_browser();
    const page = await open_page(hub, browser, { as: root });
    await page.goto('/admin/audit?who=' + root.name);
    assert.equal(await page.inputValue('#who'), root.name);
    await assert_fit(page, 'admin-audit');
    await page.goto('/admin/audit?object=nothing-like-this');
    await assert_fit(page, 'admin-audit-none');
});
