// Jira Cloud and Data Center, GitHub and GitLab, as far as the hub calls them: on one port, each below a
// path of its own.  What they refuse, they refuse in the words of the real ones; ADF is judged by the
// schema of its makers.  clients.test.mjs runs the official clients against it.
import Ajv from 'ajv-draft-04';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Stub } from './stub.mjs';

const schema = JSON.parse(readFileSync(fileURLToPath(new URL('node_modules/@atlaskit/adf-schema/dist/json-schema/v1/full.json', import.meta.url)), 'utf8'));
export const is_adf = new Ajv({ strict: false, allErrors: false }).compile(schema);

export const TOKENS = { cloud: 'cloud-token-c4n4ry', dc: 'dc-token-c4n4ry', github: 'gh-token-c4n4ry', gitlab: 'gl-token-c4n4ry' };
export const MAIL = 'bot@example.com';

const json = (status, body, headers = {}) => ({ status, headers: { 'Content-Type': 'application/json;charset=UTF-8', ...headers }, body: JSON.stringify(body) });
const jira_error = (status, messages, errors = {}) => json(status, { errorMessages: messages, errors });

// ---- Jira ----

const PROJECTS = { VAULT: '10000', SECURE: '10001' };
const TYPES = [{ id: '10001', name: 'Task' }, { id: '10004', name: 'Bug' }];

function fields_of(project) {
    const own = ['project', 'issuetype', 'summary', 'reporter'].map((id) => ({ fieldId: id, key: id, name: id, required: true, hasDefaultValue: id === 'reporter', operations: ['set'] }));
    const free = ['description', 'labels', 'priority'].map((id) => ({ fieldId: id, key: id, name: id, required: false, hasDefaultValue: false, operations: ['set'] }));
    const team = { fieldId: 'customfield_10010', key: 'customfield_10010', name: 'Team', required: project === 'SECURE', hasDefaultValue: false, operations: ['set'] };
    // More than one page of the create metadata.
    const many = Array.from({ length: 60 }, (_, i) => ({ fieldId: `customfield_2${i}`, key: `customfield_2${i}`, name: `F${i}`, required: false, hasDefaultValue: false, operations: ['set'] }));
    return [...own, ...free, ...many, team];
}

function summary_error(summary, cloud) {
    if (summary === undefined) return 'You must specify a summary of the issue.';
    if (typeof summary !== 'string') return 'Operation value must be a string';
    if (/[\r\n]/.test(summary)) return 'The summary is invalid because it contains newline characters.';
    if (summary.length > (cloud ? 255 : 254)) return cloud ? "Summary can't exceed 255 characters." : 'Summary must be less than 255 characters.';
}

const text_of = (node) => (node.text ?? '') + (node.content ?? []).map(text_of).join('');
function rich_error(value, cloud) {
    if (cloud && !(value && typeof value === 'object' && is_adf(value))) return 'Operation value must be an Atlassian Document (see the Atlassian Document Format)';
    if (!cloud && typeof value !== 'string') return 'Operation value must be a string';
    if ((cloud ? text_of(value) : value).length > 32767) return 'The entered text is too long. It exceeds the allowed limit of 32,767 characters.';
}

class Jira {
    constructor(cloud) {
        this.cloud = cloud;
        this.issues = new Map();
        this.api = cloud ? '/rest/api/3' : '/rest/api/2';
    }

    known(headers) {
        return headers.authorization === (this.cloud ? `Basic ${Buffer.from(`${MAIL}:${TOKENS.cloud}`).toString('base64')}` : `Bearer ${TOKENS.dc}`);
    }

    answer(call) {
        if (!this.known(call.headers))
            return this.cloud ? { status: 401, headers: { 'Content-Type': 'text/plain' }, body: 'Client must be authenticated to access this resource.' }
                : jira_error(401, ['You are not authenticated. Authentication required to perform this operation.']);
        if (!call.path.startsWith(`${this.api}/`)) return { status: 404, headers: { 'Content-Type': 'text/html' }, body: '<html>Oops, you have found a dead link.</html>' };
        const path = call.path.slice(this.api.length), q = call.query;
        let its;
        if (call.method === 'GET' && path === '/myself')
            return json(200, this.cloud ? { accountId: '5b10ac8d82e05b22cc7d4ef5', displayName: 'Nopanic Bot', active: true } : { name: 'nopanic', key: 'JIRAUSER10100', displayName: 'Nopanic Bot', active: true });
        if (call.method === 'GET' && path === (this.cloud ? '/search/jql' : '/search')) return this.search(q);
        if (call.method === 'GET' && path === '/search') return jira_error(410, ['The requested API has been removed. Please migrate to the /rest/api/3/search/jql API.']);
        if (call.method === 'POST' && path === '/issue') return this.create(call.body);
        if ((its = /^\/issue\/createmeta\/([^/]+)\/issuetypes(?:\/([^/]+))?$/.exec(path))) return this.metadata(its[1], its[2], q);
        if ((its = /^\/issue\/([A-Z]+-\d+)(\/comment)?$/.exec(path))) return this.one(call, its[1], its[2]);
        return jira_error(404, [`null for uri: ${call.path}`]);
    }

    search(q) {
        const asked = /^project = "(.*?)" AND labels = "(.*?)"(?: ORDER BY created ASC)?$/.exec(q.get('jql') ?? '');
        if (!asked) return jira_error(400, ["Error in the JQL Query: Expecting operator but got 'it'."]);
        const project = this.project_of(asked[1]);
        if (!project) return jira_error(400, [`The value '${asked[1]}' does not exist for the field 'project'.`]);
        const found = [...this.issues.values()].filter((i) => i.fields.project.key === project && i.fields.labels.includes(asked[2]));
        return json(200, this.cloud ? { issues: found, isLast: true } : { startAt: 0, maxResults: 1, total: found.length, issues: found });
    }

    project_of(word) {
        return Object.keys(PROJECTS).find((key) => key === word || PROJECTS[key] === word);
    }

    create({ fields, ...rest } = {}) {
        if (!fields || Object.keys(rest).some((key) => key !== 'update')) return jira_error(400, ['Invalid request payload. Refer to the REST API documentation and try again.']);
        const errors = {}, project = this.project_of(fields.project?.key ?? fields.project?.id);
        const type = TYPES.find((t) => t.name === fields.issuetype?.name || t.id === fields.issuetype?.id);
        if (!project) errors.project = 'Specify a valid project ID or key';
        if (!type) errors.issuetype = 'Specify an issue type';
        const bad = { summary: summary_error(fields.summary, this.cloud) };
        if (fields.description !== undefined) bad.description = rich_error(fields.description, this.cloud);
        for (const label of fields.labels ?? [])
            if (typeof label !== 'string' || /\s/.test(label)) bad.labels = `The label '${label}' contains spaces which is invalid.`;
        for (const [name, why] of Object.entries(bad)) if (why) errors[name] = why;
        const known = fields_of(project);
        for (const name of Object.keys(fields))
            if (!known.some((f) => f.fieldId === name)) errors[name] = `Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`;
        for (const field of known)
            if (field.required && !field.hasDefaultValue && fields[field.fieldId] === undefined && !errors[field.fieldId]) errors[field.fieldId] = `${field.name} is required.`;
        if (Object.keys(errors).length > 0) return jira_error(400, [], errors);
        const number = this.issues.size + 1, id = String(20000 + number), key = `${project}-${number}`;
        this.issues.set(key, { id, key, self: `http://x${this.api}/issue/${id}`, comments: [], fields: {
            ...fields, labels: fields.labels ?? [], project: { key: project, id: PROJECTS[project] }, assignee: null,
            status: { name: 'To Do', statusCategory: { key: 'new' } } } });
        return json(201, { id, key, self: `http://x${this.api}/issue/${id}` });
    }

    page(list, name, q) {
        const startAt = Number(q.get('startAt') ?? 0), maxResults = Math.min(Number(q.get('maxResults') ?? 50), 50);
        return json(200, { startAt, maxResults, total: list.length, [name]: list.slice(startAt, startAt + maxResults) });
    }

    metadata(project, type, q) {
        const its = this.project_of(decodeURIComponent(project));
        if (!its) return jira_error(404, [`No project could be found with key '${project}'.`]);
        if (!type) return this.page(TYPES, this.cloud ? 'issueTypes' : 'values', q);
        return this.page(fields_of(its), this.cloud ? 'fields' : 'values', q);
    }

    one(call, key, comment) {
        const issue = this.issues.get(key);
        if (!issue) return jira_error(404, ['Issue does not exist or you do not have permission to see it.']);
        if (!comment) return json(200, issue);
        if (call.method === 'GET') return json(200, { startAt: 0, maxResults: 20, total: issue.comments.length, comments: [...issue.comments].reverse().slice(0, 20) });
        const why = rich_error(call.body?.body, this.cloud);
        if (why) return jira_error(400, [], { comment: why });
        issue.comments.push({ id: String(30000 + issue.comments.length), body: call.body.body });
        return json(201, issue.comments.at(-1));
    }

    close(key) { this.issues.get(key).fields.status = { name: 'Done', statusCategory: { key: 'done' } }; }
    reopen(key) { this.issues.get(key).fields.status = { name: 'In Progress', statusCategory: { key: 'indeterminate' } }; }
    assign(key) { this.issues.get(key).fields.assignee = this.cloud ? { accountId: 'x', displayName: 'Mira Okafor' } : { name: 'mira', displayName: 'Mira Okafor' }; }
    all() { return [...this.issues.values()].map((i) => ({ key: i.key, title: i.fields.summary, text: i.fields.description, labels: i.fields.labels, comments: i.comments.map((c) => c.body), fields: i.fields })); }
}

// ---- GitHub ----

class GitHub {
    issues = [];
    repository = 'acme/vault';

    answer(call) {
        if (!/^(Bearer|token) /i.test(call.headers.authorization ?? '') || call.headers.authorization.split(' ')[1] !== TOKENS.github)
            return json(401, { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' });
        const its = new RegExp(`^/api/v3/repos/${this.repository}(/issues(?:/(\\d+)(/comments)?)?)?$`).exec(call.path);
        if (!its) return json(404, { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' });
        if (!its[1]) return json(200, { full_name: this.repository, has_issues: true });
        if (!its[2]) return call.method === 'GET' ? this.list(call.query) : this.create(call.body);
        const issue = this.issues[its[2] - 1];
        if (!issue) return json(404, { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' });
        if (!its[3]) return json(200, issue);
        if (call.method === 'GET') return json(200, issue.own_comments);
        if (typeof call.body?.body !== 'string') return this.invalid('IssueComment', 'body', 'missing_field');
        issue.own_comments.push({ id: issue.own_comments.length + 1, body: call.body.body });
        return json(201, issue.own_comments.at(-1));
    }

    invalid(resource, field, code) {
        return json(422, { message: 'Validation Failed', errors: [{ resource, field, code }], documentation_url: 'https://docs.github.com/rest', status: '422' });
    }

    list(q) {
        const labels = (q.get('labels') ?? '').split(',').filter(Boolean), state = q.get('state') ?? 'open';
        return json(200, this.issues.filter((i) => labels.every((l) => i.labels.some((x) => x.name === l)) && (state === 'all' || i.state === state)));
    }

    create(body) {
        if (typeof body?.title !== 'string' || body.title === '') return this.invalid('Issue', 'title', 'missing_field');
        if (body.title.length > 256 || (body.body ?? '').length > 65536) return this.invalid('Issue', 'title', 'custom');
        const number = this.issues.length + 1;
        this.issues.push({ number, title: body.title, body: body.body, state: 'open', state_reason: null, assignee: null, html_url: `https://github.example/${this.repository}/issues/${number}`,
                           labels: (body.labels ?? []).map((name) => ({ name })), own_comments: [] });
        return json(201, this.issues.at(-1));
    }

    of(key) { return this.issues[key.slice(1) - 1]; }
    close(key) { Object.assign(this.of(key), { state: 'closed', state_reason: 'completed' }); }
    reopen(key) { Object.assign(this.of(key), { state: 'open', state_reason: 'reopened' }); }
    assign(key) { this.of(key).assignee = { login: 'Mira Okafor' }; }
    all() { return this.issues.map((i) => ({ key: `#${i.number}`, title: i.title, text: i.body, labels: i.labels.map((l) => l.name), comments: i.own_comments.map((c) => c.body) })); }
}

// ---- GitLab ----

class GitLab {
    issues = [];
    project = 'acme/tools/vault';

    answer(call) {
        if (call.headers['private-token'] !== TOKENS.gitlab) return json(401, { message: '401 Unauthorized' });
        const its = /^\/api\/v4\/projects\/([^/]+)(\/issues(?:\/(\d+)(\/notes)?)?)?$/.exec(call.path);
        if (!its || ![this.project, '42'].includes(decodeURIComponent(its[1]))) return json(404, { message: '404 Project Not Found' });
        if (!its[2]) return json(200, { id: 42, path_with_namespace: this.project, issues_enabled: true });
        if (!its[3]) return call.method === 'GET' ? this.list(call.query) : this.create(call.body);
        const issue = this.issues[its[3] - 1];
        if (!issue) return json(404, { message: '404 Not found' });
        if (!its[4]) return json(200, issue);
        if (call.method === 'GET') return json(200, [...issue.own_notes].reverse());
        if (!call.body?.body) return json(400, { error: 'body is missing' });
        issue.own_notes.push({ id: issue.own_notes.length + 1, body: call.body.body });
        return json(201, issue.own_notes.at(-1));
    }

    list(q) {
        const labels = (q.get('labels') ?? '').split(',').filter(Boolean);
        return json(200, this.issues.filter((i) => labels.every((l) => i.labels.includes(l))));
    }

    create(body) {
        if (!body?.title) return json(400, { error: 'title is missing' });
        if (body.title.length > 255) return json(400, { message: { title: ['is too long (maximum is 255 characters)'] } });
        if ((body.description ?? '').length > 1048576) return json(400, { message: { description: ['is too long (maximum is 1048576 characters)'] } });
        const iid = this.issues.length + 1, labels = Array.isArray(body.labels) ? body.labels : (body.labels ?? '').split(',').filter(Boolean);
        this.issues.push({ id: 900 + iid, iid, title: body.title, description: body.description, state: 'opened', labels, assignees: [], web_url: `https://gitlab.example/${this.project}/-/issues/${iid}`, own_notes: [] });
        return json(201, this.issues.at(-1));
    }

    of(key) { return this.issues[key.slice(1) - 1]; }
    close(key) { this.of(key).state = 'closed'; }
    reopen(key) { this.of(key).state = 'opened'; }
    assign(key) { this.of(key).assignees = [{ username: 'Mira Okafor' }]; }
    all() { return this.issues.map((i) => ({ key: `#${i.iid}`, title: i.title, text: i.description, labels: i.labels, comments: i.own_notes.map((n) => n.body) })); }
}

// ---- the server ----

export class Trackers extends Stub {
    kinds = { cloud: new Jira(true), dc: new Jira(false), github: new GitHub(), gitlab: new GitLab() };
    calls = [];
    // [{when(call), answer, after}]: each is used once.  answer is {status, headers, body}, 'hang' or 'cut';
    // after: the call does what it should, and then this is the answer.
    next = [];

    address(kind) {
        return `http://127.0.0.1:${this.port}/${kind}${{ dc: '/jira', github: '/api/v3' }[kind] ?? ''}`;
    }

    async take(asked, answered) {
        const parts = [];
        for await (const part of asked) parts.push(part);
        const url = new URL(asked.url, 'http://x'), [, kind, rest] = /^\/(\w+)(.*)$/.exec(url.pathname);
        const text = Buffer.concat(parts).toString('utf8');
        const call = { kind, method: asked.method, path: kind === 'dc' ? rest.replace(/^\/jira/, '') : rest, query: url.searchParams, headers: asked.headers };
        try { call.body = text ? JSON.parse(text) : undefined; } catch { call.body = text; }
        this.calls.push(call);
        const i = this.next.findIndex((n) => n.when(call)), wished = i >= 0 ? this.next.splice(i, 1)[0] : undefined;
        const good = !wished || wished.after ? this.kinds[kind]?.answer(call) ?? { status: 404, headers: {}, body: '' } : undefined;
        const answer = wished?.answer ?? good;
        if (answer === 'hang') return;
        if (answer === 'cut') return asked.socket.destroy();
        answered.writeHead(answer.status, answer.headers);
        answered.end(answer.body);
    }
}
