// What other programs look at: the badge and the feed of a repository.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { get, ingest } from './client.mjs';
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
