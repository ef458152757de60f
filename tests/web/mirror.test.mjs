// Source from the mirror of a git repository: the right lines at the crash's own commit, from the right
// server alone, whatever that server sends.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, test } from 'node:test';
import { assert_fit, open_browser, open_page } from './browser.mjs';
import { get, ingest_form, unescape_html, Visitor, words } from './client.mjs';
import { git_server, http_server } from './gitserver.mjs';
import { GENEROUS, own_hub, root, temporary_folder } from './hub.mjs';
import { mail_to } from './mail.mjs';
import { add_account, asan_log, go_clean_log, go_log, grant, pushable } from './scene.mjs';

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

// What real fuzzers find in the modules of tests/demo, fuzzed in a folder of their own as in a container of CI.
describe('real fuzzers', () => {
    const demo = (name) => {
        const from = join(root, 'tests/demo', name), folder = join(temporary_folder(), 'src', name);
        cpSync(from, folder, { recursive: true });
        const files = readdirSync(from, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => relative(from, join(entry.parentPath ?? entry.path, entry.name)));
        const repository = git.repository(`${name}-demo.git`);
        const commit = repository.commit(Object.fromEntries(files.map((path) => [path, readFileSync(join(from, path))])));
        repository.commit({ 'README.md': 'The branch went on, and has no source any more.\n' });
        return { folder, commit, ...scene(name, repository.url) };
    };
    const run = (folder, ...words) => spawnSync(words[0], words.slice(1), { cwd: folder, encoding: 'utf8', timeout: 60000, env: { ...process.env, GOFLAGS: '', GOWORK: 'off' } });
    const found = async (its, { stdout, stderr, status }, fields) => {
        assert.equal(status, 1, stdout + stderr);
        const id = await push(its, stdout + stderr, { commit: its.commit, ...fields });
        await looked(id);
        const [excerpt] = excerpts(await page(its, id));
        assert.match(excerpt?.html, /<span class="k">for<\/span>/, 'in colours');
        return [excerpt.file, excerpt.line];
    };
    test('go test -fuzz: the line that reads past the end', { timeout: 90000 }, async () => {
        const its = demo('go');
        const log = run(its.folder, 'go', 'test', '-run=^$', '-fuzz=^FuzzDecode$', '-fuzztime=30s', './codec');
        assert.deepEqual(await found(its, log, {}), ['codec/codec.go', '\t\tout[i] = d.data[2+i]']);
    });
    test('libFuzzer: the line that writes past the end', { timeout: 90000 }, async () => {
        const its = demo('c');
        assert.equal(run(its.folder, 'clang', '-g', '-O1', '-fsanitize=fuzzer,address', '-o', 'fuzz_read', join(its.folder, 'fuzz_read.c'), join(its.folder, 'ini.c')).status, 0);
        const log = run(its.folder, './fuzz_read', '-seed=1', '-max_total_time=30');
        assert.deepEqual(await found(its, log, { package: '.', target: 'fuzz_read' }), ['ini.c', '        copy[i] = from[i];']);
    });
});

describe('paths of containers and modules', () => {
    const module = { 'go.mod': 'module example.com/vault\n\ngo 1.19\n', 'codec/codec.go': crashing('root'), 'tools/go.mod': 'module example.com/vault/tools\n', 'tools/codec/codec.go': crashing('tools') };
    const paths = { '/src/vault/codec/codec.go': 'codec/codec.go', 'example.com/vault/codec/codec.go': 'codec/codec.go', '/go/pkg/mod/example.com/vault@v1.2.3/codec/codec.go': 'codec/codec.go',
                    'example.com/vault@v1.2.3/codec/codec.go': 'codec/codec.go', 'example.com/vault/tools/codec/codec.go': 'tools/codec/codec.go', 'codec.go': null,
                    'go/pkg/mod/example.com/other@v1.2.3/codec/codec.go': null, '../../../etc/passwd': null };
    test('are those of the repository, or none', async () => {
        const repository = git.repository('paths.git'), commit = repository.commit({ ...module, 'etc/passwd.go': 'package etc\n' }), its = scene('paths', repository.url);
        let n = 0;
        for (const [file, path] of Object.entries(paths)) {
            const log = go_log({ functions: [`path${++n}`], target: `FuzzPath${n}` }).replaceAll('/src/codec/codec.go', file);
            const id = await push(its, log, { commit, package: `path${n}` });
            await looked(id);
            assert.equal(excerpts(await page(its, id))[0]?.file, path ?? undefined, `${file}: ${JSON.stringify(hub.rows(`SELECT file, path, why, candidates, by_module FROM mirror_file WHERE file = '${file}'`))}`);
        }
    });
    test('by rules of the repository, with a preview of what they change', async () => {
        const repository = git.repository('rules.git'), commit = repository.commit({ 'lib/ini.c': text_of(60, { 23: '    copy[i] = key[i];' }), 'other/ini.c': text_of(60, {}) });
        const its = scene('rules', repository.url), carol = add_account(hub);
        grant(hub, carol, its.repo, 'admin');
        const id = await push(its, asan_log(), { commit, package: '.', target: 'fuzz_read' });
        await looked(id);
        assert.deepEqual(excerpts(await page(its, id)), []);
        assert.match(words(await page(its, id)), /several files of the repository may be meant|no such file/);
        const visitor = new Visitor(hub), path = `/r/${its.repo}/source`;
        await visitor.sign_in(carol);
        const hidden = await visitor.form(path, path);
        const shown = await visitor.post(path, { ...hidden, do: 'preview', rules: '/src/ -> lib/' });
        assert.equal(shown.status, 200, shown.text);
        assert.match(words(shown.text), /1 of these would be found elsewhere/);
        assert.match(shown.text, /<b><code>lib\/ini\.c<\/code><\/b>/);
        assert.equal(state_of(its).rules, '', 'a preview sets nothing');
        assert.equal((await visitor.post(path, { ...hidden, do: 'save', rules: '/src/ -> lib/' })).status, 303);
        await until(`EXISTS (SELECT FROM mirror_file f JOIN repo r ON r.id = f.repo WHERE r.name = '${its.repo}' AND f.path = 'lib/ini.c')`);
        const [excerpt] = excerpts(await page(its, id));
        assert.deepEqual([excerpt?.file, excerpt?.hit, excerpt?.line], ['lib/ini.c', 23, '    copy[i] = key[i];']);
        const wrong = await visitor.post(path, { ...hidden, do: 'save', rules: '/src -> lib/' });
        assert.equal(wrong.status, 422);
        assert.match(words(wrong.text), /Rules: line 1: what stands before -> ends with a slash/);
    });
});

describe('commits', () => {
    test('that are pushed after the crash are found then', async () => {
        const repository = git.repository('later.git'), its = scene('later', repository.url);
        repository.commit({ 'a.go': 'package a\n' });
        const elsewhere = git.repository('elsewhere.git'), commit = elsewhere.commit({ 'codec/codec.go': crashing('later') });
        const id = await push(its, go_log(), { commit });
        await until(`(SELECT source_tries > 0 FROM crasher WHERE id = ${id})`);
        assert.deepEqual(excerpts(await page(its, id)), []);
        repository.git('fetch', '-q', elsewhere.folder, 'main:later');
        hub.psql(`UPDATE crasher SET source_due = now() WHERE id = ${id}; SELECT pg_notify('mirror', '')`);
        await looked(id);
        assert.equal(excerpts(await page(its, id))[0]?.line, '\treturn in[2] // later');
    });
    test('that no branch holds are asked for by their ids', async () => {
        const repository = git.repository('byid.git'), its = scene('byid', repository.url);
        repository.commit({ 'a.go': 'package a\n' });
        const commit = repository.commit({ 'codec/codec.go': crashing('merge request') }, { branch: null, parents: [] });
        repository.git('update-ref', 'refs/merge-requests/1/head', commit);
        const id = await push(its, go_log(), { commit });
        await looked(id);
        assert.equal(excerpts(await page(its, id))[0]?.line, '\treturn in[2] // merge request');
    });
    test('of another repository are no longer there once the address is changed', async () => {
        const one = git.repository('first.git'), two = git.repository('second.git'), its = scene('moved', one.url);
        const commit = one.commit({ 'codec/codec.go': crashing('first') });
        two.commit({ 'a.go': 'package a\n' });
        const id = await push(its, go_log(), { commit });
        await looked(id);
        assert.equal(excerpts(await page(its, id))[0]?.line, '\treturn in[2] // first');
        set_url(its.repo, two.url);
        await until(`(SELECT source_tries > 0 FROM crasher WHERE id = ${id})`);
        assert.deepEqual(excerpts(await page(its, id)), []);
        hub.psql(`DELETE FROM setting WHERE value = '${two.url}'; SELECT pg_notify('mirror', '')`);
        await until(`(SELECT m.url IS NULL FROM mirror m JOIN repo r ON r.id = m.repo WHERE r.name = '${its.repo}')`);
    });
});

describe('one that cannot be read', () => {
    test('for an hour is told of once, until it could be', async () => {
        const its = scene('broken', `${git.url}/comes.git`);
        hub.psql(`UPDATE account SET email_confirmed_at = now() WHERE name = '${its.reader.name}';
                  INSERT INTO subscription (account, repo, kinds) SELECT a.id, r.id, '{source_broken}' FROM account a, repo r WHERE a.name = '${its.reader.name}' AND r.name = '${its.repo}'`);
        const told = () => hub.rows(`SELECT e.detail ->> 'reason' AS reason FROM event e JOIN repo r ON r.id = e.repo WHERE r.name = '${its.repo}' AND e.kind = 'source_broken'`);
        const again = async () => {
            hub.psql(`UPDATE mirror SET wanted_at = now() WHERE repo = (SELECT id FROM repo WHERE name = '${its.repo}'); SELECT pg_notify('mirror', '')`);
            await settled(its);
        };
        const hours_pass = (hours) => hub.psql(`UPDATE mirror SET failing_since = failing_since - interval '${hours} hours' WHERE repo = (SELECT id FROM repo WHERE name = '${its.repo}')`);
        await settled(its);
        hours_pass(2);
        await again();
        assert.deepEqual(told(), [], 'twice is not enough');
        hours_pass(-2);
        await again();
        assert.deepEqual([told(), state_of(its).failures], [[], 3], 'nor is a moment');
        hours_pass(1);
        for (let n = 0; n < 2; n++) await again();
        assert.deepEqual(told().map(({ reason }) => reason.replace(/[\d-]{10} [\d:]{5}/, 'then')), ['the git repository could not be read since then UTC, in 4 tries']);
        const mail = await mail_to(hub, `${its.reader.name}@example.com`);
        assert.equal(mail.subject.replace(/since.*/, 'since'), '[broken] source broken: the git repository could not be read since');
        const repository = git.repository('comes.git');
        repository.commit({ 'codec/codec.go': crashing('later') });
        await again();
        assert.deepEqual([state_of(its).error, state_of(its).failing_since, state_of(its).told], [null, null, false]);
        set_url(its.repo, `${git.url}/never.git`);
        for (let n = 0; n < 3; n++) await again();
        hours_pass(1);
        await again();
        assert.equal(told().length, 2, 'another time is told again');
    });
});

describe('a crash of a crasher that is fixed', () => {
    test('is a regression at a commit that descends from the fix, and none at an older one', async () => {
        const repository = git.repository('order.git'), first = repository.commit({ 'codec/codec.go': crashing('one') });
        const aside = repository.commit({ 'codec/codec.go': crashing('aside') }, { branch: 'old', parents: [first] });
        const fix = repository.commit({ 'codec/codec.go': 'package codec\n' }), after = repository.commit({ 'codec/codec.go': crashing('back') });
        const its = scene('order', repository.url), id = await push(its, go_log(), { commit: first });
        await looked(id);
        const root = add_account(hub, { admin: true }), visitor = new Visitor(hub);
        await visitor.sign_in(root);
        assert.equal((await visitor.post(`/c/${id}`, { ...await visitor.form(`/c/${id}`, `/c/${id}`), do: 'fix', commit: fix.slice(0, 12) })).status, 303);
        const state = () => hub.value(`(SELECT state FROM crasher WHERE id = ${id})`), settled_at = (commit) => until(`(SELECT descends IS NOT NULL FROM commit_order WHERE crasher = ${id} AND commit_id = '${commit}')`);
        await push(its, go_log({ execs: 7 }), { commit: aside, branch: 'old' });
        await settled_at(aside);
        assert.equal(state(), 'fixed', 'the old branch never had the fix');
        await push(its, go_log({ execs: 8 }), { commit: after });
        await settled_at(after);
        assert.equal(state(), 'regressed');
    });
});

describe('credentials', () => {
    const passwords = (server) => server.asked.map((a) => a.authorization).filter(Boolean).map((a) => Buffer.from(a.slice(6), 'base64').toString());
    async function administered(its) {
        const carol = add_account(hub), visitor = new Visitor(hub);
        grant(hub, carol, its.repo, 'admin');
        await visitor.sign_in(carol);
        return async (fields) => visitor.post(`/r/${its.repo}/services`, { ...await visitor.form(`/r/${its.repo}/services`, `/r/${its.repo}/services`), service: 'git', ...fields });
    }
    test('are sent to the host they were given for, and removed when it changes', async () => {
        const repository = locked.repository('private.git'), commit = repository.commit({ 'codec/codec.go': crashing('private') });
        const its = scene('private'), save = await administered(its);
        const without = await save({ 'git.password': 'right horse' });
        assert.equal(without.status, 422);
        assert.match(words(without.text), /set the address first/);
        assert.equal((await save({ 'git.url': repository.url, 'git.user': 'bot', 'git.password': 'wrong horse' })).status, 303);
        await settled(its);
        assert.match(state_of(its).error, /^the server refuses this user and password$/);
        assert.equal((await save({ 'git.password': 'right horse' })).status, 303);
        const id = await push(its, go_log(), { commit });
        await looked(id);
        assert.equal(excerpts(await page(its, id))[0]?.line, '\treturn in[2] // private');
        assert.deepEqual([...new Set(passwords(locked))].sort(), ['bot:right horse', 'bot:wrong horse']);

        const thief = await git_server();
        hub.configure({ NOPANIC_CALL_PORTS: `${git.port} ${locked.port} ${thief.port}` });
        const moved = await save({ 'git.url': `${thief.url}/private.git` });
        assert.equal(moved.status, 303);
        assert.match(words((await moved.follow?.() ?? moved).text ?? ''), /.*/);
        await settled(its);
        assert.ok(thief.asked.length > 0, 'it was called');
        assert.deepEqual(passwords(thief), []);
        assert.equal(hub.value(`(SELECT count(*) FROM setting s JOIN repo r ON r.id = s.repo WHERE r.name = '${its.repo}' AND s.name = 'git.password')`), 0);
        assert.equal((await save({ 'git.url': repository.url })).status, 303);
        await settled(its);
        assert.match(state_of(its).error, /asks for a user and a password/);
    });
    test('of the hub are for the pattern of its administrators, and for no address of a repository', async () => {
        const root = add_account(hub, { admin: true }), visitor = new Visitor(hub);
        await visitor.sign_in(root);
        const save = async (fields) => visitor.post('/admin/settings', { ...await visitor.form('/admin/settings', '/admin/settings'), service: 'git', ...fields });
        const its = scene('central'), repository = locked.repository(`${its.repo}.git`), commit = repository.commit({ 'codec/codec.go': crashing('central') });
        assert.equal((await save({ 'git.url': `${locked.url}/all.git` })).status, 422);
        assert.equal((await save({ 'git.url': `${locked.url}/{repo}.git`, 'git.user': 'bot', 'git.password': 'right horse' })).status, 303);
        const id = await push(its, go_log(), { commit });
        await looked(id);
        assert.equal(excerpts(await page(its, id))[0]?.line, '\treturn in[2] // central');
        const other = scene('thief', `${locked.url}/${its.repo}.git`), before = locked.asked.length;
        await push(other, go_log(), { commit });
        await settled(other);
        assert.ok(locked.asked.length > before);
        assert.deepEqual(locked.asked.slice(before).filter((a) => a.authorization), [], 'an address of its own does not borrow the password of the hub');
        assert.match(state_of(other).error, /asks for a user and a password/);
        assert.equal((await save({ 'git.url': '', 'remove.git.password': '1' })).status, 303);
    });
    test('stand in no log, no page and no process list', async () => {
        for (const name of ['mirror.log', 'detail.log', 'admin.log', 'access.log', 'postgres.log']) assert.ok(!/right horse/.test(hub.log(name)), name);
        assert.ok(!hub.dump().includes('right horse'));
    });
});

describe('hostile servers', () => {
    const answers = {
        'a page for people': [(q, r) => { r.writeHead(200, { 'content-type': 'text/html' }); r.end('<html>'); }, /no git server at this address: it answers with text\/html/],
        'a redirect to inside': [(q, r) => { r.writeHead(302, { location: `http://127.0.0.1:${hub.port}/healthz` }); r.end(); }, /sends to another address, which is not followed/],
        'an error': [(q, r) => { r.writeHead(500); r.end(); }, /answers with status 500/],
        'nothing there': [(q, r) => { r.writeHead(404); r.end(); }, /there is no such repository, or it asks for a user/],
        'rubbish': [(q, r) => { r.writeHead(200, { 'content-type': 'application/x-git-upload-pack-advertisement' }); r.end('zzzz\0\0\0'); }, /./],
        'half a line': [(q, r) => { r.writeHead(200, { 'content-type': 'application/x-git-upload-pack-advertisement' }); r.end('fff0# service='); }, /./],
        'a connection that ends': [(q, r) => { r.destroy(); }, /./],
        'silence': [() => {}, /Timeout|timed out|it was ended/],
        'a byte now and then': [(q, r) => { r.writeHead(200, { 'content-type': 'application/x-git-upload-pack-advertisement' }); const drip = setInterval(() => r.write('0'), 200); r.on('close', () => clearInterval(drip)); }, /Timeout|timed out|too slow|it was ended/],
        'more than a copy may hold': [(q, r) => { r.writeHead(200, { 'content-type': 'application/x-git-upload-pack-advertisement' }); const block = Buffer.alloc(1 << 20, '0'); const more = () => { while (r.write(block)); r.once('drain', more); }; more(); }, /the answer is too large/],
    };
    const servers = {};
    test('are told in words, and hold up nobody else', { timeout: 180000 }, async () => {
        for (const [name, [handle]] of Object.entries(answers)) servers[name] = await http_server(handle);
        hub.configure({ NOPANIC_CALL_PORTS: [git.port, locked.port, ...Object.values(servers).map((s) => s.port)].join(' ') });
        const its = Object.fromEntries(Object.keys(answers).map((name, i) => [name, scene(`hostile${i}`)]));
        const repository = git.repository('good.git'), commit = repository.commit({ 'codec/codec.go': crashing('good') }), good = scene('good');
        for (const name of Object.keys(its)) set_url(its[name].repo, `${servers[name].url}/x.git`);
        set_url(good.repo, repository.url);
        const began = Date.now();
        const id = await push(good, go_log(), { commit });
        await looked(id);
        const took = Date.now() - began;
        assert.ok(took < 60000, `${took} ms`);
        for (const [name, [, says]] of Object.entries(answers)) {
            await settled(its[name]);
            assert.match(state_of(its[name]).error ?? '', says, name);
            assert.ok(state_of(its[name]).due_at, `${name}: is tried later`);
        }
    });
    test('an address inside is called by nobody', async () => {
        const its = scene('inside', 'http://169.254.169.254/x.git');
        await settled(its);
        assert.match(state_of(its).error, /is not of the public internet/);
        set_url(its.repo, 'file:///etc');
        await settled(its);
        assert.match(state_of(its).error, /must begin with https:\/\/ or http:\/\//);
    });
    test('a repository that is too big is none, and says so', { timeout: 120000 }, async () => {
        const repository = git.repository('big.git'), its = scene('big');
        const commit = repository.commit({ 'codec/codec.go': crashing('big'), noise: randomBytes(24 << 20) });
        set_url(its.repo, repository.url);
        const id = await push(its, go_log(), { commit });
        await settled(its);
        assert.match(state_of(its).error, /too large|too big/);
        assert.deepEqual(excerpts(await page(its, id)), []);
    });
});

describe('hostile trees (E20)', () => {
    const line71 = '\treturn in[2]';
    test('what is no plain text of that commit is not shown, and the page says why', async () => {
        const repository = git.repository('odd.git'), big = text_of(30000, {}) .padEnd(1100000, 'x');
        const files = { 'a1/binary.go': Buffer.concat([Buffer.from(crashing('x')), Buffer.from([0])]), 'a2/lfs.go': 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 50000000000\n', 'a3/big.go': big };
        const base = repository.commit(files);
        const tree = repository.git('ls-tree', '-r', '--format=%(objectmode) %(objecttype) %(objectname)%x09%(path)', base).split('\n');
        const link = repository.git_with('/etc/passwd', 'hash-object', '-w', '--stdin'), blob = repository.git_with(crashing('x'), 'hash-object', '-w', '--stdin');
        const sub = repository.git_with(`120000 blob ${link}\tlink.go\n160000 commit ${base}\tsub.go\n100644 blob ${blob}\t${'n'.repeat(4090)}.go\n`, 'mktree', '--missing');
        const top = repository.git_with(`${['a1', 'a2', 'a3'].map((d) => `040000 tree ${repository.git('rev-parse', `${base}:${d}`)}\t${d}`).join('\n')}\n040000 tree ${sub}\ta4\n`, 'mktree', '--missing');
        assert.equal(tree.length, 3);
        const commit = repository.git('commit-tree', '-m', 'odd', '-p', base, top);
        repository.git('update-ref', 'refs/heads/main', commit);
        const its = scene('odd', repository.url);
        let n = 0;
        for (const [file, says] of Object.entries({ 'a1/binary.go': /is not text/, 'a2/lfs.go': /is kept by Git LFS/, 'a3/big.go': /is larger than 1 MiB/, 'a4/link.go': /no such file/, 'a4/sub.go': /no such file/ })) {
            const id = await push(its, go_log({ functions: [`odd${++n}`], target: `FuzzOdd${n}`, file }), { commit, package: `odd${n}` });
            await looked(id);
            const html = await page(its, id);
            assert.deepEqual(excerpts(html), [], file);
            assert.match(words(html), says, file);
            assert.ok(!html.includes('root:x:0'), 'a link leads nowhere');
        }
    });
    const costly = { 'lines of 100 kB': `${'a.b('.repeat(25000)}\n`.repeat(4), 'a million bytes of quotes': `"'`.repeat(400000), 'trojan source': 'if x != "user\u202e \u2066// check\u2069 \u2066" {\u200b\n'.repeat(1000), 'markup': '</code></pre><script>alert(1)</script>\n'.repeat(20000) };
    for (const [name, filling] of Object.entries(costly))
        test(`${name}: the page is there in a second, small, and nothing of it is live`, async () => {
            const repository = git.repository(`costly-${name.replaceAll(' ', '-')}.git`);
            const lines = [...Array(70).fill('// x'), line71, ...filling.split('\n')].join('\n');
            const commit = repository.commit({ 'codec/codec.go': lines }), its = scene('costly', repository.url);
            const id = await push(its, go_log(), { commit });
            await looked(id);
            const began = process.hrtime.bigint(), html = await page(its, id), took = Number(process.hrtime.bigint() - began) / 1e6;
            assert.equal(excerpts(html)[0]?.line, line71);
            assert.ok(html.length < 1e6, `${html.length} bytes`);
            assert.ok(took < 1000 * (process.env.SANITIZE ? 4 : 1), `${took} ms`);
            assert.ok(!/<script>alert|[\u202a-\u202e\u2066-\u2069\u200b]/.test(html));
        });
});

describe('the page of it', () => {
    test('is for who administers the repository', async () => {
        const its = scene('page', `${git.url}/one.git`), carol = add_account(hub), stranger = add_account(hub);
        grant(hub, carol, its.repo, 'admin');
        assert.equal((await get(hub, `/r/${its.repo}/source`, { as: carol })).status, 200);
        for (const as of [its.reader, stranger]) assert.equal((await get(hub, `/r/${its.repo}/source`, { as })).status, 404);
    });
    test('makes links to the lines and to what changed', async () => {
        const repository = git.repository('links.git'), good = repository.commit({ 'codec/codec.go': 'package codec\n' }), commit = repository.commit({ 'codec/codec.go': crashing('links') });
        const its = scene('links', repository.url), carol = add_account(hub), visitor = new Visitor(hub), path = `/r/${its.repo}/source`;
        grant(hub, carol, its.repo, 'admin');
        await visitor.sign_in(carol);
        const hidden = await visitor.form(path, path);
        const clean = await ingest_form(hub, its.token, [['repo', its.repo], ['commit', good], ['package', 'codec'], ['target', 'FuzzDecode'], ['log', go_clean_log({ package: 'codec' }), 'log']]);
        assert.ok(clean.status < 300, clean.text);
        const id = await push(its, go_log(), { commit });
        await looked(id);
        for (const [forge, file, compare] of [['github', `/blob/${commit}/codec/codec.go#L71`, `/compare/${good}...${commit}`], ['gitlab', `/-/blob/${commit}/codec/codec.go#L71`, `/-/compare/${good}...${commit}`],
                                              ['gitea', `/src/commit/${commit}/codec/codec.go#L71`, `/compare/${good}...${commit}`], ['bitbucket', `/src/${commit}/codec/codec.go#lines-71`, `/branches/compare/${commit}%0D${good}`]]) {
            assert.equal((await visitor.post(path, { ...hidden, do: 'links', forge, web: 'https://git.example/team/vault/' })).status, 303);
            const html = await page(its, id);
            assert.ok(html.includes(`href="https://git.example/team/vault${file}"`), forge);
            assert.ok(html.includes(`href="https://git.example/team/vault${compare}"`), `${forge}: ${html.match(/href="https:\/\/git\.example[^"]*/g)}`);
        }
        for (const [fields, says] of [[{ forge: 'github', web: 'javascript:alert(1)' }, /Address: it must begin with https/], [{ forge: 'github', web: '' }, /Address: it is where/], [{ forge: 'other', source_link: 'https://x/{evil}' }, /Pattern: it may hold/], [{ forge: 'nope' }, /Server: it is none/]]) {
            const answer = await visitor.post(path, { ...hidden, do: 'links', ...fields });
            assert.equal(answer.status, 422);
            assert.match(words(answer.text), says);
        }
    });
});

describe('in a browser', async () => {
    const browser = await open_browser();
    test('fit for everybody: without an address, with a mirror, with a preview, with a failure', { timeout: 240000 }, async () => {
        const repository = git.repository('shown.git'), commit = repository.commit({ 'go.mod': 'module example.com/vault\n', 'codec/codec.go': crashing('shown'), 'lib/ini.c': text_of(60, {}), 'old/ini.c': text_of(60, {}) });
        const its = scene('shown'), carol = add_account(hub);
        grant(hub, carol, its.repo, 'admin');
        const view = await open_page(hub, browser, { as: carol });
        await view.goto(`/r/${its.repo}/source`);
        await assert_fit(view, 'mirror-none');
        set_url(its.repo, repository.url);
        for (const id of [await push(its, go_log(), { commit }), await push(its, asan_log(), { commit, package: '.', target: 'fuzz_read' })]) await looked(id);
        await view.goto(`/r/${its.repo}/source`);
        await assert_fit(view, 'mirror');
        await view.fill('[name="rules"]', '/src/ -> lib/');
        await view.click('button[value="preview"]');
        await view.waitForSelector('text=would be found elsewhere');
        await assert_fit(view, 'mirror-preview');
        set_url(its.repo, `${locked.url}/shown.git`);
        await settled(its);
        await view.goto(`/r/${its.repo}/source`);
        await assert_fit(view, 'mirror-failure');
        await view.goto(`/c/${hub.value(`(SELECT max(c.id) FROM crasher c JOIN repo r ON r.id = c.repo WHERE r.name = '${its.repo}')`)}`);
        await assert_fit(view, 'mirror-crasher');
    });
});
