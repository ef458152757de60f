// Tokens as an attacker, or a clock, would make them.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const pack = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

// What signs: a key that is derived from the first line of the hub's file.
export function signing_key(hub) {
    const [, hex] = readFileSync(join(hub.state, 'keys'), 'utf8').split('\n')[0].split(' ');
    return createHmac('sha256', Buffer.from(hex, 'hex')).update('token').digest();
}

export function parse(token) {
    const [header, payload] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString());
    return { header: JSON.parse(header), claims: JSON.parse(payload) };
}

// Signs with the hub's own key, or any other, whatever the header says.
export function sign(hub, header, claims, { key = signing_key(hub), hash = 'sha256' } = {}) {
    const text = `${pack(header)}.${pack(claims)}`;
    return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`;
}

export const unsigned = (header, claims) => `${pack(header)}.${pack(claims)}.`;

// The token with one bit of one of its three parts turned over.
export function flip(token, part, bit) {
    const parts = token.split('.');
    const bytes = Buffer.from(parts[part], 'base64url');
    bytes[(bit >> 3) % bytes.length] ^= 1 << (bit & 7);
    parts[part] = bytes.toString('base64url');
    return parts.join('.');
}
