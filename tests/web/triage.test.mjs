// What people do with a crasher on its page: states, and what posts make of them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assert_fit, open_browser, open_page } from './browser.mjs';
import { get, ingest_form, Visitor, words } from './client.mjs';
import { shared_hub } from './hub.mjs';
import { add_account, commit, go_log, grant, pushable } from './scene.mjs';

const hub = await shared_hub();
const { repo, token } = pushable(hub, 'triage');
const people = { reader: add_account(hub), triager: add_account(hub), other: add_account(hub) };
grant(hub, people.reader, repo, 'read');
grant(hub, people.triager, repo, 'triage');
grant(hub, people.other, repo, 'triage');
async function visitor(account) {
    const it = new Visitor(hub);
    await it.sign_in(account);
    return it;
}
const [reader, triager, other] = await Promise.all(Object.values(people).map(visitor));

let made = 0;
async function crash(fields = {}, log = {}) {
    const answer = await ingest_form(hub, token, [['repo', repo], ...Object.entries({ package: 'codec', commit: commit(3), branch: 'main', ...fields }), ['log', go_log(log), 'log']]);
    assert.ok(answer.status < 300, answer.text);
    return answer.json().results[0].crashers[0];
}
const fresh_crasher = async () => (await crash({}, { functions: [`made${++made}`, 'Decode'] })).id;

const csrf_of = async (who) => /name="csrf" value="([^"]+)"/.exec((await who.ask('/account', { headers: { Accept: 'text/html' } })).text)[1];
async function post(who, path, fields, json = true) {
    const body = new URLSearchParams({ csrf: await csrf_of(who), ...fields }).toString();
    return who.ask(path, { method: 'POST', body, headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: json ? 'application/json' : 'text/html' } });
}
const doc_of = async (id, who = triager) => (await who.ask(`/c/${id}`, { headers: { Accept: 'application/json' } })).json();
const state_of = async (id) => (await doc_of(id)).crasher.state;
async function takes(who, id, fields) {
    const answer = await post(who, `/c/${id}`, fields);
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(answer.json(), { ok: true });
}
async function refuses(who, id, fields, status) {
    const answer = await post(who, `/c/${id}`, fields);
    assert.equal(answer.status, status, answer.text);
    return answer.json().error.message;
}

describe('the states', () => {
    test('a crasher goes from open to fixed, and its history says by whom, when and why', async () => {
        const id = await fresh_crasher();
        await takes(triager, id, { do: 'triage', was: 'open', reason: 'real <b>bug</b>' });
        await takes(other, id, { do: 'fix', was: 'triaged', commit: 'C0FFEE1' });
        const { crasher, history } = await doc_of(id);
        assert.equal(crasher.state, 'fixed');
        assert.equal(crasher.fixed_commit, 'c0ffee1');
        assert.deepEqual(history.map((e) => [e.kind, e.becomes, e.account, e.reason, e.in_commit]), [
            ['new', null, null, null, null], ['state', 'triaged', people.triager.name, 'real <b>bug</b>', null],
            ['fixed', 'fixed', people.other.name, null, 'c0ffee1']]);
        const html = (await triager.ask(`/c/${id}`, { headers: { Accept: 'text/html' } })).text;
        assert.ok(!html.includes('<b>bug'));
        assert.match(words(html), new RegExp(`Triaged by ${people.triager.name} .* real <b>bug</b> Fixed in commit c0ffee1 by ${people.other.name}`));
        assert.deepEqual(hub.value(`(SELECT string_agg(action || ' ' || who, ',' ORDER BY id) FROM audit WHERE object LIKE '${repo} #${id}:%')`),
                         `crasher.triage ${people.triager.name},crasher.fix ${people.other.name}`);
    });
    test('what cannot follow is refused with the state now', async () => {
        const id = await fresh_crasher();
        assert.match(await refuses(triager, id, { do: 'reopen' }, 409), /its state is "open" now/);
        assert.match(await refuses(triager, id, { do: 'fix', commit: 'main' }, 422), /commit is 7 to 64 hexadecimal digits/);
        assert.match(await refuses(triager, id, { do: 'fix' }, 422), /commit is missing/);
        assert.match(await refuses(triager, id, { do: 'wontfix', reason: 'x'.repeat(1001) }, 422), /reason is longer than 1000 bytes/);
        assert.match(await refuses(triager, id, { do: 'explode' }, 422), /do is one of triage, /);
        await takes(triager, id, { do: 'wontfix' });
        assert.match(await refuses(triager, id, { do: 'fix', commit: 'c0ffee1' }, 409), /its state is "wontfix" now/);
        await takes(triager, id, { do: 'reopen' });
        assert.equal(await state_of(id), 'open');
    });
    test('of many people at once one is first, and the others are told the state now', async () => {
        const id = await fresh_crasher();
        const tries = await Promise.all(Array.from({ length: 20 }, (_, i) =>
            post([triager, other][i % 2], `/c/${id}`, { was: 'open', ...(i % 3 ? { do: 'wontfix' } : { do: 'fix', commit: 'c0ffee1' }) })));
        const winners = tries.filter((t) => t.status === 200);
        assert.equal(winners.length, 1);
        const state = await state_of(id);
        for (const t of tries.filter((a) => a.status !== 200)) {
            assert.equal(t.status, 409);
            assert.match(t.json().error.message, new RegExp(`its state is "${state}" now`));
        }
        assert.equal((await doc_of(id)).history.length, 2);
    });
    test('who may only read sees no form, and is refused', async () => {
        const id = await fresh_crasher();
        const html = (await reader.ask(`/c/${id}`, { headers: { Accept: 'text/html' } })).text;
        assert.ok(!html.includes(`action="/c/${id}`));
        assert.equal((await doc_of(id, reader)).may_triage, false);
        await refuses(reader, id, { do: 'triage' }, 403);
        const bare = await triager.ask(`/c/${id}`, { method: 'POST', body: 'do=triage', headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' } });
        assert.equal(bare.status, 403);
        assert.equal(await state_of(id), 'open');
    });
});

describe('what is fixed', () => {
    test('is back when it crashes at a commit that is not known to be older; posts are told so', async () => {
        const functions = ['back', 'Decode'];
        const { id } = await crash({ commit: commit(4) }, { functions });
        await takes(triager, id, { do: 'fix', commit: commit(9) });
        assert.equal((await crash({ commit: commit(4), run: 'again' }, { functions })).state, 'fixed');
        assert.equal((await crash({ commit: commit(9), run: 'fix' }, { functions })).state, 'regressed');
        const { crasher, history } = await doc_of(id);
        assert.equal(crasher.state, 'regressed');
        assert.equal(history.at(-1).kind, 'regressed');
        assert.equal((await get(hub, `/r/${repo}`, { as: people.triager, json: true })).json().repository.status.startsWith('Crashers found'), true);
    });
});

describe('in a browser', async () => {
    const browser = await open_browser();
    test('without scripts, by its form', async () => {
        const id = await fresh_crasher();
        const page = await open_page(hub, browser, { as: people.triager, javaScriptEnabled: false });
        await page.goto(`/c/${id}`);
        await page.selectOption('#t-do', 'fix');
        await page.click('#triage button');
        await page.getByText('Commit is missing.').waitFor();
        assert.equal(await page.inputValue('#t-do'), 'fix');
        await page.fill('#t-commit', 'c0ffee1');
        await page.fill('#t-reason', 'the length is checked');
        await page.click('#triage button');
        await page.getByText('The crasher is changed.').waitFor();
        assert.equal(await page.locator('.meta .tag').first().textContent(), 'Fixed');
        assert.deepEqual(page.complaints.filter((c) => !c.includes('422')), []);
    });
    test('looks right, narrow and wide, light and dark, and says so to assistive technology', async () => {
        const id = await fresh_crasher();
        await takes(triager, id, { do: 'triage', reason: 'a real one: the length is never checked before the copy' });
        const page = await open_page(hub, browser, { as: people.triager });
        await page.goto(`/c/${id}`);
        await assert_fit(page, 'triage');
    });
});
