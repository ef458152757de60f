#!/bin/sh
# run.sh [FILE...]: the tests that go over HTTP, through the nginx of one hub that is started for them.
#
# BUILD names the folder of the programs; SHOTS a folder for pictures of the pages.  The last line is
# "N passed, N failed".
set -eu
here=$(dirname "$(readlink -f "$0")")
cd "$here"

if ! npm ls --silent >/dev/null 2>&1; then npm ci --silent --no-audit --no-fund; fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/nopanic-web-XXXXXX")
chmod 755 "$folder"
HUB_VAR=$folder/var
tidy() {
    status=$?
    trap - EXIT INT TERM
    if [ -e "$HUB_VAR/nopanic.env" ]; then node hub.mjs down "$HUB_VAR" || status=1; fi
    rm -rf "$folder"
    exit "$status"
}
trap tidy EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
node hub.mjs up "$HUB_VAR"
export HUB_VAR

# The tests of FILE, their report in $folder/FILE.tap.
run() {
    began=$(date +%s)
    node --test --test-reporter=tap "$1" >"$folder/$1.tap" 2>&1 || true
    echo $(($(date +%s) - began)) >"$folder/$1.seconds"
}

passed=0 failed=0
count() {
    tap=$folder/$1.tap
    good=$(sed -n 's/^# pass //p' "$tap")
    all=$(sed -n 's/^# tests //p' "$tap")
    skipped=$(sed -n 's/^# skipped //p' "$tap")
    bad=$((${all:-1} - ${good:-0} - ${skipped:-0}))
    # A suite that fails before its tests are known takes them along, uncounted.
    [ "$bad" -gt 0 ] || bad=$(grep -c '^not ok' "$tap") || true
    passed=$((passed + ${good:-0}))
    failed=$((failed + bad))
    if [ "$bad" -gt 0 ]; then cat "$tap"; fi
    printf '%s: %s passed, %s failed (%s s)\n' "$1" "${good:-0}" "$bad" "$(cat "$folder/$1.seconds")"
}

# Those with a hub of their own, and much to wait for, go beside the others, two at a time.
[ $# -gt 0 ] || set -- *.test.mjs
own='' backwards='' shared=''
for file; do
    if grep -q 'own_hub(' "$file"; then own="$own $file" backwards="$file $backwards"; else shared="$shared $file"; fi
done
# Each is run by whoever comes first.
run_unclaimed() {
    for file; do
        if mkdir "$folder/$file.claimed" 2>/dev/null; then run "$file"; fi
    done
}
# shellcheck disable=SC2086 # several words are meant
run_unclaimed $own &
beside=$!
# shellcheck disable=SC2086
run_unclaimed $backwards &
beside="$beside $!"
for file in $shared; do
    run "$file"
    count "$file"
done
# shellcheck disable=SC2086
run_unclaimed $own
# shellcheck disable=SC2086
wait $beside
for file in $own; do count "$file"; done
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
