// Links of mails that end what brought them.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// The key of a link, made from the first line of the hub's key file.
export function unsubscribe_key(hub, subscription, account) {
    const [, hex] = readFileSync(join(hub.state, 'keys'), 'utf8').split('\n')[0].split(' ');
    const key = createHmac('sha256', Buffer.from(hex, 'hex')).update('unsubscribe').digest();
    const what = `${subscription}.${account}`;
    return `${what}.${createHmac('sha256', key).update(what).digest().subarray(0, 16).toString('base64url')}`;
}

// A star of an account, by their names, and the path of the link that ends it.
export function star(hub, name, repo) {
    const account = hub.value(`(SELECT id FROM account WHERE name = '${name}')`);
    hub.psql(`INSERT INTO subscription (account, repo) SELECT ${account}, id FROM repo WHERE name = '${repo}'`);
    const subscription = hub.value(`(SELECT max(id) FROM subscription WHERE account = ${account})`);
    return { account, subscription, path: `/unsubscribe?key=${unsubscribe_key(hub, subscription, account)}` };
}
