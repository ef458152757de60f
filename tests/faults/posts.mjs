// Clients that push like CI jobs: each post has a key of its own and is repeated under it until it
// is acknowledged.
import { setTimeout as sleep } from 'node:timers/promises';
import { ingest, ingest_json } from '../web/client.mjs';
import { asan_log, commit, go_log } from '../web/scene.mjs';
import { between } from './random.mjs';

const DEADLINE_MS = 60000; // of one post with all its repetitions
const FRESH = 16;          // every so many posts bring a crash that nobody has seen
const FAILURES_MAX = 20;

// The name of the n-th function that crashes, of letters only.
const name_of = (n) => [...n.toString(26)].map((digit) => 'abcdefghijklmnopqrstuvwxyz'[parseInt(digit, 26)]).join('');

// Which bug the n-th post reports: a new one now and then, else one of those before.
function bug_of(n, random) {
    const known = Math.floor(n / FRESH);
    return n % FRESH === 0 ? known : Math.floor(random() * (known + 1));
}

// Post n as JSON with a log of libFuzzer, or as the bare log of Go; `input` is the name that its crash
// is known by.
function post_of(n, random) {
    const bug = name_of(bug_of(n, random));
    const hex = n.toString(16);
    const key = `kill-${n}`;
    if (n % 2 === 0) {
        const input = `testdata/fuzz/FuzzDecode/${hex.padStart(16, '0')}`;
        return { n, key, bug: `go ${bug}`, input,
                 log: go_log({ functions: [`parse_${bug}`, 'Decode'], input: hex.padStart(16, '0'), execs: 1000 + n }) };
    }
    const input = `crash-${hex.padStart(40, '0')}`;
    const log = asan_log({ functions: [`read_${bug}`, 'ini_read'], pid: 1000 + n })
        .replace(/crash-[0-9a-f]{40}/, input);
    return { n, key, bug: `c ${bug}`, input, log,
             crashers: [{ name: input, base64: Buffer.from(input).toString('base64') }] };
}

function send(hub, token, repo, post) {
    const headers = { 'Idempotency-Key': post.key };
    const options = { headers, timeout: 10000 };
    if (!post.crashers) return ingest(hub, token, { repo, commit: commit() }, post.log, options);
    const result = { package: 'ini', target: 'fuzz_read', log: post.log, crashers: post.crashers };
    return ingest_json(hub, token, { repo, commit: commit(), results: [result] }, options);
}

// Repeats post until it is acknowledged, or refused for good; counts each answer in seen.
async function push(hub, token, repo, post, random, seen) {
    const started = Date.now();
    for (let pause = 50; Date.now() - started < DEADLINE_MS; pause = Math.min(2 * pause, 800)) {
        const answer = await send(hub, token, repo, post)
            .catch((error) => ({ status: error.code ?? error.message }));
        seen[answer.status] = (seen[answer.status] ?? 0) + 1;
        if (answer.status === 200 || answer.status === 201) return answer.json();
        if (answer.status >= 400 && answer.status < 500)
            throw new Error(`${answer.status} to a good post: ${answer.text}`);
        await sleep(between(random, pause / 2, pause));
    }
    throw new Error(`post ${post.n} was not acknowledged in ${DEADLINE_MS / 1000} s`);
}

// Lets `count` clients push until finished(acknowledged so far) says so.  Gives one entry for each post,
// with what the hub told of it, and how often each status came.
export async function push_until(hub, token, repo, count, random, finished) {
    const told = [], seen = {}, failures = [];
    let next = 0;
    const client = async () => {
        while (!finished(told.length) && failures.length < FAILURES_MAX) {
            const post = post_of(next++, random);
            try {
                const { run, results: [{ crashers }] } = await push(hub, token, repo, post, random, seen);
                const [{ id, new: is_new }] = crashers;
                told.push({ input: post.input, bug: post.bug, run: run.id, crasher: id, is_new });
            } catch (error) {
                failures.push(error.message);
            }
            await sleep(between(random, 0, 8));
        }
    };
    await Promise.all(Array.from({ length: count }, client));
    return { told, seen, failures, sent: next };
}
