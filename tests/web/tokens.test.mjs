// Tokens that administrators of a repository make, patterns, revoking, and new keys.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { describe, test } from 'node:test';
import { assert_fit, open_browser, open_page } from './browser.mjs';
import { get, ingest, request, Visitor } from './client.mjs';
import { until } from './hostile.mjs';
import { shared_hub } from './hub.mjs';
import { parse } from './jwt.mjs';
import { all_sent, eventually, mails_to } from './mail.mjs';
import { add_account, add_repo, fresh, go_log, grant, new_token } from './scene.mjs';

const hub = await shared_hub();
const root = add_account(hub, { admin: true }), carol = add_account(hub), alice = add_account(hub);
const repo = add_repo(hub, 'priv'), other = add_repo(hub, 'other');
grant(hub, carol, repo, 'admin');
grant(hub, alice, repo, 'triage');
const of_hub = '/admin/tokens', of_repo = `/r/${repo}/tokens`;
const push = (token, to = repo) => ingest(hub, token, { repo: to, package: 'codec', run: fresh('r') }, go_log());
const id_of = (token) => hub.value(`(SELECT id FROM token WHERE jti = '${parse(token).claims.jti}')`);

async function signed_in(account) {
    const visitor = new Visitor(hub);
    await visitor.sign_in(account);
    return visitor;
}
async function send(visitor, path, fields) {
    const hidden = await visitor.form(path);
    return visitor.post(path, { ...hidden, ...fields });
}
async function make(visitor, path, fields = {}) {
    const answer = await send(visitor, path, { do: 'create', name: fresh('ci'), scope: 'ingest', days: '90', ...fields });
    return { answer, token: /class="secret">([\w-]+\.[\w-]+\.[\w-]+)</.exec(answer.text)?.[1] };
}

describe('who administers a repository', () => {
    test('makes tokens for it, which push there and nowhere else', async () => {
        const { token } = await make(await signed_in(carol), of_repo);
        assert.ok(token);
        assert.equal((await push(token)).status, 201);
        assert.equal((await push(token, other)).status, 403);
        assert.equal((await push(token, `${fresh('new')}/x`)).status, 403);
    });
    test('cannot have more by adding fields (ASVS 15.3.3)', async () => {
        const { token } = await make(await signed_in(carol), of_repo, { repo: other, every_repo: 'true', pattern: '*/*' });
        assert.equal((await push(token)).status, 201);
        assert.equal((await push(token, other)).status, 403);
    });
    test('sees and revokes those of others for it, and no token for more', async () => {
        const its = new_token(hub, '--repo', repo), all = new_token(hub, '--all'), its_other = new_token(hub, '--repo', other);
        const visitor = await signed_in(carol);
        const page = (await get(hub, of_repo, { as: carol, json: true })).json();
        assert.ok(page.tokens.every((t) => t.repositories === repo));
        assert.ok(page.tokens.some((t) => t.id === id_of(its)));
        for (const token of [all, its_other])
            assert.equal((await send(visitor, of_repo, { do: 'revoke', id: id_of(token) })).status, 409);
        assert.equal((await push(its)).status, 201);
        assert.equal((await send(visitor, of_repo, { do: 'revoke', id: id_of(its) })).status, 303);
        assert.equal((await push(its)).status, 401);
        assert.equal((await push(all)).status, 201);
    });
    test('others do not find the page', async () => {
        assert.equal((await get(hub, of_repo, { as: alice })).status, 404);
        const hidden = await (await signed_in(alice)).form('/account');
        const visitor = await signed_in(alice);
        const answer = await visitor.post(of_repo, { ...hidden, ...(await visitor.form('/account')), do: 'create', name: 'x', scope: 'ingest', days: '1' });
        assert.equal(answer.status, 404);
        assert.equal((await get(hub, of_hub, { as: carol })).status, 404);
    });
});

test('a token for a pattern pushes to what fits, and adds it', async () => {
    const owner = fresh('Corp');
    const { token } = await make(await signed_in(root), of_hub, { repo: `${owner}/lib_*` });
    assert.equal((await push(token, `${owner.toLowerCase()}/lib_one`)).status, 201);
    for (const bad of [`${owner}/libxone`, `${owner}/other`, `${owner}x/lib_one`, repo]) assert.equal((await push(token, bad)).status, 403, bad);
    const printed = new_token(hub, '--repo', `${owner}/*`);
    assert.equal((await push(printed, `${owner}/another`)).status, 201);
});

test('use is shown with time and address', async () => {
    const token = new_token(hub, '--repo', repo, '--name', fresh('used'));
    await push(token);
    const its = (await get(hub, of_hub, { as: root, json: true })).json().tokens.find((t) => t.id === id_of(token));
    assert.equal(its.used_from, '127.0.0.1');
    assert.ok(Math.abs(Date.parse(its.used) - Date.now()) < 60000);
});

test('ASVS 15.4.2: of 50 who revoke a token at once one does it, and it is dead within a second', async () => {
    const token = new_token(hub, '--repo', repo), id = id_of(token), visitor = await signed_in(root);
    assert.equal((await push(token)).status, 201);
    const hidden = await visitor.form(of_hub);
    const answers = await Promise.all(Array.from({ length: 50 }, () => visitor.post(of_hub, { ...hidden, do: 'revoke', id })));
    assert.equal((await push(token)).status, 401);
    assert.deepEqual(answers.map((a) => a.status).sort(), [303, ...Array(49).fill(409)]);
    assert.equal(hub.value(`(SELECT count(*) FROM audit WHERE action = 'token.revoke' AND object LIKE '${id} %')`), 1);
});

// A session of the database that holds a lock until it is let go.
async function holding(statement) {
    const session = spawn('psql', ['-qAtX', '-h', hub.run, '-U', 'nopanic', '-d', 'nopanic'], { stdio: ['pipe', 'pipe', 'inherit'] });
    session.stdin.write(`BEGIN; ${statement};\n\\echo held\n`);
    await new Promise((resolve, reject) => session.stdout.on('data', (part) => { if (/held/.test(part)) resolve(); }).on('end', () => reject(new Error('no lock'))));
    return () => new Promise((resolve) => { session.on('close', resolve); session.stdin.end('COMMIT;\n'); });
}
const waiting = () => hub.value("(SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)");

describe('case 71: what ends between the check of a post and its commit', () => {
    const ends = {
        'the token': (to, id) => `UPDATE token SET revoked_at = now() WHERE id = ${id}`,
        'the account that made it': (to, id) => `UPDATE account SET disabled_at = now() WHERE id = (SELECT account FROM token WHERE id = ${id})`,
        'the repository': (to) => `UPDATE repo SET removed_at = now() WHERE name = '${to}'`,
        'the repository of a token for all': (to) => `UPDATE repo SET removed_at = now() WHERE name = '${to}'`,
        'what the token covers': (to, id) => `DELETE FROM token_repo WHERE token = ${id}` };
    const two = `${go_log({ functions: ['x', 'y'] })}${go_log({ target: 'FuzzOther', package: 'other', functions: ['z'] })}`;
    // Where each kind of post has to stop: one of a known bug, and one that makes what is new.
    const kinds = {
        'a post of a known bug': { body: go_log({ execs: 77 }), lock: (to, token) => `SELECT post_lock('${parse(token).claims.jti}', sha256('k'))`, headers: { 'Idempotency-Key': 'k' } },
        'a post of new bugs': { body: two, lock: (to) => `SELECT pg_advisory_xact_lock(hashtextextended('ingest', (SELECT id FROM repo WHERE name = '${to}' AND removed_at IS NULL)))` } };
    for (const [what, end] of Object.entries(ends))
        for (const [kind, { body, lock, headers }] of Object.entries(kinds))
            test(`${what}: ${kind} is refused, and nothing is stored`, async () => {
                const to = add_repo(hub, 'ends'), token = new_token(hub, ...(what.endsWith('for all') ? ['--all'] : ['--repo', to])), id = id_of(token);
                if (what.startsWith('the account')) hub.psql(`UPDATE token SET account = (SELECT id FROM account WHERE name = '${add_account(hub).name}') WHERE id = ${id}`);
                assert.equal((await ingest(hub, token, { repo: to, package: 'codec' }, go_log())).status, 201);
                const before = hub.stored(), release = await holding(lock(to, token));
                const post = ingest(hub, token, { repo: to, package: 'codec' }, body, { headers });
                await until(() => waiting() === 1);
                hub.psql(end(to, id));
                await new Promise((resolve) => setTimeout(resolve, 150));
                await release();
                const answer = await post;
                assert.ok([401, 403, 404].includes(answer.status), `${answer.status} ${answer.text}`);
                assert.deepEqual(hub.stored(), before);
            });
});

describe('case 71: what ends while posts are under way', () => {
    for (const [what, end] of [
        ['the token', (to, id) => `UPDATE token SET revoked_at = now() WHERE id = ${id}`],
        ['the repository', (to) => `UPDATE repo SET removed_at = now() WHERE name = '${to}'`],
        ['what the token covers', (to, id) => `DELETE FROM token_repo WHERE token = ${id}`]])
        test(`${what}: each post is stored and acknowledged, or refused and not stored`, async () => {
            const to = add_repo(hub, 'ends'), token = new_token(hub, '--repo', to), runs = Array.from({ length: 60 }, () => fresh('run'));
            const send_run = async (run) => [run, (await ingest(hub, token, { repo: to, package: 'codec', run }, go_log({ functions: [run.replace('-', ''), 'b'] }))).status];
            const id = id_of(token), under_way = runs.slice(0, 40).map(send_run);
            await Promise.race(under_way);
            hub.psql(end(to, id));
            const late = await Promise.all(runs.slice(40).map(send_run));
            assert.ok(late.every(([, status]) => [401, 403, 404].includes(status)), JSON.stringify(late));
            const answers = [...(await Promise.all(under_way)), ...late];
            assert.ok(answers.every(([, status]) => [201, 401, 403, 404].includes(status)), JSON.stringify(answers));
            const stored = hub.rows(`SELECT r.key FROM run r JOIN repo o ON o.id = r.repo WHERE o.name = '${to}'`).map((r) => r.key).sort();
            assert.deepEqual(stored, answers.filter(([, status]) => status === 201).map(([run]) => run).sort());
        });
});

test('the pages are fit for people', async () => {
    const browser = await open_browser();
    const page = await open_page(hub, browser, { as: carol });
    await page.goto(of_repo);
    await assert_fit(page, 'detail-tokens');
    const admin = await open_page(hub, browser, { as: root });
    await admin.goto(of_hub);
    await assert_fit(admin, 'admin-tokens');
});

test('a week before a token ends its maker gets a mail, once', async () => {
    const visitor = await signed_in(carol), name = fresh('ending');
    const { token } = await make(visitor, of_repo, { name });
    hub.psql(`UPDATE token SET created_at = now() - interval '84 days', expires_at = now() + interval '6 days' WHERE id = ${id_of(token)}`);
    hub.cron('remind');
    const warnings = () => mails_to(hub, `${carol.name}@example.com`).filter((one) => new RegExp(`^Token ${name} ends on 20`).test(one.subject));
    const mail = await eventually(() => warnings()[0], 'the warning');
    assert.ok(mail.text.includes(repo) && !mail.raw.includes(token));
    hub.cron('remind');
    await all_sent(hub);
    assert.equal(warnings().length, 1);
});

describe('a new key', () => {
    const old = new_token(hub, '--repo', repo), old_kid = parse(old).header.kid;
    test('signs what is new, and cuts nothing that is in force', async () => {
        const kid = hub.nopanic(['key', 'add']).trim();
        hub.configure({});
        assert.equal((await push(old)).status, 201);
        const token = new_token(hub, '--repo', repo);
        assert.equal(parse(token).header.kid, kid);
        assert.equal((await push(token)).status, 201);
        assert.match(hub.nopanic(['key', 'list']), new RegExp(`^${kid} +current`));
    });
    test('seals what was sealed before, after which the old one goes', async () => {
        assert.throws(() => hub.nopanic(['key', 'remove', old_kid]), /signed \d+ tokens that are in force|seals \d+ secrets/);
        assert.match(hub.nopanic(['reseal']), /0 cannot be opened/);
        assert.throws(() => hub.nopanic(['key', 'remove', old_kid]), /signed \d+ tokens that are in force/);
        hub.nopanic(['key', 'remove', old_kid, '--force']);
        hub.configure({});
        assert.equal((await push(old)).status, 401);
        assert.equal((await request(hub, '/healthz')).status, 200);
    });
});
