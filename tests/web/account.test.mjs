// How people get an account, lose a password, change what is theirs, and leave: by mails that the hub sends.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { assert_alike } from './alike.mjs';
import { Visitor, get, request, words } from './client.mjs';
import { open_browser, open_page } from './browser.mjs';
import { own_hub } from './hub.mjs';
import { all_sent, code_in, mail_to, mails_to } from './mail.mjs';
import { add_account, fresh, new_token } from './scene.mjs';

const hub = await own_hub({ NOPANIC_PAGES_RATE: 0, NOPANIC_LOGIN_RATE: 0, NOPANIC_SIGNUP: 'open', NOPANIC_INGEST_PER_MINUTE: 1000000, NOPANIC_INGEST_BURST: 1000000 });
add_account(hub, { admin: true });
const PASSWORD = 'seven violet kettles 52';

const net = 1 + randomBytes(1)[0] % 250;
let host = 0;
const elsewhere = () => `127.${net}.${++host >> 7}.${host % 128 + 1}`;
const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
const address_of = (account) => `${account.name}@example.com`;

// Somebody new, at an address of the loopback that has done nothing yet.
const visitor = () => new Visitor(hub, { from: elsewhere() });
async function send(who, path, fields, form = path) {
    return who.post(path, { ...(await who.form(form, path)), ...fields });
}
async function signed_in(account) {
    const who = visitor();
    const answer = await who.sign_in(account);
    assert.equal(answer.status, 303, words(answer.text));
    return who;
}
const is_in = async (who) => (await who.ask('/account')).status === 200;
async function reset_code(account, { who = visitor(), count = 1 } = {}) {
    assert.equal((await send(who, '/reset', { email: address_of(account) })).status, 303);
    return code_in(await mail_to(hub, address_of(account), count));
}
async function signup_code(email, who = visitor()) {
    assert.equal((await send(who, '/signup', { email })).status, 303);
    return code_in(await mail_to(hub, email));
}
const choose = (who, code, password = PASSWORD) => send(who, '/reset/new', { code, password });
const passwords = (account) => hub.rows(`SELECT password_hash, password_version FROM account WHERE name = ${quoted(account.name)}`)[0];
async function all_at_once(count, work) {
    const answers = await Promise.all(Array.from({ length: count }, (_, i) => work(i)));
    return answers.map((answer) => answer.status);
}
const times = (list, value) => list.filter((one) => one === value).length;

// Whether a form says and takes the same for an address with an account and for one without.
async function assert_silent(path) {
    const word = fresh('known'), address = [(n) => `${word}${n}@example.com`, (n) => `other${word.slice(5)}${n}@example.com`];
    hub.psql(`INSERT INTO account (name, email, password_hash) SELECT '${word}' || n, '${word}' || n || '@example.com', (SELECT password_hash FROM account ORDER BY id LIMIT 1) FROM generate_series(0, 199) n`);
    // At the cost that a hub has: beside that of a guess at a password the rest does not show (lib/hub/reset.c).
    hub.configure({ NOPANIC_PASSWORD_COST: 5 });
    await assert_alike(async (kind, n) => {
        const who = visitor(), form = await who.form(path);
        return () => who.post(path, { ...form, email: address[kind](n) });
    }, ({ status, headers, text }) => `${status} ${headers.location} ${[headers['set-cookie']].flat().join()} ${text.replace(/value="[^"]*"/g, '')}`);
    hub.configure({ NOPANIC_PASSWORD_COST: 1 });
    await all_sent(hub);
    assert.equal(mails_to(hub, address[0](0)).length, 1, 'its owner has a mail');
}

describe('an account that the operator makes', () => {
    test('has an address that is confirmed if the operator says so', () => {
        const confirmed = (...options) => {
            const name = fresh('made');
            hub.nopanic(['account', 'add', name, `${name}@example.com`, ...options], `${PASSWORD}\n`);
            return hub.value(`(SELECT email_confirmed_at IS NOT NULL FROM account WHERE name = '${name}')`);
        };
        assert.deepEqual([confirmed(), confirmed('--confirmed'), confirmed('--admin')], [false, true, false]);
    });
});

describe('signing up', () => {
    test('by a link to one\'s address, which confirms it', async () => {
        const who = visitor(), email = `${fresh('new')}@example.org`, name = fresh('nora');
        const code = await signup_code(email, who);
        assert.match((await mail_to(hub, email)).text, new RegExp(`http://localhost:${hub.port}/signup/new#`));
        const made = await send(who, '/signup/new', { code, user: name, password: PASSWORD });
        assert.equal(made.status, 303, words(made.text));
        assert.ok(await is_in(who));
        assert.deepEqual(hub.rows(`SELECT email, is_admin, email_confirmed_at IS NOT NULL AS confirmed FROM account WHERE name = ${quoted(name)}`), [{ email, is_admin: false, confirmed: true }]);
        assert.ok(await is_in(await signed_in({ name, password: PASSWORD })));
    });
    test('6.4.1, 2.3.1: no code, a wrong one, a used one and an old one make nobody', async () => {
        const email = `${fresh('new')}@example.org`, code = await signup_code(email), user = fresh('nora');
        const count = () => hub.value('(SELECT count(*) FROM account)'), before = count();
        for (const bad of ['A', `${code}0`, code.replace(/.$/, (c) => (c === 'Z' ? 'Y' : 'Z')), "' OR true --"])
            assert.equal((await send(visitor(), '/signup/new', { code: bad, user, password: PASSWORD })).status, 400, bad);
        assert.equal((await send(visitor(), '/signup/new', { user, password: PASSWORD, code: '' })).status, 422);
        hub.psql(`UPDATE account_code SET expires_at = now() - interval '1 second' WHERE email = ${quoted(email)}`);
        assert.equal((await send(visitor(), '/signup/new', { code, user, password: PASSWORD })).status, 400);
        assert.equal(count(), before);
        hub.psql(`UPDATE account_code SET expires_at = now() + interval '1 hour' WHERE email = ${quoted(email)}`);
        assert.equal((await send(visitor(), '/signup/new', { code, user, password: PASSWORD })).status, 303);
        assert.equal((await send(visitor(), '/signup/new', { code, user: fresh('x'), password: PASSWORD })).status, 400);
        assert.equal(count(), before + 1);
    });
    test('a name or a password that cannot be does not cost the link', async () => {
        const other = add_account(hub), email = `${fresh('new')}@example.org`, code = await signup_code(email);
        const bad = [[422, { user: '-x' }, /must begin with a letter/], [422, { user: '<b>' }, /must begin with a letter/], [409, { user: other.name.toUpperCase() }, /is taken/], [422, { password: 'short' }, /12 to 128/], [422, { password: 'password12345' }, /tried first/]];
        for (const [status, fields, says] of bad) {
            const answer = await send(visitor(), '/signup/new', { code, user: fresh('nora'), password: PASSWORD, ...fields });
            assert.equal(answer.status, status, JSON.stringify(fields));
            assert.match(words(answer.text), says);
            assert.ok(answer.text.includes(code), 'the form still has the code');
            assert.ok(!answer.text.includes(PASSWORD));
        }
        assert.equal((await send(visitor(), '/signup/new', { code, user: fresh('nora'), password: PASSWORD, is_admin: '1', email: 'root@example.org', group: '1' })).status, 303);
        assert.equal(hub.value(`(SELECT is_admin FROM account WHERE email = ${quoted(email)})`), false);
    });
    test('ASVS 6.3.8: nobody learns whether an address has an account', () => assert_silent('/signup'));
    test('who signs up with an address that has an account is told so by mail, three times an hour', async () => {
        const known = add_account(hub);
        for (let i = 0; i < 5; i++) assert.equal((await send(visitor(), '/signup', { email: address_of(known) })).status, 303);
        await all_sent(hub);
        const mails = mails_to(hub, address_of(known));
        assert.equal(mails.length, 3, 'three an hour');
        assert.match(mails[0].subject, /have an account already/);
        assert.doesNotMatch(mails[0].text, /#/);
    });
    test('2.4.1: an address asks ten times an hour', async () => {
        const who = visitor();
        for (let i = 0; i < 10; i++) assert.equal((await send(who, '/signup', { email: `${fresh('many')}@example.org` })).status, 303);
        const refused = await send(who, '/signup', { email: `${fresh('many')}@example.org` });
        assert.equal(refused.status, 429);
        assert.match(refused.headers['retry-after'], /^\d+$/);
    });
    test('15.4.2: of 50 who use one link at a time, and of many who want one name, one gets it', async () => {
        const code = await signup_code(`${fresh('new')}@example.org`);
        const forms = await Promise.all(Array.from({ length: 50 }, async () => { const who = visitor(); return [who, await who.form('/signup/new')]; }));
        const uses = await all_at_once(50, (i) => forms[i][0].post('/signup/new', { ...forms[i][1], code, user: fresh('winner'), password: PASSWORD }));
        assert.equal(times(uses, 303), 1, `${uses}`);
        assert.equal(times(uses, 400), 49, `${uses}`);
        const codes = [];
        for (let i = 0; i < 12; i++) codes.push(await signup_code(`${fresh('new')}@example.org`));
        const user = fresh('wanted');
        const names = await all_at_once(12, (i) => forms[i][0].form('/signup/new').then((form) => forms[i][0].post('/signup/new', { ...form, code: codes[i], user, password: PASSWORD })));
        assert.equal(times(names, 303), 1, `${names}`);
        assert.equal(times(names, 409), 11, `${names}`);
        assert.equal(hub.value(`(SELECT count(*) FROM account WHERE lower(name) = lower(${quoted(user)}))`), 1);
    });
    test('what is no address is refused', async () => {
        for (const email of ['x', 'a@b,c@d', 'a@b@c', '@b', 'é@example.org', 'a@b\r\nBcc: c@d', '<a@b>']) assert.equal((await send(visitor(), '/signup', { email })).status, 422, email);
        const who = visitor(), { csrf } = await who.form('/signup');
        const twice = await who.ask('/signup', { method: 'POST', body: `csrf=${encodeURIComponent(csrf)}&email=a@example.org&email=b@example.org`, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
        assert.equal(twice.status, 400);
    });
});

describe('a forgotten password', () => {
    test('is replaced by a link, which works once, ends all sessions and earlier links', async () => {
        const mira = add_account(hub), in_use = await signed_in(mira), old_version = passwords(mira).password_version;
        const first = await reset_code(mira), code = await reset_code(mira, { count: 2 });
        assert.equal((await choose(visitor(), first)).status, 400, 'an older link dies when a new one is made');
        assert.equal((await choose(visitor(), code)).status, 303);
        assert.ok(!await is_in(in_use));
        assert.equal((await choose(visitor(), code, 'another password 77 x')).status, 400);
        assert.equal(passwords(mira).password_version, old_version + 1);
        assert.equal((await visitor().sign_in(mira)).status, 401);
        assert.ok(await is_in(await signed_in({ ...mira, password: PASSWORD })));
        const told = await mail_to(hub, address_of(mira), 3);
        assert.match(told.text, /new password was chosen/);
        assert.doesNotMatch(told.text, new RegExp(PASSWORD));
    });
    test('6.4.3(e), 14.2.1: the code is in no table and in no log', async () => {
        const mira = add_account(hub), code = await reset_code(mira);
        await choose(visitor(), code);
        await all_sent(hub);
        const plain = code.replaceAll('-', '');
        const stored = JSON.stringify([hub.rows('SELECT * FROM account_code'), hub.rows('SELECT * FROM mail'), hub.rows('SELECT * FROM audit')]);
        const logs = ['access.log', 'account.log', 'auth.log', 'dispatch.log', 'nginx.log', 'postgres.log'].map((file) => hub.log(file)).join('');
        for (const secret of [code, plain, PASSWORD]) assert.ok(!stored.includes(secret) && !logs.includes(secret));
    });
    test('6.4.1: the link ends after half an hour, with a login, and with a change of the password', async () => {
        const mira = add_account(hub);
        const late = await reset_code(mira);
        hub.psql(`UPDATE account_code SET expires_at = expires_at - interval '30 minutes' WHERE purpose = 'reset'`);
        assert.equal((await choose(visitor(), late)).status, 400);
        const before_login = await reset_code(mira, { count: 2 });
        const who = await signed_in(mira);
        assert.equal((await choose(visitor(), before_login)).status, 400);
        const before_change = await reset_code(mira, { count: 3 });
        assert.equal((await send(who, '/account', { do: 'password', current: mira.password, new: PASSWORD })).status, 303);
        assert.equal((await choose(visitor(), before_change)).status, 400);
    });
    test('6.4.3(a): a mail goes to the stored address alone, whatever is typed', async () => {
        const victim = add_account(hub), evil = `${fresh('evil')}@example.org`, mail = address_of(victim);
        const who = visitor(), { csrf } = await who.form('/reset');
        const raw = (body, type = 'application/x-www-form-urlencoded') => who.ask('/reset', { method: 'POST', body: body.replace('CSRF', encodeURIComponent(csrf)), headers: { 'Content-Type': type } });
        assert.equal((await raw(`csrf=CSRF&email=${mail}&email=${evil}`)).status, 400);
        assert.equal((await raw(`csrf=CSRF&email[]=${mail}&email[]=${evil}`)).status, 422);
        assert.ok([400, 403, 415, 422].includes((await raw(`{"csrf":"CSRF","email":["${mail}","${evil}"]}`, 'application/json')).status));
        for (const email of [`${mail},${evil}`, `${mail};${evil}`, `${mail}\n${evil}`, `${mail}\r\nBcc: ${evil}`, `${mail} ${evil}`, mail.replace('e', '\u212f')])
            assert.ok([303, 400, 422].includes((await send(visitor(), '/reset', { email })).status), email);
        await all_sent(hub);
        assert.deepEqual(mails_to(hub, evil), []);
        assert.deepEqual(mails_to(hub, mail), []);
        await reset_code({ name: victim.name.toUpperCase() });
        assert.equal(mails_to(hub, mail)[0].to, mail);
    });
    test('6.4.3(b): the link has the hub\'s own address, whatever the request says', async () => {
        const mira = add_account(hub), who = visitor();
        const form = await who.form('/reset');
        for (const headers of [{ 'X-Forwarded-Host': 'evil.example' }, { Host: 'evil.example' }, { Forwarded: 'host=evil.example' }])
            await who.post('/reset', { ...form, email: address_of(mira) }, { headers });
        const { text } = await mail_to(hub, address_of(mira));
        await all_sent(hub);
        for (const mail of mails_to(hub, address_of(mira))) assert.ok(!mail.raw.includes('evil'));
        assert.match(text, new RegExp(`http://localhost:${hub.port}/reset/new#`));
    });
    test('ASVS 6.3.8: nobody learns whether there is an account', () => assert_silent('/reset'));
    test('three mails an hour go to an address, and none to a disabled account', async () => {
        const mira = add_account(hub), closed = add_account(hub);
        hub.psql(`UPDATE account SET disabled_at = now() WHERE name = ${quoted(closed.name)}`);
        for (let i = 0; i < 5; i++) await send(visitor(), '/reset', { email: address_of(mira) });
        await send(visitor(), '/reset', { email: address_of(closed) });
        await all_sent(hub);
        assert.equal(mails_to(hub, address_of(mira)).length, 3, 'three an hour');
        assert.equal(mails_to(hub, address_of(closed)).length, 0);
    });
    test('2.4.1: an address of a machine asks 20 times an hour', async () => {
        const who = visitor();
        for (let i = 0; i < 20; i++) assert.equal((await send(who, '/reset', { email: `${fresh('x')}@example.org` })).status, 303);
        assert.equal((await send(who, '/reset', { email: `${fresh('x')}@example.org` })).status, 429);
    });
    test('15.4.2: of 50 who use one link at a time, one succeeds', async () => {
        const mira = add_account(hub), code = await reset_code(mira);
        const forms = await Promise.all(Array.from({ length: 50 }, async () => { const who = visitor(); return [who, await who.form('/reset/new')]; }));
        const uses = await all_at_once(50, (i) => forms[i][0].post('/reset/new', { ...forms[i][1], code, password: `${PASSWORD} number ${i}` }));
        assert.equal(times(uses, 303), 1, `${uses}`);
        assert.equal(times(uses, 400), 49, `${uses}`);
        assert.equal(passwords(mira).password_version, 2);
        assert.ok(await is_in(await signed_in({ ...mira, password: `${PASSWORD} number ${uses.indexOf(303)}` })));
    });
    test('a password that cannot be does not cost the link; nothing but the password is set', async () => {
        const mira = add_account(hub), code = await reset_code(mira);
        for (const bad of ['short', 'x'.repeat(129), mira.name.repeat(3)]) assert.equal((await choose(visitor(), code, bad)).status, 422, bad);
        assert.equal((await send(visitor(), '/reset/new', { code, password: PASSWORD, is_admin: '1', user: 'root' })).status, 303);
        assert.equal(hub.value(`(SELECT is_admin FROM account WHERE name = ${quoted(mira.name)})`), false);
    });
    test('ASVS 6.4.6: an administrator starts a reset, and chooses no password', async () => {
        const mira = add_account(hub), root = add_account(hub, { admin: true }), who = await signed_in(root), in_use = await signed_in(mira), path = `/admin/accounts/${mira.name}`;
        const page = await who.ask(path);
        assert.match(page.text, /action="\/admin\/reset"/);
        assert.doesNotMatch(page.text, /type="password"|name="(new|password)"/);
        const before = passwords(mira);
        const plain = await signed_in(add_account(hub)), { csrf } = await plain.form('/account');
        assert.equal((await plain.post('/admin/reset', { csrf, account: mira.name })).status, 404);
        assert.equal((await send(who, '/admin/reset', { account: fresh('nobody') }, path)).status, 422);
        assert.equal((await send(who, '/admin/reset', { account: mira.name, password: PASSWORD, new: PASSWORD, email: 'evil@example.com' }, path)).status, 303);
        assert.deepEqual(passwords(mira), before);
        assert.ok(await is_in(in_use), 'until the link is used nothing has changed');
        await all_sent(hub);
        assert.deepEqual(mails_to(hub, 'evil@example.com'), []);
        assert.equal((await choose(visitor(), code_in(await mail_to(hub, address_of(mira))))).status, 303);
        assert.ok(!await is_in(in_use));
        assert.deepEqual(hub.rows(`SELECT who, address IS NOT NULL AS placed FROM audit WHERE action = 'account.reset_ask' AND object = ${quoted(mira.name)}`), [{ who: root.name, placed: true }]);
    });
    test('6.4.6: the operator starts a reset, and chooses no password', async () => {
        const mira = add_account(hub), link = hub.nopanic(['account', 'reset-link', mira.name]).trim();
        assert.match(link, new RegExp(`^http://localhost:${hub.port}/reset/new#[0-9A-Z-]{26,}$`));
        assert.equal((await choose(visitor(), link.split('#')[1])).status, 303);
    });
    test('3.4.5: its pages tell no other where one comes from', async () => {
        for (const path of ['/reset', '/reset/new', '/signup/new']) {
            const values = (await request(hub, path)).rawHeaders.filter((_, i, all) => i % 2 === 1 && /^referrer-policy$/i.test(all[i - 1]));
            assert.deepEqual(values, ['no-referrer'], path);
        }
    });
});

describe('in a browser', () => {
    test('a link of a mail fills in its code, which then stands in no address; the new password signs in', async () => {
        const mira = add_account(hub), page = await open_page(hub, await open_browser());
        await page.goto('/login');
        await page.getByRole('link', { name: 'Forgot your password?' }).click();
        await page.getByLabel('E-mail').fill(address_of(mira));
        await page.getByRole('button', { name: 'Send link' }).click();
        await page.getByText('a link is on its way').waitFor();
        const code = code_in(await mail_to(hub, address_of(mira)));
        await page.goto(`/reset/new#${code}`);
        assert.equal(await page.getByLabel('Code of the mail').inputValue(), code);
        assert.ok(!page.url().includes(code));
        await page.getByLabel('New password').fill(PASSWORD);
        await page.getByRole('button', { name: 'Change password' }).click();
        await page.getByText('Sign in with the new one').waitFor();
        await page.getByLabel('Name or e-mail').fill(mira.name);
        await page.getByLabel('Password').fill(PASSWORD);
        await page.getByRole('button', { name: 'Sign in', exact: true }).click();
        await page.getByRole('link', { name: new RegExp(mira.name) }).waitFor();
        assert.deepEqual(page.complaints, []);
    });
});

describe('what is one\'s own', () => {
    test('6.2.2: the password is changed with the current one alone, and its owner is told', async () => {
        const mira = add_account(hub), who = await signed_in(mira), before = passwords(mira);
        for (const current of ['wrong wrong wrong', ' ', mira.password.toUpperCase()]) {
            const status = (await send(who, '/account', { do: 'password', current, new: PASSWORD })).status;
            assert.ok([403, 422].includes(status), `${status}`);
        }
        assert.deepEqual(passwords(mira), before);
        const common = await send(who, '/account', { do: 'password', current: mira.password, new: 'password1234' });
        assert.equal(common.status, 422);
        assert.match(words(common.text), /tried first/);
        assert.equal((await send(who, '/account', { do: 'password', current: mira.password, new: PASSWORD })).status, 303);
        assert.ok(await is_in(who));
        assert.match((await mail_to(hub, address_of(mira))).text, /password of your account .* was changed/);
    });
    test('6.3.7: a new address is confirmed there, by its owner alone, and the old one is told', async () => {
        const mira = add_account(hub), who = await signed_in(mira), other = await signed_in(add_account(hub)), email = `${fresh('mira')}@example.net`;
        assert.equal((await send(who, '/account', { do: 'email', current: 'wrong wrong wrong', email })).status, 403);
        assert.equal((await send(who, '/account', { do: 'email', current: mira.password, email: 'x' })).status, 422);
        assert.equal((await send(who, '/account', { do: 'email', current: mira.password, email })).status, 303);
        const stored = () => hub.rows(`SELECT email, email_confirmed_at IS NOT NULL AS confirmed FROM account WHERE name = ${quoted(mira.name)}`)[0];
        assert.equal(stored().email, address_of(mira));
        const code = code_in(await mail_to(hub, email));
        assert.equal((await visitor().ask('/account/email')).status, 303, 'strangers sign in first');
        assert.equal((await send(other, '/account/email', { code })).status, 400);
        assert.equal((await send(who, '/account/email', { code: `${code}1` })).status, 400);
        const uses = await all_at_once(10, async () => send(who, '/account/email', { code }));
        assert.equal(times(uses, 303), 1, `${uses}`);
        assert.deepEqual(stored(), { email, confirmed: true });
        assert.match((await mail_to(hub, address_of(mira))).text, /go to another address/);
        assert.ok(await is_in(await signed_in({ ...mira, name: email })));
    });
    test('ASVS 6.3.7: who makes a token is told', async () => {
        const root = add_account(hub, { admin: true }), name = fresh('ci');
        assert.equal((await send(await signed_in(root), '/admin/tokens', { do: 'create', name, scope: 'read', days: '30' })).status, 200);
        const mail = await mail_to(hub, address_of(root));
        assert.match(mail.text, new RegExp(`token "${name}" was made with your account ${root.name}`));
        assert.match(mail.text, /from {4}127\./);
        assert.doesNotMatch(mail.raw, /eyJ/);
    });
    test('an address of somebody else cannot be taken', async () => {
        const mira = add_account(hub), other = add_account(hub), who = await signed_in(mira);
        await send(who, '/account', { do: 'email', current: mira.password, email: address_of(other).toUpperCase() });
        const code = code_in(await mail_to(hub, address_of(other).toUpperCase()));
        assert.equal((await send(who, '/account/email', { code })).status, 409);
        assert.equal(hub.value(`(SELECT email FROM account WHERE name = ${quoted(mira.name)})`), address_of(mira));
    });
    test('an account is removed with its password, its sessions and its tokens', async () => {
        const mira = add_account(hub), who = await signed_in(mira), second = await signed_in(mira);
        new_token(hub, '--all', '--name', 'leaves');
        hub.psql(`UPDATE token SET account = (SELECT id FROM account WHERE name = ${quoted(mira.name)}) WHERE name = 'leaves'`);
        assert.equal((await send(who, '/account', { do: 'remove', current: 'wrong wrong wrong' })).status, 403);
        assert.equal((await send(who, '/account', { do: 'remove', current: mira.password })).status, 303);
        assert.ok(!await is_in(who) && !await is_in(second));
        assert.equal((await get(hub, '/account', { as: mira, from: elsewhere() })).status, 401);
        assert.equal(hub.value(`(SELECT count(*) FROM account WHERE name = ${quoted(mira.name)})`), 0);
        assert.equal(hub.value("(SELECT count(*) FROM token WHERE name = 'leaves')"), 0);
        assert.match((await mail_to(hub, address_of(mira))).text, /was removed/);
    });
    test('of administrators one stays', async () => {
        const roots = [add_account(hub, { admin: true }), add_account(hub, { admin: true })];
        hub.psql(`UPDATE account SET is_admin = false WHERE name NOT IN (${roots.map((root) => quoted(root.name))})`);
        const sessions = await Promise.all(roots.map(signed_in));
        const statuses = await all_at_once(2, (i) => send(sessions[i], '/account', { do: 'remove', current: roots[i].password }));
        assert.deepEqual(statuses.sort(), [303, 409]);
        assert.equal(hub.value('(SELECT count(*) FROM account WHERE is_admin)'), 1);
    });
    test('11.4.2, 6.3.8: once the cost was raised a password is hashed anew at the next login, and until then an account does not show', async () => {
        const mira = add_account(hub), cost = () => passwords(mira).password_hash.slice(0, 6), before = cost();
        assert.match(before, /^\$y\$j/);
        hub.configure({ NOPANIC_PASSWORD_COST: 2 });
        await assert_alike(async (kind) => {
            const from = visitor(), hidden = await from.form('/login');
            return () => from.post('/login', { ...hidden, user: [mira.name, 'nobody-at-all'][kind], password: 'wrong but long enough' });
        }, ({ status }) => `${status}`);
        const who = await signed_in(mira);
        assert.notEqual(cost(), before);
        assert.equal(passwords(mira).password_version, 1);
        assert.ok(await is_in(who) && await is_in(await signed_in(mira)));
        const kept = passwords(mira).password_hash;
        hub.configure({ NOPANIC_PASSWORD_COST: 1 });
        await signed_in(mira);
        assert.equal(passwords(mira).password_hash, kept, 'never to a lower one');
    });
});

describe('where accounts are by invitation', () => {
    test('strangers do not ask, and an invitation works', async () => {
        hub.configure({ NOPANIC_SIGNUP: 'invitation' });
        const who = visitor(), page = await who.ask('/signup');
        assert.match(words(page.text), /by invitation/);
        assert.doesNotMatch((await who.ask('/login')).text, /href="\/signup"/);
        const { csrf } = await who.form('/login');
        assert.equal((await who.post('/signup', { csrf, email: `${fresh('x')}@example.org` })).status, 403);
        const email = `${fresh('guest')}@example.org`, link = hub.nopanic(['account', 'invite', email]).trim();
        assert.equal(code_in(await mail_to(hub, email)), link.split('#')[1]);
        assert.equal((await send(visitor(), '/signup/new', { code: link.split('#')[1], user: fresh('guest'), password: PASSWORD })).status, 303);
        assert.throws(() => hub.nopanic(['account', 'invite', email]), /has an account/);
    });
    test('an administrator invites, sees who was invited, and withdraws', async () => {
        const root = add_account(hub, { admin: true }), who = await signed_in(root), plain = await signed_in(add_account(hub)), email = `${fresh('guest')}@example.org`;
        assert.equal((await plain.ask('/admin/invitations')).status, 404);
        assert.equal((await plain.post('/admin/invitations', { ...(await plain.form('/account')), do: 'invite', email })).status, 404);
        assert.equal((await who.post('/admin/invitations', { do: 'invite', email })).status, 403, 'without a token of the form');
        const invite = (address) => send(who, '/admin/invitations', { do: 'invite', email: address });
        assert.equal((await invite('x')).status, 422);
        assert.equal((await invite(address_of(root))).status, 409);
        assert.equal((await invite(email)).status, 303);
        const mail = await mail_to(hub, email), [{ email: listed, made_by: by }] = (await who.ask('/admin/invitations?format=json')).json().invitations;
        assert.deepEqual([listed, by], [email, root.name]);
        assert.match(mail.text, new RegExp(`^${root.name} invites you`));
        assert.equal((await send(who, '/admin/invitations', { do: 'withdraw', email })).status, 303);
        assert.equal((await send(visitor(), '/signup/new', { code: code_in(mail), user: fresh('guest'), password: PASSWORD })).status, 400);
        assert.equal((await send(who, '/admin/invitations', { do: 'withdraw', email })).status, 409);
    });
    test('where they come from the command line alone, nobody invites on the pages', async () => {
        hub.configure({ NOPANIC_SIGNUP: 'closed' });
        const who = await signed_in(add_account(hub, { admin: true })), { csrf } = await who.form('/account');
        assert.equal((await who.post('/admin/invitations', { csrf, do: 'invite', email: `${fresh('x')}@example.org` })).status, 403);
    });
    test('where they are open to a domain, others are refused', async () => {
        hub.configure({ NOPANIC_SIGNUP: 'open', NOPANIC_SIGNUP_DOMAINS: 'xxycorp.example other.example' });
        for (const [email, status] of [['a@xxycorp.example', 303], ['a@OTHER.example', 303], ['a@evil.example', 422], ['a@evil-xxycorp.example', 422], ['a@xxycorp.example.evil', 422]])
            assert.equal((await send(visitor(), '/signup', { email })).status, status, email);
    });
});
