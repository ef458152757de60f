// Mails that a hub sent: into its own folder, or to a server for tests.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { temporary_folder } from './hub.mjs';

const bytes_of = (coded) => Buffer.from(coded.replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString();

// {headers, subject, to, from, text, raw} of a message as it is written down.
export function read_mail(raw) {
    const lines = raw.replaceAll('\r\n', '\n');
    const cut = lines.indexOf('\n\n');
    const head = lines.slice(0, cut).replace(/\n[ \t]+/g, ' ');
    const headers = head.split('\n').map((line) => /^([\w-]+): ?(.*)$/.exec(line).slice(1));
    const body = lines.slice(cut + 2), boundary = /^Content-Type: multipart\/alternative;.*boundary="?([^"\n]+)"?/m.exec(head)?.[1];
    const plain = boundary ? body.split(`--${boundary}\n`)[1].replace(/^[\s\S]*?\n\n/, '').replace(/\n--[\s\S]*$/, '\n') : body;
    const header = (name) => headers.filter(([its]) => its.toLowerCase() === name).map(([, value]) => value);
    return {
        raw, headers, header, to: header('to')[0].replace(/[<>]/g, ''), from: header('from')[0],
        subject: header('subject')[0].replace(/\?= =\?/g, '?==?').replace(/=\?UTF-8\?Q\?(.*?)\?=/g, (_, word) => bytes_of(word)),
        text: bytes_of(plain.replace(/=\n/g, '')),
    };
}

// What the hub put into its own mailbox for this address, oldest first.
export function mails_to(hub, address) {
    const folder = join(hub.state, 'mail', 'new');
    const names = existsSync(folder) ? readdirSync(folder) : [];
    const number = (name) => Number(/-(\d+)-/.exec(name)[1]);
    return names.sort((a, b) => number(a) - number(b)).map((name) => read_mail(readFileSync(join(folder, name), 'utf8')))
        .filter((mail) => mail.to.toLowerCase() === address.toLowerCase());
}

// Waits until work() gives something.
export async function eventually(work, what, seconds = 20) {
    for (const until = Date.now() + seconds * 1000; Date.now() < until; await sleep(100)) {
        const found = await work();
        if (found) return found;
    }
    throw new Error(`${what} did not come in ${seconds} s`);
}

// The newest mail to an address, once there are `count` of them.
export const mail_to = (hub, address, count = 1) =>
    eventually(() => mails_to(hub, address)[count - 1] && mails_to(hub, address).at(-1), `mail ${count} to ${address}`);

// Nothing waits to be sent: what has not come until now does not come.
export const all_sent = (hub) =>
    eventually(() => hub.value("(SELECT count(*) FROM mail WHERE state = 'waiting')") === 0, 'an empty outbox');

// Every event that happened is told, to whomever it is told at once.
export const all_told = (hub) => eventually(() => hub.value(`
    (SELECT count(*) FROM event WHERE dispatched_at IS NULL) + (SELECT count(*) FROM notification WHERE state = 'waiting')
    + (SELECT count(*) FROM delivery WHERE state = 'waiting' AND notification IS NULL AND due_at < now() + interval '1 minute')`) === 0, 'silence');

// The code of the link in a mail.
export const code_in = (mail) => /#([0-9A-Z-]{26,})/.exec(mail.text)[1];

// A certificate of its own for `name`, in a folder; it has expired if days are negative.
export function make_certificate(folder, name, days = 30) {
    const [key, certificate, request] = ['key.pem', 'cert.pem', 'request.pem'].map((file) => join(folder, file));
    const openssl = (...words) => execFileSync('openssl', words, { stdio: 'pipe' });
    openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', request, '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`);
    openssl('x509', '-req', '-in', request, '-signkey', key, '-days', String(days), '-copy_extensions', 'copyall', '-out', certificate);
    chmodSync(certificate, 0o644); // for the hub's own user
    return { certificate, key };
}

// A mail server on `port` that keeps mails in a new folder; mails() is what it took, in this order.
export async function start_mail_server(port, folder, { certificate, key }) {
    mkdirSync(folder);
    const script = fileURLToPath(new URL('smtpd.py', import.meta.url));
    const child = spawn('/usr/bin/python3', [script, String(port), folder, certificate, key], { stdio: ['ignore', 'pipe', 'ignore'] });
    await new Promise((resolve, reject) => {
        child.stdout.once('data', resolve);
        child.once('exit', (status) => reject(new Error(`the mail server ended with ${status}`)));
    });
    return {
        port,
        stop: () => child.kill(),
        mails: () => readdirSync(folder).filter((name) => name[0] !== '.').sort().map((name) => {
            const whole = readFileSync(join(folder, name), 'latin1'), cut = whole.indexOf('\n');
            return { envelope: JSON.parse(whole.slice(0, cut)), ...read_mail(whole.slice(cut + 1)) };
        }),
    };
}

// The same, until the end of the tests.
export async function mail_server(port, keys) {
    const server = await start_mail_server(port, join(temporary_folder(), 'mails'), keys);
    after(server.stop);
    return server;
}
