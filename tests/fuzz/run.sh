#!/bin/sh
# make fuzz: lets libFuzzer loose on our own parsers, each target for SECONDS=60 on one processor.
# Seeds are in tests/fuzz/seeds and in tests/data; findings of the past are among them.  What a target
# finds lies in BUILD/fuzz/TARGET, where a later call goes on with the inputs that the earlier ones
# collected.  The last line is "N passed, N failed".
#
# usage: SECONDS=60 BUILD=build tests/fuzz/run.sh [TARGET...]
#   HUB_URL  a hub to push the results to, with TOKEN (or NOPANIC_TOKEN), as REPO (nopanic/nopanic)
set -eu
cd "$(dirname "$(readlink -f "$0")")/../.."
BUILD=${BUILD:-build}
# shellcheck disable=SC3028 # of the environment, not of the shell
seconds=${SECONDS:-60}
[ $# -gt 0 ] || set -- tests/fuzz/fuzz_*.c
# So that a finding has a stack.
export UBSAN_OPTIONS="print_stacktrace=1:${UBSAN_OPTIONS:-}"
passed=0 failed=0
for program in clang clang++; do
    command -v "$program" >/dev/null || { echo "make fuzz needs $program" >&2; exit 2; }
done

# All of ours once, instrumented; a target takes what it uses.
checks='-fsanitize=address,undefined -fno-sanitize-recover=undefined'
lib=$BUILD/fuzz/lib/libnopanic.a
env -u MAKEFLAGS -u MAKELEVEL -u SECONDS make -s -j"$(nproc)" BUILD="$BUILD/fuzz/lib" CC=clang CXX=clang++ \
    HARDEN="$checks -fsanitize=fuzzer-no-link -fno-omit-frame-pointer -DARENA_DEBUG" CFLAGS='-O1 -g' \
    CXXFLAGS='-O1 -g' WERROR= "$lib"

seeds_of() {
    case $1 in
    fuzz_crash) find tests/data/crash -mindepth 1 -maxdepth 1 -type d ;;
    fuzz_gocorpus) echo tests/data/crash/go-kinds ;;
    esac
    if [ -d "tests/fuzz/seeds/${1#fuzz_}" ]; then echo "tests/fuzz/seeds/${1#fuzz_}"; fi
}

push() { # push NAME LOG
    NOPANIC_URL=$HUB_URL NOPANIC_TOKEN=${TOKEN:-${NOPANIC_TOKEN:-}} sh htdocs/push.sh \
        --repo "${REPO:-nopanic/nopanic}" --package tests/fuzz --target "$1" --engine libfuzzer "$2" ||
        { echo "$1: the results could not be pushed"; failed=$((failed + 1)); }
}

for name in "$@"; do
    name=${name#tests/fuzz/}
    name=${name%.c}
    folder=$BUILD/fuzz/$name
    mkdir -p "$folder/inputs"
    # shellcheck disable=SC2086,SC2046 # lists of words
    clang -std=gnu17 -O1 -g $checks -fsanitize=fuzzer -DARENA_DEBUG -D_GNU_SOURCE -Ilib -I"$BUILD/fuzz/lib" -o "$folder/$name" \
        "tests/fuzz/$name.c" "$lib" -Wl,--as-needed $(pkg-config --libs libpq jansson libjwt libcrypto libcrypt zlib libarchive libcurl) -lcmark-gfm
    echo "== $name, $seconds s"
    # shellcheck disable=SC2046 # a list of folders of ours
    if "$folder/$name" -max_total_time="$seconds" -max_len=16384 -timeout=10 -rss_limit_mb=3000 -verbosity=1 \
        -print_final_stats=1 -artifact_prefix="$folder/" "$folder/inputs" $(seeds_of "$name") \
        >"$folder/log" 2>&1; then
        passed=$((passed + 1))
        grep -a '^stat::number_of_executed_units' "$folder/log"
    else
        failed=$((failed + 1))
        grep -aE '^SUMMARY|runtime error|Test unit written' "$folder/log" || tail -n 20 "$folder/log"
    fi
    if [ -n "${HUB_URL:-}" ]; then push "$name" "$folder/log"; fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
