#!/bin/sh
# Scores build/bin/crashparse against the open corpus of logs with known answers, where it lies beside
# this repository, and demands what was reached before: a change that recognises less is a failure.
# Prints a line for each demand, and a last line "N passed, N failed".
#
# Of a BUILD with sanitizers, too: a report of theirs is a log that did not run.
#
# usage: BUILD=build tests/corpus.sh [CORPUS]
set -eu
cd "$(dirname "$(readlink -f "$0")")/.."
BUILD=${BUILD:-build}
corpus=${1:-../shared/corpus}
if [ ! -e "$corpus/score.py" ]; then
    echo 'corpus: not present, skipped'
    echo '0 passed, 0 failed'
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The kinds of log that lib/crash has a scanner for, and per kind the least share of each measure:
# found = a crash is seen, quiet = none where there is none, type = its kind is right, rw = read or
# write is right, top1 = the first frame that counts is the right one.
cat >"$work/demands" <<'EOF'
go-native-fuzz found=0.97 quiet=1 type=0.95 top1=1
go-panic found=1 type=0.98 top1=0.98
rust-panic found=1 type=1 top1=1
java found=1 type=1 top1=1
python found=1 type=0.96 top1=1
js found=1 type=1 top1=1
asan found=1 type=0.95 rw=1 top1=0.97
ubsan found=1 type=1 top1=0.95
lsan found=1 type=1 top1=1
libfuzzer found=1 type=1 top1=0.86
msan found=1 type=1
tsan found=1 type=1 rw=1
gdb found=1 type=1 top1=1
afl found=1 type=1 top1=1
honggfuzz found=1 type=1 top1=1
other found=0.98 quiet=1 type=0.97 rw=0.8 top1=0.89
EOF
kinds=$(sed 's/ .*//; s/^/--kind /' "$work/demands" | tr '\n' ' ')
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
# shellcheck disable=SC2086 # a list of options
/usr/bin/python3 "$corpus/score.py" "$corpus" $kinds --json "$work/score.json" -- \
    "$BUILD/bin/crashparse" >"$work/output" || { cat "$work/output"; exit 1; }

/usr/bin/python3 - "$work/score.json" "$work/demands" <<'EOF'
import json, sys
score = json.load(open(sys.argv[1]))
passed = failed = 0
def demand(what, got, least):
    global passed, failed
    good = got >= least
    passed, failed = passed + good, failed + (not good)
    print('%-8s %-28s %.3f, at least %.3f' % ('ok' if good else 'not ok', what, got, least))
for line in open(sys.argv[2]):
    kind, *demands = line.split()
    for one in demands:
        measure, least = one.split('=')
        hits, count = score['metrics'][kind][measure]
        demand(kind + ' ' + measure, hits / count, float(least))
for kind, measures in score['metrics'].items():
    if kind != 'TOTAL':
        demand(kind + ' ran', measures['ran'][0] / measures['ran'][1], 1)
# Logs of our own programs, and of others that tell which crashes are one bug.
for universe, precision, recall in (('gen', 0.92, 1), ('casr-san', 1, 1), ('casr-python', 1, 1),
                                    ('casr-gdb', 1, 1), ('clusterfuzz', 1, 1), ('syz-gvisor', 1, 1)):
    d = score['dedup'][universe]
    demand(universe + ' precision', d['tp'] / max(1, d['tp'] + d['fp']), precision)
    demand(universe + ' recall', d['tp'] / max(1, d['tp'] + d['fn']), recall)
print('%d passed, %d failed' % (passed, failed))
sys.exit(failed > 0)
EOF
