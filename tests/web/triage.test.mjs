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
    test('who may only read sees no form of it, and is refused', async () => {
        const id = await fresh_crasher();
        const html = (await reader.ask(`/c/${id}`, { headers: { Accept: 'text/html' } })).text;
        const forms = [...html.matchAll(/<form\b[^>]*action="\/c\/.*?<\/form>/gs)].map(([form]) => /name="do" value="(\w+)"/.exec(form)?.[1]);
        assert.deepEqual(forms, ['star'], 'none but what is for every reader');
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

describe('comments', () => {
    const said = async (id, who = triager) => {
        const html = (await who.ask(`/c/${id}`, { headers: { Accept: 'text/html' } })).text;
        return /<div class="said prose">(.*?)<\/div>/s.exec(html)[1];
    };
    test('are written in Markdown, changed and removed by their author alone', async () => {
        const id = await fresh_crasher();
        await takes(triager, id, { do: 'comment', text: 'the **length** is `n < 2`\n\n- see [the fix](https://example.com/?a=1&b=2)' });
        const [comment] = (await doc_of(id)).comments;
        assert.equal(comment.author, people.triager.name);
        assert.equal(comment.mine, true);
        assert.equal((await said(id)).replace(/\n/g, ''), '<p>the <strong>length</strong> is <code>n &lt; 2</code></p><ul><li><p>see <a href="https://example.com/?a=1&amp;b=2" rel="nofollow noreferrer">the fix</a></p></li></ul>');
        const mine = { comment: comment.comment_id };
        assert.match(await refuses(other, id, { do: 'edit', ...mine, text: 'x' }, 409), /not yours/);
        assert.match(await refuses(other, id, { do: 'remove', ...mine }, 409), /not yours/);
        assert.equal((await doc_of(id, other)).comments[0].mine, false);
        await takes(triager, id, { do: 'edit', ...mine, text: 'another' });
        const [edited] = (await doc_of(id)).comments;
        assert.equal(edited.text, 'another');
        assert.ok(edited.edited_at);
        await takes(triager, id, { do: 'remove', ...mine });
        assert.deepEqual((await doc_of(id)).comments, []);
        await refuses(triager, id, { do: 'edit', ...mine, text: 'x' }, 409);
        await refuses(reader, id, { do: 'comment', text: 'x' }, 403);
        assert.equal(hub.value(`(SELECT string_agg(action, ',' ORDER BY id) FROM audit WHERE object LIKE '${repo} #${id},%')`), 'comment.add,comment.edit,comment.remove');
    });
    test('run nothing, load nothing and lead nowhere else', async () => {
        const id = await fresh_crasher();
        const hostile = ['<script>alert(1)</script>', '', '<img src=x onerror=alert(1)> <b onclick=alert(1)>b</b> ![a](https://evil.example/a.png) [j](javascript:alert(1)) [d](data:text/html,x) [s](//evil.example)',
            '', '[q](https://example.com/"onmouseover="alert(1)) [h](/logout) `</code><script>`', '', '{{CSRF}} {{%AUTOESCAPE}}', '', '```', '</code></pre><script>alert(2)</script>', '```'].join('\n');
        await takes(triager, id, { do: 'comment', text: hostile });
        const html = await said(id);
        assert.doesNotMatch(html, /<(script|img|b )|<[^>]*\son\w+=|href="(javascript|data|\/\/)/i);
        assert.ok(html.includes('{{CSRF}}'));
        for (const [tag] of html.matchAll(/<a [^>]*>/g)) assert.match(tag, /^<a href="(https:\/\/|\/)[^"]*" rel="nofollow noreferrer">$/);
    });
    test('have a limit; what is too intricate is shown as it was written', async () => {
        const id = await fresh_crasher();
        assert.match(await refuses(triager, id, { do: 'comment', text: 'x'.repeat(65537) }, 422), /text is longer than 65536 bytes/);
        assert.match(await refuses(triager, id, { do: 'comment', text: ' \n' }, 422), /text is missing/);
        await takes(triager, id, { do: 'comment', text: '*a* '.repeat(16384) });
        assert.match(await said(id), /^<p class="plain">\*a\* \*a\*/);
        hub.psql(`INSERT INTO comment (repo, crasher, text) SELECT repo, id, 'number ' || n FROM crasher, generate_series(1, 60) n WHERE id = ${id}`);
        const doc = await doc_of(id);
        assert.equal(doc.comments.length, 50);
        assert.equal(doc.comments.at(-1).text, 'number 60');
        assert.equal((await triager.ask(`/c/${id}?comments=${doc.older_comments}`, { headers: { Accept: 'application/json' } })).json().comments.length, 11);
        hub.psql(`INSERT INTO comment (repo, crasher, text) SELECT repo, id, 'x' FROM crasher, generate_series(1, 939) n WHERE id = ${id}`);
        assert.match(await refuses(triager, id, { do: 'comment', text: 'one more' }, 409), /at most 1000 comments/);
    });
});

describe('who sees to it', () => {
    test('is somebody who may read the repository', async () => {
        const id = await fresh_crasher();
        await takes(triager, id, { do: 'take' });
        assert.equal((await doc_of(id)).crasher.assignee, people.triager.name);
        await takes(triager, id, { do: 'assign', name: people.reader.name });
        assert.match(await refuses(triager, id, { do: 'assign', name: add_account(hub).name }, 422), /nobody of this name may read/);
        await takes(triager, id, { do: 'assign', name: '' });
        const { crasher, history } = await doc_of(id);
        assert.equal(crasher.assignee, null);
        assert.deepEqual(history.slice(1).map((e) => e.who), [people.triager.name, people.reader.name, null]);
    });
    test('a muted crasher is left out of the open ones and shown as such', async () => {
        const id = await fresh_crasher();
        const list = async (state) => (await triager.ask(`/r/${repo}/crashers?state=${state}`, { headers: { Accept: 'application/json' } })).json().crashers.map((c) => c.id);
        assert.match(await refuses(triager, id, { do: 'mute' }, 422), /until or more is missing/);
        assert.match(await refuses(triager, id, { do: 'mute', more: '0' }, 422), /more is a number from 1 to 1000000/);
        await takes(triager, id, { do: 'mute', until: '2030-01-02', more: '5' });
        assert.ok(!(await list('open')).includes(id) && (await list('muted')).includes(id) && (await list('all')).includes(id));
        const html = words((await triager.ask(`/c/${id}`, { headers: { Accept: 'text/html' } })).text);
        assert.match(html, /Muted until 2 Jan.*, and until it is seen 5 more times/);
        await takes(triager, id, { do: 'unmute' });
        assert.ok((await list('open')).includes(id));
        assert.deepEqual((await doc_of(id)).history.slice(1).map((e) => [e.kind, e.until, e.more]), [['muted', '2030-01-02', 5], ['unmuted', null, null]]);
    });
});

describe('duplicates', () => {
    test('are merged by hand, and taken apart again', async () => {
        const [one, two] = [await fresh_crasher(), await fresh_crasher()];
        await takes(triager, one, { do: 'comment', text: 'of the first' });
        assert.match(await refuses(triager, one, { do: 'merge', into: 'x' }, 422), /into is the number of a crasher/);
        assert.match(await refuses(triager, one, { do: 'merge', into: String(one) }, 422), /no other crasher of this repository/);
        assert.match(await refuses(triager, one, { do: 'merge', into: String(two), was: 'fixed' }, 409), /its state is "open" now/);
        const elsewhere = pushable(hub, 'elsewhere');
        const foreign = (await ingest_form(hub, elsewhere.token, [['repo', elsewhere.repo], ['log', go_log(), 'log']])).json().results[0].crashers[0].id;
        assert.match(await refuses(triager, one, { do: 'merge', into: String(foreign) }, 422), /no other crasher of this repository/);
        await takes(triager, one, { do: 'merge', into: `#${two}`, was: 'open' });
        const moved = await triager.ask(`/c/${one}`);
        assert.equal(moved.status, 301);
        assert.equal(new URL(moved.headers.location, hub.url).pathname, `/c/${two}`);
        const merged = await doc_of(two);
        assert.equal(merged.crasher.crashes, 2);
        assert.deepEqual(merged.comments.map((c) => c.text), ['of the first']);
        assert.deepEqual(merged.history.slice(1).map((e) => [e.kind, e.other, e.account]), [['merged', one, people.triager.name]]);
        await refuses(reader, two, { do: 'split', other: String(one) }, 403);
        await takes(other, two, { do: 'split', other: String(one) });
        const again = await doc_of(one);
        assert.equal(again.crasher.state, 'open');
        assert.equal(again.crasher.crashes, 1);
        assert.equal(again.comments.length, 1);
        assert.deepEqual(again.history.slice(1).map((e) => [e.kind, e.other, e.account]), [['duplicate', two, people.triager.name], ['unmerged', two, people.other.name]]);
        assert.equal((await doc_of(two)).comments.length, 0);
    });
    test('two merges crosswise at once: one is done', async () => {
        for (let i = 0; i < 3; i++) {
            const [one, two] = [await fresh_crasher(), await fresh_crasher()];
            const tries = await Promise.all([[one, two], [two, one], [one, two], [two, one]].map(([from, into]) => post(triager, `/c/${from}`, { do: 'merge', into: String(into) })));
            assert.equal(tries.filter((t) => t.status === 200).length, 1);
            for (const t of tries) assert.ok([200, 301, 409].includes(t.status), t.text);
        }
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
        const twin = await fresh_crasher();
        await page.goto(`/c/${twin}`);
        await page.click('#merge summary');
        await page.fill('#t-into', `${id}`);
        await page.click('#merge [value=merge]');
        await page.getByText('The two are one crasher now: this one.').waitFor();
        await page.click('#mute summary');
        await page.fill('#t-more', '10');
        await page.click('#mute [value=mute]');
        await page.getByText('The crasher is muted.').waitFor();
        await page.fill('#say-text', 'The length check went away in `77d0b18`. [The change](https://example.com/)\n\n> quoted\n\n- one\n- two\n\n```\nint x;\n```');
        await page.click('#say button');
        await page.getByText('The comment is added.').waitFor();
        await page.click('.own summary');
        await assert_fit(page, 'triage');
    });
});
