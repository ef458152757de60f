// The settings of a repository: how its crashes are told apart, what would move, and what moves then.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, test } from 'node:test';
import { get, ingest, Visitor, words } from './client.mjs';
import { shared_hub } from './hub.mjs';
import { add_account, commit, fresh, go_log, grant, pushable } from './scene.mjs';

const hub = await shared_hub();
const { repo, token } = pushable(hub, 'rules');
const reader = add_account(hub), triager = add_account(hub), owner = add_account(hub);
grant(hub, reader, repo, 'read');
grant(hub, triager, repo, 'triage');
grant(hub, owner, repo, 'admin');
const path = `/r/${repo}/settings`;

async function post(functions) {
    const answer = await ingest(hub, token, { repo, package: 'codec', commit: commit(4), run: fresh('r') }, go_log({ functions }));
    assert.ok(answer.status < 300, answer.text);
    return answer.json().results[0].crashers[0];
}
const seen = async (what, json) => (await get(hub, what, { as: owner, json }));
const send = async (fields, as = owner) => {
    const visitor = new Visitor(hub);
    await visitor.sign_in(as);
    const hidden = await visitor.form(path).catch(() => ({}));
    return visitor.post(path, { ...hidden, rules: '', depth: '5', ...fields });
};
const a = await post(['mustA', 'deep', 'Open']), b = await post(['mustB', 'deep', 'Open']);

describe('who may', () => {
    test('administrators of the repository see the tab and the page; others get what a missing page gets', async () => {
        assert.equal((await seen(path)).status, 200);
        assert.match((await seen(`/r/${repo}`)).text, new RegExp(`href="${path}"`));
        for (const as of [reader, triager]) {
            assert.equal((await get(hub, path, { as })).status, 404);
            assert.ok(!(await get(hub, `/r/${repo}`, { as })).text.includes(`href="${path}"`));
            assert.equal((await send({ do: 'save', depth: '1' }, as)).status >= 400, true);
        }
        assert.equal((await get(hub, path)).status, 303);
        assert.equal(hub.value(`(SELECT wanted_depth FROM repo WHERE name = '${repo}')`), null);
    });
    test('a form without the token of its session is refused', async () => {
        const visitor = new Visitor(hub);
        await visitor.sign_in(owner);
        assert.equal((await visitor.post(path, { do: 'save', rules: '', depth: '3' })).status, 403);
    });
});

describe('what is wrong is named, and what was typed stays', () => {
    for (const [fields, said, field] of [
        [{ rules: 'ours a\nmine <b>' }, /Frame rules: line 2: a rule begins with "ours" or "not ours"/, 'rules'],
        [{ rules: 'not ours (a' }, /Frame rules: line 1: a \( is not closed/, 'rules'],
        [{ rules: 'ours (a|b)*a(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)c' }, /line 1: it is too complex/, 'rules'],
        [{ rules: 'ours a\n'.repeat(21) }, /line 21: there are more than 20 rules/, 'rules'],
        [{ depth: '33' }, /Depth: it must be a number from 1 to 32/, 'depth'],
        [{ depth: 'x' }, /Depth: it must be a number from 1 to 32/, 'depth']])
        test(JSON.stringify(fields).slice(0, 60), async () => {
            for (const what of ['preview', 'save']) {
                const answer = await send({ do: what, ...fields });
                assert.equal(answer.status, 422);
                assert.match(words(answer.text), said);
                assert.match(answer.text, new RegExp(`id="${field}"[^>]* aria-invalid="true"`));
                assert.ok(!answer.text.includes('<b>'));
                if (fields.rules) assert.ok(words(answer.text).includes(fields.rules.split('\n')[0]));
            }
            assert.equal(hub.value(`(SELECT wanted_depth FROM repo WHERE name = '${repo}')`), null);
        });
});

describe('rules', () => {
    test('are tried before they are saved: what would move is shown, and nothing moves', async () => {
        const { text, status } = await send({ do: 'preview', rules: 'not ours \\.must[AB]$' });
        assert.equal(status, 200);
        assert.match(words(text), /What would move All 2 crashers were looked at\./);
        assert.match(words(text), new RegExp(`#${b.id} index out of range .* is one with #${a.id} `));
        assert.match(words((await send({ do: 'preview' })).text), /Nothing: the same crashes stay together/);
        assert.equal((await seen(`/c/${b.id}`)).status, 200);
    });
    test('are saved, sort what is known and tell nobody; ids stay', async () => {
        const saved = await send({ do: 'save', rules: 'not ours \\.must[AB]$' });
        assert.equal(saved.status, 303);
        for (let i = 0; i < 150 && hub.value(`(SELECT rules_version FROM repo WHERE name = '${repo}')`) === 0; i++) await sleep(200);
        const moved = await seen(`/c/${b.id}`);
        assert.deepEqual([moved.status, new URL(moved.headers.location, hub.url).pathname], [301, `/c/${a.id}`]);
        hub.roll();
        const { crasher, history } = (await seen(`/c/${a.id}`, true)).json();
        assert.deepEqual([crasher.crashes, crasher.state, crasher.function], [2, 'open', 'example.com/vault/codec.deep']);
        assert.deepEqual(history.map((h) => h.kind).sort(), ['merged', 'new', 'rebucketed']);
        assert.equal(hub.value(`(SELECT count(*) FROM event WHERE crasher IN (${a.id}, ${b.id}) AND kind <> 'new' AND dispatched_at IS NULL)`), 0);
        const again = await post(['mustC', 'deep', 'Open']);
        assert.equal(again.new, true);
        const known = await post(['mustB', 'deep', 'Open']);
        assert.deepEqual([known.id, known.new], [a.id, false]);
    });
    test('the operator\'s command tells the same, and changes nothing if there is nothing to do', () => {
        const said = hub.nopanic(['rebucket', '--dry-run', '--repo', repo]);
        assert.match(said, /2 crashers, 0 of them without a log that tells; 0 would change: 0 merged, 0 parted/);
        assert.match(hub.nopanic(['rebucket', '--repo', repo]), /0 changed: 0 merged, 0 parted/);
        assert.throws(() => hub.nopanic(['rebucket', '--repo', 'no/where']), /there is no repository "no\/where"/);
    });
});
