// Who signed in at a proxy in front, HTTP basic as the greeting, and which of several proofs counts.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Visitor, basic, get, raw, request } from './client.mjs';
import { own_hub } from './hub.mjs';
import { add_account, new_token } from './scene.mjs';

const hub = await own_hub({ NOPANIC_PAGES_RATE: 0, NOPANIC_LOGIN_RATE: 0, NOPANIC_TRUSTED_HEADER: 'X-Remote-User', NOPANIC_TRUSTED_PROXIES: '127.77.0.0/16 127.78.0.1' });
const mira = add_account(hub), root = add_account(hub, { admin: true }), closed = add_account(hub);
hub.psql(`UPDATE account SET disabled_at = now() WHERE name = '${closed.name}'`);
const PROXY = '127.77.3.4';

const json = { Accept: 'application/json' };
async function name_of(options) {
    const answer = await request(hub, '/account', { ...options, headers: { ...json, ...options.headers } });
    return answer.status === 200 ? answer.json().account : answer.status;
}

describe('a proxy that is trusted', () => {
    test('names who signed in there, by name or address', async () => {
        for (const who of [mira.name, mira.name.toUpperCase(), `${mira.name}@example.com`])
            assert.equal(await name_of({ from: PROXY, headers: { 'X-Remote-User': who } }), mira.name);
        assert.equal(await name_of({ from: '127.78.0.1', headers: { 'X-Remote-User': mira.name } }), mira.name);
        assert.equal((await request(hub, '/admin', { from: PROXY, headers: { ...json, 'X-Remote-User': root.name } })).status, 200);
    });
    test('and names nobody of ours: 403', async () => {
        for (const who of ['nobody', closed.name, "' OR true --", 'x'.repeat(300), `${mira.name},${root.name}`])
            assert.equal(await name_of({ from: PROXY, headers: { 'X-Remote-User': who } }), 403, who);
    });
    test('and lets a header of the visitor through beside its own: nobody is believed', async () => {
        const head = (first, second) => `GET /account HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nX-Remote-User: ${first}\r\nX-Remote-User: ${second}\r\nConnection: close\r\n\r\n`;
        assert.equal((await raw(hub, head(root.name, mira.name), { from: PROXY })).status, 403);
        assert.equal((await raw(hub, head(mira.name, mira.name), { from: PROXY })).status, 403);
    });
    test('takes forms of those it names, with their token alone', async () => {
        const visitor = new Visitor(hub, { from: PROXY });
        const as = (account) => ({ headers: { 'X-Remote-User': account.name } });
        const page = await visitor.ask('/account', as(mira));
        const [, csrf] = /name="csrf" value="([^"]*)"/.exec(page.text);
        assert.equal((await visitor.post('/account', { csrf, do: 'end_others' }, as(mira))).status, 303);
        assert.equal((await visitor.post('/account', { csrf, do: 'end_others' }, as(root))).status, 403);
        assert.equal((await visitor.post('/account', { do: 'end_others' }, as(mira))).status, 403);
    });
});

describe('4.1.3: a header from elsewhere', () => {
    for (const [what, from] of [['a neighbour', '127.78.0.2'], ['this machine', '127.0.0.1'], ['outside of the range', '127.76.255.255']])
        test(`${what}: counts for nothing`, async () => {
            for (const name of ['X-Remote-User', 'x-remote-user', 'X_Remote_User', 'Remote-User', 'Trusted-Peer', 'X-Auth-Account', 'Auth-Account'])
                assert.equal(await name_of({ from, headers: { [name]: name === 'Trusted-Peer' ? '1' : root.name, ...(name === 'Trusted-Peer' && { 'X-Remote-User': root.name }) } }), 401, name);
        });
    test('X-Forwarded-For does not make somebody a trusted proxy, not even by a proxy that may tell it', async () => {
        hub.configure({ NOPANIC_PROXIES: '127.79.0.1' });
        assert.equal(await name_of({ from: '127.79.0.1', headers: { 'X-Forwarded-For': PROXY, 'X-Remote-User': root.name } }), 401);
        assert.equal(await name_of({ from: '127.0.0.1', headers: { 'X-Forwarded-For': PROXY, 'X-Remote-User': root.name } }), 401);
    });
});

describe('of several proofs', () => {
    test('the first that is there decides: Authorization, the proxy, the cookie; never two together', async () => {
        const visitor = new Visitor(hub, { from: PROXY });
        await visitor.sign_in(mira);
        const who = async (headers) => { const a = await visitor.ask('/account', { headers: { ...json, ...headers } }); return a.status === 200 ? a.json().account : a.status; };
        const other = add_account(hub);
        assert.equal(await who({}), mira.name);
        assert.equal(await who({ 'X-Remote-User': other.name }), other.name);
        assert.equal(await who({ 'X-Remote-User': other.name, Authorization: basic(root) }), root.name);
        assert.equal(await who({ Authorization: basic({ ...root, password: 'wrong wrong wrong' }) }), 401, 'a wrong one is no absent one');
        assert.equal(await who({ 'X-Remote-User': 'nobody' }), 403);
        const token = new_token(hub, '--all', '--scope', 'read');
        assert.equal(await who({ Authorization: `Bearer ${token}`, 'X-Remote-User': root.name }), 401, 'a token is no account');
        assert.equal((await visitor.ask('/admin', { headers: { ...json, Authorization: `Bearer ${token}`, 'X-Remote-User': root.name } })).status, 401);
        assert.equal((await visitor.ask('/admin', { headers: { ...json, Authorization: basic(mira), 'X-Remote-User': root.name } })).status, 404);
        assert.equal((await visitor.ask('/', { headers: { ...json, Authorization: `Bearer ${token}x`, 'X-Remote-User': root.name } })).status, 401);
    });
});

describe('NOPANIC_AUTH=basic', () => {
    test('greets strangers with the browser\'s question, but where one comes in without a password', async () => {
        hub.configure({ NOPANIC_AUTH: 'basic' });
        for (const path of ['/', '/account', '/r/a/b', '/nowhere']) {
            const answer = await get(hub, path);
            assert.equal(answer.status, 401, path);
            assert.match(answer.headers['www-authenticate'], /^Basic realm="nopanic"/);
        }
        for (const path of ['/login', '/reset', '/reset/new', '/signup', '/signup/new']) assert.equal((await get(hub, path)).status, 200, path);
        assert.equal((await get(hub, '/account', { as: mira })).status, 200);
        assert.equal(await name_of({ from: PROXY, headers: { 'X-Remote-User': mira.name } }), mira.name);
        const token = new_token(hub, '--all', '--scope', 'read');
        assert.equal((await request(hub, '/', { headers: { ...json, Authorization: `Bearer ${token}` } })).status, 200);
    });
});
