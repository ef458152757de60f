// A hub whose database has a clock that jumps: PostgreSQL runs under libfaketime.  All that waits for a time
// waits for the time of the database.
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../web/mail.mjs';

const HOUR_MS = 3600000;

function library() {
    const [path] = execFileSync('dpkg-query', ['-L', 'libfaketime'], { encoding: 'utf8' }).split('\n').filter((line) => line.endsWith('/libfaketime.so.1'));
    return path;
}

// Restarts its PostgreSQL so.  Gives {jump(hours), now()}: jump sets the clock so many hours before or after
// the true time, and ends when it is; now() is what it shows, in ms.
export async function jumping_clock(hub, folder) {
    const file = join(folder, 'clock'), conf = join(hub.state, 'supervisord.conf');
    let off = 0;
    const write = (hours) => {
        writeFileSync(`${file}.new`, `${hours < 0 ? '' : '+'}${hours}h\n`);
        chmodSync(`${file}.new`, 0o644);
        renameSync(`${file}.new`, file);
    };
    const shown = () => Number(hub.psql('SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint'));
    const there = () => { try { return Math.abs(shown() - Date.now() - off * HOUR_MS) < 60000; } catch { return false; } };
    write(0);
    const fake = `/usr/bin/env LD_PRELOAD=${library()} FAKETIME_TIMESTAMP_FILE=${file} FAKETIME_CACHE_DURATION=1 FAKETIME_DONT_FAKE_MONOTONIC=1`;
    writeFileSync(conf, readFileSync(conf, 'utf8').replace(/^command = (\/\S*\/postgres )/m, `command = ${fake} $1`));
    for (const words of [['reread'], ['update'], ['start', 'postgres']]) hub.control(...words);
    await eventually(there, 'PostgreSQL', 60);
    return {
        now: () => Date.now() + off * HOUR_MS,
        jump: async (hours) => {
            off = hours;
            write(hours);
            await eventually(there, `a clock that is ${hours} hours off`, 30);
        },
    };
}
