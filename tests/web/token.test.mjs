// Who may push and who may read by token, and every way of pretending to.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import { basic, ingest, request } from './client.mjs';
import { Target, sized } from './hostile.mjs';
import { shared_hub } from './hub.mjs';
import { flip, parse, sign, signing_key, unsigned } from './jwt.mjs';
import { add_account, add_repo, admin_of, assert_refused, fresh, go_log, new_token, pushable, stores_nothing } from './scene.mjs';

const hub = await shared_hub();
const at = new Target(hub);
at.watch_workers();
const good = at.token, { header, claims } = parse(good);
const now = () => Math.floor(Date.now() / 1000);

function push(token, repo = at.repo) {
    return ingest(hub, token, { repo, target: 'FuzzToken' }, go_log());
}

async function refuses(token, status = 401) {
    const answer = await stores_nothing(hub, () => push(token));
    const error = assert_refused(hub, answer, status);
    if (status === 401) assert.match(answer.headers['www-authenticate'], /^Bearer/);
    return error;
}

test('a good token pushes, and the one that was signed here by hand as well', async () => {
    assert.equal((await push(good)).status, 201);
    assert.equal((await push(sign(hub, header, claims))).status, 200);
});

describe('case 50: the header', () => {
    const account = admin_of(hub);
    const headers = { none: [], 'an empty one': ['Authorization: '], 'only Bearer': ['Authorization: Bearer'], 'a wrong scheme': [`Authorization: Token ${good}`],
                      'HTTP basic of an administrator': [`Authorization: ${basic(account)}`],
                      'two of them': [`Authorization: Bearer ${good}`, `Authorization: Bearer ${good}`],
                      'basic and bearer': [`Authorization: ${basic(account)}`, `Authorization: Bearer ${good}`],
                      'two tokens in one': [`Authorization: Bearer ${good} ${good}`] };
    for (const [name, lines] of Object.entries(headers))
        test(`${name} is 401`, async () => {
            const log = go_log();
            const bytes = at.bytes([...(lines.length ? lines : ['Authorization:']), sized(log)], log);
            const answer = await at.refuses(bytes, 401, ...(lines.length === 2 ? [400] : []));
            if (answer.status === 401) assert.match(answer.text, /^WWW-Authenticate: Bearer/m);
        });
    test('a cookie of an administrator pushes nothing', async () => {
        const answer = await stores_nothing(hub, () => request(hub, `/ingest?repo=${at.repo}`, {
            method: 'POST', body: go_log(), headers: { 'Content-Type': 'text/plain', Cookie: 'session=x' } }));
        assert_refused(hub, answer, 401);
    });
    test('the scheme is written in any case', async () => {
        const answer = await ingest(hub, '', { repo: at.repo, target: 'FuzzToken' }, go_log(), { headers: { Authorization: `bearer ${good}` } });
        assert.equal(answer.status, 200);
    });
});

describe('case 51: time, audience, repository', () => {
    const changes = {
        'expired': { exp: now() - 61 }, 'expired long ago': { exp: 1 }, 'exp as text': { exp: String(claims.exp) }, 'exp of 1e18': { exp: 1e18 },
        'no exp': { exp: undefined }, 'not valid yet': { nbf: now() + 3600 }, 'another audience': { aud: 'other' }, 'no audience': { aud: undefined },
        'another issuer': { iss: 'other' }, 'no issuer': { iss: undefined }, 'no jti': { jti: undefined }, 'an unknown jti': { jti: 'x'.repeat(22) },
        'a jti of SQL': { jti: "' OR 1=1 --" }, 'no subject': { sub: undefined }, 'a jti that is a number': { jti: 1 },
    };
    for (const [name, change] of Object.entries(changes))
        test(`${name} is 401`, async () => {
            const { message } = await refuses(sign(hub, header, { ...claims, ...change }));
            assert.doesNotMatch(message, /signature|malformed|key/, 'refused for another reason');
        });
    test('the row says that it has expired: 401', async () => {
        const token = new_token(hub, '--repo', at.repo);
        hub.psql(`UPDATE token SET expires_at = now() - interval '1 second' WHERE jti = '${parse(token).claims.jti}'`);
        await refuses(token);
    });
    test('revoked is 401 at once', async () => {
        const token = new_token(hub, '--repo', at.repo);
        assert.equal((await push(token)).status, 200);
        hub.nopanic(['token', 'revoke', String(hub.value(`(SELECT id FROM token WHERE jti = '${parse(token).claims.jti}')`))]);
        await refuses(token);
    });
    test('of a disabled account is 401 at once', async () => {
        const token = new_token(hub, '--repo', at.repo), { name } = add_account(hub);
        hub.psql(`UPDATE token SET account = (SELECT id FROM account WHERE name = '${name}') WHERE jti = '${parse(token).claims.jti}'`);
        assert.equal((await push(token)).status, 200);
        hub.psql(`UPDATE account SET disabled_at = now() WHERE name = '${name}'`);
        await refuses(token);
    });
    test('another repository is 403 in the same words whether it exists or not', async () => {
        const answers = [];
        for (const repo of [add_repo(hub), add_repo(hub, 'open', '--public'), `${fresh('absent')}/x`]) {
            const answer = await stores_nothing(hub, () => push(good, repo));
            assert_refused(hub, answer, 403);
            answers.push(answer.text);
        }
        assert.equal(new Set(answers).size, 1);
    });
    test('a repository that was removed is refused', async () => {
        const { repo, token } = pushable(hub);
        assert.equal((await push(token, repo)).status, 201);
        hub.psql(`UPDATE repo SET removed_at = now() WHERE name = '${repo}'`);
        assert_refused(hub, await stores_nothing(hub, () => push(token, repo)), 403, 404);
    });
});

describe('case 52: algorithms and keys', () => {
    for (const alg of ['none', 'None', 'nOnE', 'NONE', '']) {
        test(`alg ${JSON.stringify(alg)} without a signature is 401`, () => refuses(unsigned({ ...header, alg }, claims)));
        test(`alg ${JSON.stringify(alg)} with a good signature is 401`, () => refuses(sign(hub, { ...header, alg }, claims)));
    }
    for (const [alg, hash] of [['HS384', 'sha384'], ['HS512', 'sha512']])
        test(`${alg} with our key is 401`, () => refuses(sign(hub, { ...header, alg }, claims, { hash })));
    for (const alg of ['RS256', 'ES256', 'EdDSA', 'PS256'])
        test(`${alg} with a signature of HS256 is 401`, () => refuses(sign(hub, { ...header, alg }, claims)));
    test('ES256 with r = s = 0 is 401', () => {
        const text = unsigned({ ...header, alg: 'ES256' }, claims);
        return refuses(text + Buffer.alloc(64).toString('base64url'));
    });
    test('no alg, an alg that is a list, no header at all are 401', async () => {
        await refuses(sign(hub, { ...header, alg: undefined }, claims));
        await refuses(sign(hub, { ...header, alg: ['HS256'] }, claims));
        await refuses(`.${good.split('.').slice(1).join('.')}`);
    });
    for (const kid of ['../../dev/null', '/dev/null', "' or 1=1", '', 'k', 'unknown', '\0', 'x'.repeat(1000)])
        for (const key of [Buffer.alloc(0), Buffer.from('secret')])
            test(`kid ${JSON.stringify(kid.slice(0, 20))} with a key of ${key.length} bytes is 401`, () =>
                refuses(sign(hub, { ...header, kid }, claims, { key })));
    test('no kid is 401', () => refuses(sign(hub, { ...header, kid: undefined }, claims)));
    test('the kid of ours with another key is 401', () => refuses(sign(hub, header, claims, { key: Buffer.alloc(32, 1) })));
    test('keys that the header brings along are not looked at', async () => {
        const key = Buffer.alloc(32, 2), jwk = { kty: 'oct', k: key.toString('base64url'), kid: 'mine' };
        for (const more of [{ jwk }, { jku: `${hub.url}/jwks` }, { x5u: `${hub.url}/x5u` }])
            await refuses(sign(hub, { ...header, kid: 'mine', ...more }, claims, { key }));
    });
});

describe('the signature covers all of it', () => {
    for (let i = 0; i < 40; i++)
        test(`bit ${i * 13} of part ${i % 3} turned is 401`, () => refuses(flip(good, i % 3, i * 13)));
    const [head, body, signature] = good.split('.');
    const broken = { 'no signature': `${head}.${body}.`, 'two parts': `${head}.${body}`, 'a short signature': good.slice(0, -4),
                     'another dot': `${good}.`, 'four parts': `${good}.${signature}`, 'dots': '..', 'one dot': '.', 'junk': 'junk',
                     'blanks inside': good.replace('.', ' .'), 'a signature of zeros': `${head}.${body}.${'A'.repeat(43)}`,
                     'the MAC in hex': `${head}.${body}.${createHmac('sha256', signing_key(hub)).update(`${head}.${body}`).digest('hex')}` };
    for (const [name, token] of Object.entries(broken)) test(`${name} is 401`, () => refuses(token));
    for (const [name, line] of Object.entries({ 'of 100 kB': `Bearer ${'x'.repeat(100000)}`, 'of 7 kB': `Bearer ${'x'.repeat(7000)}`,
                                                'with NUL': `Bearer ${good}\0x`, 'with a line end': `Bearer ${good.slice(0, 20)}\n${good.slice(20)}` }))
        test(`case 53: a token ${name}`, () => at.refuses(at.bytes([`Authorization: ${line}`, sized('abcd')], 'abcd'), 400, 401, 431));
});

describe('scopes', () => {
    const reader = new_token(hub, '--repo', at.repo, '--scope', 'read');
    const bearer = (token) => ({ headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' } });
    test('a token that may read does not push: 401 or 403, and the claim alone does not change that', async () => {
        assert_refused(hub, await stores_nothing(hub, () => push(reader)), 401, 403);
        const { header: h, claims: c } = parse(reader);
        assert_refused(hub, await stores_nothing(hub, () => push(sign(hub, h, { ...c, scope: 'ingest' }))), 401, 403);
    });
    test('it reads its repository and no other', async () => {
        const other = add_repo(hub);
        assert.equal((await request(hub, `/r/${at.repo}`, bearer(reader))).status, 200);
        const refused = await request(hub, `/r/${other}`, bearer(reader));
        assert_refused(hub, refused, 404);
        const index = await request(hub, '/', bearer(reader));
        assert.equal(index.status, 200);
        assert.ok(index.text.includes(at.repo) && !index.text.includes(other));
    });
    test('it changes nothing and administers nothing', async () => {
        for (const path of ['/admin', '/admin/tokens'])
            assert.ok([401, 403, 404].includes((await request(hub, path, bearer(reader))).status), path);
        const answer = await request(hub, '/logout', { method: 'POST', body: '', headers: bearer(reader).headers });
        assert.ok([401, 403].includes(answer.status), `${answer.status}`);
    });
    test('a token that pushes reads no page', async () => {
        for (const path of ['/', `/r/${at.repo}`, '/admin/tokens', '/c/1'])
            assert.ok([401, 403].includes((await request(hub, path, bearer(good))).status), path);
    });
    test('a forged or revoked token reads no page', async () => {
        assert.equal((await request(hub, `/r/${at.repo}`, bearer(flip(reader, 2, 5)))).status, 401);
        const token = new_token(hub, '--repo', at.repo, '--scope', 'read');
        assert.equal((await request(hub, `/r/${at.repo}`, bearer(token))).status, 200);
        hub.psql(`UPDATE token SET revoked_at = now() WHERE jti = '${parse(token).claims.jti}'`);
        assert.equal((await request(hub, `/r/${at.repo}`, bearer(token))).status, 401);
    });
    test('tokens and passwords stand in no log', () => {
        const logs = ['access.log', 'ingest.log', 'auth.log', 'index.log', 'nginx.log', 'postgres.log'].map((name) => hub.log(name)).join('');
        for (const secret of [good, reader, good.split('.')[2], admin_of(hub).password, basic(admin_of(hub)).slice(6)])
            assert.ok(!logs.includes(secret));
    });
});
