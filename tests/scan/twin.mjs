// A little site with six planted bugs, to show that the scanners find what they look for: SQL injection
// through a field and through a cookie, a script in the page, an open redirect, a file from anywhere, and
// a command.  It listens on the loopback interface only, for as long as the scan runs.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';

export const planted = ['SQL injection, field', 'SQL injection, cookie', 'script in the page',
                        'open redirect', 'file from anywhere', 'command'];

const page = (body) => `<!doctype html><html><head><title>twin</title></head><body>${body}</body></html>`;

function sql(hub, query) {
    try {
        return hub.psql(query);
    } catch (error) {
        return String(error.stderr);
    }
}

const routes = {
    '/': () => page(['/list?q=one', '/hello?name=you', '/go?to=/', '/show?file=/etc/hostname', '/echo?text=word', '/theme']
        .map((link) => `<a href="${link}">${link}</a>`).join(' ')),
    '/list': (hub, query) => page(sql(hub, `SELECT word FROM (VALUES ('one'), ('two')) t (word) WHERE word = '${query.get('q')}'`)),
    '/theme': (hub, query, cookie) => page(sql(hub, `SELECT name FROM (VALUES (1, 'light'), (2, 'dark')) t (id, name) WHERE id = ${cookie.theme ?? 1}`)),
    '/hello': (hub, query) => page(`Hello ${query.get('name')}`),
    '/show': (hub, query) => readFileSync(query.get('file').split('\0')[0], 'utf8'),
    '/echo': (hub, query) => page(execFileSync('sh', ['-c', `echo ${query.get('text')}`], { timeout: 5000, cwd: tmpdir() })),
};

function decode(text) {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}

function answer(hub, asked, reply) {
    const url = new URL(asked.url, 'http://twin');
    const cookie = Object.fromEntries((asked.headers.cookie ?? '').split('; ').map((pair) => pair.split(/=(.*)/s).map(decode)));
    if (url.pathname === '/go')
        return reply.writeHead(302, { Location: encodeURI(url.searchParams.get('to')) }).end();
    if (!routes[url.pathname]) return reply.writeHead(404).end();
    const headers = { 'Content-Type': 'text/html; charset=utf-8' };
    try {
        const body = routes[url.pathname](hub, url.searchParams, cookie);
        reply.writeHead(200, headers).end(body);
    } catch {
        reply.writeHead(500, headers).end(page('failed'));
    }
}

// {url, stop()}; hub lends its PostgreSQL.
export function start_twin(hub) {
    const server = createServer((asked, reply) => answer(hub, asked, reply));
    return new Promise((resolve) => {
        server.listen(0, '127.0.0.1', () => resolve({
            url: `http://127.0.0.1:${server.address().port}`,
            stop: () => { server.closeAllConnections(); server.close(); },
        }));
    });
}
