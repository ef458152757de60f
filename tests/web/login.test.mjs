// Signing in and out, sessions, HTTP basic, forms that nobody else can send, redirects that stay here.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { assert_alike } from './alike.mjs';
import { Visitor, basic, get, ingest, request, words } from './client.mjs';
import { shared_hub } from './hub.mjs';
import { add_account, fresh, go_log, grant, new_token, pushable } from './scene.mjs';

const hub = await shared_hub();
const alice = add_account(hub), root = add_account(hub, { admin: true });
const { repo, token } = pushable(hub);
grant(hub, alice, repo, 'read');
const crasher = (await ingest(hub, token, { repo }, go_log())).json().results[0].crashers[0].id;

// Addresses of the loopback, so that refused logins of one test are not counted against another.
const net = 1 + randomBytes(1)[0] % 250;
let host = 0;
const elsewhere = () => `127.${net}.${++host >> 7}.${host % 128 + 1}`;

async function signed_in(account, options) {
    const visitor = new Visitor(hub, options);
    const answer = await visitor.sign_in(account);
    assert.equal(answer.status, 303, words(answer.text));
    return visitor;
}
const is_in = async (visitor) => (await visitor.ask('/account')).status === 200;

describe('the login page', () => {
    test('lets in with the right password, and out again for good', async () => {
        const visitor = await signed_in(alice);
        assert.ok(await is_in(visitor));
        assert.match(words((await visitor.ask('/')).text), new RegExp(alice.name));
        const old = new Map(visitor.cookies);
        const form = await visitor.form('/', '/logout');
        const answer = await visitor.post('/logout', form);
        assert.equal(answer.status, 303);
        assert.match(answer.headers['clear-site-data'], /storage/);
        assert.ok(!await is_in(visitor));
        const thief = new Visitor(hub);
        thief.cookies = old;
        const replay = await thief.ask('/account');
        assert.equal(replay.status, 303);
        assert.match(replay.headers.location, /^\/login/);
        assert.equal((await thief.ask('/account', { headers: { Accept: 'application/json' } })).status, 401);
    });
    test('takes the e-mail address, and both in any case', async () => {
        for (const name of [alice.name.toUpperCase(), `${alice.name}@example.com`, `${alice.name}@EXAMPLE.com`])
            assert.ok(await is_in(await signed_in({ ...alice, name })), name);
    });
    test('sets one cookie that scripts cannot read', async () => {
        const visitor = new Visitor(hub);
        const { headers } = await visitor.sign_in(alice);
        const cookies = headers['set-cookie'].filter((line) => !/max-age=0/i.test(line));
        assert.equal(cookies.length, 1);
        assert.match(cookies[0], /^[\w-]+=[\w-]{22,};/);
        for (const attribute of [/; Path=\/(;|$)/i, /; HttpOnly(;|$)/i, /; SameSite=(Lax|Strict)(;|$)/i]) assert.match(cookies[0], attribute);
        const value = /=([^;]+)/.exec(cookies[0])[1];
        for (const path of ['/', '/account', '/login']) assert.ok(!(await visitor.ask(path)).text.includes(value), path);
    });
    test('gives a new session at each login; one that somebody planted stays worthless', async () => {
        const visitor = new Visitor(hub);
        visitor.cookies.set('nopanic', 'A'.repeat(43));
        await visitor.sign_in(alice);
        const first = visitor.cookies.get('nopanic');
        assert.notEqual(first, 'A'.repeat(43));
        await visitor.sign_in(alice);
        assert.notEqual(visitor.cookies.get('nopanic'), first);
        const thief = new Visitor(hub);
        for (const value of ['A'.repeat(43), first]) {
            thief.cookies.set('nopanic', value);
            assert.ok(!await is_in(thief), 'an old session still counts');
        }
    });
    for (const [way, ask] of [['by form', async (name, from) => { const visitor = new Visitor(hub, { from }), hidden = await visitor.form('/login');
                                                               return () => visitor.post('/login', { ...hidden, user: name, password: 'wrong but long enough' }); }],
                              ['by HTTP basic', (name, from) => () => get(hub, '/account', { as: { name, password: 'wrong but long enough' }, from })]])
        test(`ASVS 6.3.8: ${way}, a wrong password and an unknown name are answered alike, in words, status and time`, async () => {
            const names = [alice.name, fresh('nobody').slice(0, alice.name.length)];
            await assert_alike((kind) => ask(names[kind], elsewhere()), ({ status, headers, text }) => {
                assert.equal(status, 401);
                return `${headers['www-authenticate']} ${text.replace(/name="csrf" value="[^"]*"|[0-9a-f]{32}/g, '').replaceAll(names[0], 'NAME').replaceAll(names[1], 'NAME')}`;
            });
        });
    test('has no accounts of its own', async () => {
        for (const name of ['admin', 'root', 'guest', 'demo', 'nopanic']) {
            const answer = await get(hub, '/account', { as: { name, password: name }, from: elsewhere() });
            assert.equal(answer.status, 401, name);
        }
    });
    test('can be used by password managers', async () => {
        const { text } = await request(hub, '/login');
        assert.match(text, /autocomplete="username"/);
        assert.match(text, /autocomplete="current-password"/);
        assert.doesNotMatch(text, /onpaste|autocomplete="off"/);
    });
    test('ten wrong passwords from one address, by form or basic, make it wait; another address does not', async () => {
        const from = elsewhere(), victim = add_account(hub);
        const visitor = new Visitor(hub, { from });
        for (let i = 0; i < 5; i++) {
            assert.equal((await visitor.sign_in({ ...victim, password: `wrong ${i} wrong wrong` })).status, 401);
            assert.equal((await get(hub, '/account', { as: { ...victim, password: `bad ${i} bad bad bad` }, from })).status, 401);
        }
        const by_form = await visitor.sign_in(victim);
        assert.equal(by_form.status, 429, 'even the right password has to wait');
        assert.match(by_form.headers['retry-after'], /^\d{1,4}$/);
        const by_basic = await get(hub, '/account', { as: victim, from });
        assert.equal(by_basic.status, 429);
        assert.match(by_basic.headers['retry-after'], /^\d{1,4}$/);
        assert.ok(await is_in(await signed_in(victim, { from: elsewhere() })), 'nobody can lock somebody out');
        hub.psql(`UPDATE login_failure SET at = at - interval '16 minutes' WHERE address = '${from}'`);
        assert.ok(await is_in(await signed_in(victim, { from })));
    });
});

describe('sessions', () => {
    test('end after 8 hours without a request, and after 7 days', async () => {
        for (const column of ["seen_at = now() - interval '8 hours 1 minute'", "created_at = now() - interval '7 days 1 minute'"]) {
            const visitor = await signed_in(alice);
            hub.psql(`UPDATE session SET ${column} WHERE account = (SELECT id FROM account WHERE name = '${alice.name}')`);
            assert.ok(!await is_in(visitor), column);
        }
    });
    test('are listed, and each can be ended', async () => {
        const [one, other] = [await signed_in(alice), await signed_in(alice)];
        const { text } = await one.ask('/account');
        const ids = [...text.matchAll(/name="session" value="([^"]*)"/g)].map((m) => m[1]);
        assert.ok(ids.length >= 2);
        for (const value of [...one.cookies.values(), ...other.cookies.values()]) assert.ok(!text.includes(value));
        const form = await one.form('/account');
        await one.post('/account', { csrf: form.csrf, do: 'end_others' });
        assert.ok(await is_in(one));
        assert.ok(!await is_in(other));
    });
    test('of others cannot be ended', async () => {
        const carol = add_account(hub), victim = await signed_in(carol), thief = await signed_in(alice);
        const [id] = [...(await victim.ask('/account')).text.matchAll(/name="session" value="([^"]*)"/g)].map((m) => m[1]);
        const { csrf } = await thief.form('/account');
        assert.ok([404, 409].includes((await thief.post('/account', { csrf, do: 'end', session: id })).status));
        assert.ok(await is_in(victim));
    });
    test('a changed password ends the others, and the old password is worth nothing at once', async () => {
        const carol = add_account(hub), [one, other] = [await signed_in(carol), await signed_in(carol)];
        assert.equal((await get(hub, '/account', { as: carol })).status, 200);
        const change = async (fields) => one.post('/account', { csrf: (await one.form('/account')).csrf, do: 'password', ...fields });
        assert.equal((await change({ current: 'wrong wrong wrong', new: 'a new and longer one' })).status, 403);
        assert.ok([400, 422].includes((await change({ new: 'a new and longer one' })).status));
        for (const [password, status] of [['elevenchars', 422], ['ä'.repeat(11), 422], ['password1234', 422]])
            assert.equal((await change({ current: carol.password, new: password })).status, status, password);
        assert.ok(await is_in(other), 'nothing has changed yet');
        const long = `blanks and ünïcode 💥 ${'x'.repeat(100)}`;
        assert.equal((await change({ current: carol.password, new: long })).status, 303);
        assert.ok(await is_in(one));
        assert.ok(!await is_in(other));
        assert.equal((await get(hub, '/account', { as: carol, from: elsewhere() })).status, 401);
        assert.equal((await get(hub, '/account', { as: { ...carol, password: long.slice(0, 72) }, from: elsewhere() })).status, 401);
        assert.equal((await get(hub, '/account', { as: { ...carol, password: long } })).status, 200);
    });
    test('passwords are kept as yescrypt, sessions and codes as digests', () => {
        const [row] = hub.rows(`SELECT password_hash FROM account WHERE name = '${alice.name}'`);
        assert.match(row.password_hash, /^\$y\$j/);
    });
});

describe('HTTP basic', () => {
    const paths = ['/', `/r/${repo}`, `/r/${repo}/crashers`, `/r/${repo}/runs`, `/c/${crasher}`, `/c/${crasher}/log`, '/account'];
    for (const path of paths)
        test(`${path.replace(repo, 'O/N').replace(/\d+/, 'N')} takes it`, async () => {
            assert.equal((await get(hub, path, { as: alice })).status, 200);
            for (const password of ['wrong', '', alice.password.slice(0, -1), `${alice.password} `]) {
                const refused = await get(hub, path, { as: { ...alice, password }, from: elsewhere() });
                assert.equal(refused.status, 401);
                assert.match(refused.headers['www-authenticate'], /^Basic realm="nopanic"/);
            }
        });
    for (const [name, header] of Object.entries({ 'no colon': `Basic ${Buffer.from('alice').toString('base64')}`, 'no base64': 'Basic !!!', nothing: 'Basic ', 'NUL': `Basic ${Buffer.from('a\0b:c').toString('base64')}`,
                                                  'another scheme': 'Digest username="x"', 'a very long name': `Basic ${Buffer.from(`${'x'.repeat(5000)}:y`).toString('base64')}` }))
        test(`${name} is 401`, async () => assert.equal((await request(hub, '/', { headers: { Authorization: header }, from: elsewhere() })).status, 401));
    test('of an administrator reaches administration', async () => assert.equal((await get(hub, '/admin/tokens', { as: root })).status, 200));
    test('a stranger is not challenged but sent to the login page', async () => {
        const answer = await get(hub, '/account');
        assert.equal(answer.status, 303);
        assert.equal(answer.headers['www-authenticate'], undefined);
        assert.equal(answer.headers.location, '/login?next=%2Faccount'.replace('%2F', /%2F/.test(answer.headers.location) ? '%2F' : '/'));
    });
});

describe('forms', () => {
    const doomed = new_token(hub, '--repo', repo);
    const id = () => hub.value(`(SELECT max(id) FROM token WHERE revoked_at IS NULL)`);
    const forms = {
        'POST /logout': ['/logout', '/account', {}], 'POST /theme': ['/theme', '/account', { theme: 'dark' }], 'POST /account password': ['/account', '/account', { do: 'password', current: root.password, new: 'something else entirely' }],
        'POST /account end_others': ['/account', '/account', { do: 'end_others' }], 'POST /account confirm': ['/account', '/account?confirm=1', { do: 'confirm', password: root.password, next: '/' }],
        'POST /admin/repositories': ['/admin/repositories', '/admin/repositories', { name: `${fresh('csrf')}/x`, visibility: 'public' }],
        'POST /admin/tokens create': ['/admin/tokens', '/admin/tokens', { do: 'create', name: fresh('csrf'), days: '30', repo: '', scope: 'ingest' }],
        'POST /admin/tokens revoke': ['/admin/tokens', '/admin/tokens', { do: 'revoke', id: '1' }], 'POST /': ['/', '/', {}],
    };
    // What a form could have changed.
    const state = () => hub.rows(`SELECT (SELECT count(*) FROM repo) AS repos, (SELECT count(*) FROM token) AS tokens, (SELECT count(*) FROM token WHERE revoked_at IS NULL) AS in_force,
        (SELECT count(*) FROM session) AS sessions, (SELECT sum(password_version) FROM account) AS passwords, (SELECT count(*) FROM audit) AS audit`)[0];
    for (const [name, [path, , fields]] of Object.entries(forms))
        test(`${name} is refused, and changes nothing, unless its token is of this visitor and this site`, async () => {
            const visitor = await signed_in(root), other = await signed_in(alice), stale = await signed_in(root);
            const good = (await visitor.form('/account')).csrf, others = (await other.form('/account')).csrf;
            const old = (await stale.form('/account')).csrf;
            await stale.post('/logout', { csrf: (await stale.form('/', '/logout')).csrf });
            const mine = fields.id ? { ...fields, id: String(id()) } : fields;
            const before = state();
            const refused = async (what, more, options, who = visitor) => {
                const answer = await who.post(path, { ...mine, ...more }, options);
                assert.equal(answer.status, 403, `${what}: ${answer.status}`);
                assert.deepEqual(state(), before, what);
            };
            await refused('without a token', {});
            await refused('a token of somebody else', { csrf: others });
            await refused('a token of before a logout', { csrf: old });
            await refused('an empty token', { csrf: '' });
            await refused('a token in a list', { 'csrf[]': good });
            await refused('a token with one character changed', { csrf: `${good.slice(0, -2)}${good.at(-2) === 'A' ? 'B' : 'A'}${good.at(-1)}` });
            await refused('from another site', { csrf: good }, { headers: { Origin: 'https://evil.example' } });
            await refused('from a sandboxed frame', { csrf: good }, { headers: { Origin: 'null' } });
            await refused('as the browser tells', { csrf: good }, { headers: { 'Sec-Fetch-Site': 'cross-site' } });
            await refused('with a password attached', {}, { headers: { Authorization: basic(root) } });
            await refused('by basic with a token of a session', { csrf: good }, { headers: { Authorization: basic(root) } }, new Visitor(hub));
            assert.ok(await is_in(visitor), 'the session goes on');
        });
    test('the login form itself needs its token, too', async () => {
        const visitor = new Visitor(hub);
        const { csrf } = await visitor.form('/login');
        for (const more of [{}, { csrf: '' }, { csrf: `${csrf}x` }])
            assert.equal((await visitor.post('/login', { user: alice.name, password: alice.password, ...more })).status, 403);
        assert.equal((await visitor.post('/login', { user: alice.name, password: alice.password, csrf }, { headers: { Origin: 'https://evil.example' } })).status, 403);
        assert.equal(visitor.cookies.size, 0);
    });
    test('with a password a program fills them in, too', async () => {
        const page = await get(hub, '/admin/repositories', { as: root });
        const csrf = /name="csrf" value="([^"]*)"/.exec(page.text)[1], name = `${fresh('basic')}/made`;
        const answer = await get(hub, '/admin/repositories', { as: root, method: 'POST', body: new URLSearchParams({ csrf, name, visibility: 'private' }).toString(),
                                                               headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
        assert.equal(answer.status, 303);
        assert.equal(hub.value(`(SELECT count(*) FROM repo WHERE name = '${name}')`), 1);
    });
    test('a field too many makes nobody more than he is', async () => {
        const visitor = await signed_in(root), { csrf } = await visitor.form('/account'), carol = add_account(hub), her = await signed_in(carol);
        await her.post('/account', { csrf: (await her.form('/account')).csrf, do: 'end_others', is_admin: '1', group: 'admins', id: '1' });
        assert.equal(hub.value(`(SELECT is_admin FROM account WHERE name = '${carol.name}')`), false);
        assert.equal((await visitor.post('/admin/repositories', { csrf, name: `${fresh('x')}/y`, id: '1', public: 'true', visibility: 'private' })).status, 303);
        assert.equal(hub.value('(SELECT public FROM repo ORDER BY id DESC LIMIT 1)'), false);
    });
    test('a repository is added once, and only under a good name', async () => {
        const visitor = await signed_in(root), add = async (name) => visitor.post('/admin/repositories', { csrf: (await visitor.form('/admin/repositories')).csrf, name, visibility: 'public' });
        const name = `${fresh('added')}/once`;
        assert.equal((await add(name)).status, 303);
        assert.ok([409, 422].includes((await add(name)).status));
        assert.ok([409, 422].includes((await add(name.toUpperCase())).status));
        for (const bad of ['x', '../x', 'a/b/c', '-a/b', `a/${'b'.repeat(300)}`, 'a/<b>', 'a b/c', '']) assert.equal((await add(bad)).status, 422, bad);
    });
    test('a token is made and shown once, pushes, and is revoked', async () => {
        const visitor = await signed_in(root), name = fresh('ci');
        const made = await visitor.post('/admin/tokens', { ...(await visitor.form('/admin/tokens')), do: 'create', name, days: '30', repo, scope: 'ingest' });
        assert.equal(made.status, 200);
        const [its] = made.text.match(/eyJ[\w-]+\.[\w-]+\.[\w-]{43}/);
        assert.equal((await ingest(hub, its, { repo, target: 'FuzzNew' }, go_log())).status < 300, true);
        const list = (await visitor.ask('/admin/tokens')).text;
        assert.ok(list.includes(name) && !list.includes(its.split('.')[2]));
        const number = hub.value(`(SELECT id FROM token WHERE name = '${name}')`);
        assert.equal((await visitor.post('/admin/tokens', { csrf: (await visitor.form('/admin/tokens')).csrf, do: 'revoke', id: String(number) })).status, 303);
        assert.equal((await ingest(hub, its, { repo, target: 'FuzzNew' }, go_log({ execs: 9 }))).status, 401);
        assert.ok(doomed);
    });
    test('making a token asks for the password again once it was given a quarter of an hour ago', async () => {
        const visitor = await signed_in(root), create = async () => visitor.post('/admin/tokens', { csrf: (await visitor.form('/', '/logout')).csrf, do: 'create', name: fresh('late'), days: '30', repo, scope: 'ingest' });
        hub.psql(`UPDATE session SET confirmed_at = now() - interval '16 minutes' WHERE account = (SELECT id FROM account WHERE name = '${root.name}')`);
        const before = state();
        assert.equal((await create()).status, 403);
        assert.deepEqual(state(), before);
        const confirm = async (password) => visitor.post('/account', { ...(await visitor.form('/account?confirm=1&next=/admin/tokens', '/account')), do: 'confirm', password });
        assert.equal((await confirm('wrong wrong wrong')).status, 403);
        assert.equal((await create()).status, 403);
        const answer = await confirm(root.password);
        assert.equal(answer.status, 303);
        assert.equal(answer.headers.location, '/admin/tokens');
        assert.equal((await create()).status, 200);
    });
});

describe('redirects', () => {
    const bad = ['//evil.example', 'https://evil.example', '/\\evil.example', '/%09/evil.example', '\\evil.example', 'https:evil.example', '/..//evil.example', '///evil.example', '/\t/evil.example', 'javascript:alert(1)', '\u0000//evil', '/\r\nX: y', '', 'x'.repeat(3000)];
    for (const next of bad)
        test(`next=${JSON.stringify(next.slice(0, 30))} stays on this site`, async () => {
            const visitor = new Visitor(hub);
            const { csrf } = await visitor.form('/login');
            const answer = await visitor.post('/login', { csrf, next, user: alice.name, password: alice.password });
            assert.ok([303, 400, 422].includes(answer.status), `${answer.status}`);
            const page = await visitor.ask(`/login?next=${encodeURIComponent(next)}`);
            for (const [, value] of page.text.matchAll(/name="next" value="([^"]*)"/g)) assert.match(value, /^\/(?![/\\])/);
            if (answer.status !== 303) return;
            assert.equal(new URL(answer.headers.location, hub.url).origin, hub.url);
            assert.match(answer.headers.location, /^\/(?![/\\])[^\\\t]*$/);
        });
    test('a good one is followed', async () => {
        for (const next of [`/r/${repo}`, `/r/${repo}/crashers?state=all&sort=last`, `/c/${crasher}`]) {
            const visitor = new Visitor(hub);
            assert.equal((await visitor.sign_in(alice, next)).headers.location, next);
        }
    });
    test('from a page that needs an account to the login page and back', async () => {
        const visitor = new Visitor(hub);
        const { headers: { location } } = await visitor.ask('/admin/tokens?a=1&b=2');
        assert.match(location, /^\/login\?next=/);
        const form = await visitor.form(location, '/login');
        assert.equal(form.next, '/admin/tokens?a=1&b=2');
    });
    test('the theme goes back to where it was chosen, on this site only', async () => {
        const visitor = await signed_in(alice);
        for (const [from, to] of [[`${hub.url}/r/${repo}`, `/r/${repo}`], ['https://evil.example/x', '/account'], ['//evil.example', '/account']]) {
            const { csrf } = await visitor.form('/account');
            const answer = await visitor.post('/theme', { csrf, theme: 'dark' }, { headers: { Referer: from } });
            assert.equal(answer.status, 303);
            assert.equal(answer.headers.location, to);
        }
    });
});

describe('the theme', () => {
    test('is what was chosen: light, dark, or the system\'s', async () => {
        const visitor = await signed_in(alice), theme = async () => /<html[^>]*data-theme="(\w+)"/.exec((await visitor.ask('/')).text)?.[1];
        const choose = async (wanted) => visitor.post('/theme', { csrf: (await visitor.form('/account')).csrf, theme: wanted });
        assert.equal(await theme(), undefined);
        for (const wanted of ['dark', 'light']) { await choose(wanted); assert.equal(await theme(), wanted); }
        assert.equal((await choose('system')).status, 303);
        assert.equal(await theme(), undefined);
        assert.equal((await choose('"><script>')).status, 422);
        visitor.cookies.set('theme', '"><script>alert(1)</script>');
        assert.equal(await theme(), undefined);
    });
    test('is not changed by a GET', async () => {
        const visitor = await signed_in(alice);
        await visitor.ask('/theme?theme=dark');
        assert.doesNotMatch((await visitor.ask('/')).text, /data-theme=/);
    });
});

describe('the log', () => {
    test('has logins and refusals with time, name and address, a line each, whatever was typed', async () => {
        const from = elsewhere(), name = `x\n{"message":"login","account":"root"}\u001b[2J`;
        const visitor = new Visitor(hub, { from });
        const hidden = await visitor.form('/login');
        await visitor.post('/login', { ...hidden, user: name, password: 'wrong wrong wrong' });
        await visitor.sign_in(alice);
        const lines = hub.log('account.log').trim().split('\n').map((line) => JSON.parse(line)).filter((line) => line.address === from);
        assert.equal(lines.filter((line) => line.message === 'login refused').length, 1);
        const logins = lines.filter((line) => line.message === 'login');
        assert.equal(logins.length, 1);
        assert.equal(logins[0].account, alice.name);
        assert.match(logins[0].time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
    });
    test('has no password and no session', async () => {
        const visitor = await signed_in(alice);
        await visitor.ask(`/login?password=${encodeURIComponent(alice.password)}`);
        const logs = ['access.log', 'account.log', 'auth.log', 'admin.log', 'index.log', 'nginx.log', 'postgres.log'].map((file) => hub.log(file)).join('');
        for (const secret of [alice.password, encodeURIComponent(alice.password), visitor.cookies.get('nopanic')]) assert.ok(!logs.includes(secret));
    });
});
