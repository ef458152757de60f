// An app that makes codes (RFC 6238).
import { createHmac } from 'node:crypto';

// The code of a secret as it is shown, `later` steps from now.
export function app_code(secret, later = 0) {
    const bits = [...secret.replaceAll(' ', '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
    const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
    const moving = Buffer.alloc(8);
    moving.writeBigInt64BE(BigInt(Math.floor(Date.now() / 30000) + later));
    const mac = createHmac('sha1', key).update(moving).digest();
    return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1000000).padStart(6, '0');
}
