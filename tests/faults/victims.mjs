// The processes of one hub, and a killer that takes them one after the other.
//
// Only what descends from this hub's supervisord is ever killed.
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { between, shuffled } from './random.mjs';

function process_of(pid) {
    try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const program = readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, '');
        return { pid, parent: Number(parent), program,
                 line: readFileSync(`/proc/${pid}/cmdline`, 'utf8') };
    } catch {
        return null; // it has just ended
    }
}

// All that descends from the hub's supervisord, without itself.
export function descendants(hub) {
    const root = Number(readFileSync(join(hub.state, 'supervisord.pid'), 'utf8'));
    const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
        .map((name) => process_of(Number(name))).filter((found) => found);
    const family = [{ pid: root, depth: 0 }];
    for (let i = 0; i < family.length; i++)
        family.push(...all.filter((child) => child.parent === family[i].pid)
            .map((child) => ({ ...child, depth: family[i].depth + 1 })));
    return family.slice(1);
}

const runs = (name, depth) => (p) => p.program.endsWith(name) && p.depth === depth;

const is_session = (p) => runs('/postgres', 2)(p) && p.line.startsWith('postgres: nopanic_');

// What may be struck, how, and how often among twelve.
const KINDS = [
    { name: 'ingest worker', share: 2, is: runs('/cgi-bin/ingest', 2), signal: 'SIGKILL' },
    { name: 'database connection', share: 2, is: is_session, signal: 'SIGKILL' },
    { name: 'database connection, ended', share: 2, is: is_session, signal: 'SIGTERM' },
    { name: 'postmaster', share: 1, is: runs('/postgres', 1), signal: 'SIGKILL' },
    { name: 'postmaster, fast restart', share: 1, is: runs('/postgres', 1), signal: 'SIGINT' },
    { name: 'nginx worker', share: 1, is: runs('/nginx', 2), signal: 'SIGKILL' },
    { name: 'nginx master', share: 1, is: runs('/nginx', 1), signal: 'SIGKILL' },
    { name: 'ingest master', share: 1, is: runs('/cgi-bin/ingest', 1), signal: 'SIGKILL' },
    { name: 'roll job', share: 1, is: (p) => p.program.endsWith('/cron/roll'), signal: 'SIGKILL' },
];
export const kinds = KINDS.map((kind) => kind.name);

function strike(hub, kind, random) {
    const victims = descendants(hub).filter(kind.is);
    if (victims.length === 0) return false;
    const { pid } = victims[Math.floor(random() * victims.length)];
    try { process.kill(pid, kind.signal); } catch { return false; }
    return true;
}

// Strikes every 0.3 to 0.8 s until finished() says so; gives how often each kind was struck.  The
// kinds come in shuffled decks, so each has its turn; one that is not there at its turn waits.
export async function kill_until(hub, random, struck, finished) {
    let deck = [];
    while (!finished()) {
        await sleep(between(random, 300, 800));
        const at = deck.findIndex((kind) => strike(hub, kind, random));
        if (at >= 0) struck[deck.splice(at, 1)[0].name] += 1;
        else deck = shuffled(random, KINDS.flatMap((kind) => Array(kind.share).fill(kind)));
    }
}
