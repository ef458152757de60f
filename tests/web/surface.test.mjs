// What every answer has in common, who may see what, and hostile text on the pages.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { get, ingest, ingest_form, raw, request, Visitor, words } from './client.mjs';
import { until } from './hostile.mjs';
import { shared_hub } from './hub.mjs';
import { add_account, add_repo, asan_log, assert_quiet, commit, fresh, go_log, grant, new_token, pushable } from './scene.mjs';

const hub = await shared_hub();
const alice = add_account(hub), bob = add_account(hub), root = add_account(hub, { admin: true });
const secret = pushable(hub, 'priv');
grant(hub, alice, secret.repo, 'read');
const open = add_repo(hub, 'pub', '--public');
const pusher = new_token(hub, '--all');

const stored = await ingest_form(hub, secret.token, [['repo', secret.repo], ['package', 'codec'], ['commit', commit(1)], ['log', go_log(), 'l'], ['crasher', 'an input', '8727b16d337d7b81']]);
assert.equal(stored.status, 201, stored.text);
const { run, results: [{ crashers: [crasher] }] } = stored.json();
await ingest(hub, pusher, { repo: open, package: 'codec' }, go_log());
const log = hub.value(`(SELECT max(id) FROM log WHERE run = ${run.id})`);
const crash = hub.value(`(SELECT max(id) FROM crash WHERE crasher = ${crasher.id})`);

const pages = ['/', `/?q=${secret.repo}`, `/r/${secret.repo}`, `/r/${secret.repo}/crashers`, `/r/${secret.repo}/runs`, `/c/${crasher.id}`, `/c/${crasher.id}/crashes`, `/run/${run.id}`, '/admin',
               '/admin/tokens', '/admin/repositories', '/admin/invitations', '/login', '/reset', '/reset/new', '/signup', '/signup/new', '/account', '/account/email', '/account/two-factor', '/account?confirm=1', '/nowhere'];
const downloads = [`/c/${crasher.id}/input`, `/c/${crasher.id}/input?crash=${crash}`, `/c/${crasher.id}/log`, `/run/${run.id}/log/${log}`];

describe('every answer', () => {
    const POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
    const directives = (text) => text.split(';').map((d) => d.trim()).filter(Boolean).sort();
    function assert_guarded(answer, { download = false } = {}) {
        const { headers } = answer;
        assert.equal(headers['x-content-type-options'], 'nosniff');
        assert.match(headers['referrer-policy'], /^(same-origin|no-referrer)$/);
        assert.equal(headers['x-frame-options'], 'DENY');
        assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
        assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
        assert.equal(headers['access-control-allow-origin'], undefined);
        assert.doesNotMatch(headers.server ?? '', /\d/);
        const policy = headers['content-security-policy'];
        if (download) assert.match(policy, /sandbox/);
        else assert.deepEqual(directives(policy), directives(POLICY));
        assert.doesNotMatch(policy, /unsafe/);
        // No header of these twice: of two policies a browser takes both, of two others either.
        const names = answer.rawHeaders.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase()).filter((name) => !['set-cookie', 'vary', 'x-request-id'].includes(name));
        assert.deepEqual(names.filter((name, i) => names.indexOf(name) !== i), []);
    }
    const html = { Accept: 'text/html' };
    const cases = {
        '200 HTML': ['/', { headers: html }, 200], '200 JSON': ['/?format=json', {}, 200], '200 stylesheet': ['/static/nopanic.css', {}, 200], '200 script': ['/static/nopanic.js', {}, 200],
        '200 whatever the range': ['/static/nopanic.css', { headers: { Range: 'bytes=99999999-' } }, 200], '200 icon': ['/favicon.svg', {}, 200], '200 push.sh': ['/push.sh', {}, 200], '200 health': ['/healthz', {}, 200], '303 to the login page': ['/account', { headers: html }, 303],
        '301 to the right name': [`/r/${open.toUpperCase()}`, { headers: html }, 301], '400': ['/?page=x', { headers: html }, 400], '400 of nginx': ['/%00', { headers: html }, 400],
        '401 for programs': ['/account', { headers: { Accept: 'application/json' } }, 401], '401 wrong password': ['/', { headers: { ...html, Authorization: 'Basic eDp5' } }, 401],
        '401 ingest': ['/ingest', { method: 'POST', body: 'x' }, 401], '403 without a CSRF token': ['/login', { method: 'POST', body: 'user=a', headers: { ...html, 'Content-Type': 'application/x-www-form-urlencoded' } }, 403],
        '403 a token that pushes': ['/', { headers: { ...html, Authorization: `Bearer ${pusher}` } }, 403], '404': ['/nowhere', { headers: html }, 404], '404 JSON': ['/nowhere?format=json', {}, 404],
        '404 static': ['/static/nothing.css', { headers: html }, 404], '405': ['/', { method: 'DELETE', headers: html }, 405], '405 of a page': [`/r/${open}/runs`, { method: 'POST', body: 'x', headers: html }, 405],
        '413': ['/login', { method: 'POST', body: Buffer.alloc(1100000), headers: html }, 413],
        '414': [`/?q=${'x'.repeat(9000)}`, { headers: html }, 414] };
    for (const [name, [path, options, status]] of Object.entries(cases))
        test(`${name} carries the headers that guard a browser`, async () => {
            const answer = await request(hub, path, options);
            assert.equal(answer.status, status, answer.text.slice(0, 300));
            assert_guarded(answer);
            assert_quiet(hub, answer.text);
            if (status >= 400 || /application\/json/.test(answer.headers['content-type'])) assert.match(answer.headers['cache-control'], /no-store/);
        });
    const whole = {
        'a line that is no request': [400, 'nonsense\r\n\r\n'], 'two hosts': [400, 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'], 'chunks that are none': [400, 'POST /login HTTP/1.1\r\nHost: hub\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
        'a hello of TLS': [400, Buffer.from('16030100a5010000a10303', 'hex')], 'HTTP/2': [400, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'], 'TRACE': [405, 'TRACE / HTTP/1.1\r\nHost: hub\r\n\r\n'],
        'a page of errors': [404, 'GET /.error/404.html HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n'],
        'a long header': [431, `GET / HTTP/1.1\r\nHost: hub\r\nX: ${'x'.repeat(40000)}\r\n\r\n`], 'an encoding of transfers': [501, 'POST /ingest HTTP/1.1\r\nHost: hub\r\nTransfer-Encoding: gzip, chunked\r\n\r\n'], 'another version': [505, 'GET / HTTP/3.0\r\nHost: hub\r\n\r\n'] };
    for (const [name, [status, bytes]] of Object.entries(whole))
        test(`${name}: what nginx says by itself is guarded likewise`, async () => {
            const answer = await raw(hub, bytes), [head, body] = answer.text.split(/\r\n\r\n(.*)/s);
            assert.equal(answer.status, status);
            const rawHeaders = head.split('\r\n').slice(1).flatMap((line) => [line.split(': ')[0], line.split(': ').slice(1).join(': ')]);
            const headers = Object.fromEntries(head.split('\r\n').slice(1).map((line) => [line.split(': ')[0].toLowerCase(), line.split(': ').slice(1).join(': ')]));
            assert_guarded({ headers, rawHeaders });
            assert.match(headers['cache-control'], /no-store/);
            assert_quiet(hub, body);
        });
    test('it carries the one number that the log has, too', async () => {
        for (const [path, options] of Object.values(cases)) {
            const { headers } = await request(hub, path, options);
            assert.match(headers['x-request-id'] ?? '', /^[0-9a-f]{32}$/, path);
        }
        const { headers } = await request(hub, '/nowhere');
        await until(() => hub.log('access.log').includes(headers['x-request-id']) && hub.log('index.log').includes(headers['x-request-id']));
    });
    for (const path of pages)
        test(`${path.replace(/test-\w+|\d+/g, 'x')} is guarded, not cached, and free of inline script and style`, async () => {
            const answer = await get(hub, path, { as: root });
            assert_guarded(answer);
            assert.match(answer.headers['cache-control'], /no-store/);
            assert.match(answer.headers['content-type'], /^text\/html; charset=utf-8$/i);
            assert.doesNotMatch(answer.text, /<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=|\son[a-z]+\s*=|javascript:/i);
            for (const [, script] of answer.text.matchAll(/<script\b[^>]*>(.*?)<\/script>/gs)) assert.equal(script, '');
            for (const [, address] of answer.text.matchAll(/\s(?:src|href|action)="([^"]*)"/g)) assert.doesNotMatch(address, /^(?!https:\/\/ci\.example)(\w+:|\/\/)/);
        });
    for (const path of downloads)
        test(`${path.replace(/\d+/g, 'N')} is a download and nothing else`, async () => {
            const answer = await get(hub, path, { as: alice });
            assert.equal(answer.status, 200);
            assert_guarded(answer, { download: true });
            assert.match(answer.headers['content-type'], path.includes('log') ? /^text\/plain/ : /^application\/octet-stream$/);
            assert.match(answer.headers['content-disposition'], /^attachment; filename="[\w.-]+"/);
            assert.match(answer.headers['content-security-policy'], /default-src 'none'/);
        });
    test('no origin is told that it may read', async () => {
        for (const origin of ['https://evil.example', 'null', `${hub.url}.evil.example`])
            for (const path of ['/', '/?format=json', '/ingest', '/static/nopanic.js'])
                assert.equal((await request(hub, path, { headers: { Origin: origin } })).headers['access-control-allow-origin'], undefined);
    });
    test('the stylesheet, the script and the icon may be cached, and are found again by their ETag', async () => {
        for (const path of ['/static/nopanic.css', '/static/nopanic.js', '/favicon.svg']) {
            const first = await request(hub, path);
            assert.match(first.headers['cache-control'], /public/);
            assert.equal((await request(hub, path, { headers: { 'If-None-Match': first.headers.etag } })).status, 304);
        }
    });
});

describe('methods', () => {
    const paths = ['/', `/r/${secret.repo}`, `/r/${secret.repo}/crashers`, `/r/${secret.repo}/runs`, `/c/${crasher.id}`, `/c/${crasher.id}/input`, `/run/${run.id}`, '/admin', '/admin/tokens', '/login', '/healthz', '/static/nopanic.css'];
    for (const path of paths)
        test(`${path.replace(/test-\w+|\d+/g, 'x')}: 405 and Allow for what is not GET or HEAD`, async () => {
            for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'FOO']) {
                const answer = await raw(hub, `${method} ${path} HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
                assert.equal(answer.status, 405, method);
                assert.match(answer.text, /^Allow: GET, HEAD/m);
            }
            assert.equal((await raw(hub, `TRACE ${path} HTTP/1.1\r\nHost: hub\r\n\r\n`)).status, 405);
            assert.ok([400, 405].includes((await raw(hub, `get ${path} HTTP/1.1\r\nHost: hub\r\n\r\n`)).status));
        });
    for (const path of [`/r/${secret.repo}/runs`, `/c/${crasher.id}/crashes`, `/run/${run.id}`, '/admin'])
        test(`${path.replace(/test-\w+|\d+/g, 'x')} takes no POST`, async () => {
            const answer = await get(hub, path, { as: root, method: 'POST', body: 'a=b', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
            assert.equal(answer.status, 405);
            assert.equal(answer.headers.allow, 'GET, HEAD');
        });
    test('HEAD is GET without the body', async () => {
        for (const path of [...pages, ...downloads, '/static/nopanic.css', '/push.sh']) {
            const [whole, head] = [await get(hub, path, { as: root }), await get(hub, path, { as: root, method: 'HEAD' })];
            assert.equal(head.status, whole.status, path);
            assert.equal(head.body.length, 0);
            for (const name of ['content-type', 'content-security-policy', 'cache-control', 'content-disposition']) assert.equal(head.headers[name], whole.headers[name], `${name} of ${path}`);
        }
    });
});

describe('who may see what', () => {
    const private_paths = [`/r/${secret.repo}`, `/r/${secret.repo}/crashers`, `/r/${secret.repo}/runs`, `/c/${crasher.id}`, `/c/${crasher.id}/crashes`, `/run/${run.id}`, ...downloads];
    const absent = (path) => path.replace(secret.repo, 'no/such').replace(/\d{1,}(?=$|\/|\?)/g, '987654321');
    for (const [who, account] of [['a stranger', undefined], ['somebody without a role', bob]])
        for (const json of [false, true])
            test(`${who} gets the same 404 for what is private and for what is not there${json ? ', as JSON' : ''}`, async () => {
                for (const path of private_paths) {
                    const [hidden, missing] = [await get(hub, path, { as: account, json }), await get(hub, absent(path), { as: account, json })];
                    assert.equal(hidden.status, 404, path);
                    assert.equal(missing.status, 404);
                    assert.equal(hidden.text, missing.text, path);
                    assert.deepEqual(Object.keys(hidden.headers), Object.keys(missing.headers));
                }
            });
    test('and takes as long for both', async () => {
        const times = { hidden: [], missing: [] };
        for (let i = 0; i < 60; i++)
            for (const [name, path] of [['hidden', private_paths[0]], ['missing', '/r/no/such']]) {
                const began = process.hrtime.bigint();
                await get(hub, path);
                times[name].push(Number(process.hrtime.bigint() - began));
            }
        const [a, b] = Object.values(times).map((list) => list.sort((x, y) => x - y)[30]);
        assert.ok(Math.max(a, b) / Math.min(a, b) < 1.5, `${a} and ${b} ns`);
    });
    test('the index, its counts and its search do not tell either', async () => {
        for (const account of [undefined, bob])
            for (const path of ['/', `/?q=${secret.repo}`, '/?format=json', `/?format=json&q=${secret.repo.split('/')[0]}`]) {
                const { text } = await get(hub, path, { as: account }); // which repeats what was searched for
                assert.ok(!text.includes(`/r/${secret.repo}`) && !text.includes(`"name":"${secret.repo}"`), path);
            }
        const count = async (account) => (await get(hub, '/', { as: account, json: true })).json().totals.repositories;
        assert.equal(await count(alice), await count(undefined) + 1);
        assert.equal(await count(bob), await count(undefined));
    });
    test('a public repository is open to strangers, who are asked to sign in for more', async () => {
        assert.equal((await get(hub, `/r/${open}`)).status, 200);
        assert.match((await get(hub, '/')).text, /href="\/login"/);
        assert.match(words((await get(hub, `/?q=${open}`)).text), /Crashers found in 1 package/);
    });
    test('administration does not exist for others', async () => {
        for (const path of ['/admin', '/admin/tokens', '/admin/repositories', '/admin/nothing']) {
            assert.equal((await get(hub, path, { as: alice })).status, 404);
            assert.ok([303, 404].includes((await get(hub, path)).status));
            assert.ok([401, 404].includes((await get(hub, path, { json: true })).status));
        }
    });
    test('a role that is taken away is gone with the next request', async () => {
        const carol = add_account(hub);
        grant(hub, carol, secret.repo, 'read');
        assert.equal((await get(hub, `/c/${crasher.id}`, { as: carol })).status, 200);
        hub.psql(`DELETE FROM repo_grant WHERE account = (SELECT id FROM account WHERE name = '${carol.name}')`);
        assert.equal((await get(hub, `/c/${crasher.id}`, { as: carol })).status, 404);
    });
    test('a role through a group counts', async () => {
        const carol = add_account(hub), group = fresh('group');
        hub.psql(`WITH g AS (INSERT INTO account_group (name) VALUES ('${group}') RETURNING id),
                       m AS (INSERT INTO group_member SELECT g.id, a.id FROM g, account a WHERE a.name = '${carol.name}')
                  INSERT INTO repo_grant (repo, account_group, role) SELECT r.id, g.id, 'read' FROM repo r, g WHERE r.name = '${secret.repo}'`);
        assert.equal((await get(hub, `/c/${crasher.id}`, { as: carol })).status, 200);
    });
    test('a disabled account is nobody at once, although its password was right a moment ago', async () => {
        const carol = add_account(hub), visitor = new Visitor(hub);
        await visitor.sign_in(carol);
        assert.equal((await visitor.ask('/account')).status, 200);
        assert.equal((await get(hub, '/account', { as: carol })).status, 200);
        hub.psql(`UPDATE account SET disabled_at = now() WHERE name = '${carol.name}'`);
        assert.equal((await visitor.ask('/account')).status, 303);
        assert.equal((await get(hub, '/account', { as: carol })).status, 401);
    });
    test('100 requests of two visitors in turn: none sees with the rights of the one before', async () => {
        const asked = await Promise.all(Array.from({ length: 100 }, (_, i) => get(hub, `/c/${crasher.id}`, { as: i % 2 ? alice : i % 4 ? bob : undefined })));
        asked.forEach((answer, i) => assert.equal(answer.status, i % 2 ? 200 : 404));
    });
    test('row-level security is on and forced for every table that names a repository', () => {
        const bare = hub.rows(`SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'repo' AND NOT a.attisdropped
                                WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`);
        assert.deepEqual(bare, []);
        assert.deepEqual(hub.rows(`SELECT rolname FROM pg_roles WHERE rolname LIKE 'nopanic\\_%' AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)`), []);
    });
    test('headers of a client make nobody of it, and the log has its true address', async () => {
        const id = hub.value(`(SELECT id FROM account WHERE name = '${root.name}')`);
        const forged = ['Remote-User', 'X-Remote-User', 'Auth-Account', 'AUTH_ACCOUNT', 'X-Auth-Account', 'X_Auth_Account', 'Auth-Token', 'X-Auth-Token', 'Auth-Session', 'X-Auth-Session'];
        const path = `/admin?mark=${fresh('mark')}`;
        for (const name of forged) {
            const head = [`${name}: ${name.includes('User') ? root.name : id}`, 'X-Forwarded-For: 1.2.3.4', 'X-Real-IP: 1.2.3.4', 'Forwarded: for=1.2.3.4', 'Proxy: http://evil.example', 'Accept: application/json'];
            const answer = await raw(hub, `GET ${path} HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n${head.join('\r\n')}\r\n\r\n`, { from: '127.0.0.77' });
            assert.ok([401, 404].includes(answer.status), `${name}: ${answer.status}`);
        }
        await until(() => hub.log('access.log').includes('"address":"127.0.0.77"'));
        assert.ok(!hub.log('access.log').includes('1.2.3.4'));
    });
});

describe('hostile text', () => {
    const text = { markup: '"\'><img src=x onerror=alert(1)>', script: '</script><script>alert(1)</script>', template: '{{INCLUDE "x"}}{{=<% %>=}}{{#A}}', format: '%n%n%s%s%x', bidi: 'a\u202eb\u2066c', controls: 'a\u001b[2Jb\u009bc\u0008d' };
    for (const [name, value] of Object.entries(text))
        test(`${name} in every field that takes it is shown as it is, nowhere taken for something else`, async () => {
            const { repo, token } = pushable(hub, 'text');
            grant(hub, alice, repo, 'read');
            const sent = [
                await ingest(hub, token, { repo, package: value, target: value, branch: value, origin: value, run: fresh('r') }, `FATAL: ${value}\nAborted\n`),
                await ingest(hub, token, { repo, package: 'codec', target: 'FuzzText', branch: `b ${value}`, origin: value.slice(0, 40), run: fresh('r') }, go_log({ message: value, target: 'FuzzText' })),
                await ingest(hub, token, { repo, package: 'codec', target: 'FuzzFrame' }, go_log({ functions: [`f${value}`], file: `${value}.go`, target: 'FuzzFrame' })),
                await ingest_form(hub, token, [['repo', repo], ['package', '.'], ['target', 'fuzz'], ['log', asan_log({ functions: [value], file: value }), 'l'], ['crasher', 'x', value.replace(/["\u001b]/g, '')]])];
            for (const answer of sent) assert.ok([201, 422].includes(answer.status), answer.text);
            assert.equal(sent[2].status, 201);
            const taken = sent.filter((a) => a.status === 201).map((a) => a.json());
            const paths = ['/', `/r/${repo}`, `/r/${repo}/crashers`, `/r/${repo}/runs`, ...taken.flatMap((a) => [`/run/${a.run.id}`, ...a.results.flatMap((r) => r.crashers.flatMap((c) => [`/c/${c.id}`, `/c/${c.id}/crashes`]))])];
            let shown = 0;
            for (const path of new Set(paths)) {
                const page = await get(hub, path, { as: alice });
                assert.equal(page.status, 200, path);
                for (const line of page.text.split('\n').filter((l) => l.includes('onerror=alert'))) assert.match(line, /&lt;img/);
                assert.doesNotMatch(page.text, /<script>|<\/script><script|<img (?!class="badge" src="\/badge\/)/);
                // Neither control bytes nor what turns the direction of text reach the page.
                assert.doesNotMatch(page.text, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/, path);
                if (words(page.text).includes(words(value.replace(/</g, '&lt;')))) shown++;
                const json = await get(hub, path, { as: alice, json: true });
                assert.doesNotThrow(() => json.json());
            }
            if (!['bidi', 'controls'].includes(name)) assert.ok(shown >= 3, `shown on ${shown} pages`);
        });
    test('a message of a megabyte leaves every page small', async () => {
        const { repo, token } = pushable(hub, 'long');
        grant(hub, alice, repo, 'read');
        const answer = await ingest(hub, token, { repo }, go_log({ message: 'long '.repeat(200000) }));
        assert.equal(answer.status, 201, answer.text);
        const { run: its, results } = answer.json();
        for (const path of [`/?q=${repo}`, `/r/${repo}`, `/r/${repo}/crashers`, `/c/${results[0].crashers[0].id}`, `/run/${its.id}`])
            assert.ok((await get(hub, path, { as: alice })).body.length < 200000, path);
    });
});
