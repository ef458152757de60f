// What the tests of hostile input share.  The numbers of cases in their names are those of the list of
// ingest cases in the security notes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterEach } from 'node:test';
import { createGzip } from 'node:zlib';
import { ingest, ingest_form, ingest_json, raw, request } from './client.mjs';
import { assert_quiet, assert_refused, commit, fresh, go_log, pushable, stores_nothing } from './scene.mjs';

export const MiB = 1024 * 1024;

const PROGRAMS = ['ingest', 'auth', 'index', 'crasher'];

// A repository with a token, and the ways to post there.  After each test of the file the next request
// is served at once, by the same workers.
export class Target {
    constructor(hub) {
        this.hub = hub;
        Object.assign(this, pushable(hub, 'hostile'));
    }

    watch_workers() {
        const workers = this.hub.pids(...PROGRAMS);
        afterEach(async () => {
            const asked = Date.now();
            assert.equal((await request(this.hub, '/healthz')).status, 200);
            assert.ok(Date.now() - asked < 1000, 'the next request took a second');
            assert.deepEqual(this.hub.pids(...PROGRAMS), workers, 'a worker died');
        });
    }

    // A whole request, byte by byte: `head` is what follows the usual lines, a header of the same
    // name as one of these replaces it.
    bytes(head, body = '', first = `POST /ingest?repo=${this.repo}&target=FuzzRaw HTTP/1.1`) {
        const usual = ['Host: hub', `Authorization: Bearer ${this.token}`, 'Content-Type: text/plain', 'Connection: close'];
        const name = (line) => line.split(':')[0].toLowerCase();
        const lines = [first, ...usual.filter((line) => name(line) === 'host' || !head.some((h) => name(h) === name(line))),
                       ...head].filter((line) => !/^[\w-]+:$/.test(line));
        return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body)]);
    }

    // Bytes that are answered with one of the statuses and leave nothing behind.
    async refuses(bytes, ...statuses) {
        const answer = await stores_nothing(this.hub, () => raw(this.hub, bytes));
        assert.ok(statuses.includes(answer.status), `${answer.status} instead of ${statuses}: ${answer.text.slice(0, 200)}`);
        assert_quiet(this.hub, answer.text);
        return answer;
    }

    // A valid document with changes, to it or to its one result.
    doc(changes = {}, result = {}) {
        const usual = { package: 'codec', target: 'FuzzDecode', engine: 'go', log: go_log({ execs: ++this.n }) };
        return { repo: this.repo, commit: commit(1), run: fresh('run'), results: [{ ...usual, ...result }], ...changes };
    }
    n = 100;

    async refuses_json(body, ...statuses) {
        const answer = await stores_nothing(this.hub, () => ingest_json(this.hub, this.token, body));
        return assert_refused(this.hub, answer, ...statuses);
    }

    async takes_json(body) {
        const answer = await ingest_json(this.hub, this.token, body);
        assert.equal(answer.status, 201, answer.text);
        return answer.json();
    }

    // The same post in each of the three forms: a map of name → function that sends it.
    forms(fields, log) {
        const all = { repo: this.repo, target: 'FuzzForm', ...fields };
        const { package: its = 'p', target, engine, ...rest } = all;
        const result = { package: its, target, ...(engine !== undefined && { engine }), log: log.toString() };
        return {
            raw: () => ingest(this.hub, this.token, all, log),
            multipart: () => ingest_form(this.hub, this.token, [...Object.entries(all), ['log', log, 'fuzz.log']]),
            json: () => ingest_json(this.hub, this.token, { ...rest, results: [result] }),
        };
    }

    // Each form answers with one of the statuses; a refused one leaves nothing behind.
    async each_form(fields, log, ...statuses) {
        const answers = [];
        for (const [form, send] of Object.entries(this.forms(fields, log))) {
            const before = this.hub.stored();
            const answer = await send();
            assert.ok(statuses.includes(answer.status), `${form}: ${answer.status} instead of ${statuses}: ${answer.text.slice(0, 300)}`);
            assert_quiet(this.hub, answer.text);
            if (answer.status >= 400) assert.deepEqual(this.hub.stored(), before, `${form}: something was stored`);
            answers.push(answer);
        }
        return answers;
    }

    // kB of memory of the biggest worker of ingest.
    memory() {
        const of = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
        return Math.max(...this.hub.pids('ingest').ingest.map(of));
    }
}

export const sized = (body) => `Content-Length: ${Buffer.byteLength(body)}`;

// Sends bytes and is gone before any answer.
export function vanish(hub, bytes) {
    return new Promise((resolve) => {
        const link = connect(hub.port, '127.0.0.1');
        link.on('error', resolve);
        link.on('close', resolve);
        link.write(bytes, () => link.resetAndDestroy());
    });
}

export async function until(condition, seconds = 10) {
    for (const end = Date.now() + seconds * 1000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
        if (await condition()) return;
        assert.ok(Date.now() < end, `not so within ${seconds} s: ${condition}`);
    }
}

export function gzip_of_zeros(size) {
    return new Promise((resolve, reject) => {
        const packer = createGzip({ level: 9 }), parts = [], zeros = Buffer.alloc(MiB);
        packer.on('data', (part) => parts.push(part)).on('error', reject).on('end', () => resolve(Buffer.concat(parts)));
        let left = size / MiB;
        const write = () => {
            while (left-- > 0) if (!packer.write(zeros)) return packer.once('drain', write);
            packer.end();
        };
        write();
    });
}
