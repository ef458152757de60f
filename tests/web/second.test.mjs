// A second factor: codes of an app, recovery codes, and administrators who need one.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { assert_fit, open_browser, open_page, scan_qr, tab_to } from './browser.mjs';
import { Visitor, basic, get, unescape_html, words } from './client.mjs';
import { own_hub } from './hub.mjs';
import { mail_to } from './mail.mjs';
import { add_account, fresh, new_token } from './scene.mjs';
import { app_code } from './totp.mjs';

const hub = await own_hub({ NOPANIC_PAGES_RATE: 0, NOPANIC_LOGIN_RATE: 0 });
const net = 1 + randomBytes(1)[0] % 250;
let host = 0;
const elsewhere = () => `127.${net}.${++host >> 7}.${host % 128 + 1}`;
const visitor = () => new Visitor(hub, { from: elsewhere() });
const send = async (who, path, fields, form = path) => who.post(path, { ...(await who.form(form, path)), ...fields });
const is_in = async (who) => (await who.ask('/account')).status === 200;
const quoted = (text) => `'${text}'`;

const forget_step = (account) => hub.psql(`UPDATE account SET totp_step = 0 WHERE name = ${quoted(account.name)}`);

// Somebody whose logins ask for a code: {account, who, secret, codes}.
async function guarded(options) {
    const account = add_account(hub, options), who = visitor();
    assert.equal((await who.sign_in(account)).status, 303);
    assert.equal((await send(who, '/account/two-factor', { do: 'draft', current: account.password })).status, 303);
    const [, secret] = /<code class="secret">([A-Z2-7 ]+)</.exec((await who.ask('/account/two-factor')).text);
    const on = await send(who, '/account/two-factor', { do: 'begin', code: app_code(secret) });
    assert.equal(on.status, 200, words(on.text));
    const codes = unescape_html(on.text).match(/\b[0-9A-Z]{4}(-[0-9A-Z]{4}){3}\b/g);
    assert.equal(codes.length, 10);
    forget_step(account);
    return { account, who, secret, codes };
}
// A login up to its second step.
async function half_in(account) {
    const who = visitor(), answer = await who.sign_in(account);
    assert.equal(answer.status, 303);
    assert.match(answer.headers.location, /^\/login\/code\?next=/);
    return who;
}
const finish = (who, code) => send(who, '/login/code', { code });

describe('two-factor sign-in', () => {
    test('asks for a code of the app after the password, and goes on to where one wanted', async () => {
        const { account, secret } = await guarded();
        const who = visitor();
        const first = await who.sign_in(account, '/?q=x');
        assert.ok(!await is_in(who), 'the password alone opens nothing');
        assert.equal((await who.ask('/account', { headers: { Accept: 'application/json' } })).status, 401);
        const form = await who.form(first.headers.location, '/login/code');
        assert.equal(form.next, '/?q=x');
        const answer = await who.post('/login/code', { ...form, code: app_code(secret) });
        assert.equal(answer.status, 303);
        assert.equal(answer.headers.location, '/?q=x');
        assert.ok(await is_in(who));
        assert.match((await mail_to(hub, `${account.name}@example.com`)).text, /asks for a code of your app/);
    });
    test('takes a code once, and of 50 logins at a time one', async () => {
        const { account, secret } = await guarded();
        const code = app_code(secret), first = await half_in(account), second = await half_in(account);
        assert.equal((await finish(first, code)).status, 303);
        assert.equal((await finish(second, code)).status, 401);
        forget_step(account);
        hub.psql("DELETE FROM login_failure");
        const many = await Promise.all(Array.from({ length: 50 }, () => half_in(account)));
        const forms = await Promise.all(many.map((who) => who.form('/login/code')));
        const again = app_code(secret), statuses = (await Promise.all(many.map((who, i) => who.post('/login/code', { ...forms[i], code: again })))).map((answer) => answer.status);
        assert.equal(statuses.filter((status) => status === 303).length, 1, `${statuses}`);
        assert.ok(statuses.every((status) => [303, 401, 429].includes(status)), `${statuses}`);
    });
    test('refuses wrong codes, old ones and those of others, and makes wait after ten, wherever they come from', async () => {
        const { account, secret } = await guarded(), other = await guarded();
        const bad = ['000000', '', 'x', app_code(secret, -5), app_code(secret, 5), app_code(other.secret), other.codes[0], "' OR true --"];
        for (const code of bad) assert.ok([401, 422].includes((await finish(await half_in(account), code)).status), code);
        for (let i = 0; i < 4; i++) await finish(await half_in(account), '111111');
        assert.equal((await finish(await half_in(account), app_code(secret))).status, 429);
        hub.psql("UPDATE login_failure SET at = at - interval '16 minutes'");
        assert.equal((await finish(await half_in(account), app_code(secret))).status, 303);
    });
    test('lets in by a recovery code, once, and tells the owner', async () => {
        const { account, codes } = await guarded(), who = await half_in(account);
        assert.equal((await finish(who, codes[3].toLowerCase().replaceAll('-', ' '))).status, 303);
        assert.ok(await is_in(who));
        assert.equal((await finish(await half_in(account), codes[3])).status, 401);
        assert.match((await mail_to(hub, `${account.name}@example.com`, 2)).text, /recovery code was used/);
        const many = await Promise.all(Array.from({ length: 10 }, () => half_in(account)));
        const forms = await Promise.all(many.map((one) => one.form('/login/code')));
        const statuses = (await Promise.all(many.map((one, i) => one.post('/login/code', { ...forms[i], code: codes[4] })))).map((answer) => answer.status);
        assert.equal(statuses.filter((status) => status === 303).length, 1, `${statuses}`);
    });
    test('2.3.1: its second step does not go without the first, nor with a forged, an old or another\'s ticket', async () => {
        const { account, secret } = await guarded(), good = await half_in(account), ticket = good.cookies.get('second');
        const form = await good.form('/login/code');
        const [id, version, end, mac] = ticket.split('.');
        const other = hub.value(`(SELECT id FROM account WHERE name = ${quoted((await guarded()).account.name)})`);
        for (const forged of ['', 'x', `${other}.${version}.${end}.${mac}`, `${id}.${version}.${Number(end) + 9999}.${mac}`, `${id}.${version}.${end}.`, `${ticket}x`]) {
            const who = visitor();
            who.cookies.set('second', forged);
            const answer = await who.post('/login/code', { ...form, code: app_code(secret) });
            assert.equal(answer.headers.location, '/login', forged);
            assert.ok(!await is_in(who));
        }
        hub.psql(`UPDATE account SET password_version = password_version + 1 WHERE id = ${id}`);
        assert.equal((await good.post('/login/code', { ...form, code: app_code(secret) })).headers.location, '/login');
    });
    test('HTTP basic takes the password no more, even one that was right a moment ago; a token does', async () => {
        const account = add_account(hub), who = visitor(), from = elsewhere();
        assert.equal((await get(hub, '/account', { as: account, from })).status, 200);
        await who.sign_in(account);
        await send(who, '/account/two-factor', { do: 'draft', current: account.password });
        const [, secret] = /<code class="secret">([A-Z2-7 ]+)</.exec((await who.ask('/account/two-factor')).text);
        assert.equal((await get(hub, '/account', { as: account, from })).status, 200, 'a draft changes nothing');
        await send(who, '/account/two-factor', { do: 'begin', code: app_code(secret) });
        assert.equal((await get(hub, '/account', { as: account, from })).status, 401);
        const token = new_token(hub, '--all', '--scope', 'read');
        assert.equal((await get(hub, '/', { headers: { Authorization: `Bearer ${token}` } })).status, 200);
        assert.ok(basic(account));
    });
    test('is turned on with a code alone, and off with password and code', async () => {
        const account = add_account(hub), who = visitor();
        await who.sign_in(account);
        const state = () => hub.rows(`SELECT totp_since IS NOT NULL AS is_on, totp_sealed IS NOT NULL AS secret FROM account WHERE name = ${quoted(account.name)}`)[0];
        assert.equal((await send(who, '/account/two-factor', { do: 'draft', current: 'wrong wrong wrong' })).status, 403);
        assert.deepEqual(state(), { is_on: false, secret: false });
        assert.equal((await send(who, '/account/two-factor', { do: 'draft', current: account.password })).status, 303);
        const shown = (await who.ask('/account/two-factor')).text;
        assert.equal((await who.ask('/account/two-factor')).text.replace(/value="[^"]*"/g, ''), shown.replace(/value="[^"]*"/g, ''), 'looking changes nothing');
        const [, secret] = /<code class="secret">([A-Z2-7 ]+)</.exec(shown);
        assert.equal((await send(who, '/account/two-factor', { do: 'begin', code: '000000' })).status, 422);
        assert.deepEqual(state(), { is_on: false, secret: true });
        assert.equal((await send(who, '/account/two-factor', { do: 'begin', code: app_code(secret) })).status, 200);
        assert.deepEqual(state(), { is_on: true, secret: true });
        assert.ok(!(await who.ask('/account/two-factor')).text.includes(secret), 'the secret is shown no more');
        forget_step(account);
        assert.equal((await send(who, '/account/two-factor', { do: 'end', current: account.password, code: '000000' })).status, 422);
        assert.equal((await send(who, '/account/two-factor', { do: 'end', current: 'wrong wrong wrong', code: app_code(secret) })).status, 403);
        assert.deepEqual(state(), { is_on: true, secret: true });
        assert.equal((await send(who, '/account/two-factor', { do: 'end', current: account.password, code: app_code(secret) })).status, 303);
        assert.deepEqual(state(), { is_on: false, secret: false });
        assert.equal(hub.value('(SELECT count(*) FROM recovery_code r JOIN account a ON a.id = r.account WHERE a.name = ' + quoted(account.name) + ')'), 0);
    });
    test('new recovery codes end the old ones', async () => {
        const { account, who, secret, codes } = await guarded();
        const page = await send(who, '/account/two-factor', { do: 'codes', current: account.password, code: app_code(secret) });
        assert.equal(page.status, 200);
        assert.ok(!page.text.includes(codes[0]));
        const [new_code] = unescape_html(page.text).match(/\b[0-9A-Z]{4}(-[0-9A-Z]{4}){3}\b/);
        assert.equal((await finish(await half_in(account), codes[0])).status, 401);
        assert.equal((await finish(await half_in(account), new_code)).status, 303);
    });
    test('11.3.2: neither the secret nor a recovery code is in the database or a log', async () => {
        const { secret, codes } = await guarded();
        const key = secret.replaceAll(' ', '');
        const stored = JSON.stringify(['account', 'recovery_code', 'audit', 'mail'].map((table) => hub.rows(`SELECT * FROM ${table}`)));
        const bits = [...key].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
        const hex = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2))).toString('hex');
        const logs = ['access.log', 'account.log', 'auth.log'].map((file) => hub.log(file)).join('');
        for (const word of [key, hex, ...codes, ...codes.map((code) => code.replaceAll('-', ''))]) assert.ok(!stored.includes(word) && !logs.includes(word));
    });
});

describe('a lost second factor', () => {
    const quiet_in = async (account) => (await visitor().sign_in(account)).headers.location === '/';
    const audited = (account) => hub.rows(`SELECT who FROM audit WHERE action = 'account.two_factor_off' AND object = ${quoted(account.name)} ORDER BY id`).map((row) => row.who);
    test('is turned off by the operator, who is on record, and its owner is told', async () => {
        const { account } = await guarded();
        hub.nopanic(['account', 'two-factor-off', account.name.toUpperCase()]);
        assert.ok(await quiet_in(account));
        assert.deepEqual(audited(account), [null]);
        assert.match((await mail_to(hub, `${account.name}@example.com`, 2)).text, /An administrator has turned two-factor sign-in/);
        hub.nopanic(['account', 'two-factor-off', account.name]);
        assert.deepEqual(audited(account), [null], 'what is off is not turned off');
        assert.throws(() => hub.nopanic(['account', 'two-factor-off', 'nobody-here']), /there is no account/);
    });
    test('is turned off by an administrator for others, and for nobody without a code', async () => {
        const { account } = await guarded(), boss = await guarded({ admin: true }), path = `/admin/accounts/${account.name}`;
        assert.match(words((await boss.who.ask(path)).text), /Two-factor sign-in on/);
        assert.equal((await send(boss.who, path, { do: 'second_off' })).status, 303);
        assert.match(words((await boss.who.ask(path)).text), /Two-factor sign-in off/);
        assert.ok(await quiet_in(account));
        assert.deepEqual(audited(account), [boss.account.name]);
        const own = await send(boss.who, `/admin/accounts/${boss.account.name}`, { do: 'second_off' });
        assert.equal(own.status, 409);
        assert.ok(!await quiet_in(boss.account));
    });
});

describe('administrators who need a second factor', () => {
    test('get no further than to the page that sets it up', async () => {
        const bare = add_account(hub, { admin: true }), safe = await guarded({ admin: true }), plain = add_account(hub);
        hub.configure({ NOPANIC_ADMIN_TWO_FACTOR: 'yes' });
        const who = visitor();
        await who.sign_in(bare);
        for (const path of ['/', '/admin', '/admin/tokens', '/r/a/b']) {
            const answer = await who.ask(path);
            assert.equal(answer.headers.location, '/account/two-factor', path);
            assert.equal((await who.ask(path, { headers: { Accept: 'application/json' } })).status, 403);
            assert.equal((await get(hub, path, { as: bare, json: true, from: elsewhere() })).status, 403);
        }
        const { csrf } = await who.form('/account/two-factor');
        const name = `${fresh('x')}/y`;
        assert.equal((await who.post('/admin/repositories', { csrf, name, visibility: 'private' })).status, 403);
        assert.equal(hub.value(`(SELECT count(*) FROM repo WHERE name = ${quoted(name)})`), 0);
        assert.ok(await is_in(who));
        assert.equal((await safe.who.ask('/admin')).status, 200);
        const other = visitor();
        await other.sign_in(plain);
        assert.equal((await other.ask('/')).status, 200);
    });
});

describe('two-factor sign-in in a browser', () => {
    // Types into the fields and presses the button, with the keyboard alone.
    async function submit(page, values, button) {
        for (const [field, value] of Object.entries(values)) {
            await tab_to(page, `main [name="${field}"]`);
            await page.keyboard.type(value);
        }
        await tab_to(page, button);
        await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    }
    const leave = async (page) => {
        await submit(page, {}, 'form[action="/logout"] button');
        await page.goto('/login');
    };
    // The browser complains of a refusal, once, and not always before the page is there.
    const refused = async (page, status) => {
        const is_of_it = (c) => c.includes(`status of ${status}`);
        if (!page.complaints.some(is_of_it)) await page.waitForEvent('console');
        page.complaints = page.complaints.filter((c) => !is_of_it(c));
    };

    test('goes from off to on, through a login by recovery code, and off again by keyboard alone', { timeout: 240000 }, async () => {
        const account = add_account(hub), browser = await open_browser();
        const page = await open_page(hub, browser, { as: account });
        await page.goto('/account/two-factor');
        await assert_fit(page, 'two-factor-off');
        await submit(page, { current: account.password }, 'main form button');

        await assert_fit(page, 'two-factor-draft');
        for (const colorScheme of ['light', 'dark']) {
            await page.emulateMedia({ colorScheme });
            const uri = new URL(await scan_qr(page, page.locator('svg.qr')) ?? 'none:');
            assert.equal(uri.protocol, 'otpauth:', `${colorScheme}: no phone reads this code`);
            assert.equal(uri.searchParams.get('secret'), (await page.textContent('code.secret')).replaceAll(' ', ''));
            assert.equal(decodeURIComponent(uri.pathname).split(':').pop(), account.name);
        }
        await submit(page, { code: '000000' }, 'main form button');
        await refused(page, 422);
        assert.equal(await page.locator('[name="code"][aria-invalid="true"]').count(), 1);
        await assert_fit(page, 'two-factor-wrong');
        const secret = new URL(await scan_qr(page, page.locator('svg.qr'))).searchParams.get('secret');
        await submit(page, { code: app_code(secret) }, 'main form button');

        const codes = (await page.textContent('pre.codes')).trim().split(/\s+/);
        assert.equal(codes.length, 10);
        await assert_fit(page, 'two-factor-codes');
        await page.goto('/account/two-factor');
        const later = await page.content();
        assert.ok(!codes.some((code) => later.includes(code)), 'shown once');
        await assert_fit(page, 'two-factor-on');

        const enter = async (code) => {
            await submit(page, { user: account.name, password: account.password }, 'main form button:not([type="button"])');
            assert.equal(new URL(page.url()).pathname, '/login/code');
            await page.locator('[name="code"]:focus').waitFor();
            await page.keyboard.type(code);
            await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
        };
        await leave(page);
        await enter(codes[0]);
        assert.equal(new URL(page.url()).pathname, '/');
        await leave(page);
        await enter(codes[0]);
        await refused(page, 401);
        assert.equal(new URL(page.url()).pathname, '/login/code', 'a recovery code works once');
        await assert_fit(page, 'login-code-wrong');
        await page.goto('/login/code');
        await assert_fit(page, 'login-code');
        await submit(page, { code: codes[1] }, 'main form button');

        await page.goto('/account/two-factor');
        assert.match(await page.textContent('main'), /8 of 10/);
        await submit(page, { current: account.password, code: codes[2] }, 'button[value="end"]');
        assert.equal(hub.value(`(SELECT totp_since IS NULL FROM account WHERE name = ${quoted(account.name)})`), true);
        await assert_fit(page, 'two-factor-ended');
        await leave(page);
        await submit(page, { user: account.name, password: account.password }, 'main form button:not([type="button"])');
        assert.equal(new URL(page.url()).pathname, '/', 'the password alone is enough again');
        assert.deepEqual(page.complaints, []);
    });
});
