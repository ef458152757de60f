#!/bin/sh
# make test: builds everything three ways, then runs every part.  Each part ends with a line "N passed,
# N failed"; the last line of all is their sum.  A part that ends without such a line has failed.
#
# usage: tests/run.sh [PART...]     build lint unit crash web up faults; all if none is named, and then
#                                   unit and crash beside up, since each of them leaves a core idle
set -u
cd "$(dirname "$(readlink -f "$0")")/.." || exit 1
export BUILD="${BUILD:-build}"
unset MAKEFLAGS MAKELEVEL MFLAGS VAR PORT SANITIZE
# What a machine's CI sets for its own tools would lead the tests' clients astray.
unset GIT_SSL_CAINFO CURL_CA_BUNDLE SSL_CERT_FILE SSL_CERT_DIR PGHOST PGUSER PGDATABASE PGPORT
exec </dev/null

log=$(mktemp)
status_file=$(mktemp)
trap 'rm -rf "$log" "$status_file" "${reports:-}" "${others:-}"; [ -z "${others_pid:-}" ] || kill "$others_pid"' EXIT
trap 'exit 1' INT TERM HUP
passed=0 failed=0
jobs=$(nproc)

# run NAME COMMAND...: shows the output, sets $status and $took.
run() {
    printf '\n== %s\n' "$1"
    shift
    began=$(date +%s)
    { "$@" 2>&1; echo $? >"$status_file"; } | tee "$log"
    status=$(cat "$status_file")
    took=$(($(date +%s) - began))
}

# step NAME COMMAND...: one test, that the command succeeds.
step() {
    run "$@"
    if [ "$status" = 0 ]; then
        passed=$((passed + 1))
        echo "ok      $1 ($took s)"
    else
        failed=$((failed + 1))
        echo "not ok  $1: exit status $status ($took s)"
    fi
}

# part NAME COMMAND...: the tests that its last line counts.
part() {
    run "$@"
    counts=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$log" | tail -n 1)
    good=${counts%% *}
    bad=${counts##*, }
    bad=${bad%% *}
    if [ -z "$counts" ] || { [ "$status" != 0 ] && [ "$bad" = 0 ]; }; then
        echo "not ok  $1: exit status $status, last line: $(tail -n 1 "$log")"
        bad=$((${bad:-0} + 1))
    fi
    passed=$((passed + ${good:-0}))
    failed=$((failed + bad))
    echo "        $1: $took s"
}

sanitized() {
    SANITIZE=1 BUILD="$BUILD/test" "$@"
}

run_build() {
    step 'gcc, warnings are errors' make -s -j"$jobs" all
    step 'clang, warnings are errors' make -s -j"$jobs" CC=clang CXX=clang++ BUILD="$BUILD/clang" objects
    step 'gcc with sanitizers' make -s -j"$jobs" SANITIZE=1 BUILD="$BUILD/test" all tests
}

# What the programs of a hub that was built with sanitizers have to say; nothing, it is hoped.
reports=$(mktemp -d)
chmod 777 "$reports"
has_no_reports() {
    for file in "$reports"/*; do
        if [ -e "$file" ]; then head -n 40 "$file"; fi
    done
    [ -z "$(ls -A "$reports")" ]
}

run_web() {
    export HUB_REPORTS="$reports"
    part 'tests over HTTP' sanitized tests/web/run.sh
    unset HUB_REPORTS
    step 'sanitizers report nothing meanwhile' has_no_reports
}

run_part() {
    case $1 in
    build) run_build ;;
    lint) step 'make lint' make -s lint ;;
    unit) part 'unit tests' sanitized tests/unit.sh ;;
    crash)
        part 'crashparse' sanitized tests/crashparse.sh
        part 'logs with known answers' tests/corpus.sh
        part 'the same under sanitizers' sanitized tests/corpus.sh
        ;;
    web) run_web ;;
    up) part 'make up and make down' tests/up.sh ;;
    faults)
        part 'killed parts lose nothing' node tests/faults/kill.mjs
        part 'news arrives all the same' node tests/faults/dispatch.mjs
        ;;
    *) echo "tests/run.sh: there is no part $1" >&2 && exit 2 ;;
    esac
}

# beside PART -- OTHER...: that part; what the others print meanwhile comes at its end.
beside() {
    first=$1
    shift 2
    others=$(mktemp)
    tests/run.sh "$@" >"$others" 2>&1 &
    others_pid=$!
    run_part "$first"
    wait "$others_pid"
    others_status=$?
    others_pid=
    part "beside $first" tell_others
}
tell_others() {
    cat "$others"
    return "$others_status"
}

if [ $# -gt 0 ]; then
    for name; do run_part "$name"; done
else
    run_part build
    run_part lint
    beside up -- unit crash
    run_part web
    run_part faults
fi
printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
