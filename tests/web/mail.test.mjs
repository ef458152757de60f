// Mails on their way: from the outbox to a real mail server, through its faults, and into the hub's own mailbox.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Visitor, unescape_html, words } from './client.mjs';
import { free_port, own_hub, root, temporary_folder } from './hub.mjs';
import { all_sent, eventually, mail_server, mail_to, mails_to, make_certificate } from './mail.mjs';
import { add_account, fresh } from './scene.mjs';

const folder = temporary_folder();
const good = make_certificate(folder, 'localhost');
const server = await mail_server(await free_port(), good);
const hub = await own_hub({ NOPANIC_SMTP_TIMEOUT_S: 4 });

function put(to, subject = 'A test', text = 'Hello.\n') {
    const quoted = [to, subject, text].map((value) => `'${value.replaceAll("'", "''")}'`);
    return Number(hub.psql(`INSERT INTO mail (recipient, subject, text) VALUES (${quoted.join(', ')}) RETURNING id`));
}
const row = (id) => hub.rows(`SELECT * FROM mail WHERE id = ${id}`)[0];
const tried = (id) => eventually(() => { const its = row(id); return its.answer !== null && its; }, `an answer to mail ${id}`);
const at = (name) => `${name}@${fresh('x')}.example.org`;

describe('without a mail server', () => {
    test('mails lie in the folder mail of the hub, which nobody else may read', async () => {
        const to = at('mira');
        put(to, 'Grüße', 'Zeile eins\n\nund zwei\n');
        const mail = await mail_to(hub, to);
        assert.equal(mail.subject, 'Grüße');
        assert.equal(mail.text, 'Zeile eins\n\nund zwei\n');
        const box = join(hub.state, 'mail');
        assert.equal(statSync(box).mode & 0o077, 0);
        for (const name of readdirSync(join(box, 'new'))) assert.equal(statSync(join(box, 'new', name)).mode & 0o177, 0);
        assert.deepEqual(readdirSync(join(box, 'tmp')), []);
    });
    test('what was sent is not kept in the database', async () => {
        const id = put(at('mira'), 'A link', 'the link\n');
        await all_sent(hub);
        const { state, text, attempts } = row(id);
        assert.deepEqual({ state, text, attempts }, { state: 'sent', text: null, attempts: 1 });
    });
    test('neither pages nor the login may read what waits', () => {
        for (const role of ['nopanic_page', 'nopanic_auth', 'nopanic_ingest'])
            assert.throws(() => hub.psql(`SET ROLE ${role}; SELECT text FROM mail`), /permission denied/, role);
    });
});

describe('with a mail server', () => {
    test('a mail goes over TLS, with the password, to one recipient', async () => {
        hub.configure({ NOPANIC_SMTP_URL: `smtp://localhost:${server.port}`, NOPANIC_SMTP_USER: 'hub', NOPANIC_SMTP_PASSWORD: 's3cret',
                        NOPANIC_SMTP_CA: good.certificate, NOPANIC_MAIL_FROM: 'fuzz@hub.example' });
        const to = at('mira'), before = server.mails().length;
        const { state, answer } = await tried(put(to, 'Your password', '.\n..\nFrom me\n'));
        assert.equal(state, 'sent', answer);
        assert.equal(answer, '250 OK');
        const [mail, ...more] = server.mails().slice(before);
        assert.equal(more.length, 0);
        assert.deepEqual(mail.envelope, { from: 'fuzz@hub.example', to: [to], helo: 'localhost', tls: true, login: true });
        assert.equal(mail.text, '.\n..\nFrom me\n');
        assert.deepEqual(mail.header('auto-submitted'), ['auto-generated']);
        for (const name of ['from', 'to', 'subject', 'date', 'message-id']) assert.equal(mail.header(name).length, 1, name);
    });
    test('1.3.11: what people wrote adds no recipient, no header and no command', async () => {
        const to = at('mira'), before = server.mails().length;
        const evil = ['x\r\nBcc: evil@example.org', 'x\nBcc: evil@example.org\n\nbody', 'x\n.\nMAIL FROM:<evil@example.org>', '%0d%0aBcc: evil@example.org'];
        for (const word of evil) assert.equal((await tried(put(to, word, `${word}\n`))).state, 'sent');
        for (const address of ['a@b.example, evil@example.org', 'a@b.example\r\nBcc: evil@example.org', 'a@b.example\nRCPT TO:<evil@example.org>', 'a@b.example>\r\nDATA'])
            assert.equal((await tried(put(address))).state, 'dead', address);
        const got = server.mails().slice(before);
        assert.equal(got.length, evil.length);
        for (const mail of got) {
            assert.deepEqual(mail.envelope.to, [to]);
            assert.equal(mail.header('subject').length, 1);
            assert.deepEqual(mail.header('bcc'), []);
            for (const line of mail.raw.split('\r\n')) assert.ok(line.length <= 998);
        }
    });
    test('a password of the mail server is in no log and in no process list', () => {
        for (const file of readdirSync(join(hub.state, 'log'))) assert.ok(!hub.log(file).includes('s3cret'), file);
    });
});

describe('a mail server that', () => {
    const outcomes = {
        'knows no such user': ['nouser', 'dead', /^550 5\.1\.1 no such user/], 'refuses the content': ['big', 'dead', /^552 5\.3\.4/],
        'is busy': ['tempfail', 'waiting', /^451 4\.3\.0/], 'hangs up within the mail': ['drop', 'waiting', /./],
    };
    for (const [what, [name, state, answer]] of Object.entries(outcomes))
        test(`${what}: ${state}`, async () => {
            const its = await tried(put(at(name)));
            assert.equal(its.state, state);
            assert.match(its.answer, answer);
            assert.equal(its.text, 'Hello.\n', 'what has not left is kept to be sent again');
        });
    test('hangs up after it took the mail gets it again under the same Message-ID', async () => {
        const to = at('late'), id = put(to);
        assert.equal((await tried(id)).state, 'waiting');
        hub.psql(`UPDATE mail SET due_at = now() WHERE id = ${id}`);
        await eventually(() => row(id).attempts >= 2, 'another attempt');
        const ids = (await eventually(() => { const all = server.mails().filter((mail) => mail.to === to); return all.length === 2 && all; }, 'both')).map((mail) => mail.header('message-id')[0]);
        assert.equal(ids[0], ids[1]);
        hub.psql(`UPDATE mail SET state = 'dead' WHERE id = ${id}`);
    });
    test('D3: stalls is left in time, and the next mail goes', async () => {
        const stalled = put(at('stall')), began = Date.now();
        await sleep(1500); // it is in hand by now
        const next = put(at('mira'));
        assert.equal((await tried(stalled)).state, 'waiting');
        assert.ok(Date.now() - began < 12000, `${Date.now() - began} ms`);
        assert.equal((await tried(next)).state, 'sent');
    });
    test('N7: stalls delays no other mail', async () => {
        const stalled = Array.from({ length: 4 }, () => put(at('stall')));
        await sleep(500); // they are in hand by now
        const began = Date.now(), next = put(at('mira'));
        assert.equal((await tried(next)).state, 'sent');
        assert.ok(Date.now() - began < 2500, `${Date.now() - began} ms`);
        for (const id of stalled) assert.equal((await tried(id)).state, 'waiting');
    });
    test('is talked to as soon as a mail is written', async () => {
        const took = [];
        for (let i = 0; i < 5; i++) {
            const id = put(at('mira'));
            await tried(id);
            took.push(hub.value(`(SELECT extract(epoch FROM sent_at - created_at) FROM mail WHERE id = ${id})`));
        }
        assert.ok(took.sort((a, b) => a - b)[2] < 0.8, `${took} s`);
    });
    test('gets each mail once from two programs that send at the same time', async () => {
        const script = '. "$0/deploy/hub.sh"; hub_find; exec setpriv --pdeathsig KILL "$state/app/deploy/launch.sh" "$state" "$state/app/cron/dispatch"';
        const other = spawn('sh', ['-c', script, root], { stdio: 'ignore', env: { ...process.env, VAR: hub.folder } });
        after(() => other.kill('SIGTERM'));
        const to = Array.from({ length: 30 }, () => at('mira'));
        for (const address of to) put(address);
        await all_sent(hub).catch(() => {}); // those of other tests wait for long
        await eventually(() => to.every((address) => server.mails().some((mail) => mail.to === address)), 'all of them');
        other.kill('SIGTERM');
        for (const address of to) assert.equal(server.mails().filter((mail) => mail.to === address).length, 1);
    });
    test('N6: waits longer after each failure', async () => {
        const id = put(at('tempfail')), waits = [];
        for (let i = 1; i <= 4; i++) {
            await eventually(() => { const its = row(id); return its.attempts === i && its.answer && its; }, `attempt ${i}`);
            await sleep(300); // the answer of this attempt is written
            waits.push(hub.value(`(SELECT extract(epoch FROM due_at - now()) FROM mail WHERE id = ${id})`));
            hub.psql(`UPDATE mail SET due_at = now() WHERE id = ${id}`);
        }
        waits.forEach((wait, i) => assert.ok(wait > 30 * 2 ** i * 0.5 - 3 && wait < 30 * 2 ** i * 1.5, `${waits}`));
    });
});

describe('12.3.1: a certificate that', () => {
    const refuse = async (what, settings, server_too = server) => {
        hub.configure({ NOPANIC_SMTP_URL: `smtp://localhost:${server_too.port}`, ...settings });
        const before = server_too.mails().length, its = await tried(put(at('mira')));
        assert.equal(its.state, 'waiting', what);
        assert.match(its.answer, /certificate|SSL/i);
        assert.equal(server_too.mails().length, before);
    };
    test('nobody vouches for is refused', () => refuse('unknown authority', { NOPANIC_SMTP_CA: '' }));
    test('is for another host is refused', async () => {
        const other = make_certificate(temporary_folder(), 'elsewhere.example');
        await refuse('another name', { NOPANIC_SMTP_CA: other.certificate }, await mail_server(await free_port(), other));
    });
    test('has expired is refused', async () => {
        const old = make_certificate(temporary_folder(), 'localhost', -1);
        await refuse('expired', { NOPANIC_SMTP_CA: old.certificate }, await mail_server(await free_port(), old));
    });
    test('without TLS nothing is sent, and no password either', async () => {
        hub.configure({ NOPANIC_SMTP_URL: `smtp://localhost:${server.port}`, NOPANIC_SMTP_CA: good.certificate, NOPANIC_SMTP_TLS: 'off' });
        const its = await tried(put(at('mira')));
        assert.equal(its.state, 'waiting');
        assert.match(its.answer, /530|login/i);
        hub.configure({ NOPANIC_SMTP_TLS: 'required', NOPANIC_SMTP_PASSWORD: 'wrong' });
        const denied = await tried(put(at('mira')));
        assert.equal(denied.state, 'waiting');
        assert.match(denied.answer, /535|denied/i);
    });
});

describe('an administrator', async () => {
    const boss = add_account(hub, { admin: true }), who = new Visitor(hub);
    const send = async (path, fields, action = path) => who.post(action, { ...(await who.form(path)), ...fields });
    const page = async (path) => words((await who.ask(path)).text);

    test('sees the mails that did not arrive without what they say, sends them again or drops them', async () => {
        await who.sign_in(boss);
        hub.configure({ NOPANIC_SMTP_TLS: 'required', NOPANIC_SMTP_PASSWORD: 's3cret' });
        const to = at('nouser'), id = put(to, 'Your <b>link', 'the-code-inside\n');
        assert.equal((await tried(id)).state, 'dead');
        const { text } = await who.ask('/admin/mails');
        assert.ok(words(text).includes(`${to} Your <b>link Did not arrive`) && unescape_html(text).includes('550 5.1.1 no such user'), words(text));
        assert.ok(!text.includes('the-code-inside'));
        const dead = hub.value("(SELECT count(*) FROM mail WHERE state = 'dead')");
        assert.match(await page('/admin'), new RegExp(`Mails ${dead} did not arrive .*${dead} mails? did not arrive`));
        assert.equal((await send('/admin/mails', { do: 'again', id })).headers.location, '/admin/mails?show=waiting');
        assert.equal((await eventually(() => { const its = row(id); return its.state === 'dead' && its; }, 'another no')).attempts, 1);
        assert.equal(hub.value(`(SELECT count(*) FROM audit WHERE action = 'mail.again' AND object = '${id} to ${to}' AND who = '${boss.name}')`), 1);
        assert.equal((await send('/admin/mails', { do: 'drop', id })).status, 303);
        assert.equal(row(id), undefined);
        assert.equal((await send('/admin/mails', { do: 'again', id })).status, 409);
        const sent = put(at('mira'));
        await tried(sent);
        assert.equal((await send('/admin/mails', { do: 'again', id: sent })).status, 409, 'what has left is not sent again');
    });
    test('sends a test mail to the own address, and sees what the server said', async () => {
        const { headers } = await who.post('/admin/mails', await who.form('/admin/settings', '/admin/mails'));
        assert.match(headers.location, /^\/admin\/mails\?mail=\d+$/);
        await eventually(async () => (await page(headers.location)).includes('250 OK'), 'the answer of the server');
        const mail = server.mails().find((one) => one.to === `${boss.name}@example.com`);
        assert.match(mail.subject, /test mail/);
        assert.equal((await who.ask(headers.location)).headers.refresh, undefined);
        hub.configure({ NOPANIC_SMTP_PASSWORD: 'wrong' });
        const again = (await send('/admin/mails', { do: 'test' })).headers.location;
        await eventually(async () => /535|denied/i.test(await page(again)), 'the refusal');
    });
    test('sets user and password of the mail server on the settings page, in place of the environment', async () => {
        hub.configure({ NOPANIC_SMTP_USER: 'nobody', NOPANIC_SMTP_PASSWORD: 'wrong' });
        const set = (fields) => send('/admin/settings', { service: 'mail', 'mail.user': 'hub', ...fields });
        assert.equal((await set({ 'mail.password': 's3cret' })).status, 303);
        const its = await tried(put(at('mira')));
        assert.equal(its.state, 'sent', its.answer);
        assert.equal(server.mails().at(-1).envelope.login, true);
        put(at('stall'));
        await sleep(1500); // it is in hand by now: what is set holds for the next mail all the same
        assert.equal((await set({ 'mail.user': '', 'remove.mail.password': '1' })).status, 303);
        assert.match((await tried(put(at('mira')))).answer, /535|denied/i);
        assert.ok(!hub.log('dispatch.log').includes('s3cret') && !hub.dump().includes('s3cret'));
    });
});
