// /openapi.json against what the hub really answers: each address is described and none that is not there;
// each answer has what its description says, and nothing else; each refusal is one that is described.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv from 'ajv/dist/2020.js';
import add_formats from 'ajv-formats';
import { basic, ingest, ingest_form, ingest_json, request, Visitor } from './client.mjs';
import { root, shared_hub } from './hub.mjs';
import { mail_to } from './mail.mjs';
import { program_routes } from './routes.mjs';
import { add_account, admin_of, asan_log, commit, fresh, go_clean_log, go_log, go_rerun_log, grant, new_token } from './scene.mjs';
import { app_code } from './totp.mjs';
import { star, unsubscribe_key } from './unsubscribe.mjs';

const hub = await shared_hub();
const api = JSON.parse(readFileSync(join(root, 'htdocs/openapi.json'), 'utf8'));

// ---- the description, taken apart ----

const resolve = (it) => (it?.$ref ? resolve(it.$ref.slice(2).split('/').reduce((at, name) => at[name.replace(/~1/g, '/')], api)) : it);
const operations = Object.entries(api.paths).flatMap(([path, item]) =>
    ['get', 'post'].filter((method) => item[method]).map((method) => ({
        path, method, of: item[method], responses: item[method].responses,
        parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map(resolve) })));
const operation = (path, method = 'get') => operations.find((o) => o.path === path && o.method === method);

const ajv = new Ajv({ strict: false, allErrors: true });
add_formats(ajv);
ajv.addSchema({ $id: 'api', ...api });
const pointers = new Map();
(function note(at, pointer) {
    if (at === null || typeof at !== 'object') return;
    pointers.set(at, pointer);
    for (const [name, below] of Object.entries(at)) note(below, `${pointer}/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`);
})(api, '#');
const compiled = new Map();
function errors_of(schema, value) {
    if (!compiled.has(schema)) compiled.set(schema, ajv.compile({ $ref: `api${encodeURI(pointers.get(schema))}` }));
    const is_valid = compiled.get(schema);
    return is_valid(value) ? null : is_valid.errors.map((e) => `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`).slice(0, 5).join('; ');
}

// Properties of answers that some answer had.
const seen = new Set();
function look(schema, value) {
    schema = resolve(schema);
    for (const part of [...(schema.allOf ?? []), ...(schema.oneOf ?? [])]) look(part, value);
    if (Array.isArray(value)) for (const item of value) schema.items && look(schema.items, item);
    else if (value && typeof value === 'object')
        for (const [name, its] of Object.entries(schema.properties ?? {}))
            if (name in value) { seen.add(its); look(its, value[name]); }
}

// The same with a member that nobody described, once in each object.
function* with_more(value, whole = value) {
    if (value === null || typeof value !== 'object') return;
    if (!Array.isArray(value)) {
        value.undescribed = 1;
        yield whole;
        delete value.undescribed;
    }
    for (const below of Array.isArray(value) ? value.slice(0, 3) : Object.values(value)) yield* with_more(below, whole);
}

// That the answer to an operation is one of those described; its status.
function check(its, answer, who = '') {
    const what = `${who} ${its.method} ${its.path}: ${answer.status}`;
    const response = resolve(its.responses[answer.status] ?? its.responses.default);
    for (const [name, header] of Object.entries(response.headers ?? {}))
        if (name === 'Location') assert.ok(answer.headers.location, `${what} without ${name}, ${JSON.stringify(header)}`);
    if (!response.content) return answer.status;
    const type = answer.headers['content-type'].split(';')[0];
    assert.ok(response.content[type], `${what} is ${type}, not one of ${Object.keys(response.content)}`);
    const { schema } = response.content[type];
    const values = /ndjson/.test(type) ? answer.text.split('\n').filter(Boolean).map((line) => JSON.parse(line)) : /json/.test(type) ? [answer.json()] : [];
    for (const value of values) {
        assert.equal(errors_of(schema, value), null, `${what} is not as described: ${answer.text.slice(0, 2000)}`);
        look(schema, value);
        if (['properties', 'allOf', 'oneOf'].some((word) => resolve(schema)[word]))
            for (const more of with_more(value)) assert.notEqual(errors_of(schema, more), null, `${what} may have more: ${JSON.stringify(more).slice(0, 2000)}`);
    }
    return answer.status;
}

// ---- who and what there is ----

const owner = fresh('api'), busy = `${owner}/busy`, bare = `${owner}/bare`, open = `${owner}/open`;
for (const name of [busy, bare]) hub.nopanic(['repo', 'add', name]);
hub.nopanic(['repo', 'add', open, '--public']);
const pusher = new_token(hub, '--all'), reading = new_token(hub, '--repo', busy, '--scope', 'read');
const people = { reader: add_account(hub), triager: add_account(hub), owner: add_account(hub), root: admin_of(hub), manager: add_account(hub) };
for (const [name, role] of [['reader', 'read'], ['triager', 'triage'], ['owner', 'admin']]) for (const repo of [busy, bare]) grant(hub, people[name], repo, role);
const group = fresh('makers');
hub.nopanic(['group', 'add', group]);
hub.nopanic(['group', 'join', group, people.manager.name, '--manager']);
hub.nopanic(['group', 'join', group, people.reader.name]);
hub.nopanic(['grant', 'set', 'read', '--group', group, `${owner}/*`]);

async function post(fields, log, ...parts) {
    const all = { repo: busy, branch: 'main', commit: commit(2), ...fields };
    const answer = await ingest_form(hub, pusher, [...Object.entries(all), ['log', log, 'log'], ...parts]);
    assert.equal(answer.status, 201, answer.text);
    return answer.json();
}
const stars = [busy, bare].map((repo) => star(hub, people.reader.name, repo));
hub.psql(`UPDATE account SET email_confirmed_at = now() WHERE name = '${people.reader.name}'`);
await post({ commit: commit(1), run: 'first', package: 'codec', target: 'FuzzDecode' }, go_clean_log({ package: 'codec' }));
const source = ['source', Array.from({ length: 90 }, (_, i) => `line ${i + 1}`).join('\n'), 'codec/codec.go'];
const crash = await post({ run: 'second', link: 'https://ci.example/1', package: 'codec' }, go_log(), ['crasher', 'go test fuzz v1\n[]byte("0")\n', '8727b16d337d7b81'], source);
const near = await post({ run: 'second', package: 'codec' }, go_log({ functions: ['body', 'Other'] }));
const merged = await post({ run: 'second', package: 'codec' }, go_log({ functions: ['quite', 'another'], message: 'out of luck' }));
for (let i = 0; i < 6; i++) await post({ run: 'second', package: 'read', target: 'fuzz_read' }, asan_log({ functions: [`f${i}`] }), ['crasher', `\u0001${i}`, 'crash-c457ffb4670910d6b6d21dcca2487580330d4bdc']);
await post({ run: 'second', package: 'broken', target: 'FuzzBroken' }, 'FAIL\texample.com/vault/broken [build failed]\n');
const race = await post({ run: 'second', package: 'race' }, readFileSync(join(root, 'tests/data/crash/languages/go-race-a.txt'), 'utf8'));
const pub = await post({ repo: open, package: 'codec' }, go_log());
await post({ commit: commit(3), run: 'third', package: 'codec' }, go_rerun_log());
hub.nopanic(['account', 'invite', `${fresh('guest')}@example.org`]);
const number = (answer) => answer.results.flatMap((r) => r.crashers)[0].id;
const id = number(crash), log = hub.value(`(SELECT max(id) FROM log WHERE run = ${crash.run.id})`);
hub.roll();
hub.psql(`UPDATE account SET visited_at = now() - interval '1 day' WHERE name = '${people.reader.name}';
          INSERT INTO ticket (crasher, repo, tracker, state, key, link, title, status) SELECT id, repo, 'jira', 'open', 'VAULT-1', 'https://jira.example/browse/VAULT-1', 'x', 'To Do' FROM crasher WHERE id = ${id};
          INSERT INTO tracker_check (repo, tracker, due_at, good, says, done_at) SELECT id, 'jira', NULL, true, 'Signed in.', now() FROM repo WHERE name = '${busy}';
          INSERT INTO mirror_file (repo, commit_id, file, why, candidates) SELECT id, '${commit(2)}', '/src/codec/codec.go', 'many', '' FROM repo WHERE name = '${busy}';
          INSERT INTO mail (recipient, subject, text, state, attempts, answer) VALUES ('a@example.org', 'x', 'x', 'dead', 1, '550 no');
          INSERT INTO notification (channel, account, repo, crasher, state, answer, made_at) SELECT h.id, h.account, c.repo, c.id, 'dead', '550 no', now() - interval '1 day' FROM channel h JOIN account a ON a.id = h.account, crasher c
           WHERE a.name = '${people.reader.name}' AND c.id = ${id};
          INSERT INTO notification_attempt (notification, number, state, answer) SELECT id, 1, 'dead', '550 no' FROM notification;`);

await mail_to(hub, `${people.reader.name}@example.com`);

// Somebody with a second factor, somebody who is about to have one, and somebody who has yet to give the code.
const cookies = (visitor) => ({ Cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ') });
async function guarded() {
    const account = add_account(hub), visitor = new Visitor(hub), half = new Visitor(hub);
    await visitor.sign_in(account);
    const page = () => visitor.ask('/account/two-factor', { headers: { Accept: 'application/json' } });
    const send = async (fields) => visitor.post('/account/two-factor', { csrf: (await page()).json().csrf, ...fields });
    await send({ do: 'draft', current: account.password });
    const drafted = await page();
    check(operation('/account/two-factor'), drafted);
    assert.equal((await send({ do: 'begin', code: app_code(drafted.json().draft.secret) })).status, 200);
    await half.sign_in(account);
    return { 'somebody with a second factor': cookies(visitor), 'somebody half signed in': cookies(half) };
}
const askers = { 'a stranger': {}, 'a token that reads': { Authorization: `Bearer ${reading}` }, ...await guarded(),
                 ...Object.fromEntries(Object.entries(people).map(([name, account]) => [name, { Authorization: basic(account) }])) };
hub.psql(`INSERT INTO channel (kind, name) VALUES ('slack', '#vault');
          INSERT INTO subscription (account_group, repo_pattern, made_by) SELECT g.id, '*/*', a.id FROM account_group g, account a WHERE g.name = '${group}' AND a.is_admin LIMIT 1;
          INSERT INTO subscription (channel, repo, made_by) SELECT c.id, r.id, a.id FROM channel c, repo r, account a WHERE c.account IS NULL AND r.name = '${busy}' AND a.is_admin LIMIT 1`);
const rules = hub.rows('SELECT id FROM subscription WHERE made_by IS NOT NULL').map((row) => row.id);
const group_id = hub.value(`(SELECT id FROM account_group WHERE name = '${group}')`);

// The addresses that an operation stands for here.
function addresses({ path }) {
    if (/^\/(badge|feed|r)\//.test(path)) return [busy, bare, open, 'no/such'].map((name) => path.replace('{owner}/{name}', name));
    if (path.startsWith('/c/')) return [id, number(near), number(race), number(pub), 987654321].map((its) => path.replace('{id}', its));
    if (path.startsWith('/run/')) return [[crash.run.id, log], [pub.run.id, hub.value(`(SELECT max(id) FROM log WHERE run = ${pub.run.id})`)], [987654321, 1]].map(([run, its]) => path.replace('{id}', run).replace('{log}', its));
    if (path.startsWith('/admin/accounts/')) return [people.reader.name, 'nobody'].map((name) => path.replace('{name}', name));
    if (path.startsWith('/admin/notify/')) return [...rules, 987654321].map((its) => path.replace('{id}', its));
    if (path.startsWith('/admin/groups/')) return [group_id, 987654321].map((its) => path.replace('{id}', its));
    if (path === '/feed') return [feed, '/feed?key=nonsense'];
    if (path === '/admin/deliveries') return [path, `${path}?id=${hub.value("(SELECT max(id) FROM notification WHERE state = 'sent')")}`, `${path}?id=${hub.value('(SELECT max(notification) FROM notification_attempt)')}`];
    if (path === '/unsubscribe') return [...stars.map((its) => its.path), '/unsubscribe?key=nonsense'];
    return [path];
}
const with_query = (path, query) => `${path}${path.includes('?') ? '&' : '?'}${query}`;
const ask = (path, headers = {}) => request(hub, path, { headers: { Accept: 'application/json', ...headers } });
const { csrf } = (await ask(`/c/${id}`, askers.triager)).json();
const change = (path, fields) => request(hub, path, { method: 'POST', body: new URLSearchParams(fields).toString(),
    headers: { Accept: 'application/json', ...askers.triager, 'Content-Type': 'application/x-www-form-urlencoded' } });
assert.equal((await change(`/c/${id}`, { csrf, do: 'comment', text: '*well*' })).status, 200);
assert.equal((await change('/crashers?state=fixed', { csrf, do: 'keep', name: 'fixed' })).status, 200);
const made = [];
for (const fields of [{ do: 'repository', repo: busy }, { do: 'filter', filter: hub.value("(SELECT max(id) FROM saved_filter)") }]) {
    const answer = await change('/account/feeds', { csrf, ...fields });
    assert.equal(answer.status, 201, answer.text);
    made.push(answer.json().made.address);
}
const feed = `/feed${new URL(made[0]).search}`;
hub.psql(`INSERT INTO subscription (account, crasher) VALUES (${stars[0].account}, ${id}); INSERT INTO subscription (account, repo_pattern) VALUES (${stars[0].account}, 'api*/*')`);
for (const subscription of hub.rows(`SELECT id FROM subscription WHERE account = ${stars[0].account} AND repo IS NULL`).map((row) => row.id))
    stars.push({ path: `/unsubscribe?key=${unsubscribe_key(hub, subscription, stars[0].account)}` });
stars.push({ path: `/unsubscribe?key=${unsubscribe_key(hub, 987654321, stars[0].account)}` });

describe('the description', () => {
    test('is OpenAPI 3.1, and all its references lead somewhere', async () => {
        const validator = new Validator(), { valid, errors } = await validator.validate(structuredClone(api));
        assert.ok(valid, JSON.stringify(errors, null, 1));
        assert.equal(validator.version, '3.1');
        validator.resolveRefs();
        const names = operations.map(({ of }) => of.operationId);
        assert.equal(new Set(names).size, names.length);
        for (const { path, parameters } of operations)
            assert.deepEqual(parameters.filter((p) => p.in === 'path').map((p) => `{${p.name}}`).sort(), (path.match(/\{\w+\}/g) ?? []).sort(), path);
    });
    test('is at /openapi.json, for everybody', async () => {
        const answer = await ask('/openapi.json');
        assert.equal(answer.status, 200);
        assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8');
        assert.deepEqual(answer.json(), api);
    });
    test('has every parameter that a program reads', () => {
        const files = ['lib/app', 'cgi-bin'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => readFileSync(join(root, folder, name), 'utf8')));
        const read = files.flatMap((text) => [...text.matchAll(/\b(?:web_query|page_query|web_query_int|narrow|narrow_days|text_of|day_of)\(page(?:->web)?, "(\w+)"/g)].map(([, name]) => name));
        const described = operations.flatMap(({ parameters }) => parameters.map(({ name }) => name));
        assert.ok(read.length > 30);
        assert.deepEqual(read.filter((name) => !described.includes(name)), []);
    });
    test('has every route, and none that is not there', () => {
        const shape = (path) => path.replace(/\{\w+\}(\.svg|\.atom)?/g, ':');
        const forms = ['/admin/reset', '/admin/see-as']; // nothing to read there
        const routes = program_routes().filter(({ path }) => !forms.includes(path));
        const described = operations.filter(({ method }) => method === 'get').map(({ path }) => shape(path));
        assert.deepEqual(described.sort(), [...routes.map(({ path }) => path), '/openapi.json'].sort());
        const posts = operations.filter(({ method }) => method === 'post').map(({ path }) => shape(path));
        for (const path of posts) assert.ok(path === '/ingest' || routes.find((r) => r.path === path)?.takes_post, path);
        assert.ok(posts.includes('/ingest'));
    });
});

describe('answers are as described', () => {
    for (const its of operations.filter(({ method }) => method === 'get'))
        test(its.path, async () => {
            const statuses = new Set();
            for (const [who, headers] of Object.entries(askers))
                for (const path of addresses(its)) statuses.add(check(its, await ask(path, headers), who));
            if (its.path !== '/setup') assert.ok(statuses.has(200), `nobody may read ${its.path}`);
            assert.equal(statuses.has(401), its.of.security?.some((way) => way.password) ?? false);
        });
    test('whatever the filter is', async () => {
        for (const its of operations.filter(({ method }) => method === 'get'))
            for (const { name, schema, in: where } of its.parameters) {
                const [path] = addresses(its), ask_with = (value) => ask(with_query(path, `${name}=${value}`), askers.root);
                for (const value of where === 'query' && name !== 'format' ? schema.enum ?? [] : []) check(its, await ask_with(value));
            }
    });
    test('refuses what a parameter cannot be, so it is one that is read', async () => {
        const free = ['next', 'news', 'confirm'];
        for (const its of operations.filter(({ method }) => method === 'get'))
            for (const { name, schema, in: where } of its.parameters.filter((p) => p.in === 'query' && !free.includes(p.name))) {
                const wrong = schema.enum ? 'nonsense' : schema.minimum ? schema.minimum - 1 : schema.maxLength ? 'x'.repeat(schema.maxLength + 1) : 'nonsense';
                const [path] = addresses(its), answer = await ask(with_query(name === 'key' ? its.path : path, `${name}=${wrong}`), askers.root);
                assert.equal(check(its, answer), 400, `${where} ${name} of ${its.path}: ${answer.text.slice(0, 200)}`);
            }
    });
    test('with wrong credentials, too', async () => {
        for (const its of operations.filter(({ method, path }) => method === 'get' && !['/healthz', '/openapi.json', '/feed', '/unsubscribe'].includes(path)))
            for (const [headers, status] of [[{ Authorization: 'Bearer x' }, 401], [{ Authorization: `Bearer ${pusher}` }, 403]])
                assert.equal(check(its, await ask(addresses(its)[0], headers)), status, its.path);
    });
    test('a name in other capitals, a crasher that was merged', async () => {
        const visitor = askers.root, other = busy.toUpperCase();
        for (const its of operations.filter(({ responses }) => responses[301] && !responses[201])) {
            if (!its.path.startsWith('/r/')) continue;
            assert.equal(check(its, await ask(its.path.replace('{owner}/{name}', other), visitor)), 301, its.path);
        }
    });
});

describe('POST /ingest', () => {
    const its = operation('/ingest', 'post');
    const doc = { repo: busy, commit: commit(9), run: fresh('run'), results: [{ package: 'codec', target: 'FuzzDecode', engine: 'go', log: go_log({ execs: 9 }), stats: { executions: 3 },
                                                                              crashers: [{ name: '8727b16d337d7b81', base64: 'MDA=' }] }] };
    test('takes what is described', async () => {
        assert.equal(errors_of(api.components.schemas.ingest_document, doc), null);
        const key = { headers: { 'Idempotency-Key': fresh('key') } };
        for (const status of [201, 200]) assert.equal(check(its, await ingest_json(hub, pusher, doc, key)), status);
        assert.equal(check(its, await ingest_json(hub, pusher, { ...doc, run: 'other' }, key)), 409);
        assert.equal(check(its, await ingest(hub, pusher, { repo: open, package: 'p', target: 'T' }, asan_log({ pid: 7 }))), 201);
        assert.equal(check(its, await ingest_form(hub, pusher, [['repo', open], ['log', go_log({ execs: 10 }), 'l'], ['crasher', 'x', 'y']])), 201);
    });
    test('refuses as described', async () => {
        const plain = (token, fields = { repo: busy }, body = go_log({ execs: 11 }), headers = {}) => ingest(hub, token, fields, body, { headers });
        const other = new_token(hub, '--repo', bare);
        for (const [status, answer] of [
            [401, await plain('x')], [401, await request(hub, '/ingest', { method: 'POST', body: 'x' })], [403, await plain(reading)], [403, await plain(other)],
            [400, await plain(pusher, { repo: busy }, '')], [400, await plain(pusher, { repo: busy }, 'x', { 'Idempotency-Key': 'a b' })], [400, await ingest_json(hub, pusher, '{')],
            [413, await plain(pusher, { repo: busy }, Buffer.alloc(8 * 1024 * 1024 + 1, 'x'))], [415, await plain(pusher, { repo: busy }, 'x', { 'Content-Type': 'image/png' })],
            [422, await plain(pusher, {})], [422, await ingest_json(hub, pusher, { repo: busy, results: [] })], [405, await request(hub, '/ingest')]])
            assert.equal(check(its, answer), status, answer.text);
    });
    test('refuses a document that the description refuses', async () => {
        const without = (change) => { const other = structuredClone(doc); change(other); return other; };
        for (const wrong of [without((d) => { d.repo = 'x'; }), without((d) => { delete d.results; }), without((d) => { d.results = {}; }), without((d) => { d.results = ['x']; }),
                             without((d) => { d.commit = 'abc'; }), without((d) => { d.results[0].engine = 'x'.repeat(41); }), without((d) => { d.results[0].stats.executions = -1; }),
                             without((d) => { d.results[0].stats.coverage = 'x'; }), without((d) => { d.results[0].log = 7; }), without((d) => { delete d.results[0].crashers[0].base64; }),
                             without((d) => { d.run = 'x'.repeat(201); }), without((d) => { d.rerun_of = 'x'; }), without((d) => { d.results[0].crashers = {}; })]) {
            assert.notEqual(errors_of(api.components.schemas.ingest_document, wrong), null, JSON.stringify(wrong));
            assert.equal(check(its, await ingest_json(hub, pusher, wrong)), 422, JSON.stringify(wrong));
        }
    });
    test('has all fields of its program', () => {
        const table = /fields\[\] = \{(.*?)\n\};/s.exec(readFileSync(join(root, 'lib/hub/post_read.c'), 'utf8'))[1];
        const fields = [...table.matchAll(/\{ "(\w+)"/g)].map(([, name]) => name);
        assert.ok(fields.length > 5);
        assert.deepEqual(its.parameters.filter((p) => p.in === 'query').map(({ name }) => name), fields);
        assert.deepEqual(Object.keys(api.components.schemas.ingest_fields.properties), fields);
    });
});

describe('changes', () => {
    for (const its of operations.filter(({ method, path }) => method === 'post' && !['/ingest', '/unsubscribe'].includes(path)))
        test(`${its.path}: the same deeds are known, a refusal is as described`, async () => {
            const [path] = addresses(its), schema = resolve(its.of.requestBody.content['application/x-www-form-urlencoded'].schema);
            const refused = await change(path, { csrf, do: 'nothing' });
            assert.equal(check(its, refused), 422);
            assert.deepEqual(refused.json().error.message.replace('do is one of ', '').split(', ').sort(), [...schema.properties.do.enum].sort());
            assert.equal(check(its, await change(path, { do: 'nothing' })), 403);
            assert.equal(check(its, await request(hub, path, { method: 'POST', headers: { Accept: 'application/json' }, body: 'csrf=x' })), 403);
        });
    test('/unsubscribe: as a mail program sends it', async () => {
        const its = operation('/unsubscribe', 'post'), one_click = { method: 'POST', body: 'List-Unsubscribe=One-Click', headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' } };
        hub.psql(`UPDATE subscription SET mandatory = true, made_by = account WHERE id = ${stars[1].subscription}`);
        for (const [{ path }, status] of [[stars[0], 200], [stars[1], 409], [{ path: '/unsubscribe?key=nonsense' }, 404], [{ path: `/unsubscribe?key=${'x'.repeat(101)}` }, 400]])
            assert.equal(check(its, await request(hub, path, one_click)), status);
    });
    test('are made, and seen', async () => {
        const done = async (path, fields, of = path) => {
            const answer = await change(path, { csrf, ...fields });
            assert.equal(check(operation(of, 'post'), answer), 200, answer.text);
        };
        const to = (fields, its = id) => done(`/c/${its}`, fields, '/c/{id}');
        await to({ do: 'comment', text: '*well*' });
        await to({ do: 'assign', name: people.triager.name });
        await to({ do: 'merge', into: String(id) }, number(merged));
        await to({ do: 'mute', more: '5' });
        await done('/crashers', { do: 'keep', name: 'mine' });
        await done('/crashers', { do: 'triage', id: String(number(near)) });
        const last = hub.value("(SELECT max(id) FROM bulk_change)");
        for (const [path, query] of [['/account', '?confirm=1'], ['/c/{id}', ''], ['/crashers', `?changed=${last}`], ['/r/{owner}/{name}/crashers', `?changed=${last}&state=all`], ['/c/{id}/crashes', '']])
            assert.equal(check(operation(path), await ask(addresses({ path })[0] + query, askers.triager)), 200, path);
        assert.equal(check(operation('/c/{id}'), await ask(`/c/${number(merged)}`, askers.triager)), 301);
    });
});

describe('nothing is described that is not there', () => {
    test('each member of an answer was in one', () => {
        const unseen = new Set();
        const walk = (schema, at = new Set()) => {
            schema = resolve(schema);
            if (at.has(schema)) return;
            at.add(schema);
            for (const part of [...(schema.allOf ?? []), ...(schema.oneOf ?? [])]) walk(part, at);
            if (schema.items) walk(schema.items, at);
            for (const its of Object.values(schema.properties ?? {})) {
                if (!seen.has(its)) unseen.add(pointers.get(its));
                walk(its, at);
            }
        };
        for (const { responses } of operations)
            for (const response of Object.values(responses).map(resolve)) for (const { schema } of Object.values(response.content ?? {})) if (schema) walk(schema);
        // A hub that has been set up has no page for that.
        assert.deepEqual([...unseen], ['#/components/schemas/setup_page/properties/csrf']);
    });
});
