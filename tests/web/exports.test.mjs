// What programs of others are told: of a run SARIF for code scanning and JUnit for CI systems, of crashers a
// table and JSON lines.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import Ajv from 'ajv-draft-04';
import add_formats from 'ajv-formats';
import { get, ingest } from './client.mjs';
import { shared_hub } from './hub.mjs';
import { add_account, asan_log, commit, fresh, go_clean_log, go_log, grant, new_token } from './scene.mjs';

const hub = await shared_hub();
const reader = add_account(hub), repo = `${fresh('exports')}/vault`, token = new_token(hub, '--all');
hub.nopanic(['repo', 'add', repo]);
grant(hub, reader, repo, 'read');

async function post(fields, log) {
    const answer = await ingest(hub, token, { repo, commit: commit(7), branch: 'main', run: 'exports', ...fields }, log);
    assert.equal(answer.status, 201, answer.text);
    return answer.json();
}
const HOSTILE = 'runtime error: <b>\u0001&amp; "quoted" \u001b[31m\u202e\ufffe\uffff ]]> {{SAYS}}';
const { run: { id: run } } = await post({ package: 'codec' }, go_log({ message: HOSTILE }));
const [, muted] = [await post({ package: 'codec', target: 'FuzzDecode' }, go_log({ functions: ['second'] })),
                   (await post({ package: 'helper/xor' }, go_log({ package: 'helper/xor', functions: ['pad'], file: 'C:\\src\\x y.go' }))).results[0].crashers[0].id];
await post({ package: 'ini', target: 'fuzz_ini', engine: 'libfuzzer' }, asan_log({ file: 'ini%#.c' }));
await post({ package: 'pathutil' }, go_clean_log());
await post({ package: 'broken', target: 'FuzzBroken' }, 'FAIL\texample.com/vault/broken [build failed]\n');
hub.psql(`UPDATE crasher SET muted_until = now() + interval '1 day' WHERE id = ${muted}`);
const { run: { id: quiet } } = await post({ run: 'quiet', package: 'pathutil' }, go_clean_log());

// ---- SARIF ----

const schema = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')));
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
add_formats(ajv);
const is_sarif = ajv.compile(schema);

async function sarif(id) {
    const answer = await get(hub, `/run/${id}/results.sarif`, { as: reader });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.headers['content-type'], 'application/sarif+json');
    assert.match(answer.headers['content-disposition'], new RegExp(`attachment; filename="run-${id}.sarif"`));
    const log = answer.json();
    assert.ok(is_sarif(log), JSON.stringify(is_sarif.errors, null, 1));
    return log.runs[0];
}

describe('SARIF', () => {
    test('is what the schema of 2.1.0 says, and what it says of references between its parts', async () => {
        const its = await sarif(run);
        assert.equal(its.results.length, 4);
        for (const result of its.results) {
            assert.equal(its.tool.driver.rules[result.ruleIndex].id, result.ruleId);
            assert.match(result.partialFingerprints['nopanicSignature/v1'], /^[0-9a-f]{64}$/);
            assert.equal((await get(hub, new URL(result.hostedViewerUri).pathname, { as: reader })).status, 200);
            for (const { physicalLocation } of result.locations) new URL(physicalLocation.artifactLocation.uri, 'file:///repository/');
        }
        assert.equal(new Set(its.tool.driver.rules.map(({ id }) => id)).size, its.tool.driver.rules.length);
    });
    test('tells place, severity, how often, and what is muted', async () => {
        const { results } = await sarif(run);
        const of = (word) => results.find((result) => result.message.text.includes(word));
        assert.deepEqual(of('FuzzDecode of codec').locations[0], {
            physicalLocation: { artifactLocation: { uri: 'file:///src/codec/codec.go' }, region: { startLine: 71 } },
            logicalLocations: [{ fullyQualifiedName: 'example.com/vault/codec.body', kind: 'function' }] });
        assert.equal(of('of ini').locations[0].physicalLocation.artifactLocation.uri.split('/').at(-1), 'ini%25%23.c');
        assert.deepEqual(results.map((result) => result.suppressions.map(({ justification }) => justification)).flat(), ['muted']);
        assert.equal(of('of helper/xor').suppressions.length, 1);
        assert.ok(results.every((result) => result.occurrenceCount === 1 && result.properties.new));
        assert.equal(of('of ini').level, 'error');
    });
    test('a function that gave no verdict is said to be the tool\'s failure', async () => {
        const its = await sarif(run);
        assert.equal(its.invocations[0].executionSuccessful, false);
        assert.equal(its.invocations[0].toolExecutionNotifications.length, 1);
        assert.match(its.invocations[0].toolExecutionNotifications[0].message.text, /^FuzzBroken of broken: build error/);
        assert.deepEqual([its.properties.repository, its.properties.commit, its.properties.complete], [repo, commit(7), true]);
    });
    test('of a run without crashers has no results, and is well', async () => {
        const its = await sarif(quiet);
        assert.deepEqual([its.results, its.tool.driver.rules, its.invocations[0].executionSuccessful], [[], [], true]);
    });
});

// ---- JUnit ----

// What a strict parser reads: [tag, attributes, text, children].
function parse(xml) {
    const script = 'import sys, json, xml.etree.ElementTree as E\n' +
        'def d(e): return [e.tag, dict(e.attrib), e.text or "", [d(c) for c in e]]\n' +
        'print(json.dumps(d(E.fromstring(sys.stdin.buffer.read()))))';
    const done = spawnSync('/usr/bin/python3', ['-c', script], { input: xml, encoding: 'utf8' });
    assert.equal(done.status, 0, `${done.stderr}\n${xml}`);
    return JSON.parse(done.stdout);
}
async function junit(id) {
    const answer = await get(hub, `/run/${id}/junit.xml`, { as: reader });
    assert.equal(answer.headers['content-type'], 'application/xml; charset=utf-8');
    return parse(answer.text);
}
// The rules of Jenkins' junit-10.xsd for what is used of it.
const RULES = {
    testsuites: { needs: [], may: ['name', 'time', 'tests', 'failures', 'errors'], holds: ['testsuite'] },
    testsuite: { needs: ['name', 'tests'], may: ['failures', 'errors', 'skipped', 'time', 'timestamp'], holds: ['testcase'] },
    testcase: { needs: ['name'], may: ['classname', 'time'], holds: ['failure', 'error'] },
    failure: { needs: [], may: ['type', 'message'], holds: [] }, error: { needs: [], may: ['type', 'message'], holds: [] },
};
function check([tag, attributes, , children]) {
    const { needs, may, holds } = RULES[tag];
    for (const name of needs) assert.ok(name in attributes, `${tag} without ${name}`);
    for (const [name, value] of Object.entries(attributes)) {
        assert.ok([...needs, ...may].includes(name), `${tag} with ${name}`);
        if (['tests', 'failures', 'errors', 'skipped'].includes(name)) assert.match(value, /^\d+$/, name);
        if (name === 'time') assert.match(value, /^\d+\.\d{3}$/);
        if (name === 'timestamp') assert.match(value, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    }
    for (const child of children) { assert.ok(holds.includes(child[0]), `${child[0]} in ${tag}`); check(child); }
}
const cases = ([, , , suites]) => suites.flatMap(([, , , its]) => its);

describe('JUnit', () => {
    test('has a suite for each package and a case for each function, and the numbers add up', async () => {
        const xml = await junit(run);
        check(xml);
        assert.deepEqual(xml[3].map(([, { name, tests, failures, errors }]) => [name, tests, failures, errors]),
                         [['broken', '1', '0', '1'], ['codec', '1', '1', '0'], ['helper/xor', '1', '1', '0'], ['ini', '1', '1', '0'], ['pathutil', '1', '0', '0']]);
        assert.deepEqual([xml[1].tests, xml[1].failures, xml[1].errors], ['5', '3', '1']);
        const [broken, decode] = cases(xml);
        assert.deepEqual([broken[3][0][0], broken[3][0][1].type], ['error', 'setup_error']);
        assert.deepEqual([decode[1].classname, decode[1].name, decode[3].length], ['codec', 'FuzzDecode', 1]);
        assert.equal(decode[3][0][2].match(/\/c\/\d+/g).length, 2, 'both crashers are named');
    });
    test('what a log says is text, whatever it is', async () => {
        const failure = cases(await junit(run)).find(([, { classname }]) => classname === 'codec')[3][0];
        assert.match(failure[1].message + failure[2], /<b>.*&amp; "quoted".*\]\]> \{\{SAYS\}\}/s);
        assert.doesNotMatch(failure[1].message + failure[2], /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
    });
    test('of a run without crashers all passed; JSON says the same', async () => {
        const xml = await junit(quiet);
        check(xml);
        assert.deepEqual([xml[1].tests, xml[1].failures, xml[1].errors, cases(xml)[0][3]], ['1', '0', '0', []]);
        const json = (await get(hub, `/run/${quiet}/junit.xml`, { as: reader, json: true })).json();
        assert.deepEqual([json.tests, json.suites[0].cases[0].class], ['1', 'pathutil']);
    });
    test('of a run that may not be read is absent', async () => {
        for (const path of ['results.sarif', 'junit.xml', 'results.xml'])
            assert.equal((await get(hub, `/run/${path === 'results.xml' ? run : 987654321}/${path}`, { as: reader })).status, 404, path);
        assert.equal((await get(hub, `/run/${run}/junit.xml`, { as: add_account(hub) })).status, 404);
    });
});

// ---- lists of crashers ----

const NAMES = ['id', 'repository', 'severity', 'state', 'muted', 'title', 'function', 'file', 'line', 'package', 'fuzz_function', 'fuzz_functions',
               'crashes', 'first_seen', 'last_seen', 'assignee', 'duplicate_of', 'url'];

// What a strict reader of RFC 4180 finds.
function read_csv(bytes) {
    const script = 'import sys, csv, json, io\nprint(json.dumps(list(csv.reader(io.StringIO(sys.stdin.buffer.read().decode(), newline=""), strict=True))))';
    const done = spawnSync('/usr/bin/python3', ['-c', script], { input: bytes, encoding: 'utf8' });
    assert.equal(done.status, 0, done.stderr);
    const [names, ...rows] = JSON.parse(done.stdout);
    assert.deepEqual(names, NAMES);
    return rows.map((row) => Object.fromEntries(row.map((value, i) => [names[i], value])));
}
async function table(query = '', of = `/r/${repo}/crashers`) {
    const answer = await get(hub, `${of}.csv${query}`, { as: reader });
    assert.deepEqual([answer.status, answer.headers['content-type'], answer.headers['content-disposition']],
                     [200, 'text/csv; charset=utf-8', 'attachment; filename="crashers.csv"']);
    return read_csv(answer.text);
}
async function lines(query = '', of = `/r/${repo}/crashers`) {
    const answer = await get(hub, `${of}.jsonl${query}`, { as: reader });
    assert.deepEqual([answer.status, answer.headers['content-type']], [200, 'application/x-ndjson; charset=utf-8']);
    return answer.text.split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

describe('a list of crashers', () => {
    test('as CSV and as JSON lines says the same, of those that the filter is for', async () => {
        const [rows, objects] = [await table('?state=all&sort=first'), await lines('?state=all&sort=first')];
        assert.equal(rows.length, 4);
        assert.deepEqual(rows.map(({ id }) => Number(id)), objects.map(({ id }) => id));
        for (const [i, object] of objects.entries()) {
            assert.deepEqual(Object.keys(object), NAMES);
            assert.deepEqual([rows[i].url, rows[i].first_seen, rows[i].package], [object.url, object.first_seen, object.package]);
            assert.equal((await get(hub, new URL(object.url).pathname, { as: reader })).status, 200);
        }
        assert.deepEqual((await lines('?state=muted')).map(({ id, muted: is }) => [id, is]), [[muted, true]]);
        assert.equal((await table()).length, 3, 'open ones without that which is muted');
        assert.deepEqual((await table('?package=ini')).map(({ fuzz_function: its }) => its), ['fuzz_ini']);
        assert.deepEqual(await table('?q=nothing-has-this'), []);
    });
    test('has more rows than a page, and those of all repositories that may be read', async () => {
        const many = `${repo.split('/')[0]}/many`;
        hub.nopanic(['repo', 'add', many]);
        grant(hub, reader, many, 'read');
        for (let i = 0; i < 6; i++)
            await post({ repo: many, run: 'many', package: `p${i}` }, Array.from({ length: 10 }, (_, n) => asan_log({ functions: [`f${i}_${n}`], file: `f${n}.c`, pid: 1000 + n })).join(''));
        assert.equal((await table('', `/r/${many}/crashers`)).length, 60);
        const all = await lines(`?repository=${repo.split('/')[0]}&state=all`, '/crashers');
        assert.deepEqual([all.length, new Set(all.map(({ repository }) => repository)).size], [64, 2]);
        assert.equal((await get(hub, '/crashers.jsonl', { as: add_account(hub) })).text.includes(many), false);
    });
    test('has no field that a spreadsheet would compute', async () => {
        hub.psql(`UPDATE crasher SET title = '=HYPERLINK("http://e")' || chr(10) || 'x', function = '@f', file = '-1+1' WHERE id = ${muted}`);
        const [row] = await table('?state=muted'), [object] = await lines('?state=muted');
        assert.deepEqual([row.title, row.function, row.file], ['\'=HYPERLINK("http://e")\nx', "'@f", "'-1+1"]);
        assert.equal(object.title, '=HYPERLINK("http://e")\nx');
    });
    test('a wish that is none is told; other endings are no list', async () => {
        assert.equal((await get(hub, `/r/${repo}/crashers.csv?state=gone`, { as: reader })).status, 400);
        for (const path of [`/r/${repo}/crashers.xml`, `/r/${repo}/crashers.csv/x`, '/crashers.xml', `/r/${repo}/runs.csv`])
            assert.equal((await get(hub, path, { as: reader })).status, 404, path);
    });
});
