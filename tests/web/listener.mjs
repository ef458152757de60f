// People who are told, by whatever way, and the far sides of those ways.
import { basic, get, request } from './client.mjs';
import { add_account, grant } from './scene.mjs';
import { Stub } from './stub.mjs';

// A far side that takes all calls: {path, headers, text, body, at}.  answers.get(path) is a status instead.
export class Hooks extends Stub {
    calls = [];
    answers = new Map();

    url(name) { return `http://127.0.0.1:${this.port}/${name}`; }
    to(name) { return this.calls.filter(({ path }) => path === `/${name}`); }

    async take(asked, answered) {
        const parts = [];
        for await (const part of asked) parts.push(part);
        const text = Buffer.concat(parts).toString();
        this.calls.push({ path: asked.url, headers: asked.headers, text, body: JSON.parse(text), at: Date.now() });
        answered.writeHead(this.answers.get(asked.url) ?? 204);
        answered.end();
    }
}

// A form of /notify, as an account posts it.
export async function post_notify(hub, as, fields) {
    const { csrf } = (await get(hub, '/notify', { as, json: true })).json();
    return request(hub, '/notify', { method: 'POST', body: new URLSearchParams({ csrf, ...fields }).toString(),
                                     headers: { Authorization: basic(as), 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' } });
}

// An account that is told of a repository by one way; of it, email is the name before the @.
export async function add_listener(hub, repo, kind, { email, ...fields } = {}) {
    const account = add_account(hub);
    grant(hub, account, repo, 'read');
    hub.psql(`UPDATE account SET email_confirmed_at = now()${email ? `, email = '${email}@${account.name}.example'` : ''} WHERE name = '${account.name}';
              INSERT INTO subscription (account, repo, ways) SELECT a.id, r.id, '{${kind}}' FROM account a, repo r WHERE a.name = '${account.name}' AND r.name = '${repo}'`);
    if (kind !== 'email') {
        const answer = await post_notify(hub, account, { do: 'channel', kind, ...fields });
        if (answer.status > 201) throw new Error(answer.text);
    }
    return { ...account, email: email ? `${email}@${account.name}.example` : `${account.name}@example.com` };
}
