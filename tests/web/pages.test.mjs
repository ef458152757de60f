// The pages as programs and as people without script get them: words, JSON twins, lists, links.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { get, ingest, ingest_json, request, unescape_html, words } from './client.mjs';
import { shared_hub } from './hub.mjs';
import { add_account, commit, fresh, go_clean_log, go_log, grant, new_token } from './scene.mjs';

const hub = await shared_hub();
const reader = add_account(hub), root = add_account(hub, { admin: true });
const word = fresh('pages');
const token = new_token(hub, '--all');
const names = {};
for (const kind of ['three', 'one', 'clean', 'broken', 'setup', 'stale', 'empty', 'Mixed', 'many', 'under_score']) {
    names[kind] = `${word}/${kind}`;
    hub.nopanic(['repo', 'add', names[kind]]);
    grant(hub, reader, names[kind], 'read');
}
const post = async (repo, fields, log) => {
    const answer = await ingest(hub, token, { repo, ...fields }, log);
    assert.ok(answer.status < 300, answer.text);
    return answer.json();
};

for (const its of ['codec', 'helper/xor', 'pathutil'])
    await post(names.three, { package: its, commit: commit(1), branch: 'main' }, go_log({ package: its, functions: [`f${its.length}`] }));
const one = await post(names.one, { package: 'codec', commit: commit(1), link: 'https://ci.example/7' }, go_log());
await post(names.one, { package: 'codec', commit: commit(1) }, go_log({ target: 'FuzzDecodeText' }));
await post(names.clean, { package: 'pathutil', commit: commit(2) }, go_clean_log());
await post(names.stale, { package: 'pathutil' }, go_clean_log());
await post(names.broken, { package: 'codec' }, '# example.com/vault/codec\n./codec.go:9:2: undefined: x\nFAIL\texample.com/vault/codec [build failed]\nFAIL\n');
await post(names.setup, { package: 'codec' }, 'testing: will not fuzz, -fuzz matches more than one fuzz test: [FuzzA FuzzB]\nFAIL\nexit status 1\nFAIL\texample.com/vault/codec\t0.01s\n');
await post(names.Mixed, { package: 'codec' }, go_log());
await post(names.under_score, { package: 'codec' }, go_log({ functions: ['a_b'], message: 'runtime error: 100% wrong' }));
hub.roll();
hub.psql(`UPDATE repo_status SET last_run_at = now() - interval '9 days' WHERE repo = (SELECT id FROM repo WHERE name = '${names.stale}')`);
const crasher = one.results[0].crashers[0].id, run = one.run.id;

const see = (path, options = {}) => get(hub, path, { as: reader, ...options });
const seen = async (path, options) => {
    const answer = await see(path, options);
    assert.equal(answer.status, 200, `${path}: ${words(answer.text).slice(0, 300)}`);
    return answer;
};

// The row of a repository on the index, in words.
async function row_of(name) {
    const page = await seen(`/?q=${encodeURIComponent(name)}`);
    const rows = page.text.match(/<tr\b.*?<\/tr>/gs).filter((row) => row.includes(`href="/r/${name}"`));
    assert.equal(rows.length, 1, name);
    return words(rows[0]);
}

describe('the index says exactly', () => {
    const rows = { three: [/\bFuzz packages: 3(?!\d)/, /\bCrashers found in 3 packages\b/], one: [/\bFuzz packages: 1(?!\d)/, /\bCrashers found in 1 package\b(?!s)/],
                   clean: [/\bFuzz packages: 1(?!\d)/, /\bNo Panic\b/], broken: [/\bRun failed: build error\b/], setup: [/\bRun failed: /], stale: [/\bNo result for 9 days\b/] };
    for (const [kind, wanted] of Object.entries(rows))
        test(`${kind}: ${wanted.map((w) => w.source.replace(/\\b|\(.*\)/g, '')).join(', ')}`, async () => {
            const row = await row_of(names[kind]);
            for (const pattern of wanted) assert.match(row, pattern);
            if (kind !== 'clean') assert.doesNotMatch(row, /No Panic/);
        });
    test('of a repository without a result neither No Panic nor a crasher', async () => {
        const row = await row_of(names.empty);
        assert.match(row, /\bFuzz packages: 0\b/);
        assert.doesNotMatch(row, /No Panic|Crashers found/);
    });
    test('the same in the title of the repository\'s page', async () => {
        assert.match(words((await seen(`/r/${names.three}`)).text), /Crashers found in 3 packages/);
        assert.match(words((await seen(`/r/${names.clean}`)).text), /No Panic/);
        assert.doesNotMatch(words((await seen(`/r/${names.broken}`)).text), /No Panic/);
    });
    test('worst first', async () => {
        const { repositories } = (await seen(`/?q=${word}`, { json: true })).json();
        const rank = { crashed: 0, failed: 1, stale: 2, clean: 4 };
        const order = repositories.map((r) => rank[r.verdict] ?? 3);
        assert.deepEqual(order.filter((n) => n < 3 || n === 4), [...order.filter((n) => n < 3 || n === 4)].sort());
        assert.equal(repositories[0].name, names.three);
    });
});

describe('the pages of a repository, a crasher, a run', () => {
    test('a package says how many of its functions crash', async () => {
        const text = words((await seen(`/r/${names.one}`)).text);
        assert.match(text, /Fuzz functions: 2, crashes in 2 functions/);
        assert.match(text, /index out of range \[2\] with length 2/);
    });
    test('a crasher says what, where, since when, and how to make it happen again', async () => {
        const text = words((await seen(`/c/${crasher}`)).text);
        for (const pattern of [/index out of range \[2\] with length 2/, /codec\.go:71/, /\bMedium\b/, /\bOpen\b/, /FuzzDecode\b/, /FuzzDecodeText\b/, /c0ffeec\b/, /Seen.{0,20}\b2\b/])
            assert.match(text, pattern);
    });
    test('a run says its commit, what crashed, its logs, and links to the CI job', async () => {
        const page = await seen(`/run/${run}`);
        for (const pattern of [/Run #\d+/, /c0ffeec\b/, /FuzzDecode\b/, /index out of range/]) assert.match(words(page.text), pattern);
        assert.match(page.text, /href="https:\/\/ci\.example\/7"/);
        const logs = [...page.text.matchAll(/href="(\/run\/\d+\/log\/\d+)"/g)].map((m) => m[1]);
        assert.ok(logs.length >= 1);
        const log = await seen(logs[0]);
        assert.match(log.text, /--- FAIL: Fuzz/);
    });
    test('an unparsed crasher is there, says so, and has its log', async () => {
        const { results } = await post(names.one, { package: 'odd', target: 'frob' }, 'frobnicating\nFATAL: gave up at step 9\nexit status 3\n');
        const page = await seen(`/c/${results[0].crashers[0].id}`);
        assert.match(page.text, /gave up at step 9/);
        assert.match(words(page.text), /unparsed/i);
        assert.match(words((await seen(`/r/${names.one}`)).text), /\bfrob\b/);
    });
});

describe('the JSON twin', () => {
    const paths = { index: `/?q=${word}`, detail: `/r/${names.three}`, crashers: `/r/${names.three}/crashers`, runs: `/r/${names.three}/runs`,
                    crasher: `/c/${crasher}`, crashes: `/c/${crasher}/crashes`, run: `/run/${run}` };
    // What the JSON holds under these names is on the page, too.
    const shown = ['name', 'title', 'path', 'fuzz_function', 'message', 'branch', 'origin', 'kind', 'severity', 'state', 'commit', 'crashes', 'packages', 'fuzz_functions', 'executions'];
    function* leaves(value, key) {
        if (Array.isArray(value)) for (const item of value) yield* leaves(item, key);
        else if (value && typeof value === 'object') for (const [name, item] of Object.entries(value)) yield* leaves(item, name);
        else if (shown.includes(key) && value !== null && value !== '') yield [key, value];
    }
    for (const [name, path] of Object.entries(paths))
        test(`of ${name} holds what the page shows`, async () => {
            const json = (await seen(path, { json: true })).json();
            const page = unescape_html((await seen(path)).text);
            const text = `${words(page)} ${page}`.toLowerCase();
            let count = 0;
            for (const [key, value] of leaves(json)) {
                if (key === 'state' && ['crashed', 'ok'].includes(value)) continue; // told in words of its own
                const wanted = key === 'commit' ? value.slice(0, 7) : String(value).replace(/\B(?=(\d{3})+$)/g, /^\d{4,}$/.test(String(value)) ? ' ' : '');
                if (/^[01]$/.test(wanted)) continue; // "once", or nothing at all
                assert.ok(text.includes(wanted.toLowerCase()), `${key} ${value} is not on ${path}`);
                count++;
            }
            assert.ok(count >= 5, `${count} values compared`);
        });
    test('is what Accept or ?format= asks for; a browser gets HTML', async () => {
        const type = async (accept, format) => (await request(hub, `/?${format ? `format=${format}` : ''}`, { headers: accept ? { Accept: accept } : {} })).headers['content-type'];
        assert.match(await type('application/json'), /^application\/json; charset=utf-8$/i);
        assert.match(await type('text/html', 'json'), /^application\/json/);
        assert.match(await type('application/json', 'html'), /^text\/html; charset=utf-8$/i);
        for (const accept of [undefined, '*/*', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8']) assert.match(await type(accept), /^text\/html/);
        assert.equal((await see('/?format=xml')).status, 400);
        assert.match((await see('/')).headers.vary, /\bAccept\b/i);
    });
    test('of an error has its code', async () => {
        for (const [path, status] of [['/c/999999999', 404], ['/?page=0', 400], ['/nowhere', 404], ['/?format=xml', 400]]) {
            const answer = await see(path, { json: true });
            assert.equal(answer.status, status);
            assert.deepEqual(Object.keys(answer.json()), ['error']);
            assert.match(answer.json().error.code, /^[a-z_]+$/);
        }
    });
});

describe('lists', () => {
    const count = 120;
    test('are there to be paged through', async () => {
        const results = Array.from({ length: count }, (_, i) => ({ package: `p${i % 60}`, target: `Fuzz${i}`, engine: 'go',
            log: go_log({ package: `p${i % 60}`, target: `Fuzz${i}`, functions: [`f${i}`], file: `f${i}.go` }) }));
        const answer = await ingest_json(hub, token, { repo: names.many, results });
        assert.equal(answer.status, 201, answer.text);
        for (let i = 0; i < 60; i++) await post(names.many, { package: 'p0', run: `${word}-${i}` }, go_clean_log({ package: 'p0', execs: 5000 + i }));
        hub.roll();
    });
    // The address behind "Older" or "Next", as seen from the page itself.
    function further(html, path) {
        const href = /<a\b[^>]*href="([^"]*)"[^>]*>\s*(?:Older|Next)/.exec(html)?.[1];
        const url = href && new URL(unescape_html(href), `${hub.url}${path}`);
        return url && url.pathname + url.search;
    }
    // Walks a list by the links of its pages; gives the numbers or names that `what` finds on each.
    async function walk(path, what) {
        const pages = [];
        for (let next = path; next && pages.length < 9;) {
            const { text } = await seen(next);
            pages.push([...new Set([...text.matchAll(what)].map((m) => m[1]))]);
            next = further(text, next);
        }
        return pages;
    }
    test('of crashers: 50 a page, each once, none missing', async () => {
        const pages = await walk(`/r/${names.many}/crashers`, /href="\/c\/(\d+)"/g);
        assert.deepEqual(pages.map((p) => p.length), [50, 50, 20]);
        assert.equal(new Set(pages.flat()).size, count);
    });
    test('of runs: each once, none missing', async () => {
        const pages = await walk(`/r/${names.many}/runs`, /href="\/run\/(\d+)"/g);
        assert.ok(pages[0].length <= 52 && pages.length === 2, pages.map((p) => p.length).join());
        assert.ok(new Set(pages.flat()).size >= 61);
    });
    test('of repositories: the search stays on the next page', async () => {
        const tail = fresh('list');
        for (let i = 0; i < 53; i++) hub.nopanic(['repo', 'add', `${tail}/r${i}`]);
        const pages = [];
        for (let next = `/?q=${tail}`; next; ) {
            const { text } = await get(hub, next, { as: root });
            pages.push([...text.matchAll(new RegExp(`href="/r/(${tail}/r\\d+)"`, 'g'))].map((m) => m[1]));
            next = further(text, next);
        }
        assert.deepEqual(pages.map((p) => p.length), [50, 3]);
        assert.equal(new Set(pages.flat()).size, 53);
    });
    for (const [path, values] of [['/?page=', ['0', '-1', 'x', '1.5', '99999999999999999999', '']], ['/?show=', ['x']], [`/r/${names.many}/crashers?page=`, ['0', 'x']],
                                  [`/r/${names.many}/crashers?state=`, ['x']], [`/r/${names.many}/crashers?severity=`, ['x']], [`/r/${names.many}/crashers?sort=`, ['x', "id; DROP TABLE crash"]],
                                  [`/r/${names.many}/runs?before=`, ['-1', 'x']], [`/c/${crasher}/crashes?before=`, ['x']], [`/run/${run}?page=`, ['0', 'x']]])
        for (const value of values)
            test(`${path.replace(word, 'w').replace(/\d+/, 'N')}${value} cannot be: 400`, async () => assert.equal((await see(path + encodeURIComponent(value))).status, 400));
    test('a page past the last is empty, not an error', async () => assert.equal((await see('/?page=90000')).status, 200));
    test('a parameter given twice is 400', async () => assert.equal((await see('/?q=a&q=b')).status, 400));

    const found = async (q) => (await seen(`/?q=${encodeURIComponent(q)}`, { json: true })).json().repositories.map((r) => r.name.split('/')[1]).sort();
    test('a search finds a part of a name in any case', async () => {
        assert.deepEqual(await found(`${word}/MIX`), ['Mixed']);
        assert.deepEqual(await found(`${word}/T`), ['three']);
        assert.deepEqual(await found(fresh('nothing')), []);
    });
    for (const q of ['%', '%%', 'a%b', '\\', '.*', '[a-z]', '(a+)+$', "'", '"', '$1', ':q'])
        test(`a search for ${q} is literal`, async () => assert.deepEqual(await found(q), []));
    test('a search for _ finds underscores only', async () => assert.deepEqual(await found('_'), ['under_score']));
    test('in crashers too', async () => {
        const list = async (q) => (await seen(`/r/${names.under_score}/crashers?q=${encodeURIComponent(q)}`, { json: true })).json().crashers.length;
        for (const [q, n] of [['%', 1], ['100%', 1], ['%%', 0], ['_', 1], ['a_b', 1], ['a.b', 0], ['\\', 0], ['a%b', 0]]) assert.equal(await list(q), n, q);
    });
    test('filters by verdict, state, severity and package', async () => {
        const names_of = async (path) => (await seen(path, { json: true })).json();
        const index = async (show) => (await names_of(`/?q=${word}&show=${show}`)).repositories.map((r) => r.name.split('/')[1]).sort();
        assert.deepEqual(await index('clean'), ['clean']);
        assert.deepEqual(await index('crashers'), ['Mixed', 'many', 'one', 'three', 'under_score']);
        assert.deepEqual((await index('unknown')).filter((n) => n !== 'empty'), ['broken', 'setup', 'stale']);
        const crashers = async (query) => (await names_of(`/r/${names.three}/crashers?${query}`)).crashers.length;
        for (const [query, n] of [['', 3], ['state=open', 3], ['state=fixed', 0], ['state=all', 3], ['severity=critical', 0], ['severity=medium', 3], ['package=codec', 1], ['package=absent', 0]])
            assert.equal(await crashers(query), n, query);
    });
});

describe('the packages of a repository', () => {
    test('a package that is fuzzed no more is not called clean, whatever the others are', async () => {
        const name = `${word}/half`;
        hub.nopanic(['repo', 'add', name]);
        grant(hub, reader, name, 'read');
        for (const its of ['codec', 'pathutil']) await post(name, { package: its }, go_clean_log({ package: its }));
        hub.roll();
        const rows = async () => [...words((await see(`/r/${name}`)).text).matchAll(/(codec|pathutil) (No Panic|No result for \d+ days)/g)].map((m) => m.slice(1).join(': '));
        assert.match(words((await see(`/r/${name}`)).text), /All 2 packages: No Panic/);
        hub.psql(`UPDATE result x SET at = now() - interval '9 days' FROM package p JOIN repo r ON r.id = p.repo WHERE p.id = x.package AND r.name = '${name}' AND p.path = 'codec'`);
        assert.deepEqual(await rows(), ['codec: No result for 9 days', 'pathutil: No Panic']);
        assert.doesNotMatch(words((await see(`/r/${name}`)).text), /All 2 packages: No Panic/);
        hub.psql(`UPDATE repo SET stale_days = 30 WHERE name = '${name}'`);
        assert.deepEqual(await rows(), ['codec: No Panic', 'pathutil: No Panic']);
    });
});

describe('addresses', () => {
    test('a name in other capitals moves to the right one, with path and query', async () => {
        for (const tail of ['', '/crashers?state=all', '/runs']) {
            const answer = await see(`/r/${names.Mixed.toUpperCase()}${tail}`);
            assert.equal(answer.status, 301);
            assert.equal(answer.headers.location.replace(/^https?:\/\/[^/]+/, ''), `/r/${names.Mixed}${tail}`);
        }
    });
    test('a merged crasher moves to the one that it became part of', async () => {
        const { results } = await post(names.three, { package: 'codec' }, go_log({ functions: [fresh('f')] }));
        const id = results[0].crashers[0].id, other = hub.value(`(SELECT min(c.id) FROM crasher c JOIN repo r ON r.id = c.repo WHERE r.name = '${names.three}')`);
        hub.psql(`UPDATE crasher SET state = 'duplicate', duplicate_of = ${other} WHERE id = ${id}`);
        const answer = await see(`/c/${id}`);
        assert.equal(answer.status, 301);
        assert.match(answer.headers.location, new RegExp(`/c/${other}$`));
    });
    for (const path of ['/c/0', '/c/-1', '/c/x', '/c/1x', '/c/99999999999999999999', '/c/', '/run/0', '/run/x', '/r/', '/r/x', '/r/a/b/c/d', '/r/../admin', '/nowhere', '/index', '/cgi-bin/index'])
        test(`${path}: 404`, async () => assert.equal((await see(path)).status, 404));
    for (const path of ['/.git/config', '/.env', '/nopanic.env', '/keys', '/sql/roles.sql', '/templates/index.tpl', '/nginx/nopanic.conf', '/nginx_status', '/status', '/static/', '/static/../nopanic.env',
                        '/static/%2e%2e/nopanic.env', '/static/..%2fnopanic.env', '/static/.hidden', '/htdocs/nopanic.css', '/core', '/index.o', '/index.bak', '/push.sh~', '/.error/503', '/.auth', '/deploy/up.sh', '/Makefile'])
        test(`nothing is served at ${path}`, async () => assert.ok([404, 400].includes((await get(hub, path, { as: root })).status)));
    test('an address is decoded once', async () => {
        const twice = await see('/r/red/%253Cscript%253E');
        assert.equal(twice.status, 404);
        assert.doesNotMatch(twice.text, /<script>/);
        assert.equal((await see('/r/red/priv%252f..%252f..%252fadmin')).status, 404);
    });

    // Follows every link of the hub as an administrator.
    test('every link works, none leads elsewhere, and following them all changes nothing', { timeout: 120000 }, async () => {
        hub.roll();
        const before = contents();
        const waiting = ['/', `/r/${names.many}`, `/r/${names.one}`, `/c/${crasher}`, `/run/${run}`, '/login', '/admin'], known = new Set(waiting);
        let followed = 0;
        for (let path; (path = waiting.shift()) && followed < 400; followed++) {
            const answer = await get(hub, path, { as: root });
            assert.ok([200, 301, 303].includes(answer.status), `${path}: ${answer.status}`);
            if (!/^text\/html/.test(answer.headers['content-type'])) continue;
            for (const [, href] of answer.text.matchAll(/<(?:a|link|use|script)\b[^>]*\b(?:href|src)="([^"]*)"/g)) {
                const url = new URL(unescape_html(href), `${hub.url}${path}`);
                if (url.origin !== hub.url) { assert.equal(url.origin, 'https://ci.example', href); continue; }
                const next = url.pathname + url.search;
                if (!known.has(next) && (next.includes(word) || known.size < 250)) { known.add(next); waiting.push(next); }
            }
        }
        assert.ok(followed > 60, `${followed} links`);
        assert.deepEqual(contents(), before);
    });
});

// A digest of every table, without what a look at a page may touch.
function contents() {
    const tables = hub.rows(`SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1`);
    const digest = (name) => `(SELECT md5(coalesce(string_agg(j, ',' ORDER BY j), '')) FROM (SELECT (to_jsonb(t) - 'visited_at' - 'seen_at' - 'used_at' - 'used_address')::text AS j FROM ${name} t) x) AS ${name}`;
    return hub.rows(`SELECT ${tables.map((t) => digest(t.name)).join(', ')}`)[0];
}
