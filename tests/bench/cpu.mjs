// CPU time of whole trees of processes, read from /proc.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

const ticks_per_second = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

// Parent and CPU ticks of a process, those of its children that have ended included.
function stat_of(pid) {
    try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return { pid, parent: Number(fields[1]), ticks: fields.slice(11, 15).reduce((sum, f) => sum + Number(f), 0) };
    } catch {
        return null; // it has just ended
    }
}

// Milliseconds that these processes and all beneath them have used so far.
export function cpu_ms(roots) {
    const children = new Map();
    let ticks = 0;
    for (const name of readdirSync('/proc').filter((n) => /^\d+$/.test(n))) {
        const found = stat_of(name);
        if (!found) continue;
        if (roots.includes(Number(name))) ticks += found.ticks;
        children.set(found.parent, [...(children.get(found.parent) ?? []), found]);
    }
    const waiting = [...roots];
    while (waiting.length > 0)
        for (const child of children.get(waiting.pop()) ?? []) {
            ticks += child.ticks;
            waiting.push(Number(child.pid));
        }
    return (1000 * ticks) / ticks_per_second;
}
