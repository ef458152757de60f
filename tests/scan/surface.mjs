// What of a hub can be given a value by a stranger, found by following the links of its pages: parts of
// addresses, fields of queries and of forms.  A page that is added is found by itself; what no page links
// to (bodies of programs, cookies, headers) is written down below.
import { unescape_html } from '../web/client.mjs';
import { commit, go_log } from '../web/scene.mjs';

const PAGES_MAX = 300;
// Ends the session that the scan goes on with, or answers what nobody filled in.
const LEFT_OUT = [/^\/logout/, /^\/static\//, /\.(css|js|svg|ico|sh)$/];

// An address without the values in it: what two pages of one kind have in common.
const shape = (path) => path.replace(/\d+/g, 'N').replace(/=[^&]*/g, '=');

function links(html, here) {
    return [...html.matchAll(/\bhref="([^"#]+)/g)].map(([, link]) => new URL(unescape_html(link), here))
        .filter((url) => url.origin === here.origin).map((url) => url.pathname + url.search);
}

function attribute(tag, name) {
    const found = new RegExp(`\\b${name}="([^"]*)"`).exec(tag);
    return found ? unescape_html(found[1]) : undefined;
}

function forms(html, path) {
    return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, tag, inside]) => ({
        path, action: attribute(tag, 'action') ?? path, method: (attribute(tag, 'method') ?? 'get').toUpperCase(),
        fields: Object.fromEntries([...inside.matchAll(/<(?:input|textarea|select|button)\b[^>]*\bname="[^"]*"[^>]*>/g)]
            .map(([input]) => [attribute(input, 'name'), attribute(input, 'value') || '1'])),
    }));
}

// Every page kind once, with the forms on it.
export async function crawl(visitor) {
    const here = new URL(visitor.hub.url), seen = new Set(), found = { pages: [], forms: [] }, waiting = ['/'];
    while (waiting.length && found.pages.length < PAGES_MAX) {
        const path = waiting.shift();
        if (seen.has(shape(path)) || LEFT_OUT.some((pattern) => pattern.test(path))) continue;
        seen.add(shape(path));
        const answer = await visitor.ask(path);
        if (answer.status !== 200 || !/html/.test(answer.headers['content-type'])) continue;
        found.pages.push(path);
        for (const form of forms(answer.text, path)) {
            const key = `${form.method} ${shape(form.action)} ${form.fields.do ?? ''} ${Object.keys(form.fields)}`;
            if (!seen.has(key) && !LEFT_OUT.some((pattern) => pattern.test(form.action))) found.forms.push(form);
            seen.add(key);
        }
        waiting.push(...links(answer.text, new URL(path, here)));
    }
    if (waiting.length) throw new Error(`more than ${PAGES_MAX} kinds of page; raise PAGES_MAX`);
    return found;
}

// Marks the parts of a path that stand for something: numbers, and the names of the scene.
const marked = (path, names) => path.split('/').map((part) => (/^\d+$/.test(part) || names.includes(part) ? `${part}*` : part)).join('/');

function page_targets(hub, path, names) {
    const [place, query] = path.split('?'), star = marked(place, names);
    const all = [];
    if (query) all.push({ name: `GET ${path}`, url: hub.url + path, fields: [...new URLSearchParams(query).keys()] });
    if (star !== place) all.push({ name: `GET ${place}`, url: hub.url + star });
    return all;
}

function form_target(hub, form) {
    const fields = Object.keys(form.fields).filter((name) => name !== 'csrf');
    const body = new URLSearchParams(form.fields).toString();
    const name = `${form.method} ${form.action} ${form.fields.do ?? ''}`.trim();
    if (form.method === 'GET') return { name, url: `${hub.url}${form.action.split('?')[0]}?${body}`, fields };
    return { name, url: hub.url + form.action, data: body, fields, form };
}

// What programs send: fields of a post, and a document.
function ingest_targets(hub, { repo, token }) {
    const query = { repo, package: 'codec', target: 'FuzzDecode', engine: 'go', commit: commit(1), branch: 'main', run: 'one', origin: 'ci' };
    const doc = { repo, commit: commit(1), run: 'two', results: [{ package: 'codec', target: 'FuzzDecode', engine: 'go', log: go_log() }] };
    const headers = [`Authorization: Bearer ${token}`];
    return [
        { name: 'POST /ingest, query', url: `${hub.url}/ingest?${new URLSearchParams(query)}`, data: 'ok', type: 'text/plain', fields: Object.keys(query), headers },
        { name: 'POST /ingest, log', url: `${hub.url}/ingest?${new URLSearchParams({ ...query, run: 'log' })}`, data: 'panic: one*', type: 'text/plain', headers },
        { name: 'POST /ingest, document', url: `${hub.url}/ingest`, data: JSON.stringify(doc), type: 'application/json', headers, fields: ['repo', 'commit', 'run', 'package', 'target', 'engine', 'log'] },
        { name: 'POST /ingest, key', url: `${hub.url}/ingest?${new URLSearchParams(query)}`, data: 'ok', type: 'text/plain', headers: [...headers, 'Idempotency-Key: one*'] },
    ];
}

// What comes along with any request.
function header_targets(hub) {
    const names = ['X-Request-Id', 'X-Forwarded-For', 'User-Agent', 'Referer', 'Accept', 'Accept-Language', 'If-None-Match', 'Range'];
    return [...names.map((name) => ({ name: `GET /, ${name}`, url: `${hub.url}/`, headers: [`${name}: one*`] })),
            { name: 'GET /, session', url: `${hub.url}/`, headers: ['Cookie: nopanic_session=one*; theme=dark'] },
            { name: 'GET /, theme', url: `${hub.url}/`, headers: ['Cookie: theme=dark*'] },
            { name: 'GET /, Basic', url: `${hub.url}/`, headers: ['Authorization: Basic b25lOnR3bw==*'] }];
}

// names: what in a path stands for something, owner and name of the repository for example.
export async function surface(visitor, scene, names) {
    const { hub } = visitor, found = await crawl(visitor);
    return [...found.pages.flatMap((path) => page_targets(hub, path, names)), ...found.forms.map((form) => form_target(hub, form)),
            ...ingest_targets(hub, scene), ...header_targets(hub)];
}
