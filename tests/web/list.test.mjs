// Lists of crashers: of a repository and of all, their filters, and what is done with several at once.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assert_fit, open_browser, open_page } from './browser.mjs';
import { get, ingest_form, Visitor, words } from './client.mjs';
import { shared_hub } from './hub.mjs';
import { add_account, asan_log, commit, fresh, go_log, grant, pushable } from './scene.mjs';

const hub = await shared_hub();
const one = pushable(hub, 'lists'), two = pushable(hub, 'hidden');
const people = { reader: add_account(hub), triager: add_account(hub) };
grant(hub, people.reader, one.repo, 'read');
grant(hub, people.triager, one.repo, 'triage');
async function visitor(account) {
    const it = new Visitor(hub);
    await it.sign_in(account);
    return it;
}
const [reader, triager] = await Promise.all(Object.values(people).map(visitor));

const word = fresh('w').replace(/[^a-z0-9]/g, '');
async function crash({ repo, token }, fields, log) {
    const answer = await ingest_form(hub, token, [['repo', repo], ...Object.entries({ commit: commit(1), branch: 'main', ...fields }), ['log', log, 'log']]);
    assert.ok(answer.status < 300, answer.text);
    return answer.json().results[0].crashers[0].id;
}
const ids = {
    decode: await crash(one, { package: 'codec' }, go_log({ functions: [`${word}Decode`, 'Outer'] })),
    encode: await crash(one, { package: 'pathutil' }, go_log({ functions: [`${word}Encode`, 'Outer'], package: 'pathutil', target: 'FuzzOther' })),
    memory: await crash(one, { package: 'ini', target: 'fuzz_ini' }, asan_log({ functions: [`${word}_copy`, 'ini_read'] })),
    hidden: await crash(two, { package: 'codec' }, go_log({ functions: [`${word}Secret`, 'Outer'] })),
};
const known = Object.fromEntries(Object.entries(ids).map(([name, id]) => [id, name]));
// The names of those that a list holds, in its order.
async function listed(who, path) {
    const answer = await who.ask(path, { headers: { Accept: 'application/json' } });
    assert.equal(answer.status, 200, answer.text);
    return answer.json().crashers.map((c) => known[c.id]).filter(Boolean);
}
const csrf_of = async (who) => /name="csrf" value="([^"]+)"/.exec((await who.ask('/account', { headers: { Accept: 'text/html' } })).text)[1];
async function post(who, path, fields, accept = 'application/json') {
    const body = new URLSearchParams([['csrf', await csrf_of(who)], ...fields]).toString();
    return who.ask(path, { method: 'POST', body, headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: accept } });
}
const states = () => ['decode', 'encode', 'memory'].map((name) => hub.value(`(SELECT state FROM crasher WHERE id = ${ids[name]})`)).join(' ');
const reset = () => hub.psql(`UPDATE crasher SET state = 'open', assignee = NULL, muted_until = NULL WHERE id IN (${Object.values(ids)})`);

describe('which crashers', () => {
    test('the list of all holds what one may read, and names the repository of each', async () => {
        assert.deepEqual((await listed(reader, `/crashers?q=${word}`)).sort(), ['decode', 'encode', 'memory']);
        const { crashers } = (await reader.ask(`/crashers?q=${word}`, { headers: { Accept: 'application/json' } })).json();
        assert.deepEqual([...new Set(crashers.map((c) => c.repository))], [one.repo]);
        assert.deepEqual((await get(hub, `/crashers?q=${word}`, { json: true })).json().crashers, []);
    });
    test('each filter keeps to what it says, in both lists', async () => {
        for (const list of ['/crashers', `/r/${one.repo}/crashers`]) {
            const of = async (query) => (await listed(reader, `${list}?q=${word}&${query}`)).sort();
            assert.deepEqual(await of('severity=high'), ['memory']);
            assert.deepEqual(await of('package=pathutil'), ['encode']);
            assert.deepEqual(await of('function=fuzz_ini'), ['memory']);
            assert.deepEqual(await of('kind=HEAP-buffer-overflow'), ['memory']);
            assert.deepEqual(await of('assignee=nobody'), ['decode', 'encode', 'memory']);
            assert.deepEqual(await of('assignee=nobody-of-this-name'), []);
            assert.deepEqual(await of('new=1&seen=1'), ['decode', 'encode', 'memory']);
            assert.deepEqual(await of('state=fixed'), []);
            assert.deepEqual(await listed(reader, `${list}?q=${word}+OUTER`).then((l) => l.sort()), ['decode', 'encode']);
            assert.deepEqual(await listed(reader, `${list}?q=${word}&sort=first`), ['memory', 'encode', 'decode']);
        }
        assert.deepEqual(await listed(reader, `/crashers?q=${word}&repository=hidden`), []);
        assert.equal((await listed(reader, `/crashers?q=${word}&repository=${one.repo.toUpperCase()}`)).length, 3);
    });
    test('what was seen long ago is not new', async () => {
        hub.psql(`UPDATE crasher SET first_seen = now() - interval '9 days', last_seen = now() - interval '5 days' WHERE id = ${ids.decode}`);
        assert.deepEqual((await listed(reader, `/crashers?q=${word}&new=8`)).sort(), ['encode', 'memory']);
        assert.equal((await listed(reader, `/crashers?q=${word}&new=10&seen=6`)).length, 3);
        assert.equal((await listed(reader, `/crashers?q=${word}&seen=4`)).length, 2);
    });
    test('values that cannot be are named', async () => {
        for (const [query, says] of [['state=x', /state is one of open, untriaged, mine/], ['new=0', /new/], ['seen=abc', /seen/], [`q=${'a+'.repeat(11)}`, /q is at most 10 words/],
                                     [`kind=${'k'.repeat(401)}`, /kind/], ['page=0', /page/]]) {
            const answer = await reader.ask(`/crashers?${query}`, { headers: { Accept: 'application/json' } });
            assert.equal(answer.status, 400, query);
            assert.match(answer.json().error.message, says);
        }
        assert.equal((await get(hub, '/crashers?state=mine', { json: true })).status, 401);
    });
});

describe('several at once', () => {
    test('whoever may not triage has no boxes, and is refused', async () => {
        const page = (await reader.ask(`/crashers?q=${word}`, { headers: { Accept: 'text/html' } })).text;
        assert.ok(!page.includes('name="id"'));
        const answer = await post(reader, '/crashers', [['do', 'wontfix'], ['id', ids.decode]]);
        assert.equal(answer.status, 422);
        assert.match(answer.json().error.message, /you may not triage this repository/);
        assert.equal((await post(triager, '/crashers', [['do', 'wontfix'], ['id', ids.hidden]])).status, 422);
        assert.equal(hub.value(`(SELECT state FROM crasher WHERE id = ${ids.hidden})`), 'open');
    });
    test('what was done is told with the way back, to its author alone', async () => {
        reset();
        const answer = await post(triager, `/crashers?q=${word}&sort=first`, [['do', 'fix'], ['value', 'c0ffee1'], ...Object.values(ids).map((id) => ['id', id])], 'text/html');
        assert.equal(answer.status, 303);
        const back = answer.headers.location.replace(hub.url, '');
        assert.match(back, new RegExp(`^/crashers\\?sort=first&q=${word}&changed=\\d+$`));
        assert.equal(states(), 'fixed fixed fixed');
        assert.match(words((await triager.ask(back, { headers: { Accept: 'text/html' } })).text), /Fixed: 3 crashers\. Undo/);
        assert.ok(!(await reader.ask(back, { headers: { Accept: 'text/html' } })).text.includes('Undo'));
        const change = back.split('changed=')[1];
        assert.equal((await post(reader, '/crashers', [['do', 'undo'], ['change', change]])).status, 409);
        assert.equal((await post(triager, '/crashers', [['do', 'undo'], ['change', change]])).status, 200);
        assert.equal(states(), 'open open open');
        assert.equal((await post(triager, '/crashers', [['do', 'undo'], ['change', change]])).status, 409);
    });
    test('what cannot be is refused with its field, and nothing changes', async () => {
        reset();
        for (const [fields, says] of [[[['do', 'fix'], ['id', ids.decode]], /value is missing/], [[['do', 'fix'], ['value', 'main'], ['id', ids.decode]], /hexadecimal/], [[['do', 'triage']], /at least one/],
                                      [[['do', 'mute'], ['value', 'soon'], ['id', ids.decode]], /2026-12-01/], [[['do', 'x'], ['id', ids.decode]], /do is one of/], [[['do', 'triage'], ['id', 'x']], /number/],
                                      [[['do', 'triage'], ...Array.from({ length: 201 }, (_, i) => ['id', i + 1])], /at most 200/]]) {
            const answer = await post(triager, `/r/${one.repo}/crashers`, fields);
            assert.equal(answer.status, 422, answer.text);
            assert.match(answer.json().error.message, says);
        }
        assert.equal(states(), 'open open open');
    });
    test('of two at once over the same crashers both end, and each crasher was changed once', async () => {
        reset();
        const all = [ids.decode, ids.encode, ids.memory].map((id) => ['id', id]);
        const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => post(triager, '/crashers', [['do', 'triage'], ...(i % 2 ? all : [...all].reverse())])));
        assert.deepEqual(answers.map((a) => a.status).sort(), [200, ...Array(11).fill(422)]);
        assert.equal(hub.value(`(SELECT count(*) FROM event WHERE kind = 'state' AND crasher = ${ids.memory} AND detail ->> 'to' = 'triaged')`), 1);
    });
});

describe('kept filters', () => {
    test('a filter is kept, named again, and let go of, by its owner alone', async () => {
        const list = `/crashers?severity=high&q=${word}`;
        assert.equal((await post(reader, list, [['do', 'keep'], ['name', 'Bad <ones>']])).status, 200);
        const page = (await reader.ask('/crashers', { headers: { Accept: 'text/html' } })).text;
        assert.ok(page.includes(`<a href="${list.replace('&', '&amp;')}">Bad &lt;ones&gt;</a>`), page);
        assert.ok(!(await triager.ask('/crashers', { headers: { Accept: 'text/html' } })).text.includes('Bad &lt;ones'));
        const { saved_filters: [kept] } = (await reader.ask('/crashers', { headers: { Accept: 'application/json' } })).json();
        assert.deepEqual([kept.filter_name, kept.filter_address], ['Bad <ones>', list]);
        assert.equal((await post(triager, '/crashers', [['do', 'forget'], ['filter', kept.filter_id]])).status, 409);
        assert.equal((await post(reader, '/crashers', [['do', 'keep'], ['name', 'x'.repeat(61)]])).status, 422);
        assert.equal((await post(reader, '/crashers', [['do', 'forget'], ['filter', kept.filter_id]])).status, 200);
        assert.deepEqual((await reader.ask('/crashers', { headers: { Accept: 'application/json' } })).json().saved_filters, []);
    });
});

describe('in a browser', async () => {
    const browser = await open_browser();
    test('without JavaScript: chosen, changed, a refusal keeps what was chosen, undone', { timeout: 60000 }, async () => {
        reset();
        const page = await open_page(hub, browser, { as: people.triager, javaScriptEnabled: false });
        await page.goto(`/r/${one.repo}/crashers?q=${word}`);
        await page.click('.keep > summary');
        await page.fill('#keep-name', 'Of this word');
        await page.click('.keep button');
        assert.equal(await page.textContent('.saved [aria-current]'), 'Of this word');
        await page.check(`input[name=id][value="${ids.decode}"]`);
        await page.check(`input[name=id][value="${ids.memory}"]`);
        await page.selectOption('#do', 'assign');
        await page.fill('#value', 'nobody-of-this-name');
        await page.click('form.card footer button');
        assert.match(await page.textContent('#value-why'), /nobody of this name/i);
        assert.ok(await page.isChecked(`input[name=id][value="${ids.memory}"]`));
        assert.equal(await page.inputValue('#do'), 'assign');
        await page.fill('#value', people.triager.name);
        await page.click('form.card footer button');
        assert.match(await page.textContent('.flash.ok'), /Assigned: 2 crashers\./);
        await page.click('text=Mine');
        assert.equal(await page.locator('#crashers tbody tr').count(), 2);
        await page.goBack();
        await page.click('.flash button');
        assert.match(await page.textContent('.flash.ok'), /The change was undone/);
        assert.equal(hub.value(`(SELECT count(assignee) FROM crasher WHERE id IN (${Object.values(ids)}))`), 0);
        await page.context().close();
    });
    test('by keyboard: j, x and e choose and change', { timeout: 60000 }, async () => {
        reset();
        const page = await open_page(hub, browser, { as: people.triager });
        await page.goto(`/crashers?q=${word}&sort=first`);
        await page.keyboard.press('j');
        await page.keyboard.press('x');
        await page.keyboard.press('e');
        assert.equal(await page.evaluate(() => document.activeElement.id), 'do');
        await page.selectOption('#do', 'wontfix');
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await page.waitForURL(/changed=/);
        assert.equal(states(), 'open open wontfix');
        assert.deepEqual(page.complaints, []);
        await page.context().close();
    });
    test('every form of the lists fits its window, with axe-core content', { timeout: 120000 }, async () => {
        reset();
        const page = await open_page(hub, browser, { as: people.triager });
        for (const [name, path] of Object.entries({ 'list-all': `/crashers?q=${word}`, 'list-narrowed': `/crashers?q=${word}&assignee=nobody&new=30`, 'list-none': '/crashers?q=of-no-such-name' })) {
            await page.goto(path);
            await assert_fit(page, name);
        }
        await page.locator('.saved li button').click();
        assert.equal(await page.locator('.saved li').count(), 0);
        await page.context().close();
    });
});
