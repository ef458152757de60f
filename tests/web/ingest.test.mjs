// POST /ingest, as the contract has it: three forms of body, one shape of answer, nothing stored twice.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { get, ingest, ingest_form, ingest_json } from './client.mjs';
import { root, shared_hub } from './hub.mjs';
import { add_repo, admin_of, asan_log, assert_refused, commit, fresh, go_clean_log, go_log, go_rerun_log, new_token,
         pushable, stores_nothing } from './scene.mjs';

let hub;
before(async () => { hub = await shared_hub(); });

// The answer is exactly of the documented shape; gives its parts.
function parts(answer, status) {
    assert.equal(answer.status, status, answer.text);
    assert.match(answer.headers['content-type'], /^application\/json/);
    const body = answer.json();
    assert.deepEqual(Object.keys(body).sort(), ['results', 'run']);
    assert.deepEqual(Object.keys(body.run).sort(), ['id', 'url']);
    assert.ok(Number.isInteger(body.run.id));
    assert.equal(body.run.url, `${hub.setting('NOPANIC_URL')}/run/${body.run.id}`);
    for (const result of body.results) {
        assert.deepEqual(Object.keys(result).sort(), ['crashers', 'package', 'state', 'target']);
        for (const crasher of result.crashers) {
            assert.deepEqual(Object.keys(crasher).sort(), ['id', 'new', 'signature', 'state', 'title', 'url']);
            assert.ok(Number.isInteger(crasher.id));
            assert.equal(crasher.url, `${hub.setting('NOPANIC_URL')}/c/${crasher.id}`);
            assert.equal(typeof crasher.new, 'boolean');
            assert.match(crasher.state, /^(open|triaged|fixed|regressed|wontfix|duplicate)$/);
            for (const name of ['title', 'signature']) assert.ok(crasher[name].length > 0, `${name} is empty`);
        }
    }
    return body;
}

const crashes_of = (id) => hub.value(`(SELECT count(*) FROM crash WHERE crasher = ${id})`);

describe('a raw log', () => {
    test('is stored: 201, one new crasher, with its address', async () => {
        const { repo, token } = pushable(hub);
        const fields = { repo, package: 'codec', target: 'FuzzDecode', commit: commit(1), branch: 'main' };
        const { run, results } = parts(await ingest(hub, token, fields, go_log()), 201);
        assert.equal(results.length, 1);
        const [{ package: its, target, state, crashers }] = results;
        assert.deepEqual({ its, target, state }, { its: 'codec', target: 'FuzzDecode', state: 'crashed' });
        assert.equal(crashers.length, 1);
        assert.equal(crashers[0].new, true);
        assert.equal(crashers[0].state, 'open');
        assert.match(crashers[0].title, /index out of range/);
        const [row] = hub.rows(`SELECT commit_id, branch, origin FROM run WHERE id = ${run.id}`);
        assert.deepEqual(row, { commit_id: commit(1), branch: 'main', origin: 'CI' });
    });

    test('tells package and target where the query does not', async () => {
        const { repo, token } = pushable(hub);
        const log = go_log({ package: 'helper/xor', target: 'FuzzMask' });
        const { results } = parts(await ingest(hub, token, { repo }, log), 201);
        assert.equal(results[0].target, 'FuzzMask');
        assert.match(results[0].package, /(^|\/)helper\/xor$/);
    });

    test('of a whole go test over many packages becomes a result for each target', async () => {
        const { repo, token } = pushable(hub);
        const xor = { package: 'helper/xor', target: 'FuzzMask', functions: ['Mask'], file: 'xor.go' };
        const log = go_rerun_log() + go_rerun_log(xor) + 'ok  \texample.com/vault/pathutil\t0.004s\nFAIL\n';
        const { results } = parts(await ingest(hub, token, { repo }, log), 201);
        const told = results.filter((r) => r.crashers.length > 0).map((r) => `${r.package} ${r.target}`).sort();
        assert.deepEqual(told, ['codec FuzzDecode', 'helper/xor FuzzMask']);
    });

    test('of one target is of the package and target that the poster names', async () => {
        const { repo, token } = pushable(hub);
        const fields = { repo, package: 'my/own', target: 'FuzzMine', engine: 'go' };
        for (const answer of [await ingest(hub, token, fields, go_log()), await ingest_json(hub, token, { repo, results: [{ ...fields, repo: undefined, log: go_log({ execs: 2 }) }] })])
            assert.deepEqual(parts(answer, 201).results.map((r) => [r.package, r.target]), [['my/own', 'FuzzMine']]);
        const log = go_rerun_log() + go_rerun_log({ target: 'FuzzLast', functions: ['Last'] });
        const several = parts(await ingest(hub, token, fields, log), 201).results;
        assert.deepEqual(several.map((r) => r.target).sort(), ['FuzzDecode', 'FuzzLast'], 'of several the log tells');
    });

    test('of a clean run has no crasher and the state ok', async () => {
        const { repo, token } = pushable(hub);
        const fields = { repo, package: 'pathutil', target: 'FuzzClean' };
        const { results } = parts(await ingest(hub, token, fields, go_clean_log()), 201);
        assert.deepEqual(results, [{ package: 'pathutil', target: 'FuzzClean', state: 'ok', crashers: [] }]);
        const [row] = hub.rows(`SELECT executions, executions_per_second AS speed, elapsed_ms FROM result
                                 WHERE repo = (SELECT id FROM repo WHERE name = '${repo}')`);
        assert.equal(row.executions, 204311);
        assert.ok(row.speed >= 48000 && row.speed <= 56000, `${row.speed} executions a second`);
        assert.ok(row.elapsed_ms >= 4000 && row.elapsed_ms <= 4100, `${row.elapsed_ms} ms`);
    });

    test('that nobody understands becomes a visible, unparsed crasher and keeps its text', async () => {
        const { repo, token } = pushable(hub);
        const log = 'the frobnicator\nFATAL: gave up at step 9\nexit status 3\n';
        const { results } = parts(await ingest(hub, token, { repo, package: '.', target: 'frob' }, log), 201);
        assert.equal(results[0].state, 'unparsed');
        assert.equal(results[0].crashers.length, 1);
        const id = results[0].crashers[0].id;
        const page = await get(hub, `/c/${id}`, { as: admin_of(hub) });
        assert.equal(page.status, 200);
        assert.match(page.text, /gave up at step 9/);
    });

    test('keeps every byte, whatever it is', async () => {
        const { repo, token } = pushable(hub);
        const log = Buffer.concat([Buffer.from([0, 0xff, 0xfe, 0xc0, 0xaf, 0x1b]), Buffer.from(go_log()), Buffer.from('exit: 1\r\nbyte \x80 of ours', 'latin1')]);
        const answer = await ingest(hub, token, { repo, package: 'codec', target: 'FuzzDecode' }, log);
        parts(answer, 201);
        const digest = hub.value(`(SELECT encode(b.bytes, 'hex') FROM blob b JOIN repo r ON r.id = b.repo
                                    WHERE r.name = '${repo}')`);
        const { gunzipSync, inflateSync } = await import('node:zlib');
        const stored = Buffer.from(digest, 'hex');
        const forms = [(b) => b, gunzipSync, inflateSync];
        assert.ok(forms.some((form) => { try { return form(stored).equals(log); } catch { return false; } }),
                  'the blob is not the log');
    });
});

describe('multipart/form-data', () => {
    test('takes fields, a log and inputs; the input belongs to its crash', async () => {
        const { repo, token } = pushable(hub);
        const input = Buffer.from([0, 1, 2, 0xff, 13, 10, 0x2d, 0x2d]);
        const answer = await ingest_form(hub, token, [
            ['repo', repo], ['package', 'codec'], ['target', 'FuzzDecode'], ['commit', commit(2)],
            ['log', go_log(), 'fuzz.log'], ['crasher', input, 'testdata/fuzz/FuzzDecode/8727b16d337d7b81'],
        ]);
        const { results } = parts(answer, 201);
        const { id } = results[0].crashers[0];
        const [row] = hub.rows(`SELECT input_name, encode(input, 'hex') AS digest FROM crash WHERE crasher = ${id}`);
        const { createHash } = await import('node:crypto');
        assert.equal(row.digest, createHash('sha256').update(input).digest('hex'));
        assert.match(row.input_name, /8727b16d337d7b81$/);
        const download = await get(hub, `/c/${id}/input`, { as: admin_of(hub) });
        assert.equal(download.status, 200);
        assert.deepEqual(download.body, input);
    });

    test('takes several logs', async () => {
        const { repo, token } = pushable(hub);
        const other = go_log({ target: 'FuzzLast', functions: ['Last'], message: 'runtime error: invalid memory address or nil pointer dereference' });
        const { results } = parts(await ingest_form(hub, token, [
            ['repo', repo], ['log', go_log(), 'a.log'], ['log', other, 'b.log']]), 201);
        assert.deepEqual(results.map((r) => r.target).sort(), ['FuzzDecode', 'FuzzLast']);
        assert.equal(new Set(results.map((r) => r.crashers[0].id)).size, 2);
    });

    test('takes the fields from meta as JSON', async () => {
        const { repo, token } = pushable(hub);
        const meta = JSON.stringify({ repo, package: 'codec', target: 'FuzzDecode', commit: commit(3), branch: 'next' });
        const { run } = parts(await ingest_form(hub, token, [['meta', meta], ['log', go_log(), 'a.log']]), 201);
        assert.equal(hub.value(`(SELECT branch FROM run WHERE id = ${run.id})`), 'next');
    });
});

describe('application/json', () => {
    test('takes many results, their numbers and inputs', async () => {
        const { repo, token } = pushable(hub);
        const run_key = fresh('run');
        const doc = {
            repo, commit: commit(4), branch: 'main', run: run_key,
            results: [
                { package: 'codec', target: 'FuzzDecode', engine: 'go', log: go_log(),
                  crashers: [{ name: '8727b16d337d7b81', base64: Buffer.from('\x00boom').toString('base64') }] },
                { package: '.', target: 'fuzz_read', engine: 'libfuzzer', log: asan_log(),
                  stats: { executions: 4630, coverage: 30 } },
                { package: 'pathutil', target: 'FuzzClean', engine: 'go', log: go_clean_log() },
            ],
        };
        const { run, results } = parts(await ingest_json(hub, token, doc), 201);
        assert.deepEqual(results.map((r) => r.state), ['crashed', 'crashed', 'ok']);
        assert.deepEqual(results.map((r) => r.target), ['FuzzDecode', 'fuzz_read', 'FuzzClean']);
        assert.equal(hub.value(`(SELECT key FROM run WHERE id = ${run.id})`), run_key);
        assert.equal(hub.value(`(SELECT executions FROM result r JOIN target t ON t.id = r.target
                                  WHERE r.run = ${run.id} AND t.name = 'fuzz_read')`), 4630);
        assert.equal(hub.value(`(SELECT severity FROM crasher WHERE id = ${results[1].crashers[0].id})`), 'critical');
        assert.notEqual(hub.value(`(SELECT input FROM crash WHERE crasher = ${results[0].crashers[0].id})`), null);
    });
});

describe('what is known', () => {
    test('case 2: the same content again is 200 with the same ids, and counts stay', async () => {
        const { repo, token } = pushable(hub);
        const fields = { repo, package: 'codec', target: 'FuzzDecode', run: fresh('run') };
        const first = parts(await ingest(hub, token, fields, go_log()), 201);
        const before_second = hub.stored();
        const second = parts(await ingest(hub, token, fields, go_log()), 200);
        assert.equal(second.run.id, first.run.id);
        assert.deepEqual(second.results[0].crashers.map((c) => c.id), first.results[0].crashers.map((c) => c.id));
        assert.equal(second.results[0].crashers[0].new, false, 'a repetition is not new');
        assert.deepEqual(hub.stored(), before_second);
        hub.roll();
        assert.equal(hub.value(`(SELECT crashes FROM crasher WHERE id = ${first.results[0].crashers[0].id})`), 1);
    });

    test('case 2: the same Idempotency-Key and body is 200 with the very same answer', async () => {
        const { repo, token } = pushable(hub);
        const headers = { 'Idempotency-Key': fresh('key') };
        const first = parts(await ingest(hub, token, { repo, target: 'FuzzDecode' }, go_log(), { headers }), 201);
        const stored = hub.stored();
        const second = parts(await ingest(hub, token, { repo, target: 'FuzzDecode' }, go_log(), { headers }), 200);
        assert.deepEqual(second, first);
        assert.deepEqual(hub.stored(), stored);
    });

    test('case 3: the same Idempotency-Key with another body is 409, and the first is kept', async () => {
        const { repo, token } = pushable(hub);
        const headers = { 'Idempotency-Key': fresh('key') };
        parts(await ingest(hub, token, { repo, target: 'FuzzDecode' }, go_log(), { headers }), 201);
        const other = await stores_nothing(hub, () =>
            ingest(hub, token, { repo, target: 'FuzzDecode' }, go_log({ execs: 77 }), { headers }));
        assert_refused(hub, other, 409);
    });

    test('two tokens may use the same Idempotency-Key', async () => {
        const { repo, token } = pushable(hub);
        const headers = { 'Idempotency-Key': fresh('key') };
        parts(await ingest(hub, token, { repo, target: 'FuzzDecode' }, go_log(), { headers }), 201);
        const other = new_token(hub, '--repo', repo);
        parts(await ingest(hub, other, { repo, target: 'FuzzDecode' }, go_log({ execs: 78 }), { headers }), 201);
    });

    test('another log of the same bug adds a crash, not a crasher', async () => {
        const { repo, token } = pushable(hub);
        const fields = { repo, package: 'codec', target: 'FuzzDecode' };
        const first = parts(await ingest(hub, token, fields, go_log()), 201).results[0].crashers[0];
        const again = parts(await ingest(hub, token, fields, go_log({ execs: 99 })), 201).results[0].crashers[0];
        assert.deepEqual({ id: again.id, new: again.new }, { id: first.id, new: false });
        assert.equal(again.signature, first.signature);
        assert.equal(crashes_of(first.id), 2);
    });

    test('the re-run log of the same input adds a crash, not a crasher', async () => {
        const { repo, token } = pushable(hub);
        const fields = { repo, package: 'codec', target: 'FuzzDecode' };
        const { id } = parts(await ingest(hub, token, fields, go_log()), 201).results[0].crashers[0];
        const rerun = parts(await ingest(hub, token, fields, go_rerun_log()), 201).results[0].crashers[0];
        assert.deepEqual({ id: rerun.id, new: rerun.new }, { id, new: false });
        assert.equal(crashes_of(id), 2);
    });

    test('a bug reached from two targets is one crasher with both', async () => {
        const { repo, token } = pushable(hub);
        const one = parts(await ingest(hub, token, { repo, package: 'codec' }, go_log()), 201);
        const two = parts(await ingest(hub, token, { repo, package: 'codec' }, go_log({ target: 'FuzzDecodeText' })), 201);
        const id = one.results[0].crashers[0].id;
        assert.equal(two.results[0].crashers[0].id, id);
        assert.equal(two.results[0].crashers[0].new, false);
        assert.equal(hub.value(`(SELECT count(*) FROM crasher_target WHERE crasher = ${id})`), 2);
    });

    test('the same bug in two repositories is two crashers', async () => {
        const [a, b] = [pushable(hub), pushable(hub)];
        const one = parts(await ingest(hub, a.token, { repo: a.repo }, go_log()), 201).results[0].crashers[0];
        const two = parts(await ingest(hub, b.token, { repo: b.repo }, go_log()), 201).results[0].crashers[0];
        assert.notEqual(one.id, two.id);
        assert.equal(two.new, true);
    });

    test('the design set gives 6 crashers for 6 bugs, fuzz logs and re-run logs alike', async () => {
        const { repo, token } = pushable(hub);
        const cases = samples().filter((c) => c.file.startsWith('go-design/'));
        assert.equal(cases.length, 104);
        assert.equal(new Set(cases.map((c) => c.bug)).size, 6);
        const crashers = new Map();
        for (const { bug, log, target } of cases) {
            const { results } = parts(await ingest(hub, token, { repo, package: 'codec', target }, log), 201);
            assert.equal(results[0].crashers.length, 1, bug);
            crashers.set(bug, (crashers.get(bug) ?? new Set()).add(results[0].crashers[0].id));
        }
        for (const [bug, ids] of crashers) assert.equal(ids.size, 1, `${bug} became ${ids.size} crashers`);
        assert.equal(new Set([...crashers.values()].map((ids) => [...ids][0])).size, 6);
        assert.equal(hub.value(`(SELECT count(*) FROM crasher c JOIN repo r ON r.id = c.repo WHERE r.name = '${repo}')`), 6);
    });

    test('of every other sample the state, and none is dropped', async () => {
        const { repo, token } = pushable(hub);
        for (const { file, state, log } of samples().filter((c) => !c.file.startsWith('go-design/'))) {
            const { results } = parts(await ingest(hub, token, { repo, package: 'p', target: file.replaceAll('/', '-') }, log), 201);
            assert.ok(results.some((r) => r.state === state), `${file}: ${JSON.stringify(results.map((r) => r.state))} instead of ${state}`);
            if (['crashed', 'timeout', 'oom', 'unparsed'].includes(state)) assert.ok(results.some((r) => r.crashers.length > 0), file);
        }
    });
});

describe('runs', () => {
    test('posts of one repository, commit and origin within the hour share a run; others do not', async () => {
        const { repo, token } = pushable(hub);
        const post = async (fields) => parts(await ingest(hub, token, { repo, ...fields }, go_log({ execs: post.n++ })), 201).run.id;
        post.n = 1;
        const first = await post({ commit: commit(5) });
        assert.equal(await post({ commit: commit(5), target: 'FuzzOther' }), first);
        assert.notEqual(await post({ commit: commit(6) }), first);
        assert.notEqual(await post({ commit: commit(5), origin: 'nightly' }), first);
        hub.psql(`UPDATE run SET started_at = now() - interval '61 minutes' WHERE id = ${first}`);
        assert.notEqual(await post({ commit: commit(5) }), first);
    });

    test('a run key joins posts however far apart, and holds to its commit', async () => {
        const { repo, token } = pushable(hub);
        const run = fresh('run');
        const first = parts(await ingest(hub, token, { repo, run, commit: commit(7) }, go_log()), 201);
        hub.psql(`UPDATE run SET started_at = now() - interval '3 days' WHERE id = ${first.run.id}`);
        const second = parts(await ingest(hub, token, { repo, run, commit: commit(7) }, go_log({ execs: 2 })), 201);
        assert.equal(second.run.id, first.run.id);
        const other = await stores_nothing(hub, () => ingest(hub, token, { repo, run, commit: commit(8) }, go_log({ execs: 3 })));
        assert_refused(hub, other, 409, 422);
    });

    test('a token for every repository makes one at its first post', async () => {
        const token = new_token(hub, '--all');
        const repo = `${fresh('new')}/born`;
        parts(await ingest(hub, token, { repo }, go_log()), 201);
        assert.equal(hub.value(`(SELECT public FROM repo WHERE name = '${repo}')`), false);
    });

    test('the name of a repository is found in any case, and a fresh one keeps its case', async () => {
        const repo = add_repo(hub, 'Vault');
        const token = new_token(hub, '--repo', repo);
        parts(await ingest(hub, token, { repo: repo.toUpperCase() }, go_log()), 201);
        assert.equal(hub.value(`(SELECT count(*) FROM repo WHERE lower(name) = lower('${repo}'))`), 1);
    });
});

// The real logs of tests/data/crash, and what each holds.
function samples() {
    const folder = `${root}/tests/data/crash`;
    return readFileSync(`${folder}/cases.tsv`, 'utf8').split('\n').filter((line) => line && !line.startsWith('#')).map((line) => {
        const [file, state, type, weak, its, target, bug] = line.split('\t');
        return { file, state, type, weak: weak !== '-', package: its, target, bug, log: readFileSync(`${folder}/${file}`) };
    });
}
