// Coverage and throughput of a repository.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ingest, request } from './client.mjs';
import { shared_hub } from './hub.mjs';
import { add_repo, commit, fresh, go_clean_log, new_token } from './scene.mjs';

const hub = await shared_hub();
const repo = add_repo(hub, fresh('trend'), '--public'), token = new_token(hub, '--repo', repo);
const at = `/r/${repo}/coverage`;
const asks = async (query = '') => (await request(hub, `${at}${query}`)).text;
const json = async (query = '') => JSON.parse((await request(hub, `${at}${query}`, { headers: { accept: 'application/json' } })).text);
// A result so many days ago.
function tell(target, days, speed, coverage, corpus) {
    hub.psql(`WITH t AS (SELECT t.* FROM target t JOIN repo r ON r.id = t.repo WHERE r.name = '${repo}' AND t.name = '${target}'),
                   u AS (INSERT INTO run (repo, origin) SELECT repo, 'CI' FROM t RETURNING id)
              INSERT INTO result (repo, run, package, target, state, executions_per_second, coverage, corpus, at)
              SELECT t.repo, u.id, t.package, t.id, 'ok', ${speed}, ${coverage}, ${corpus}, now() - interval '${days} days' FROM t, u`);
}
const drawn = (html, words) => {
    const found = new RegExp(`aria-label="${words}[^"]*"[^]*?</svg>`).exec(html);
    return found && found[0];
};

describe('coverage and throughput', () => {
    test('of a repository without results says what brings some', async () => {
        assert.match(await asks(), /No fuzz function yet/);
        assert.deepEqual((await json()).functions, []);
    });
    test('are the last result of each day, as lines with their words, and as numbers', async () => {
        for (const target of ['fuzz_one', 'fuzz_two'])
            assert.equal((await ingest(hub, token, { repo, commit: commit(1), package: 'lib', target, engine: 'go' }, go_clean_log())).status, 201);
        hub.psql(`UPDATE result SET executions_per_second = NULL, coverage = NULL, corpus = NULL, new_interesting = NULL FROM target t WHERE t.id = target AND t.name = 'fuzz_two' AND t.repo = (SELECT id FROM repo WHERE name = '${repo}')`);
        tell('fuzz_two', 20, 900, 310, 60);
        tell('fuzz_two', 12, 700, 612, 214);
        tell('fuzz_two', 0, 800, 612, 214);
        const { functions, days } = await json();
        assert.equal(days, 30);
        const two = functions.find((f) => f.function === 'fuzz_two');
        assert.deepEqual(two.points.map((p) => [p.executions_per_second, p.coverage, p.corpus, p.new_inputs]), [[900, 310, 60, null], [700, 612, 214, null], [800, 612, 214, null]]);
        const html = await asks(`?target=${two.target_id}`);
        const plot = drawn(html, 'Coverage of fuzz_two over 30 days: 310 to 612, now 612');
        assert.match(plot, /class="ln1" d="M[\d.]+ [\d.]+h\.01M/, 'a week without a run is a gap');
        assert.match(html, /No new coverage for 12 days/);
        assert.match(html, /<tr class="at" aria-current="true"><td class="full"><a[^>]*><code>fuzz_two/);
    });
    test('with how often the package crashed', async () => {
        hub.psql(`INSERT INTO activity (repo, package, day, crashes) SELECT p.repo, p.id, current_date - 9, 41 FROM package p JOIN repo r ON r.id = p.repo WHERE r.name = '${repo}'`);
        const { chosen } = await json();
        assert.deepEqual([chosen.package, chosen.crashes.length, chosen.crashes[20].count, chosen.crashes[29].count], ['lib', 30, 41, 0]);
        assert.ok(drawn(await asks(), 'Crashes a day of lib over 30 days: 0 to 41, now 0'));
        assert.ok(drawn(await asks('?days=365'), 'Crashes of lib over 365 days: 0 to 41, now 41'));
    });
    test('of an engine that counts no coverage are its new inputs', async () => {
        const { functions } = await json(), one = functions.find((f) => f.function === 'fuzz_one');
        assert.ok(one.points[0].executions_per_second > 0);
        const html = await asks(`?target=${one.target_id}`);
        assert.ok(drawn(html, 'New inputs a run of fuzz_one'));
        assert.match(html, /tell no coverage/);
    });
    test('go as far back as is asked', async () => {
        tell('fuzz_two', 80, 10, 5, 5);
        const told = async (days) => (await json(`?days=${days}`)).functions.find((f) => f.function === 'fuzz_two').points.length;
        assert.deepEqual([await told(7), await told(30), await told(90)], [1, 3, 4]);
        for (const days of ['0', '8', '366', 'x', '']) assert.equal((await request(hub, `${at}?days=${days}`)).status, 400, days);
        assert.equal((await request(hub, `${at}?target=987654321`)).status, 404);
        const elsewhere = add_repo(hub, fresh('trend'), '--public');
        const { functions } = await json();
        assert.equal((await request(hub, `/r/${elsewhere}/coverage?target=${functions[0].target_id}`)).status, 404);
    });
});
