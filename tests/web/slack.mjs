// Slack, as far as the hub calls it: incoming webhooks, and chat.postMessage and users.lookupByEmail of its
// interface.  What it refuses, it refuses in the words of the real one: plain text of a webhook, JSON of
// the interface; limits of messages and blocks, and one message a second, with bursts, are those of the
// real one.  clients.test.mjs runs the official clients against it.
import { Stub } from './stub.mjs';

export const TOKEN = 'xoxb-c4n4ry';
const BURST = 5;

// ---- blocks: the first that is wrong with them, as the real one says it; undefined: nothing is ----

const allowed = {
    header: ['type', 'text', 'block_id'], section: ['type', 'text', 'fields', 'accessory', 'block_id', 'expand'], divider: ['type', 'block_id'],
    context: ['type', 'elements', 'block_id'], actions: ['type', 'elements', 'block_id'],
    button: ['type', 'text', 'action_id', 'url', 'value', 'style', 'confirm', 'accessibility_label'], mrkdwn: ['type', 'text', 'verbatim'], plain_text: ['type', 'text', 'emoji'],
};
const units = (text) => text.length;

function unknown_member(object, at) {
    const name = Object.keys(object).find((key) => !allowed[object.type]?.includes(key));
    return name && `no more than the known members [json-pointer:${at}/${name}]`;
}
function text_error(text, at, most, types = ['mrkdwn', 'plain_text']) {
    if (!text || typeof text !== 'object' || !types.includes(text.type)) return `failed to match all allowed schemas [json-pointer:${at}]`;
    if (typeof text.text !== 'string' || units(text.text) < 1) return `must be more than 0 characters [json-pointer:${at}/text]`;
    if (units(text.text) > most) return `must be less than ${most + 1} characters [json-pointer:${at}/text]`;
    return unknown_member(text, at);
}
function button_error(button, at) {
    if (button?.type !== 'button') return `unsupported type: ${button?.type} [json-pointer:${at}/type]`;
    if (units(button.url ?? '') > 3000) return `must be less than 3001 characters [json-pointer:${at}/url]`;
    if (units(button.value ?? '') > 2000) return `must be less than 2001 characters [json-pointer:${at}/value]`;
    if (units(button.action_id ?? '') > 255) return `must be less than 256 characters [json-pointer:${at}/action_id]`;
    return text_error(button.text, `${at}/text`, 75, ['plain_text']) ?? unknown_member(button, at);
}
function elements_error(block, at, most, check) {
    if (!Array.isArray(block.elements) || block.elements.length < 1) return `no fewer than 1 item allowed [json-pointer:${at}/elements]`;
    if (block.elements.length > most) return `no more than ${most} items allowed [json-pointer:${at}/elements]`;
    return block.elements.map((element, i) => check(element, `${at}/elements/${i}`)).find(Boolean);
}
function block_error(block, at) {
    if (!allowed[block?.type] || ['button', 'mrkdwn', 'plain_text'].includes(block.type)) return `unsupported type: ${block?.type} [json-pointer:${at}/type]`;
    if (units(block.block_id ?? '') > 255) return `must be less than 256 characters [json-pointer:${at}/block_id]`;
    const unknown = unknown_member(block, at);
    if (unknown || block.type === 'divider') return unknown;
    if (block.type === 'header') return text_error(block.text, `${at}/text`, 150, ['plain_text']);
    if (block.type === 'context') return elements_error(block, at, 10, (e, its) => text_error(e, its, 3000));
    if (block.type === 'actions') return elements_error(block, at, 25, button_error);
    if (block.fields?.length > 10) return `no more than 10 items allowed [json-pointer:${at}/fields]`;
    if (!block.text && !block.fields) return `missing required field: text [json-pointer:${at}]`;
    return (block.text && text_error(block.text, `${at}/text`, 3000)) ?? (block.fields ?? []).map((f, i) => text_error(f, `${at}/fields/${i}`, 2000)).find(Boolean);
}
export function blocks_error(blocks) {
    if (!Array.isArray(blocks)) return 'must provide an array [json-pointer:/blocks]';
    if (blocks.length > 50) return 'no more than 50 items allowed [json-pointer:/blocks]';
    const ids = blocks.map((b) => b?.block_id).filter(Boolean);
    if (new Set(ids).size < ids.length) return 'block_id already exists [json-pointer:/blocks]';
    return blocks.map((block, i) => block_error(block, `/blocks/${i}`)).find(Boolean);
}

// Whom a message would call: <!channel>, <!here>, <@U…> in what Slack reads for such marks, and names where
// a text does not say that it is verbatim.
export function calls_in(message) {
    const texts = [message.text ?? '', ...(message.blocks ?? []).flatMap((b) => [b.text, ...(b.elements ?? [])]).filter((t) => t?.type === 'mrkdwn').map((t) => t.text)];
    const plain = (message.blocks ?? []).flatMap((b) => [b.text, ...(b.elements ?? [])]).filter((t) => t?.type === 'mrkdwn' && !t.verbatim).map((t) => t.text);
    return [...texts.flatMap((text) => text.match(/<[!@#][^>]*>/g) ?? []), ...plain.flatMap((text) => text.match(/@(channel|here|everyone)\b/g) ?? [])];
}

// ---- the two ways in ----

function message_error(message) {
    if (message.attachments?.length > 100) return 'too_many_attachments';
    if (message.blocks !== undefined && blocks_error(message.blocks)) return 'invalid_blocks';
    if (message.text === '' && !message.blocks) return 'no_text';
    if (message.text === undefined && !message.blocks && !message.attachments) return 'missing_text_or_fallback_or_attachments';
}
const plain = (status, body, headers = {}) => ({ status, headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers }, body });
const json = (status, body, headers = {}) => ({ status, headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers }, body: JSON.stringify(body) });
const bad = (error, more = {}) => json(200, { ok: false, error, ...more });

export class Slack extends Stub {
    messages = []; // what was taken: {hook or channel, message, headers, at}
    calls = []; // all that came
    // [{when(call), answer}]: each is used once.  answer is {status, headers, body}, 'hang', 'cut', or 'after':
    // the call does what it should, and then the connection ends.
    next = [];
    chance = () => undefined; // what becomes of a call for which `next` has nothing, in the same words
    hooks = new Map([['/services/T00000001/B00000001/c4n4ry0000000000', 'open'], ['/services/T00000001/B00000002/c4n4ry0000000000', 'archived']]);
    members = new Map([['mira@example.org', 'U04QX7M2K'], ['jo@example.org', 'U777']]);
    rooms = new Map();
    unlimited = false;

    get url() { return `http://127.0.0.1:${this.port}`; }
    get api() { return `${this.url}/api`; }
    hook(state = 'open') { return this.url + [...this.hooks].find(([, its]) => its === state)[0]; }

    // Seconds to wait; 0: it may come in.  One a second, and BURST at once.
    wait(place) {
        if (this.unlimited) return 0;
        const now = Date.now() / 1000, room = this.rooms.get(place) ?? { left: BURST, at: now };
        room.left = Math.min(BURST, room.left + now - room.at);
        room.at = now;
        this.rooms.set(place, room);
        if (room.left >= 1) {
            room.left -= 1;
            return 0;
        }
        return Math.ceil(1 - room.left);
    }

    answer(call) {
        if (call.path.startsWith('/api/')) return this.interface(call);
        const hook = this.hooks.get(call.path);
        if (!hook) return plain(404, /^\/services\/T\w+\/B\w+\/\w+$/.test(call.path) ? 'no_service' : 'no_team');
        const wait = this.wait(call.path);
        if (wait > 0) return plain(429, 'rate_limited', { 'Retry-After': String(wait) });
        if (hook === 'archived') return plain(410, 'channel_is_archived');
        if (!call.body || typeof call.body !== 'object') return plain(400, 'invalid_payload');
        const error = message_error(call.body);
        if (error) return plain(400, error);
        this.messages.push({ hook: call.path, message: call.body, headers: call.headers, at: Date.now() });
        return plain(200, 'ok');
    }

    interface(call) {
        const method = call.path.slice('/api/'.length), token = call.headers.authorization ?? (call.body?.token && `Bearer ${call.body.token}`);
        if (!['chat.postMessage', 'users.lookupByEmail', 'auth.test'].includes(method)) return bad('unknown_method', { req_method: method });
        if (!token) return bad('not_authed');
        if (token !== `Bearer ${TOKEN}`) return bad('invalid_auth');
        if (method === 'auth.test') return json(200, { ok: true, url: 'https://example.slack.com/', team: 'Example', user: 'nopanic', team_id: 'T00000001', user_id: 'U00000001', bot_id: 'B00000003' });
        return method === 'chat.postMessage' ? this.post(call) : this.lookup(call.query.get('email') ?? call.body?.email);
    }

    lookup(email) {
        const id = this.members.get(String(email).toLowerCase());
        if (!id) return bad('users_not_found');
        return json(200, { ok: true, user: { id, team_id: 'T00000001', name: email.split('@')[0], deleted: false, profile: { email } } });
    }

    post(call) {
        const { channel, blocks, ...rest } = call.body ?? {};
        let message = { ...rest, ...(blocks !== undefined && { blocks }) };
        if (typeof blocks === 'string')
            try { message.blocks = JSON.parse(blocks); } catch { return bad('invalid_blocks_format'); }
        if (!channel || ![...this.members.values(), 'C00000001'].includes(channel)) return bad('channel_not_found');
        const wait = this.wait(channel);
        if (wait > 0) return json(429, { ok: false, error: 'ratelimited' }, { 'Retry-After': String(wait) });
        const error = message_error(message);
        if (error === 'invalid_blocks') {
            const why = blocks_error(message.blocks);
            return bad(error, { errors: [why], response_metadata: { messages: [`[ERROR] ${why}`] } });
        }
        if (error) return bad(error === 'too_many_attachments' ? error : 'no_text');
        this.messages.push({ channel, message, headers: call.headers, at: Date.now() });
        return json(200, { ok: true, channel: channel.replace(/^U/, 'D'), ts: `${Math.floor(Date.now() / 1000)}.${String(this.messages.length).padStart(6, '0')}`, message: { type: 'message', text: message.text ?? '', bot_id: 'B00000003' } });
    }

    async take(asked, answered) {
        const parts = [];
        for await (const part of asked) parts.push(part);
        const url = new URL(asked.url, 'http://x'), text = Buffer.concat(parts).toString('utf8');
        const call = { method: asked.method, path: url.pathname, query: url.searchParams, headers: asked.headers, at: Date.now(), text };
        const form = (asked.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
        try { call.body = form ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text); } catch { call.body = undefined; }
        this.calls.push(call);
        const i = this.next.findIndex((n) => n.when?.(call) ?? true), wished = i >= 0 ? this.next.splice(i, 1)[0].answer : await this.chance(call);
        if (wished === 'hang') return;
        if (wished === 'cut') return asked.socket.destroy();
        const answer = wished && wished !== 'after' ? wished : this.answer(call);
        if (wished === 'after') return asked.socket.destroy();
        answered.writeHead(answer.status, answer.headers);
        answered.end(answer.body);
    }
}
