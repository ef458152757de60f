#!/bin/sh
# make fuzz: lets libFuzzer loose on our own parsers, each target for SECONDS=60 on one processor.
# Seeds are the logs of tests/data; what a target finds lies in BUILD/fuzz/TARGET, where a later call
# goes on with the inputs that the earlier ones collected.  The last line is "N passed, N failed".
#
# usage: SECONDS=60 BUILD=build tests/fuzz/run.sh [TARGET...]
set -eu
cd "$(dirname "$(readlink -f "$0")")/../.."
BUILD=${BUILD:-build}
# shellcheck disable=SC3028 # of the environment, not of the shell
seconds=${SECONDS:-60}
[ $# -gt 0 ] || set -- tests/fuzz/fuzz_*.c
passed=0 failed=0
sources='lib/base/arena.c lib/base/fail.c lib/base/text.c'
for source in lib/crash/*.c; do
    case $source in *_main.c) ;; *) sources="$sources $source" ;; esac
done

for name in "$@"; do
    name=${name#tests/fuzz/}
    name=${name%.c}
    folder=$BUILD/fuzz/$name
    mkdir -p "$folder/inputs"
    # shellcheck disable=SC2086 # lists of paths of ours
    clang -std=gnu17 -O1 -g -fsanitize=fuzzer,address,undefined \
        -fno-sanitize-recover=undefined -DARENA_DEBUG -D_GNU_SOURCE -Ilib -o "$folder/$name" \
        "tests/fuzz/$name.c" $sources
    seeds=$(find tests/data/crash -mindepth 1 -maxdepth 1 -type d)
    echo "== $name, $seconds s"
    # shellcheck disable=SC2086
    if "$folder/$name" -max_total_time="$seconds" -max_len=16384 -timeout=10 -verbosity=1 \
        -print_final_stats=1 -artifact_prefix="$folder/" "$folder/inputs" $seeds \
        >"$folder/log" 2>&1; then
        passed=$((passed + 1))
        grep -a '^stat::number_of_executed_units' "$folder/log"
    else
        failed=$((failed + 1))
        grep -aE '^SUMMARY|runtime error|Test unit written' "$folder/log" || tail -n 20 "$folder/log"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
