// Mails on their way: from the outbox to a real mail server, through its faults, and into the hub's own mailbox.
import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { free_port, own_hub, temporary_folder } from './hub.mjs';
import { all_sent, eventually, mail_server, mail_to, mails_to, make_certificate } from './mail.mjs';
import { fresh } from './scene.mjs';

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
            assert.equal(its.text === null, state === 'dead');
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
