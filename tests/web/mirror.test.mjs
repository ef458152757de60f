// Source from the mirror of a git repository: the right lines at the crash's own commit, from the right
// server alone, whatever that server sends.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { get, ingest_form, unescape_html, words } from './client.mjs';
import { git_server } from './gitserver.mjs';
import { own_hub, GENEROUS } from './hub.mjs';
import { add_account, asan_log, go_log, grant, pushable } from './scene.mjs';

const git = await git_server(), locked = await git_server({ login: 'bot:right horse' });
const hub = await own_hub({ ...GENEROUS, NOPANIC_ALLOW_PRIVATE: '127.0.0.1', NOPANIC_CALL_PORTS: `${git.port} ${locked.port}`, NOPANIC_MIRROR_TIMEOUT_S: 20, NOPANIC_MIRROR_MAX: 20 });

const text_of = (count, told) => Array.from({ length: count }, (_, i) => told[i + 1] ?? `// line ${i + 1}`).join('\n') + '\n';
const crashing = (word) => text_of(90, { 70: 'func body(in []byte) byte {', 71: `\treturn in[2] // ${word}`, 72: '}' });

// A repository of the hub with an address, and somebody who reads it.
function scene(word, url) {
    const its = pushable(hub, word);
    its.reader = add_account(hub);
    grant(hub, its.reader, its.repo, 'read');
    if (url) set_url(its.repo, url);
    return its;
}
function set_url(repo, url) {
    hub.psql(`INSERT INTO setting (repo, name, value) SELECT id, 'git.url', '${url}' FROM repo WHERE name = '${repo}'
              ON CONFLICT ((coalesce(repo, 0)), name) DO UPDATE SET value = excluded.value;
              INSERT INTO mirror (repo, wanted_at) SELECT id, now() FROM repo WHERE name = '${repo}' ON CONFLICT (repo) DO UPDATE SET wanted_at = now();
              SELECT pg_notify('mirror', '')`);
}
async function push(its, log, fields) {
    const answer = await ingest_form(hub, its.token, [['repo', its.repo], ...Object.entries(fields), ['log', log, 'log']]);
    assert.ok(answer.status < 300, answer.text);
    hub.psql(`SELECT pg_notify('mirror', '')`);
    return answer.json().results[0].crashers[0].id;
}
// Waits until an expression of SQL is true.
async function until(expression, seconds = 60) {
    for (const end = Date.now() + seconds * 1000; Date.now() < end; await new Promise((r) => setTimeout(r, 100)))
        if (hub.value(expression)) return;
    throw new Error(`not within ${seconds} s: ${expression}; ${JSON.stringify(hub.rows('SELECT * FROM mirror'))}; ${hub.log('mirror.log').slice(-2000)}`);
}
const looked = (id) => until(`(SELECT source_due IS NULL FROM crasher WHERE id = ${id})`);
const state_of = (its) => hub.rows(`SELECT m.* FROM mirror m JOIN repo r ON r.id = m.repo WHERE r.name = '${its.repo}'`)[0];
const settled = (its) => until(`(SELECT m.wanted_at IS NULL AND m.busy_until IS NULL FROM mirror m JOIN repo r ON r.id = m.repo WHERE r.name = '${its.repo}')`);
async function page(its, id) {
    const answer = await get(hub, `/c/${id}`, { as: its.reader });
    assert.equal(answer.status, 200, answer.text.slice(0, 300));
    return answer.text;
}
function excerpts(html) {
    return [...html.matchAll(/<pre class="src"[^>]*aria-label="Source of ([^"]*), lines (\d+) to (\d+)"[^>]*><code>(.*?)<\/code><\/pre>/gs)].map(([, file, , , code]) => {
        const [, n, its] = /class="l hit" data-n="(\d+)">(.*?)\n<\/span>/s.exec(code) ?? [];
        return { file, hit: Number(n), line: unescape_html((its ?? '').replace(/<[^>]*>/g, '')), html: code };
    });
}

describe('the lines at the commit of the crash', () => {
    test('and at no other, though the branch went on', async () => {
        const repository = git.repository('one.git');
        const first = repository.commit({ 'codec/codec.go': crashing('then') });
        const second = repository.commit({ 'codec/codec.go': crashing('now') });
        const its = scene('one', repository.url);
        const id = await push(its, go_log(), { commit: first });
        await looked(id);
        const [excerpt] = excerpts(await page(its, id));
        assert.deepEqual([excerpt?.file, excerpt?.hit, excerpt?.line], ['codec/codec.go', 71, '\treturn in[2] // then']);
        const other = await push(its, go_log({ functions: ['body', 'Other'], target: 'FuzzOther', input: '00' }), { commit: second, package: 'other' });
        await looked(other);
        assert.equal(excerpts(await page(its, other))[0]?.line, '\treturn in[2] // now');
    });
});
