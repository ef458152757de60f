// Whether two kinds of requests are answered alike: in the same words, and in the same time.
import assert from 'node:assert/strict';

const PAIRS_MIN = 24, PAIRS_MAX = 200, NEAR = Math.log(1.05);

const middle = (sorted) => sorted[sorted.length >> 1];
const sorted = (list) => [...list].sort((x, y) => x - y);

// Between which of so many sorted values the true median lies, with a certainty of 99 %, whatever the
// values are spread like.
function median_between(values) {
    const all = sorted(values), cut = Math.floor(all.length / 2 - 1.288 * Math.sqrt(all.length));
    return [all[cut], all[all.length - 1 - cut]];
}

// The two-sided p of Mann and Whitney: how often lists that mean the same would differ as much.
export function mann_whitney(a, b) {
    const all = [...a.map((value) => [value, 1]), ...b.map((value) => [value, 0])].sort(([x], [y]) => x - y);
    const ranks = all.reduce((sum, [, of_a], i) => sum + of_a * (i + 1), 0);
    const mean = a.length * b.length / 2, spread = Math.sqrt(a.length * b.length * (a.length + b.length + 1) / 12);
    const z = Math.abs(ranks - a.length * (a.length + 1) / 2 - mean) / spread;
    // The tail of the normal distribution, by Abramowitz and Stegun 7.1.26.
    const x = z / Math.SQRT2, t = 1 / (1 + 0.3275911 * x);
    return t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.exp(-x * x);
}

// prepare(kind, n), kind 0 or 1, gives the request to be timed, as a function; told(answer) what of the
// answer must be the same.  The two take turns, so that what else the machine does meets both.  Goes on
// until the median of the ratios of pairs is within 5 % of one for certain; if it is not after 200 pairs,
// the medians of the two must be within 5 %, or the two not to be told apart (p > 0.01).
export async function assert_alike(prepare, told) {
    const took = [[], []], ratios = [], said = new Set();
    for (let n = 0; n < PAIRS_MAX; n++) {
        for (const kind of n % 2 ? [1, 0] : [0, 1]) {
            const ask = await prepare(kind, n), began = performance.now(), answer = await ask();
            took[kind].push(performance.now() - began);
            said.add(told(answer));
        }
        assert.equal(said.size, 1, [...said].join('\n'));
        ratios.push(Math.log(took[0][n] / took[1][n]));
        const [low, high] = median_between(ratios);
        if (n + 1 >= PAIRS_MIN && low > -NEAR && high < NEAR) return;
    }
    const [a, b] = took.map((list) => middle(sorted(list))), p = mann_whitney(...took);
    assert.ok(Math.abs(Math.log(a / b)) < NEAR || p > 0.01, `medians of ${a} and ${b} ms, p = ${p}`);
}
