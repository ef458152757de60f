// Tickets of crashers: opened, linked, read again and told of regressions at four kinds of trackers.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { assert_fit, open_browser, open_page } from './browser.mjs';
import { basic, get, ingest_form, request, unescape_html, Visitor, words } from './client.mjs';
import { GENEROUS, own_hub } from './hub.mjs';
import { add_account, add_repo, commit, go_log, grant, new_token } from './scene.mjs';
import { is_adf, MAIL, TOKENS, Trackers } from './tracker.mjs';

const trackers = await new Trackers().start();
after(() => trackers.stop());
const hub = await own_hub({ ...GENEROUS, NOPANIC_ALLOW_PRIVATE: '127.0.0.0/8', NOPANIC_CALL_PORTS: String(trackers.port), NOPANIC_URL: 'http://hub.example' });
const root = add_account(hub, { admin: true });
const people = { reader: add_account(hub), triager: add_account(hub), admin: add_account(hub), nobody: add_account(hub) };

const SETTINGS = {
    cloud: { service: 'jira', 'jira.user': MAIL, 'jira.token': TOKENS.cloud, 'jira.project': 'VAULT', 'jira.labels': 'fuzzing, found' },
    dc: { service: 'jira', 'jira.token': TOKENS.dc, 'jira.project': 'VAULT', 'jira.labels': 'fuzzing found' },
    github: { service: 'github', 'github.token': TOKENS.github, 'github.project': 'acme/vault', 'github.labels': 'fuzzing found' },
    gitlab: { service: 'gitlab', 'gitlab.token': TOKENS.gitlab, 'gitlab.project': 'acme/tools/vault', 'gitlab.labels': 'fuzzing found' },
};
const KINDS = Object.keys(SETTINGS);

// Posts a form of a page as somebody signs in by HTTP basic: fields {csrf} are of that page.
async function post(as, path, fields, { page = path, json = true } = {}) {
    const html = (await get(hub, page, { as })).text;
    const csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? /name="csrf" value="([^"]+)"/.exec((await get(hub, '/account', { as })).text)?.[1] ?? '';
    const body = new URLSearchParams({ csrf, ...fields }).toString();
    return request(hub, path, { method: 'POST', body, headers: { Authorization: basic(as), 'Content-Type': 'application/x-www-form-urlencoded', Accept: json ? 'application/json' : 'text/html' } });
}
async function configure(repo, fields, as = root) {
    const answer = await post(as, repo ? `/r/${repo}/services` : '/admin/settings', fields);
    assert.equal(answer.status, 200, answer.text);
}
async function repository(kind, more = {}) {
    const repo = add_repo(hub, 'ticket');
    for (const role of ['reader', 'triager']) grant(hub, people[role], repo, role.replace('er', '').replace('triag', 'triage'));
    grant(hub, people.admin, repo, 'admin');
    if (kind) {
        const url = `${SETTINGS[kind].service}.url`;
        await configure(repo, { [url]: trackers.address(kind), ...SETTINGS[kind], ...more });
    }
    return { repo, token: new_token(hub, '--repo', repo), kind, service: trackers.kinds[kind] };
}
let made = 0;
async function crash(of, log = { functions: [`ticket${++made}`, 'Decode'] }, fields = {}) {
    const answer = await ingest_form(hub, of.token, [['repo', of.repo], ['package', 'codec'], ...Object.entries({ commit: commit(3), branch: 'main', ...fields }), ['log', go_log(log), 'log']]);
    assert.ok(answer.status < 300, answer.text);
    return { ...answer.json().results[0].crashers[0], log };
}
const doc_of = async (id, as = people.triager) => (await get(hub, `/c/${id}`, { as, json: true })).json();
const html_of = async (id, as = people.triager, below = '') => (await get(hub, `/c/${id}${below}`, { as })).text;
const ticket_post = (id, fields, as = people.triager) => post(as, `/c/${id}/ticket`, fields, { page: `/c/${id}` });
async function takes(id, fields, as) {
    const answer = await ticket_post(id, fields, as);
    assert.equal(answer.status, 200, answer.text);
}
async function until(what, seconds = 30) {
    for (const end = Date.now() + seconds * 1000; ;) {
        const found = await what();
        if (found) return found;
        if (Date.now() > end) assert.fail(`not after ${seconds} s: ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 150));
    }
}
const ticket_when = (id, fits) => until(async () => {
    const { ticket } = await doc_of(id);
    return ticket && fits(ticket) && ticket;
});
const open_when = (id) => ticket_when(id, (t) => t.ticket_state === 'open' && t.status);
const soon = (id) => hub.psql(`UPDATE ticket SET due_at = now() WHERE crasher = ${id}`);
const when_create = (kind) => (call) => call.kind === kind && call.method === 'POST' && /\/issues?$/.test(call.path);
const issues_of = (kind, id) => trackers.kinds[kind].all().filter((i) => i.labels.includes(`nopanic-${id}`));
const ago = (id) => hub.psql(`UPDATE ticket SET created_at = created_at - interval '25 hours', due_at = now() WHERE crasher = ${id}`);

const repos = {};
for (const kind of KINDS) repos[kind] = await repository(kind);

describe('a ticket is opened', () => {
    for (const kind of KINDS) {
        test(`at ${kind}: with the report, its labels and a link back, and is shown with status and assignee`, async () => {
            const { id } = await crash(repos[kind]);
            assert.equal((await doc_of(id)).ticket, undefined);
            await takes(id, { do: 'open' });
            const ticket = await open_when(id);
            const [issue, ...more] = issues_of(kind, id);
            assert.deepEqual(more, []);
            assert.equal(ticket.key, issue.key);
            assert.deepEqual(issue.labels, [`nopanic-${id}`, 'fuzzing', 'found']);
            assert.match(issue.title, /^ticket: /);
            const text = kind === 'cloud' ? JSON.stringify(issue.text) : issue.text;
            for (const part of [`http://hub.example/c/${id}`, 'index out of range', 'FuzzDecode', 'codec.go'])
                assert.ok(text.replace(/\\/g, '').includes(part), `${part} in ${text}`);
            if (kind === 'cloud') assert.ok(is_adf(issue.text));
            assert.equal(ticket.ticket_assignee, null);
            assert.equal(ticket.closed, false);

            trackers.kinds[kind].assign(issue.key);
            soon(id);
            assert.equal((await ticket_when(id, (t) => t.ticket_assignee)).ticket_assignee, 'Mira Okafor');
            assert.match(words(await html_of(id, people.reader)), new RegExp(`${issue.key} .* Mira Okafor, read `));
            const { history } = await doc_of(id);
            assert.deepEqual(history.filter((e) => e.kind === 'ticket').map((e) => [e.becomes, e.who, e.account]), [['opened', issue.key, people.triager.name]]);
            assert.match(hub.value(`(SELECT string_agg(action || ' ' || object || ' ' || who, ',') FROM audit WHERE object LIKE '${repos[kind].repo} #${id}%')`),
                         new RegExp(`^ticket.open ${repos[kind].repo} #${id} ${people.triager.name}$`));
        });
        test(`at ${kind}: one, of fifty clicks at once`, async () => {
            const { id } = await crash(repos[kind]);
            const answers = await Promise.all(Array.from({ length: 50 }, () => ticket_post(id, { do: 'open' })));
            assert.deepEqual([...new Set(answers.map((a) => a.status))], [200]);
            await open_when(id);
            await takes(id, { do: 'open' });
            assert.equal(issues_of(kind, id).length, 1);
        });
        test(`at ${kind}: not again where one with its label is there`, async () => {
            const { id } = await crash(repos[kind]);
            await takes(id, { do: 'open' });
            const { key } = await open_when(id);
            await takes(id, { do: 'unlink' });
            assert.equal((await doc_of(id)).ticket, undefined);
            await takes(id, { do: 'open' });
            assert.equal((await open_when(id)).key, key);
            assert.equal(issues_of(kind, id).length, 1);
            assert.deepEqual((await doc_of(id)).history.filter((e) => e.kind === 'ticket').map((e) => e.becomes), ['opened', 'unlinked', 'found']);
        });
        test(`at ${kind}: once, where its answer was lost`, async () => {
            const { id } = await crash(repos[kind]);
            trackers.next.push({ when: when_create(kind), answer: 'cut', after: true });
            await takes(id, { do: 'open' });
            const waiting = await ticket_when(id, (t) => t.ticket_says);
            assert.equal(waiting.ticket_state, 'opening');
            assert.match(waiting.ticket_says, /^no answer: /);
            soon(id);
            await open_when(id);
            assert.equal(issues_of(kind, id).length, 1);
        });
        test(`at ${kind}: once, where the hub died in the middle`, async () => {
            const { id } = await crash(repos[kind]), calls = trackers.calls.length;
            trackers.next.push({ when: when_create(kind), answer: 'hang', after: true });
            await takes(id, { do: 'open' });
            await until(() => trackers.calls.slice(calls).some(when_create(kind)));
            const [pid] = hub.pids('sync').sync;
            process.kill(pid, 'SIGKILL');
            await until(() => hub.pids('sync').sync?.some((other) => other !== pid));
            assert.equal((await doc_of(id)).ticket.ticket_state, 'opening');
            assert.equal((await ticket_post(id, { do: 'unlink' })).status, 409);
            soon(id); // when its lease has run out
            await open_when(id);
            assert.equal(issues_of(kind, id).length, 1);
        });
        test(`at ${kind}: by hand from a changed draft`, async () => {
            const { id } = await crash(repos[kind]);
            const draft = await html_of(id, people.triager, '/ticket');
            assert.match(unescape_html(/<textarea[^>]*name="text"[^>]*>([^]*?)<\/textarea>/.exec(draft)[1]), /A fuzzer found this crash in/);
            await takes(id, { do: 'open', title: 'Änderung\nof  mine', text: 'My **own** words.\n\n- `code`' });
            await open_when(id);
            const [issue] = issues_of(kind, id);
            assert.equal(issue.title, 'Änderung of mine');
            const wanted = { dc: 'My *own* words.\n\n* {{code}}' }[kind] ?? 'My **own** words.\n\n- `code`';
            if (kind !== 'cloud') assert.equal(issue.text.replace(/\r/g, ''), wanted);
            else assert.deepEqual(issue.text.content[0].content.map((n) => [n.text, n.marks?.[0].type]), [['My ', undefined], ['own', 'strong'], [' words.', undefined]]);
        });
    }
});

describe('whatever is written', () => {
    const odd = ['x', '# a\n## b\n\n> q\n>\n> > deeper\n>\n> - l\n>   ```\n>   code\n>   ```\n> ---\n> # h', '- a\n\n  b\n  - c\n    1. d\n       > e\n- ```\n  f\n  ```\n- ---\n-\n', '1.\n2. # h\n3. > q',
                 '- - a\n- 1. b\n  - c', '***a** b* [*c* `d`](https://e.example/?f=1&g=2) ![pic](https://h.example/i.png) <b>html</b>', '<div>\nblock\n</div>\n\n<!-- c -->', '`` ` `` **`x`** ```y```', '```\n```', '\\\n&lt;&#0;&amp;\n  \nhard  \nbreak\\\nagain', '>', '-', '***', '[a](javascript:alert(1)) [b](/c/1) <https://auto.example>',
                 '{code} {noformat} h1. [~admin] !x! |t| || # * \u202e', `${'> '.repeat(30)}deep`, `${'*'.repeat(5000)}`, `\`\`\`\n${'{}*_\\'.repeat(5900)}\n\`\`\``];
    for (const kind of KINDS)
        test(`${kind} takes it`, async () => {
            const ids = await Promise.all(odd.map(async (text) => {
                const { id } = await crash(repos[kind]);
                await takes(id, { do: 'open', title: 'odd', text });
                return id;
            }));
            for (const [i, id] of ids.entries()) {
                const { ticket_state, ticket_says } = await ticket_when(id, (t) => t.ticket_state !== 'opening' && (t.status || t.ticket_says));
                assert.equal(ticket_state, 'open', `${odd[i].slice(0, 60)}: ${ticket_says}`);
            }
        });
});

// ---- what a tracker says, and what follows ----

const plain = (status, body = '', headers = {}) => ({ status, headers: { 'Content-Type': 'text/plain', ...headers }, body });
const as_json = (status, body, headers = {}) => ({ status, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) });
const REFUSALS = [
    ['400 by field', as_json(400, { errorMessages: [], errors: { customfield_1: 'Team is required.', priority: "Field 'priority' is required" } }), /^customfield_1: Team is required\.; priority: Field 'priority' is required \(HTTP 400\)$/],
    ['400 in a sentence', as_json(400, { errorMessages: ["Field 'priority' is required"], errors: {} }), /^Field 'priority' is required \(HTTP 400\)$/],
    ['401', plain(401, 'Client must be authenticated to access this resource.'), /^Client must be authenticated to access this resource\. \(HTTP 401\)$/],
    ['401 as a page', { status: 401, headers: { 'Content-Type': 'text/html' }, body: '<html><b>no</b></html>' }, /^it does not know the account or the token \(HTTP 401\)$/],
    ['403', as_json(403, { errorMessages: ['You do not have permission to create issues in this project.'], errors: {} }), /^You do not have permission .* \(HTTP 403\)$/],
    ['404', as_json(404, { errorMessages: ['Issue does not exist or you do not have permission to see it.'], errors: {} }), /^Issue does not exist .* \(HTTP 404\)$/],
    ['a redirect', { status: 302, headers: { Location: 'http://127.0.0.1:1/' }, body: '' }, /^it sends elsewhere, which is not followed: .* \(HTTP 302\)$/],
    ['no JSON', { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>Sign in</html>' }, /^its answer is not what such a tracker says/],
    ['other JSON', as_json(200, ['x', { y: 1 }]), /^its answer is not what such a tracker says/],
    ['hostile words', as_json(400, { errorMessages: ['<script>alert(1)</script>\u202e\u0007', 'x'.repeat(90000)] }), /^<script>alert\(1\)<\/script>/],
];
const DELAYS = [
    ['429', plain(429, 'Too many requests', { 'Retry-After': '77' }), /^Too many requests \(HTTP 429\)$/, 77],
    ['500', as_json(500, { errorMessages: ['Internal server error'] }), /^Internal server error \(HTTP 500\)$/, 15],
    ['503 with a time', plain(503, '', { 'Retry-After': '200' }), /^it is out of order \(HTTP 503\)$/, 200],
    ['a cut connection', 'cut', /^no answer: /, 15],
    ['too much', { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify('x'.repeat(1 << 21)) }, /^no answer: the answer is too large$/, 15],
    ['no answer at all', 'hang', /^no answer: .*timed out/i, 15],
];
const of_search = (kind) => (call) => call.kind === kind && call.method === 'GET' && /\/(search(\/jql)?|issues)$/.test(call.path);

describe('what a tracker refuses is told in its words, and can be tried again', () => {
    for (const [name, answer, says] of REFUSALS)
        test(name, async () => {
            const { id } = await crash(repos.cloud);
            trackers.next.push({ when: of_search('cloud'), answer });
            await takes(id, { do: 'open' });
            const ticket = await ticket_when(id, (t) => t.ticket_state === 'failed');
            assert.match(ticket.ticket_says, says);
            const html = await html_of(id);
            assert.match(words(html), /The ticket could not be opened\./);
            assert.ok(!html.includes('<script>alert'));
            assert.ok(html.length < 200000);
            await takes(id, { do: 'open' });
            await open_when(id);
            assert.equal(issues_of('cloud', id).length, 1);
        });
    test('a draft that was refused is kept, can be changed, or given up', async () => {
        const { id } = await crash(repos.dc);
        trackers.next.push({ when: when_create('dc'), answer: as_json(400, { errorMessages: [], errors: { summary: 'not so' } }) });
        await takes(id, { do: 'open', title: 'kept title', text: 'kept text' });
        await ticket_when(id, (t) => t.ticket_state === 'failed');
        const draft = await html_of(id, people.triager, '/ticket');
        assert.match(draft, /value="kept title"/);
        assert.match(draft, />kept text<\/textarea>/);
        await takes(id, { do: 'unlink' });
        assert.equal((await doc_of(id)).ticket, undefined);
        assert.deepEqual((await doc_of(id)).history.filter((e) => e.kind === 'ticket'), []);
    });
});

describe('what may work later is tried again by itself', () => {
    for (const [name, answer, says, wait_s] of DELAYS)
        test(name, async () => {
            const { id } = await crash(repos.cloud);
            trackers.next.push({ when: of_search('cloud'), answer });
            await takes(id, { do: 'open' });
            const ticket = await ticket_when(id, (t) => t.ticket_says);
            assert.equal(ticket.ticket_state, 'opening');
            assert.match(ticket.ticket_says, says);
            const left = hub.value(`(SELECT extract(epoch FROM due_at - now()) FROM ticket WHERE crasher = ${id})`);
            assert.ok(left > wait_s * 0.74 - 3 && left < wait_s * 1.27, `in ${left} s`);
            assert.match(words(await html_of(id)), /The ticket is being opened\. The last try: .* The next: /);
            soon(id);
            await open_when(id);
            assert.equal(issues_of('cloud', id).length, 1);
        });
    test('for a day', async () => {
        const { id } = await crash(repos.cloud);
        trackers.next.push({ when: of_search('cloud'), answer: plain(500) }, { when: of_search('cloud'), answer: plain(500) });
        await takes(id, { do: 'open' });
        await ticket_when(id, (t) => t.ticket_says);
        ago(id);
        assert.match((await ticket_when(id, (t) => t.ticket_state === 'failed')).ticket_says, /HTTP 500/);
    });
    test('GitHub says that it has enough by 403', async () => {
        const { id } = await crash(repos.github);
        trackers.next.push({ when: of_search('github'), answer: as_json(403, { message: 'API rate limit exceeded for user ID 1.' }) });
        await takes(id, { do: 'open' });
        assert.equal((await ticket_when(id, (t) => t.ticket_says)).ticket_state, 'opening');
        soon(id);
        await open_when(id);
    });
    test('a tracker that has enough is left alone by all that have tickets there', async () => {
        const ids = [];
        for (let i = 0; i < 4; i++) {
            const { id } = await crash(repos.gitlab);
            await takes(id, { do: 'open' });
            await open_when(id);
            ids.push(id);
        }
        await until(() => hub.value(`(SELECT count(*) FROM ticket WHERE busy)`) === 0);
        trackers.next.push({ when: (c) => c.kind === 'gitlab', answer: plain(429, 'Retry later', { 'Retry-After': '600' }) });
        const before = trackers.calls.length;
        hub.psql(`UPDATE ticket SET due_at = now() WHERE crasher IN (${ids})`);
        await until(() => hub.value(`(SELECT min(due_at) > now() + interval '9 minutes' FROM ticket WHERE crasher IN (${ids}))`));
        assert.equal(trackers.calls.slice(before).filter((c) => c.kind === 'gitlab').length, 1);
        const { ticket } = await doc_of(hub.value(`(SELECT crasher FROM ticket WHERE crasher IN (${ids}) AND says IS NOT NULL)`));
        assert.equal(ticket.ticket_state, 'open');
        assert.match(ticket.ticket_says, /Retry later/);
    });
});

describe('a ticket that is open', () => {
    for (const kind of KINDS) {
        test(`at ${kind}: once it is closed, the page asks whether the crasher is fixed`, async () => {
            const [one, other] = [await crash(repos[kind]), await crash(repos[kind])];
            for (const { id } of [one, other]) {
                await takes(id, { do: 'open' });
                const { key } = await open_when(id);
                trackers.kinds[kind].close(key);
                soon(id);
                await ticket_when(id, (t) => t.closed);
                assert.match(words(await html_of(id)), new RegExp(`${key} is closed. Is this crasher fixed\\?`));
                assert.doesNotMatch(words(await html_of(id, people.reader)), /Is this crasher fixed/);
            }
            await takes(one.id, { do: 'not_fixed' });
            assert.equal((await ticket_post(one.id, { do: 'not_fixed' })).status, 409);
            assert.doesNotMatch(words(await html_of(one.id)), /Is this crasher fixed/);
            const fixed = await post(people.triager, `/c/${other.id}`, { do: 'fix', was: 'open', commit: 'c0ffee1' });
            assert.equal(fixed.status, 200, fixed.text);
            assert.doesNotMatch(words(await html_of(other.id)), /Is this crasher fixed/);
            // It is asked again once it was open in between.
            const { key } = (await doc_of(one.id)).ticket;
            trackers.kinds[kind].reopen(key);
            soon(one.id);
            await ticket_when(one.id, (t) => !t.closed);
            trackers.kinds[kind].close(key);
            soon(one.id);
            await ticket_when(one.id, (t) => t.closed);
            assert.match(words(await html_of(one.id)), /Is this crasher fixed/);
            assert.deepEqual((await doc_of(one.id)).history.filter((e) => e.kind === 'ticket').map((e) => e.becomes), ['opened', 'closed', 'reopened', 'closed']);
        });
        test(`at ${kind}: is told once that its crasher is back`, async () => {
            const { id, log } = await crash(repos[kind]);
            await takes(id, { do: 'open' });
            const { key } = await open_when(id);
            assert.equal((await post(people.triager, `/c/${id}`, { do: 'fix', was: 'open', commit: commit(4) })).status, 200);
            const comments = () => trackers.kinds[kind].all().find((i) => i.key === key).comments;
            // The first try is lost after the comment was made.
            trackers.next.push({ when: (c) => c.kind === kind && c.method === 'POST' && /\/(comments?|notes)$/.test(c.path), answer: 'cut', after: true });
            const again = await crash(repos[kind], log, { commit: commit(4) });
            assert.equal(again.id, id);
            assert.equal((await doc_of(id)).crasher.state, 'regressed');
            await ticket_when(id, (t) => t.ticket_says);
            soon(id);
            await ticket_when(id, (t) => !t.ticket_says);
            assert.equal(comments().length, 1);
            const text = JSON.stringify(comments()[0]);
            assert.ok(text.includes(commit(4)), text);
            assert.ok(text.replace(/\\/g, '').includes(`http://hub.example/c/${id}#event-`), text);
            if (kind === 'cloud') assert.ok(is_adf(comments()[0]));
            for (let i = 0; i < 3; i++) await crash(repos[kind], log, { commit: commit(5), run: `again${i}` });
            soon(id);
            await until(() => hub.value(`(SELECT NOT busy AND due_at > now() FROM ticket WHERE crasher = ${id})`));
            assert.equal(comments().length, 1);
        });
        test(`at ${kind}: that is there already is linked by its key or address`, async () => {
            const [one, other] = [await crash(repos[kind]), await crash(repos[kind])];
            await takes(one.id, { do: 'open' });
            const { key, link } = await open_when(one.id);
            for (const typed of [key.toLowerCase(), link]) {
                await takes(other.id, { do: 'link', key: typed });
                assert.equal((await open_when(other.id)).key, key);
                assert.equal((await ticket_post(other.id, { do: 'link', key: typed })).status, 409);
                await takes(other.id, { do: 'unlink' });
            }
            const refused = await ticket_post(other.id, { do: 'link', key: 'nothing at all' });
            assert.equal(refused.status, 422);
            assert.match(refused.json().error.message, /^key is that of an? (issue|ticket) of /);
            if (kind !== 'cloud' && kind !== 'dc') {
                const elsewhere = await ticket_post(other.id, { do: 'link', key: 'https://example.com/others/things/issues/1' });
                assert.equal(elsewhere.status, 422);
                assert.match(elsewhere.json().error.message, /is not of acme\//);
            }
            await takes(other.id, { do: 'link', key: kind === 'cloud' || kind === 'dc' ? 'VAULT-999' : '#999' });
            assert.match((await ticket_when(other.id, (t) => t.ticket_state === 'failed')).ticket_says, /\(HTTP 404\)$/);
            await takes(other.id, { do: 'unlink' });
        });
    }
    test('of another project is not read', async () => {
        trackers.kinds.cloud.create({ fields: { project: { key: 'SECURE' }, issuetype: { name: 'Bug' }, summary: 'not yours', customfield_10010: 'x' } });
        const { key } = trackers.kinds.cloud.all().find((i) => i.title === 'not yours'), { id } = await crash(repos.cloud);
        await takes(id, { do: 'link', key });
        assert.match((await ticket_when(id, (t) => t.ticket_state === 'failed')).ticket_says, /is not of project VAULT/);
        assert.ok(!(await html_of(id)).includes('not yours'));
    });
    test('that was taken away is told so, and stays', async () => {
        const { id } = await crash(repos.dc);
        await takes(id, { do: 'open' });
        const { key } = await open_when(id);
        trackers.kinds.dc.issues.delete(key);
        soon(id);
        const ticket = await ticket_when(id, (t) => t.ticket_says);
        assert.equal(ticket.ticket_state, 'open');
        assert.match(words(await html_of(id)), /Not read again: Issue does not exist/);
        trackers.kinds.dc.issues.set(`GONE-${id}`, { comments: [], fields: { project: {}, labels: [] } }); // its number is not given again
    });
    test('of another tracker than the repository has now is not looked for there', async () => {
        const its = await repository('github'), { id } = await crash(its);
        await takes(id, { do: 'open' });
        await open_when(id);
        await configure(its.repo, { service: 'github', 'github.url': trackers.address('gitlab'), 'github.token': TOKENS.github });
        const before = trackers.calls.length;
        soon(id);
        assert.match((await ticket_when(id, (t) => t.ticket_says)).ticket_says, /not the tracker of this repository/);
        assert.deepEqual(trackers.calls.slice(before).filter((c) => c.path.includes('/issues/')), []);
    });
});

describe('without access', () => {
    test('Jira\'s own form is opened, where its address is known', async () => {
        const its = await repository(), { id } = await crash(its);
        await configure(its.repo, { service: 'jira', 'jira.url': trackers.address('dc'), 'jira.project': '10000', 'jira.type': '10004' });
        const html = await html_of(id), href = unescape_html(/<a class="btn primary" href="([^"]*)"[^>]*>Open Jira ticket/.exec(html)[1]), url = new URL(href);
        assert.equal(url.origin + url.pathname, `${trackers.address('dc')}/secure/CreateIssueDetails!init.jspa`);
        assert.deepEqual([...url.searchParams.keys()], ['pid', 'issuetype', 'summary', 'description']);
        assert.equal(url.searchParams.get('pid'), '10000');
        assert.equal(url.searchParams.get('issuetype'), '10004');
        assert.match(url.searchParams.get('summary'), /^ticket: /);
        assert.match(url.searchParams.get('description'), /A fuzzer found this crash/);
        assert.ok(href.length < 8000);
        assert.equal((await ticket_post(id, { do: 'open' })).status, 409);
        await takes(id, { do: 'link', key: 'vault-7' });
        const ticket = await ticket_when(id, (t) => t.ticket_state === 'open');
        assert.equal(ticket.link, `${trackers.address('dc')}/browse/VAULT-7`);
        assert.equal(ticket.status, null);
    });
    test('and otherwise the text is there to be copied', async () => {
        const its = await repository(), { id } = await crash(its);
        assert.match(await html_of(id), new RegExp(`<a class="btn primary" href="/c/${id}/ticket"[^>]*>Open Jira ticket`));
        const page = await html_of(id, people.triager, '/ticket');
        assert.match(words(page), /No tracker is set up for this repository: copy the text to yours\. ticket: .* A fuzzer found this crash in/);
        assert.match(page, /data-copy/);
        const { draft } = (await get(hub, `/c/${id}/ticket`, { as: people.triager, json: true })).json();
        assert.match(draft.draft_text, /^A fuzzer found this crash in `/);
        assert.equal((await ticket_post(id, { do: 'open' })).status, 409);
        assert.equal((await ticket_post(id, { do: 'link', key: 'VAULT-7' })).status, 409);
    });
});

describe('who may', () => {
    test('whoever triages opens, whoever reads sees, and to all others nothing is there', async () => {
        const { id } = await crash(repos.cloud), path = `/c/${id}/ticket`;
        const statuses = { reader: [403, 403], nobody: [404, 404], triager: [200, 200], admin: [200, 200] };
        for (const [name, [of_get, of_post]] of Object.entries(statuses)) {
            assert.equal((await get(hub, path, { as: people[name], json: true })).status, of_get, name);
            assert.equal((await ticket_post(id, { do: 'open' }, people[name])).status, of_post, name);
        }
        assert.equal((await get(hub, path, { json: true })).status, 404);
        const { key } = await open_when(id);
        assert.equal((await doc_of(id, people.reader)).ticket.key, key);
        const html = await html_of(id, people.reader);
        assert.ok(html.includes(key) && !html.includes('Unlink'));
        for (const deed of ['unlink', 'link', 'not_fixed']) assert.equal((await ticket_post(id, { do: deed, key }, people.reader)).status, 403);
    });
    test('ASVS 3.5.1: without the token of the session nothing is opened', async () => {
        const { id } = await crash(repos.cloud), visitor = new Visitor(hub);
        await visitor.sign_in(people.triager);
        for (const csrf of ['', 'x']) assert.equal((await visitor.post(`/c/${id}/ticket`, { csrf, do: 'open' })).status, 403);
        assert.equal((await doc_of(id)).ticket, undefined);
    });
    test('what is too long is refused by name', async () => {
        const { id } = await crash(repos.cloud);
        for (const [fields, says] of [[{ title: 'x'.repeat(255), text: 'y' }, /^title is longer than 254 characters/], [{ title: ' ', text: 'y' }, /^title is missing/],
                                      [{ title: 'x', text: 'y'.repeat(30001) }, /^text is longer than 30000 bytes/], [{ do: 'x' }, /^do is one of open, link/]]) {
            const answer = await ticket_post(id, { do: 'open', ...fields });
            assert.equal(answer.status, 422);
            assert.match(answer.json().error.message, says);
        }
        assert.equal((await doc_of(id)).ticket, undefined);
    });
});

describe('addresses and tokens', () => {
    const of_hub = (kind) => configure(null, { 'jira.user': '', ...Object.fromEntries(Object.entries(SETTINGS[kind]).filter(([n]) => !/project|labels/.test(n))), [`${SETTINGS[kind].service}.url`]: trackers.address(kind) });
    test('those of the hub serve a repository that has none of its own', async () => {
        await of_hub('cloud');
        const its = await repository();
        await configure(its.repo, { service: 'jira', 'jira.project': 'VAULT' });
        const { id } = await crash(its);
        await takes(id, { do: 'open' });
        await open_when(id);
    });
    test('a repository\'s own address never gets the token of the hub', async () => {
        await of_hub('cloud');
        const its = await repository();
        await configure(its.repo, { service: 'jira', 'jira.project': 'VAULT', 'jira.url': trackers.address('dc') });
        const { id } = await crash(its), before = trackers.calls.length;
        assert.match(await html_of(id), /CreateIssueDetails/);
        assert.equal((await ticket_post(id, { do: 'open' })).status, 409);
        await configure(its.repo, { service: 'jira', 'jira.token': 'of-the-repository' });
        await takes(id, { do: 'open' });
        assert.match((await ticket_when(id, (t) => t.ticket_state === 'failed')).ticket_says, /HTTP 401/);
        const sent = trackers.calls.slice(before).map((c) => c.headers.authorization);
        assert.ok(sent.length > 0);
        assert.deepEqual([...new Set(sent)], ['Bearer of-the-repository']);
    });
    test('a token goes when its address is changed', async () => {
        const its = await repository('dc');
        await configure(its.repo, { service: 'jira', 'jira.url': trackers.address('cloud') });
        assert.equal(hub.value(`(SELECT count(*) FROM setting s JOIN repo r ON r.id = s.repo WHERE r.name = '${its.repo}' AND s.sealed IS NOT NULL)`), 0);
        await configure(its.repo, { service: 'jira', 'jira.url': trackers.address('dc'), 'jira.token': TOKENS.dc });
        assert.equal(hub.value(`(SELECT count(*) FROM setting s JOIN repo r ON r.id = s.repo WHERE r.name = '${its.repo}' AND s.sealed IS NOT NULL)`), 1);
    });
    test('a token that no key opens is told, and not asked for in vain', async () => {
        const its = await repository('cloud'), { id } = await crash(its);
        hub.psql(`UPDATE setting SET sealed = 'junk' WHERE sealed IS NOT NULL AND repo = (SELECT id FROM repo WHERE name = '${its.repo}')`);
        await takes(id, { do: 'open' });
        assert.match((await ticket_when(id, (t) => t.ticket_state === 'failed')).ticket_says, /no token for this tracker, or no key that opens it/);
    });
    test('stand in no page, log or dump', async () => {
        const { id } = await crash(repos.cloud);
        await takes(id, { do: 'open' });
        await open_when(id);
        const dump = hub.dump();
        for (const token of Object.values(TOKENS)) {
            assert.ok(!dump.includes(token));
            for (const name of ['sync.log', 'detail.log', 'crasher.log', 'nginx.log', 'postgres.log']) assert.ok(!hub.log(name).includes(token), name);
            for (const { repo } of Object.values(repos)) assert.ok(!(await get(hub, `/r/${repo}/services`, { as: root })).text.includes(token));
        }
    });
});

describe('the settings page', () => {
    const check_of = async (repo, service) => (await get(hub, `/r/${repo}/services`, { as: people.admin, json: true })).json().services.find((s) => s.service === service).check;
    const checked = (repo, service) => until(async () => {
        const check = await check_of(repo, service);
        return check && !check.waits && check;
    });
    test('tells at once whether a tracker can be used', async () => {
        const says = { cloud: 'signed in as Nopanic Bot; tickets of type Bug can be opened in VAULT', dc: 'signed in as Nopanic Bot; tickets of type Bug can be opened in VAULT',
                       github: 'issues can be opened in acme/vault', gitlab: 'issues can be opened in acme/tools/vault' };
        for (const kind of KINDS) {
            const { good, check_says } = await checked(repos[kind].repo, SETTINGS[kind].service);
            assert.deepEqual([good, check_says], [true, says[kind]]);
        }
        assert.match(words((await get(hub, `/r/${repos.cloud.repo}/services`, { as: people.admin })).text), /Works Jira, .*: signed in as Nopanic Bot/);
    });
    test('names the fields that a type of ticket needs, which can then be set', async () => {
        for (const kind of ['cloud', 'dc']) {
            const its = await repository(kind, { 'jira.project': 'SECURE' });
            let check = await checked(its.repo, 'jira');
            assert.equal(check.good, false);
            assert.equal(check.check_says, 'tickets of type Bug need further fields: Team (customfield_10010)');
            const bad = await post(root, `/r/${its.repo}/services`, { service: 'jira', 'jira.fields': '["x"]' });
            assert.equal(bad.status, 422);
            assert.match(bad.json().error.message, /^jira.fields: it is no JSON object/);
            await configure(its.repo, { service: 'jira', 'jira.fields': '{"customfield_10010":{"value":"Crypto"}}' });
            check = await checked(its.repo, 'jira');
            assert.equal(check.good, true);
            const { id } = await crash(its);
            await takes(id, { do: 'open' });
            await open_when(id);
            assert.deepEqual(issues_of(kind, id)[0].fields.customfield_10010, { value: 'Crypto' });
        }
    });
    test('tells what is wrong in the tracker\'s words', async () => {
        const its = await repository('cloud');
        for (const [fields, says] of [[{ 'jira.type': 'Epos' }, /^project VAULT has no type Epos, but Task, Bug$/], [{ 'jira.type': 'Bug', 'jira.project': 'NOPE' }, /^No project could be found with key 'NOPE'\. \(HTTP 404\)$/],
                                      [{ 'jira.token': 'wrong' }, /^Client must be authenticated .* \(HTTP 401\)$/], [{ 'jira.url': `http://127.0.0.1:${trackers.port}/nowhere`, 'jira.token': 'x' }, /HTTP 404/],
                                      [{ 'remove.jira.token': '1' }, /^there is no token/]]) {
            await configure(its.repo, { service: 'jira', ...fields });
            const { good, check_says } = await checked(its.repo, 'jira');
            assert.equal(good, false);
            assert.match(check_says, says);
        }
    });
    test('asks again when that is wanted', async () => {
        trackers.next.push({ when: (c) => c.path.endsWith('/myself'), answer: plain(503) });
        for (const says of [/HTTP 503/, /^signed in/]) {
            await configure(repos.cloud.repo, { service: 'jira', do: 'check' }, people.admin);
            assert.match((await checked(repos.cloud.repo, 'jira')).check_says, says);
        }
    });
});

test('the pages are fit for people, and a browser without script sees how it went', async () => {
    const browser = await open_browser(), page = await open_page(hub, browser, { as: people.triager });
    const { id } = await crash(repos.cloud);
    await page.goto(`/c/${id}`);
    await assert_fit(page, 'crasher-ticket-none');
    await page.keyboard.press('t');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Open Jira ticket');
    await page.goto(`/c/${id}/ticket`);
    await assert_fit(page, 'ticket-draft');
    trackers.next.push({ when: of_search('cloud'), answer: as_json(400, { errorMessages: [], errors: { customfield_10010: 'Team is required.' } }) });
    await page.click('#open button');
    await page.getByText('It could not be opened. Jira says:').waitFor();
    await assert_fit(page, 'ticket-failed');
    await page.goto(`/c/${id}`);
    await page.getByText('The ticket could not be opened.').waitFor();
    await assert_fit(page, 'crasher-ticket-failed');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Unlink' }).waitFor();
    await assert_fit(page, 'ticket-open');
    await page.goto(`/c/${id}`);
    await assert_fit(page, 'crasher-ticket-open');
    const { key } = (await doc_of(id)).ticket;
    trackers.kinds.cloud.close(key);
    soon(id);
    await ticket_when(id, (t) => t.closed);
    await page.reload();
    await assert_fit(page, 'crasher-ticket-closed');
    await page.goto(`/c/${(await crash(await repository())).id}/ticket`);
    await assert_fit(page, 'ticket-copy');
    const admin = await open_page(hub, browser, { as: people.admin });
    await admin.goto(`/r/${repos.cloud.repo}/services`);
    await assert_fit(admin, 'detail-services-trackers');
});
