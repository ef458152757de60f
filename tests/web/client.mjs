// The ways in for programs: requests as one pleases, whole connections byte by byte, and a visitor
// with cookies as a browser without script would be.
import http from 'node:http';
import { connect } from 'node:net';

// {status, headers, body, text, json()}; `from` is the address to come from, 127.0.0.9 for example.
export function request(hub, path, { method = 'GET', headers = {}, body, from, timeout = 20000 } = {}) {
    return new Promise((resolve, reject) => {
        const options = { host: '127.0.0.1', port: hub.port, path, method, agent: false, timeout,
                          localAddress: from, headers: { ...headers } };
        if (body !== undefined && options.headers['Transfer-Encoding'] === undefined)
            options.headers['Content-Length'] = Buffer.byteLength(body);
        const asked = http.request(options, (answer) => {
            const parts = [];
            answer.on('data', (part) => parts.push(part));
            answer.on('error', reject);
            answer.on('end', () => resolve(reply(answer, Buffer.concat(parts))));
        });
        asked.on('timeout', () => asked.destroy(new Error(`no answer to ${method} ${path} in ${timeout} ms`)));
        asked.on('error', reject);
        asked.end(body);
    });
}

function reply(answer, body) {
    return {
        status: answer.statusCode, headers: answer.headers, rawHeaders: answer.rawHeaders, body,
        get text() { return body.toString('utf8'); },
        json() { return JSON.parse(body.toString('utf8')); },
    };
}

export const basic = (account) =>
    `Basic ${Buffer.from(`${account.name}:${account.password}`).toString('base64')}`;

// A page as an account (by HTTP basic), as HTML or as JSON.
export function get(hub, path, { as, json, headers = {}, ...rest } = {}) {
    const all = { Accept: json ? 'application/json' : 'text/html', ...headers };
    if (as) all.Authorization = basic(as);
    return request(hub, path, { headers: all, ...rest });
}

// Posts a log, or whatever body is, to /ingest.
export function ingest(hub, token, fields, body, { headers = {}, ...rest } = {}) {
    const query = new URLSearchParams(fields).toString();
    return request(hub, `/ingest${query ? `?${query}` : ''}`, {
        method: 'POST', body,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'text/plain', ...headers }, ...rest,
    });
}

export function ingest_json(hub, token, doc, { headers = {}, ...rest } = {}) {
    const body = typeof doc === 'string' || Buffer.isBuffer(doc) ? doc : JSON.stringify(doc);
    return ingest(hub, token, {}, body, { headers: { 'Content-Type': 'application/json', ...headers }, ...rest });
}

// A multipart/form-data body: parts are [name, value] or [name, value, filename].
export function multipart(parts, boundary = 'nopanic-test-boundary') {
    const pieces = [];
    for (const [name, value, filename] of parts) {
        const file = filename === undefined ? '' : `; filename="${filename}"`;
        pieces.push(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`, value, '\r\n');
    }
    pieces.push(`--${boundary}--\r\n`);
    return {
        type: `multipart/form-data; boundary=${boundary}`,
        body: Buffer.concat(pieces.map((piece) => Buffer.from(piece))),
    };
}

export function ingest_form(hub, token, parts, { headers = {}, ...rest } = {}) {
    const { type, body } = multipart(parts);
    return ingest(hub, token, {}, body, { headers: { 'Content-Type': type, ...headers }, ...rest });
}

// A connection of one's own: sends bytes as they are, gives what came back until the other side
// closed, or nothing came for `quiet` ms.
export function raw(hub, bytes, { quiet = 1500, close = false, socket, from } = {}) {
    return new Promise((resolve) => {
        const parts = [];
        const link = socket ? connect(socket) : connect({ port: hub.port, host: '127.0.0.1', localAddress: from });
        const done = () => {
            link.destroy();
            const text = Buffer.concat(parts).toString('latin1');
            resolve({ text, status: Number(/^HTTP\/1\.[01] (\d+)/.exec(text)?.[1] ?? 0),
                      statuses: [...text.matchAll(/HTTP\/1\.[01] (\d{3})/g)].map((m) => Number(m[1])) });
        };
        link.setTimeout(quiet, done);
        link.on('data', (part) => parts.push(part));
        link.on('error', done);
        link.on('close', done);
        link.on('connect', () => {
            for (const piece of Array.isArray(bytes) ? bytes : [bytes])
                if (!link.destroyed) link.write(piece);
            if (close) link.end();
        });
    });
}

// What a person reads of a page: tags off, entities decoded, blanks joined.
export function words(html) {
    return unescape_html(html.replace(/<(style|script|template)\b.*?<\/\1>/gs, ' ').replace(/<[^>]*>/g, ' '))
        .replace(/[\s\u2009\u202f\u00a0]+/g, ' ').trim();
}

export function unescape_html(text) {
    const names = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: '\u00a0', thinsp: '\u2009' };
    return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name) => {
        if (name[0] !== '#') return names[name] ?? whole;
        return String.fromCodePoint(name[1].toLowerCase() === 'x' ? parseInt(name.slice(2), 16) : Number(name.slice(1)));
    });
}

// Somebody with cookies, who can fill in forms.
export class Visitor {
    constructor(hub, { from } = {}) {
        this.hub = hub;
        this.from = from;
        this.cookies = new Map();
    }

    async ask(path, options = {}) {
        const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
        const headers = { Accept: 'text/html', ...(cookie && { Cookie: cookie }), ...options.headers };
        const answer = await request(this.hub, path, { from: this.from, ...options, headers });
        for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
            const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
            if (/max-age=0\b/i.test(line)) this.cookies.delete(name);
            else this.cookies.set(name, value);
        }
        return answer;
    }

    // The hidden fields of the form that posts to `action`, as on the page at `path`.
    async form(path, action = path) {
        const page = await this.ask(path);
        return form_fields(page.text, action);
    }

    post(path, fields, options = {}) {
        return this.ask(path, {
            method: 'POST', body: new URLSearchParams(fields).toString(), ...options,
            headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...options.headers },
        });
    }

    async sign_in(account, next) {
        const path = next === undefined ? '/login' : `/login?next=${encodeURIComponent(next)}`;
        const hidden = await this.form(path, '/login');
        return this.post('/login', { ...hidden, user: account.name, password: account.password });
    }
}

// The hidden fields of the form on a page whose action is `action` (an action left out is the page's own).
export function form_fields(html, action) {
    for (const [, attributes, inside] of html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)) {
        const its = unescape_html(/\baction="([^"]*)"/.exec(attributes)?.[1] ?? action);
        if (!/method="?post/i.test(attributes) || its.split('?')[0] !== action.split('?')[0]) continue;
        const fields = {};
        for (const [input] of inside.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g))
            fields[/\bname="([^"]*)"/.exec(input)[1]] = unescape_html(/\bvalue="([^"]*)"/.exec(input)?.[1] ?? '');
        return fields;
    }
    throw new Error(`no form that posts to ${action} on this page:\n${words(html).slice(0, 400)}`);
}
