// What lists cost with a hundred times as many crashers, and the page of a crasher with ten thousand times as
// many crashes, in turns with those of few; both fill a page of its list.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const LIST_MOST = 3, PAGE_MOST = 1.2;
const sizes = { few: { crashers: 1000, crashes: 100 }, many: { crashers: 100000, crashes: 1000000 } };

function fill(hub, name) {
    const { crashers, crashes } = sizes[name];
    hub.psql(readFileSync(join(here, 'wide.sql'), 'utf8'), '-q', '-o', '/dev/null', '-v', `name=bench/${name}`,
             '-v', `crashers=${crashers}`, '-v', `crashes=${crashes}`);
}

function pages_of(hub, name) {
    const crasher = hub.value(`(SELECT min(c.id) FROM crasher c JOIN repo r ON r.id = c.repo WHERE r.name = 'bench/${name}')`);
    const list = `/r/bench/${name}/crashers`;
    return { list, 'list by last seen': `${list}?sort=last`, 'list by count': `${list}?sort=seen`, 'list of fixed': `${list}?state=fixed`,
             search: `${list}?q=wide_read_7&state=all`, crasher: `/c/${crasher}`, 'its crashes': `/c/${crasher}/crashes` };
}

// [{what, ratios, most}]: CPU of each page of many by that of few; measure(path) is CPU ms a request.
export async function measure_wide(hub, rounds, measure) {
    fill(hub, 'few');
    fill(hub, 'many');
    const few = pages_of(hub, 'few'), many = pages_of(hub, 'many'), all = {};
    for (let round = 0; round < rounds; round++)
        for (const name of Object.keys(few)) {
            const of_few = await measure(few[name]);
            (all[name] ??= []).push((await measure(many[name])) / of_few);
        }
    return Object.entries(all).map(([what, ratios]) => ({ what, ratios, most: /list|search/.test(what) ? LIST_MOST : PAGE_MOST }));
}
