// The access matrix: everybody who may come along, on every route, for a repository of their own, of
// others, a public one and one that does not exist.  Routes are read from the programs and from nginx: one
// without a row here fails.  8.2.1, 8.2.2, 8.3.1, 8.3.2.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { basic, ingest, ingest_form, request, Visitor } from './client.mjs';
import { shared_hub } from './hub.mjs';
import { nginx_locations, program_routes, programs_without_routes } from './routes.mjs';
import { add_account, add_repo, fresh, go_log, grant, new_token } from './scene.mjs';

const hub = await shared_hub();

// ---- the table: what a route is for, so who gets what ----
//
// repo    whoever may read the repository; nobody else learns that it is there (404)
// own     whoever administers the repository; strangers are asked to sign in (401)
// admin   administrators of the instance; strangers are asked to sign in (401), others get 404
// member  whoever has an account and may read the repository; strangers are asked to sign in (401)
// triage  whoever may triage the repository; whoever may only read is refused (401, 403)
// person  whoever has an account
// all     everybody
// gone    nobody, on a hub that has been set up
//
// post is the answer to a POST with the form's token, and with a wish that nobody has, from whoever
// may; a row without it is not posted to here.
const ROUTES = {
    'index /': { for: 'all' },
    'index /crashers': { for: 'all' }, 'index /crashers.csv': { for: 'all' }, 'index /crashers.jsonl': { for: 'all' },
    'index /metrics': { for: 'all' }, // also for strangers of this machine, as all are here
    'index /healthz': { for: 'all', open: true },
    'account /login': { for: 'all' }, 'account /logout': { for: 'all' }, 'account /theme': { for: 'all' },
    'account /setup': { for: 'gone' },
    'account /account': { for: 'person', post: 422 },
    'account /account/email': { for: 'person' }, 'account /account/two-factor': { for: 'person', post: 422 },
    'account /login/code': { for: 'all' }, 'account /reset': { for: 'all' }, 'account /reset/new': { for: 'all' },
    'account /signup': { for: 'all' }, 'account /signup/new': { for: 'all' },
    'account /admin/invitations': { for: 'admin', post: 422 },
    'account /admin/reset': { for: 'gone', post: 422, post_for: 'admin' },
    'admin /admin': { for: 'admin' },
    'admin /admin/accounts': { for: 'admin' }, 'admin /admin/accounts/:': { for: 'admin', fill: (s) => [s.person], post: 422 },
    'admin /admin/groups': { for: 'admin', post: 422 }, 'admin /admin/groups/:': { for: 'admin', fill: (s) => [s.group], post: 422 },
    'admin /admin/access': { for: 'admin', post: 422 },
    'admin /admin/see-as': { for: 'gone', post: 200, post_for: 'admin' },
    'admin /admin/repositories': { for: 'admin', post: 422 },
    'admin /admin/mails': { for: 'admin', post: 422 }, 'admin /admin/tokens': { for: 'admin', post: 422 }, 'admin /admin/settings': { for: 'admin', post: 422 },
    'admin /admin/deliveries': { for: 'admin', post: 422 },
    'admin /admin/notify': { for: 'admin', post: 422 }, 'admin /admin/notify/:': { for: 'admin', fill: (s) => [s.rule], post: 422 },
    'admin /admin/audit': { for: 'admin' }, 'admin /admin/audit.csv': { for: 'admin' }, 'admin /admin/audit.jsonl': { for: 'admin' },
    'detail /r/:/:': { for: 'repo', fill: (s) => s.name.split('/'), post: 422, post_for: 'member' },
    'detail /r/:/:/crashers': { for: 'repo', fill: (s) => s.name.split('/') },
    'detail /r/:/:/crashers.csv': { for: 'repo', fill: (s) => s.name.split('/') }, 'detail /r/:/:/crashers.jsonl': { for: 'repo', fill: (s) => s.name.split('/') },
    'detail /r/:/:/runs': { for: 'repo', fill: (s) => s.name.split('/') },
    'detail /r/:/:/coverage': { for: 'repo', fill: (s) => s.name.split('/') },
    'detail /r/:/:/settings': { for: 'own', fill: (s) => s.name.split('/'), post: 422 },
    'detail /r/:/:/access': { for: 'own', fill: (s) => s.name.split('/'), post: 422 },
    'detail /r/:/:/services': { for: 'own', fill: (s) => s.name.split('/'), post: 422 },
    'detail /r/:/:/source': { for: 'own', fill: (s) => s.name.split('/'), post: 422 },
    'detail /r/:/:/tokens': { for: 'own', fill: (s) => s.name.split('/'), post: 422 },
    'crasher /c/:': { for: 'repo', fill: (s) => [s.crasher], post: 422, post_for: 'triage' }, 'crasher /c/:/crashes': { for: 'repo', fill: (s) => [s.crasher] },
    'crasher /c/:/input': { for: 'repo', fill: (s) => [s.crasher] }, 'crasher /c/:/log': { for: 'repo', fill: (s) => [s.crasher] },
    'crasher /c/:/ticket': { for: 'triage', fill: (s) => [s.crasher], post: 422 },
    'feed /badge/:/:': { for: 'repo', fill: (s) => s.name.replace(/$/, '.svg').split('/') },
    'feed /feed/:/:': { for: 'repo', fill: (s) => s.name.replace(/$/, '.atom').split('/') },
    'notify /unsubscribe': { for: 'gone', open: true },
    'feed /feed': { for: 'gone', open: true }, 'feed /account/feeds': { for: 'person', post: 422 },
    'notify /notify': { for: 'person', post: 422 },
    'run /run/:/results.sarif': { for: 'repo', fill: (s) => [s.run] }, 'run /run/:/junit.xml': { for: 'repo', fill: (s) => [s.run] },
    'run /run/:': { for: 'repo', fill: (s) => [s.run] }, 'run /run/:/log/:': { for: 'repo', fill: (s) => [s.run, s.log] },
};

// What nginx serves, and who is let through to a program without having been asked who it is.
const LOCATIONS = [
    ['= /', 'page', 'index'], ['/r/', 'page', 'detail'], ['/c/', 'page', 'crasher'], ['/run/', 'page', 'run'],
    ['~ ^/(badge|feed)/', 'page', 'feed'], ['= /feed', 'public', 'feed'], ['= /unsubscribe', 'public', 'notify'], ['= /account/feeds', 'page', 'feed'], ['= /notify', 'page', 'notify'], ['~ ^/admin/(invitations|reset)$', 'page', 'account'], ['~ ^/admin(/|$)', 'page', 'admin'],
    ['~ ^/(login|reset|signup)(/[a-z-]+)?$', 'page', 'account'], ['~ ^/(logout|setup|theme|account(/[a-z-]+)?)$', 'page', 'account'],
    ['= /ingest', 'public', 'ingest'], ['= /healthz', 'public', 'index'], ['~ ^/static/([A-Za-z0-9][A-Za-z0-9._-]*)$', 'file', null],
    ['= /favicon.svg', 'file', null], ['= /push.sh', 'file', null], ['= /openapi.json', 'file', null], ['/', 'page', 'index'], ['@absent', 'page', 'index'],
    ['= /.auth', 'internal', 'auth'], ['^~ /.error/', 'internal', null], ['= /.error/login', 'internal', null], ['= /.error/refused', 'internal', null]];

// ---- who there is, and what ----

const group = fresh('owners');
const owner = fresh('red');
async function repository(name, ...options) {
    hub.nopanic(['repo', 'add', name, ...options]);
    const token = new_token(hub, '--repo', name);
    const answer = await ingest_form(hub, token, [['repo', name], ['package', 'codec'], ['target', 'FuzzDecode'], ['log', go_log(), 'l'], ['crasher', 'an input', '8727b16d337d7b81']]);
    assert.equal(answer.status, 201, answer.text);
    const { run, results: [{ crashers: [crasher] }] } = answer.json();
    return { name, token, run: run.id, crasher: crasher.id, log: hub.value(`(SELECT max(id) FROM log WHERE run = ${run.id})`) };
}
const things = { own: await repository(`${owner}/own`), other: await repository(`${fresh('green')}/other`), public: await repository(`${fresh('blue')}/pub`, '--public'),
                 absent: { name: 'no/such', run: 987654321, crasher: 987654321, log: 987654321 } };
const people = Object.fromEntries(['nobody', 'reader', 'triager', 'admin', 'gone'].map((name) => [name, add_account(hub)]));
people.root = add_account(hub, { admin: true });
grant(hub, people.reader, things.own.name, 'read');
hub.nopanic(['grant', 'set', 'triage', '--account', people.triager.name, `${owner}/*`]);
hub.nopanic(['group', 'add', group]);
hub.nopanic(['group', 'join', group, people.admin.name]);
hub.nopanic(['grant', 'set', 'admin', '--group', group, things.own.name]);
grant(hub, people.gone, things.own.name, 'admin');
hub.psql(`INSERT INTO subscription (account_group, repo_pattern, made_by) SELECT g.id, '${owner}/*', a.id FROM account_group g, account a WHERE g.name = '${group}' AND a.name = '${people.root.name}'`);
for (const thing of Object.values(things)) Object.assign(thing, { person: people.reader.name, rule: hub.value('(SELECT max(id) FROM subscription)'), group: hub.value(`(SELECT id FROM account_group WHERE name = '${group}')`) });

const NOBODY = { own: 0, other: 0, public: 1, absent: 0 };
const ranks = { stranger: NOBODY, nobody: NOBODY, reader: { ...NOBODY, own: 1 }, triager: { ...NOBODY, own: 2 }, admin: { ...NOBODY, own: 3 },
                root: { own: 3, other: 3, public: 3, absent: 0 }, 'token that reads': { ...NOBODY, own: 1, public: 0 } };

// Each asks in one way: {name, rank, ask(path, options), csrf()}.
function asker(name, rank, headers, from = () => undefined) {
    const ask = (path, options = {}) => request(hub, path, { ...options, from: from(), headers: { Accept: 'application/json', ...headers, ...options.headers } });
    return { name, rank, ask };
}
async function by_session(name) {
    const visitor = new Visitor(hub);
    await visitor.sign_in(people[name]);
    return { name: `${name}, by session`, rank: name, ask: (path, options = {}) => visitor.ask(path, { ...options, headers: { Accept: 'application/json', ...options.headers } }) };
}
const gone_session = await by_session('gone');
assert.equal((await gone_session.ask(`/r/${things.own.name}`)).status, 200);
hub.psql(`UPDATE account SET disabled_at = now() WHERE name = '${people.gone.name}'`);
const old = new_token(hub, '--repo', things.own.name, '--scope', 'read');
hub.psql("UPDATE token SET expires_at = now() - interval '1 second' WHERE id = (SELECT max(id) FROM token)");
const bearer = (token) => ({ Authorization: `Bearer ${token}` });
let refused = 1;
const askers = [
    asker('a stranger', 'stranger', {}),
    ...(await Promise.all(['nobody', 'reader', 'triager', 'admin', 'root'].map(by_session))),
    ...['nobody', 'reader', 'triager', 'admin', 'root'].map((name) => asker(`${name}, by HTTP basic`, name, { Authorization: basic(people[name]) })),
    asker('a token that reads', 'token that reads', bearer(new_token(hub, '--repo', things.own.name, '--scope', 'read'))),
    asker('a token that pushes', 'pusher', bearer(things.own.token)),
    asker('an expired token', 'dead', bearer(old)),
    // From another address each time, since refused passwords are counted.
    asker('a disabled account, by HTTP basic', 'dead', { Authorization: basic(people.gone) }, () => `127.9.${refused >> 8}.${refused++ & 255}`),
    { ...gone_session, name: 'a disabled account, by its session', rank: 'stranger' },
];
const has_account = (who) => !['stranger', 'token that reads'].includes(who.rank);

function expected(route, who, thing) {
    if (route.open) return route.for === 'gone' ? 404 : 200;
    if (who.rank === 'pusher') return 403;
    if (who.rank === 'dead') return 401;
    const rank = ranks[who.rank][thing];
    switch (route.for) {
        case 'all': return 200;
        case 'person': return has_account(who) ? 200 : 401;
        case 'admin': return !has_account(who) ? 401 : who.rank === 'root' ? 200 : 404;
        case 'gone': return route.post_for && !has_account(who) ? 401 : 404;
        case 'repo': return rank >= 1 ? 200 : 404;
        case 'member': return rank < 1 ? 404 : has_account(who) ? 200 : 401;
        case 'triage': return rank >= 2 ? 200 : rank < 1 ? 404 : has_account(who) ? 403 : 401;
        case 'own': return !has_account(who) ? 401 : rank >= 3 ? 200 : 404;
    }
}
function expected_of_post(route, who, thing) {
    const get = expected({ ...route, for: route.post_for ?? route.for }, who, thing);
    if (who.rank === 'token that reads') return 403;
    return get === 200 ? route.post : get;
}

const address = (path, values = []) => path.replace(/:/g, () => values.shift());
const filled = (route, key, thing) => address(key.split(' ')[1], route.fill?.(things[thing]).map(String));
const each_thing = (route) => ['repo', 'own', 'triage'].includes(route.for) ? Object.keys(things) : ['own'];

describe('every route has a row', () => {
    test('of the programs', () => {
        const found = program_routes();
        assert.ok(found.length > 20);
        assert.deepEqual(Object.keys(ROUTES).sort(), found.map((r) => `${r.program} ${r.path}`).sort());
        for (const route of found) {
            const row = ROUTES[`${route.program} ${route.path}`];
            if (row.post) assert.ok(route.takes_post, `${route.path} takes no POST`);
        }
        assert.deepEqual(programs_without_routes(), ['auth', 'ingest']);
    });
    test('of nginx', () => assert.deepEqual(nginx_locations(), LOCATIONS));
});

const takes_post = new Map(program_routes().map((r) => [`${r.program} ${r.path}`, r.takes_post]));

describe('what one may not see answers like what does not exist', () => {
    for (const who of askers)
        test(`${who.name}: every route, every repository`, async () => {
            const wrong = [];
            for (const [key, route] of Object.entries(ROUTES)) {
                const bodies = {};
                for (const thing of each_thing(route)) {
                    const path = filled(route, key, thing), answer = await who.ask(path);
                    const wanted = expected(route, who, thing);
                    if (answer.status !== wanted) wrong.push(`GET ${key} of ${thing}: ${answer.status}, not ${wanted}`);
                    if (route.for === 'triage' ? wanted === 404 : answer.status !== 200) bodies[thing] = [Object.keys(answer.headers), answer.text.replace(/[0-9a-f]{32}/g, 'N')];
                }
                for (const [thing, seen] of Object.entries(bodies))
                    if (JSON.stringify(seen) !== JSON.stringify(bodies.absent ?? seen)) wrong.push(`GET ${key} of ${thing} reads unlike an absent one: ${seen}`.slice(0, 600));
            }
            assert.deepEqual(wrong, []);
        });
    for (const who of askers.slice(0, 6))
        test(`${who.name}: the pages for people are the same, too`, async () => {
            // A form of the page has a token of its own each time.
            const page = async (path) => (await who.ask(path, { headers: { Accept: 'text/html' } })).text.replace(/value="\d+\.[\w.-]+"/g, '');
            for (const [key, route] of Object.entries(ROUTES).filter(([, r]) => r.for === 'repo')) {
                if (ranks[who.rank].other >= 1) continue;
                assert.equal(await page(filled(route, key, 'other')), await page(filled(route, key, 'absent')), key);
            }
        });
});

describe('changes', () => {
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    async function csrf_of(who) {
        const page = await who.ask(has_account(who) ? '/account' : '/login', { headers: { Accept: 'text/html' } });
        return /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    }
    for (const who of askers)
        test(`${who.name}: every route, every repository`, async () => {
            const wrong = [], csrf = await csrf_of(who);
            const post = (path, fields) => who.ask(path, { method: 'POST', headers: form, body: new URLSearchParams(fields).toString() });
            for (const [key, route] of Object.entries(ROUTES)) {
                const bodies = {};
                for (const thing of each_thing(route)) {
                    const path = filled(route, key, thing);
                    if (!takes_post.get(key)) {
                        const answer = await post(path, { csrf });
                        const wanted = ['pusher', 'dead'].includes(who.rank) && !route.open ? expected(route, who, thing) : 405;
                        if (answer.status !== wanted) wrong.push(`POST ${key} of ${thing}: ${answer.status}, not ${wanted}`);
                        continue;
                    }
                    const bare = await post(path, { do: 'nothing' });
                    if (![401, 403, 404].includes(bare.status)) wrong.push(`POST ${key} of ${thing} without the token of a form: ${bare.status}`);
                    if (!route.post) continue;
                    const answer = await post(path, { csrf, do: 'nothing' }), wanted = expected_of_post(route, who, thing);
                    if (answer.status !== wanted) wrong.push(`POST ${key} of ${thing}: ${answer.status}, not ${wanted}: ${answer.text.slice(0, 100)}`);
                    if (wanted === 404) bodies[thing] = answer.text;
                }
                for (const thing of Object.keys(bodies))
                    if (bodies[thing] !== (bodies.absent ?? bodies[thing])) wrong.push(`POST ${key} of ${thing} reads unlike an absent one`);
            }
            assert.deepEqual(wrong, []);
        });
});

describe('nothing else tells of it', () => {
    // All that lists, counts and searches, for whoever has no right there.
    const LISTS = ['/?format=json', '/crashers?format=json&state=all', `/crashers?format=json&state=all&repository=${things.other.name}`, `/?format=json&q=${things.other.name}`, '/?format=json&show=crashers', '/?format=json&news=all', `/r/${things.public.name}?format=json`, `/r/${things.public.name}/crashers?format=json&state=all`,
                   `/c/${things.public.crasher}?format=json`, `/run/${things.public.run}?format=json`];
    test('no list, total, search or neighbour changes when others add a repository, runs and crashers', async () => {
        hub.roll();
        const read = async () => {
            const seen = [];
            for (const who of askers.filter((a) => ranks[a.rank] && a.rank !== 'root'))
                for (const path of LISTS) seen.push(`${who.name} ${path}: ${(await who.ask(path)).text}`);
            return seen;
        };
        const before = await read();
        const more = await repository(`${fresh('green')}/more`);
        await ingest(hub, things.other.token, { repo: things.other.name, package: 'codec' }, go_log({ functions: ['other', 'Decode'] }));
        hub.nopanic(['grant', 'set', 'admin', '--account', people.root.name, more.name]);
        hub.roll();
        const after = await read();
        after.forEach((text, i) => assert.equal(text, before[i]));
        for (const text of before) assert.ok(!text.includes(`"${things.other.name}"`), text.slice(0, 80));
    });
    test('one worker after another visitor shows no more than before', async () => {
        const stranger = askers[0], reader = askers.find((a) => a.name.startsWith('reader, by session'));
        for (let i = 0; i < 50; i++) {
            assert.equal((await reader.ask(`/c/${things.own.crasher}`)).status, 200);
            assert.equal((await stranger.ask(`/c/${things.own.crasher}`)).status, 404);
        }
    });
    test('a right that ends is dead within a second, by whatever way it came', async () => {
        const ways = [['grant', 'remove', '--account', people.triager.name, `${owner}/*`], ['group', 'leave', group, people.admin.name]];
        const back = [['grant', 'set', 'triage', '--account', people.triager.name, `${owner}/*`], ['group', 'join', group, people.admin.name]];
        for (const [i, name] of ['triager', 'admin'].entries())
            for (const who of askers.filter((a) => a.rank === name)) {
                assert.equal((await who.ask(`/run/${things.own.run}`)).status, 200);
                hub.nopanic(ways[i]);
                assert.equal((await who.ask(`/run/${things.own.run}`)).status, 404, who.name);
                hub.nopanic(back[i]);
                assert.equal((await who.ask(`/run/${things.own.run}`)).status, 200);
            }
    });
    // Medians of samples in turn: what is there and hidden takes as long as what is not there.  A difference
    // that is real is there in each round, the same way round; what else the machine does is not.
    async function medians(who, key) {
        const times = { other: [], absent: [] };
        for (let i = 0; i < 51; i++)
            for (const thing of i % 2 ? ['other', 'absent'] : ['absent', 'other']) {
                const path = filled(ROUTES[key], key, thing), began = process.hrtime.bigint();
                await who.ask(path);
                times[thing].push(Number(process.hrtime.bigint() - began));
            }
        return Object.values(times).map((list) => list.sort((x, y) => x - y)[25]);
    }
    for (const key of Object.keys(ROUTES).filter((k) => ROUTES[k].for === 'repo'))
        test(`time does not tell either: ${key}`, async () => {
            const who = askers.find((a) => a.name === 'nobody, by session'), rounds = [];
            for (let i = 0; i < 5; i++) {
                const [a, b] = await medians(who, key);
                rounds.push(a / b);
                if (!rounds.every((ratio) => ratio > 1.15) && !rounds.every((ratio) => ratio < 1 / 1.15)) return;
            }
            assert.fail(`hidden takes this much of what absent takes: ${rounds}`);
        });
});
