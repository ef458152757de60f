// What other programs look at: the badge and the feed of a repository, and feeds at secret addresses.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { get, ingest, Visitor } from './client.mjs';
import { shared_hub } from './hub.mjs';
import { add_account, commit, fresh, go_clean_log, go_log, grant, new_token } from './scene.mjs';

const hub = await shared_hub();
const reader = add_account(hub), word = fresh('feeds'), token = new_token(hub, '--all');
const names = {};
for (const kind of ['three', 'one', 'clean', 'broken', 'stale', 'empty']) {
    names[kind] = `${word}/${kind}`;
    hub.nopanic(['repo', 'add', names[kind], ...(kind === 'one' ? ['--public'] : [])]);
    grant(hub, reader, names[kind], 'read');
}
async function post(repo, fields, log) {
    const answer = await ingest(hub, token, { repo, ...fields }, log);
    assert.equal(answer.status, 201, answer.text);
    return answer.json();
}
for (const its of ['codec', 'helper/xor', 'pathutil'])
    await post(names.three, { package: its, commit: commit(1) }, go_log({ package: its, functions: [`f${its.length}`] }));
const HOSTILE = 'runtime error: <b>\u0001&amp; "quoted" \u001b[31m\u202e ]]> {{TITLE}}';
const one = await post(names.one, { package: 'codec', commit: commit(1) }, go_log({ message: HOSTILE }));
await post(names.clean, { package: 'pathutil' }, go_clean_log());
await post(names.stale, { package: 'pathutil' }, go_clean_log());
await post(names.broken, { package: 'codec' }, '# example.com/vault/codec\n./codec.go:9:2: undefined: x\nFAIL\texample.com/vault/codec [build failed]\nFAIL\n');
hub.roll();
hub.psql(`UPDATE repo_status SET last_run_at = now() - interval '9 days' WHERE repo = (SELECT id FROM repo WHERE name = '${names.stale}')`);

// What a strict parser reads: [tag, attributes, text, children].
function parse(xml) {
    const script = 'import sys, json, xml.etree.ElementTree as E\n' +
        'def d(e): return [e.tag.split("}")[-1], dict(e.attrib), e.text or "", [d(c) for c in e]]\n' +
        'print(json.dumps(d(E.fromstring(sys.stdin.buffer.read()))))';
    const done = spawnSync('/usr/bin/python3', ['-c', script], { input: xml, encoding: 'utf8' });
    assert.equal(done.status, 0, `${done.stderr}\n${xml}`);
    return JSON.parse(done.stdout);
}
const below = ([, , , children], tag) => children.filter(([name]) => name === tag);
const text = (element, tag) => below(element, tag).map(([, , its]) => its).join('|');

const badge = (repo, options = { as: reader }) => get(hub, `/badge/${repo}.svg`, options);
const feed = (repo, options = { as: reader }) => get(hub, `/feed/${repo}.atom`, options);

describe('badge', () => {
    for (const [kind, says, colour] of [['three', 'crashers in 3 packages', '#b0221b'], ['one', 'crashers in 1 package', '#b0221b'], ['clean', 'No Panic', '#1b6a39'],
                                        ['broken', 'run failed', '#8a5a00'], ['stale', 'no recent result', '#5f5c55'], ['empty', 'no result yet', '#5f5c55']])
        test(`${kind}: ${says}`, async () => {
            const answer = await badge(names[kind]);
            assert.equal(answer.status, 200);
            assert.equal(answer.headers['content-type'], 'image/svg+xml; charset=utf-8');
            const svg = parse(answer.text);
            assert.equal(svg[1]['aria-label'], `fuzz: ${says}`);
            assert.equal(below(svg, 'path')[0][1].fill, colour);
            const [label, words] = below(below(svg, 'g')[0], 'text');
            assert.deepEqual([label[2], words[2]], ['fuzz', says]);
            assert.equal(Number(svg[1].width), Number(words[1].x) + Number(words[1].textLength) + 7, 'as wide as its words');
        });
    test('a public one is for everybody, and for caches; a private one for neither', async () => {
        const open = await badge(names.one, {});
        assert.deepEqual([open.status, open.headers['cache-control']], [200, 'public, max-age=300']);
        assert.equal((await badge(names.clean)).headers['cache-control'], 'private, max-age=300');
        const [hidden, absent] = [await badge(names.clean, {}), await badge(`${word}/absent`, {})];
        assert.deepEqual([hidden.status, hidden.text.replaceAll('clean', 'absent').length], [absent.status, absent.text.length]);
        assert.ok([401, 404].includes(absent.status) || absent.status === 303, String(absent.status));
    });
    test('other endings are no badge; JSON says the same', async () => {
        for (const path of [`/badge/${names.one}`, `/badge/${names.one}.png`, `/badge/${word}/.svg`, `/badge/${names.one}.svg/x`])
            assert.equal((await get(hub, path, { as: reader })).status, 404, path);
        assert.deepEqual((await get(hub, `/badge/${names.three}.svg?format=json`, { as: reader })).json(), { status: 'Crashers found in 3 packages' });
    });
});

describe('feed', () => {
    test('is Atom: what is new, the newest first, each with a link that works', async () => {
        const answer = await feed(names.three);
        assert.equal(answer.headers['content-type'], 'application/atom+xml; charset=utf-8');
        const atom = parse(answer.text), entries = below(atom, 'entry');
        assert.deepEqual([atom[0], entries.length], ['feed', 3]);
        for (const element of [atom, ...entries]) {
            assert.match(text(element, 'updated'), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
            assert.match(text(element, 'id'), /^https?:\/\//);
            assert.ok(text(element, 'title'));
        }
        assert.equal(new Set(entries.map((entry) => text(entry, 'id'))).size, 3);
        assert.equal(text(atom, 'updated'), text(entries[0], 'updated'));
        for (const entry of entries) {
            const { pathname } = new URL(below(entry, 'link')[0][1].href);
            assert.equal((await get(hub, pathname, { as: reader })).status, 200, pathname);
        }
    });
    test('what a log says is text, whatever it is', async () => {
        const title = text(below(parse((await feed(names.one)).text), 'entry')[0], 'title');
        assert.match(title, /^New: .*<b>.*&amp; "quoted".*\]\]> \{\{TITLE\}\} in /, title);
        assert.doesNotMatch(title, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202e]/);
    });
    test('tells that a run failed, and that a bug is back', async () => {
        hub.psql(`INSERT INTO event (repo, kind, run) SELECT u.repo, 'run_failed', u.id FROM run u JOIN repo r ON r.id = u.repo WHERE r.name = '${names.broken}'`);
        assert.match(text(below(parse((await feed(names.broken)).text), 'entry')[0], 'title'), /^Run failed: #\d+ gave no verdict$/);
        const id = one.results[0].crashers[0].id;
        hub.psql(`INSERT INTO event (repo, kind, crasher) SELECT repo, 'regressed', id FROM crasher WHERE id = ${id}`);
        assert.match(text(below(parse((await feed(names.one)).text), 'entry')[0], 'title'), /^Regressed: /);
    });
    test('of a repository without events is empty and well-formed; of one that may not be read absent', async () => {
        assert.equal(below(parse((await feed(names.empty)).text), 'entry').length, 0);
        assert.notEqual((await feed(names.clean, {})).status, 200);
        assert.equal((await feed(names.clean, { as: add_account(hub) })).status, 404);
    });
});

describe('secret address', () => {
    const json = { headers: { Accept: 'application/json' } };
    async function someone(...repos) {
        const account = add_account(hub), visitor = new Visitor(hub);
        for (const repo of repos) grant(hub, account, repo, 'read');
        await visitor.sign_in(account);
        const list = async () => (await visitor.ask('/account/feeds', json)).json();
        const send = async (fields, path = '/account/feeds') => visitor.post(path, { csrf: (await list()).csrf, ...fields }, json);
        const make = async (fields) => {
            const answer = await send(fields);
            assert.equal(answer.status, 201, answer.text);
            const { pathname, search } = new URL(answer.json().made.address);
            return pathname + search;
        };
        return { account, visitor, list, send, make };
    }
    const read = (path) => get(hub, path, {});
    const titles = (answer) => below(parse(answer.text), 'entry').map((entry) => text(entry, 'title'));

    test('shows a repository to whoever has it, and tells itself to nobody', async () => {
        const { make } = await someone(names.three), path = await make({ do: 'repository', repo: names.three });
        const answer = await read(path), atom = parse(answer.text);
        assert.equal(answer.status, 200);
        assert.deepEqual([answer.headers['content-type'], answer.headers['cache-control'], answer.headers['referrer-policy']],
                         ['application/atom+xml; charset=utf-8', 'private, max-age=300', 'no-referrer']);
        assert.equal(below(atom, 'entry').length, 3);
        assert.deepEqual(below(atom, 'link').map(([, its]) => its.rel), ['alternate']);
        const secret = new URLSearchParams(path.split('?')[1]).get('key');
        assert.match(secret, /^[\w-]{43}$/);
        assert.ok(!answer.text.includes(secret));
        await sleep(1500); // nginx writes its log by the second
        const logs = ['access.log', 'feed.log', 'nginx.log', 'postgres.log'].map((file) => hub.log(file)).join('');
        assert.ok(!logs.includes(secret), 'no log has it');
        assert.match(logs, /"path":"\/feed"/);
        const [same] = [await feed(names.three)].map((other) => parse(other.text));
        assert.deepEqual(below(atom, 'entry'), below(same, 'entry'), 'as the feed that one signs in for');
    });
    test('follows what its account may read at that moment', async () => {
        const { account, make } = await someone(names.three), path = await make({ do: 'repository', repo: names.three });
        const absent = await read('/feed?key=nonsense');
        assert.equal(absent.status, 404);
        hub.nopanic(['grant', 'remove', '--account', account.name, names.three]);
        assert.equal((await read(path)).status, 404);
        grant(hub, account, names.three, 'read');
        assert.equal((await read(path)).status, 200);
        hub.psql(`UPDATE account SET disabled_at = now() WHERE name = '${account.name}'`);
        assert.equal((await read(path)).status, 404);
    });
    test('of a kept filter has what happens to the crashers that fit it, in every repository', async () => {
        const { send, make, list } = await someone(names.three, names.one), keep = async (name, path) => {
            assert.equal((await send({ do: 'keep', name }, path)).status, 200);
            return (await list()).saved_filters.find((its) => its.filter_name === name).filter_id;
        };
        const all = await make({ do: 'filter', filter: await keep('all', '/crashers?state=all') });
        assert.equal(titles(await read(all)).length, 5, 'three, and two of the one that is back');
        const some = await make({ do: 'filter', filter: await keep('xor', `/crashers?package=${encodeURIComponent('helper/xor')}&state=all`) });
        assert.equal(titles(await read(some)).length, 1);
        const below_one = await make({ do: 'filter', filter: await keep('one', `/r/${names.one}/crashers?state=open`) });
        const answer = await read(below_one), atom = parse(answer.text);
        assert.deepEqual(titles(answer).map((title) => title.split(':')[0]), ['Regressed', 'New']);
        assert.equal(text(atom, 'title'), 'nopanic: one');
        assert.match(below(atom, 'link')[0][1].href, new RegExp(`/r/${names.one}/crashers\\?state=open$`));
        const none = await make({ do: 'filter', filter: await keep('none', '/crashers?q=nothing-like-that') });
        assert.equal(below(parse((await read(none)).text), 'entry').length, 0);
        const mine = await make({ do: 'filter', filter: await keep('mine', '/crashers?state=mine') });
        assert.equal((await read(mine)).status, 200);
    });
    test('is revoked for good; the list says what is in use and when it was read', async () => {
        const { send, make, list } = await someone(names.three), [first, second] = [await make({ do: 'repository', repo: names.three }), await make({ do: 'repository', repo: names.three.toUpperCase() })];
        await read(first);
        const { feeds } = await list();
        assert.deepEqual(feeds.map((its) => [its.repository, its.filter, its.used === null]), [[names.three, null, true], [names.three, null, false]]);
        assert.equal((await send({ do: 'revoke', id: feeds[1].id })).status, 200);
        assert.deepEqual([(await read(first)).status, (await read(second)).status], [404, 200]);
        assert.equal((await send({ do: 'revoke', id: feeds[1].id })).status, 409);
        const audited = hub.value(`(SELECT string_agg(action, ' ' ORDER BY id) FROM audit WHERE action LIKE 'feed.%' AND (object LIKE '${feeds[1].id} %' OR object = '${feeds[1].id}'))`);
        assert.equal(audited, 'feed.add feed.revoke');
    });
    test('what one may not read, or does not keep, gets none', async () => {
        const [one, other] = [await someone(), await someone()];
        assert.equal((await other.send({ do: 'keep', name: 'mine' }, '/crashers?state=all')).status, 200);
        const filter = (await other.list()).saved_filters[0].filter_id;
        for (const [fields, status, says] of [
            [{ do: 'repository', repo: names.three }, 422, /^there is no repository of this name/], [{ do: 'repository', repo: '' }, 422, /^repo is missing/],
            [{ do: 'filter', filter }, 422, /not kept/], [{ do: 'filter', filter: 'x' }, 422, /^filter is a number/], [{ do: 'nothing' }, 422, /^do is one of/]]) {
            const answer = await one.send(fields);
            assert.equal(answer.status, status);
            assert.match(answer.json().error.message, says);
        }
        assert.deepEqual((await one.list()).feeds, []);
        for (const path of ['/feed', '/feed?key=', `/feed?key=${'x'.repeat(43)}`]) assert.equal((await read(path)).status, 404, path);
        assert.equal((await read(`/feed?key=${'x'.repeat(101)}`)).status, 400);
    });
});
