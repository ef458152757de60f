// How fast logs are read, beside grep on the same files: 50 MB of what fuzzers and CI systems print, with a crash now
// and then, and inputs that are meant to be slow.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const MIXED_SIZE = 50e6, BETWEEN = 900; // bytes; lines from one crash to the next
export const MIXED_LEAST = 1, HOSTILE_LEAST = 0.5, FLOOD_LEAST = 0.25, COLOUR_LEAST = 0.1, PROCESSES_LEAST = 0.04; // GB/s of one core

let seed = 7;
function any(below) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * below);
}

const lines = [
    () => `fuzz: elapsed: ${any(999)}s, execs: ${any(1e9)} (${any(99999)}/sec), new interesting: ${any(99)} (total: ${any(999)})\n`,
    () => `#${any(1e9)}\tREDUCE cov: ${any(999)} ft: ${any(9999)} corp: ${any(99)}/${any(999)}b lim: 4 exec/s: ${any(99999)} rss: ${any(99)}Mb L: 4/4 MS: 1 ChangeBit-\n`,
    () => `INFO: step ${any(1e6)} loading dependency example.com/mod/v${any(9)}@v1.${any(99)}.${any(99)} h1:${any(1e9).toString(36)}\n`,
    () => `[${any(4000)}/4000] Building CXX object CMakeFiles/target.dir/src/file_${any(1e6)}.cpp.o\n`,
    () => `    downloading package ${any(900)} of 900: library-dev_${any(9)}.${any(7)}.deb [${any(1e5)} kB]\n`,
    () => `${'x'.repeat(any(120))}\n`,
];

function samples() {
    const data = join(here, '../data/crash');
    return ['go-design', 'libfuzzer', 'languages', 'native'].flatMap((folder) =>
        readdirSync(join(data, folder)).map((name) => readFileSync(join(data, folder, name), 'utf8')));
}

function mixed() {
    const crashes = samples(), parts = [];
    for (let size = 0; size < MIXED_SIZE;) {
        const part = Array.from({ length: BETWEEN }, () => lines[any(lines.length)]()).join('') + crashes[any(crashes.length)];
        parts.push(part);
        size += part.length;
    }
    return parts.join('');
}

// Every crash that a log may have, and then very many processes that find nothing.
function processes() {
    const crash = (i) => `==1==ERROR: AddressSanitizer: heap-use-after-free on address 0x1 at pc 0x2\n` +
        `READ of size 4 at 0x3 thread T0\n    #0 0x1 in f${i} /a/b.c:1:3\n    #1 0x5 in main /a/b.c:1:1\n\n`;
    return Array.from({ length: 1000 }, (_, i) => crash(i)).join('') + 'INFO: Seed: 1\n'.repeat(300000);
}

const inputs = {
    'mixed logs': [mixed, MIXED_LEAST],
    'almost-frames in one line': [() => 'a.b('.repeat(1250000), HOSTILE_LEAST],
    'panics with almost-frames': [() => `panic: x\n${'f('.repeat(40)})\n`.repeat(60000), HOSTILE_LEAST],
    'blanks without an end': [() => ' '.repeat(5e6), HOSTILE_LEAST],
    'long lines that end too early': [() => `${'a('.repeat(2000)}\n`.repeat(1200), HOSTILE_LEAST],
    'ESC and nothing else': [() => '\x1b'.repeat(5e6), HOSTILE_LEAST],
    'NUL and nothing else': [() => '\0'.repeat(5e6), HOSTILE_LEAST],
    'lines in colour': [() => '\x1b[32m   Compiling\x1b[0m serde v1.0.219 (/home/ci/.cargo/registry)\n'.repeat(80000), COLOUR_LEAST],
    'almost-places of Go': [() => '.go:'.repeat(1250000), FLOOD_LEAST],
    'processes behind 1000 crashes': [processes, PROCESSES_LEAST],
};

function grep_speed(file, size) {
    const began = process.hrtime.bigint();
    try {
        execFileSync('grep', ['-c', 'panic', file], { env: { ...process.env, LC_ALL: 'C' } });
    } catch { /* it found none */ }
    return size / Number(process.hrtime.bigint() - began);
}

// For each input: what it is, the GB/s of each round, those of grep, and the limit.
export function measure_scans(build, rounds) {
    return Object.entries(inputs).map(([what, [make, least]]) => {
        const file = join(build, 'bench/scan.log'), text = make();
        writeFileSync(file, text);
        const speeds = execFileSync(join(build, 'bench/scan'), [file, String(rounds)], { encoding: 'utf8' });
        return { what, least, speeds: speeds.trim().split('\n').map((line) => Number(line) / 1000),
                 greps: Array.from({ length: rounds }, () => grep_speed(file, text.length)) };
    });
}
