// /metrics, as Prometheus reads it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { get, ingest, request } from './client.mjs';
import { shared_hub } from './hub.mjs';
import { add_account, asan_log, commit, fresh, grant, new_token } from './scene.mjs';

const hub = await shared_hub();
const word = fresh('metrics'), [own, other, open] = ['own', 'other', 'open'].map((name) => `${word}/${name}`);
for (const repo of [own, other, open]) hub.nopanic(['repo', 'add', repo, ...(repo === open ? ['--public'] : [])]);
const reader = add_account(hub), token = new_token(hub, '--all');
grant(hub, reader, own, 'read');
for (const repo of [own, other]) assert.equal((await ingest(hub, token, { repo, commit: commit(1), package: 'ini', target: 'fuzz_ini' }, asan_log())).status, 201);

// The text format, strictly: {family: {type, help, samples: {labels: value}}}.
function read(text) {
    assert.ok(text.endsWith('\n'));
    const families = {};
    let current;
    for (const line of text.slice(0, -1).split('\n')) {
        const comment = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/.exec(line);
        if (comment) {
            const [, what, name, value] = comment;
            if (what === 'HELP') { assert.ok(!families[name], `${name} again`); families[name] = { help: value, samples: {} }; current = name; }
            else { assert.equal(name, current); assert.equal(value, 'gauge'); families[name].type = value; }
            continue;
        }
        const sample = /^([a-zA-Z_:][a-zA-Z0-9_:]*)\{((?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\["\\n])*",?)+)\} (\d+)$/.exec(line);
        assert.ok(sample, line);
        assert.equal(sample[1], current, 'samples of a metric are neighbours');
        assert.ok(!(sample[2] in families[current].samples), `${line} again`);
        families[current].samples[sample[2]] = Number(sample[3]);
    }
    return families;
}
async function metrics(options) {
    const answer = await get(hub, '/metrics', options);
    assert.deepEqual([answer.status, answer.headers['content-type'], answer.headers['cache-control']], [200, 'text/plain; version=0.0.4; charset=utf-8', 'no-store']);
    return read(answer.text);
}
const of = (families, name, repo, label = '') => families[name].samples[`repository="${repo}"${label}`];

describe('metrics', () => {
    test('tell crashers, packages, functions and the last run of each repository', async () => {
        const its = await metrics({ as: reader });
        const severity = hub.value(`(SELECT severity FROM crasher WHERE repo = (SELECT id FROM repo WHERE name = '${own}'))`);
        assert.equal(of(its, 'nopanic_open_crashers', own, `,severity="${severity}"`), 1);
        assert.deepEqual(['nopanic_packages', 'nopanic_packages_crashed', 'nopanic_fuzz_functions', 'nopanic_last_run_failed'].map((name) => of(its, name, own)), [1, 1, 1, 0]);
        assert.ok(Math.abs(of(its, 'nopanic_last_run_timestamp_seconds', own) - Date.now() / 1000) < 600);
        assert.equal(of(its, 'nopanic_last_run_timestamp_seconds', open), 0);
        assert.equal(its.nopanic_healthy.samples['check="database"'], 1);
    });
    test('of repositories that the asker may read', async () => {
        const seen = async (options) => Object.keys((await metrics(options)).nopanic_packages.samples).filter((labels) => labels.includes(word)).map((labels) => labels.split(/[/"]/)[2]);
        assert.deepEqual(await seen({ as: reader }), ['own', 'open']);
        assert.deepEqual(await seen({ headers: { Authorization: `Bearer ${new_token(hub, '--repo', other, '--scope', 'read')}` } }), ['other']);
        assert.deepEqual(await seen({ as: add_account(hub, { admin: true }) }), ['own', 'other', 'open']);
        assert.deepEqual(await seen({}), ['open'], 'a stranger of this machine');
    });
    test('are not for strangers of elsewhere', async () => {
        for (const header of [{ 'X-Forwarded-For': '127.0.0.1' }, { Forwarded: 'for=192.0.2.1' }])
            assert.equal((await request(hub, '/metrics', { headers: { Accept: 'application/json', ...header } })).status, 401, JSON.stringify(header));
        assert.equal((await request(hub, '/metrics', { headers: { Authorization: `Bearer ${token}` } })).status, 403, 'a token that pushes');
    });
});
