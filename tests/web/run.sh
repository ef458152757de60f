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

[ $# -gt 0 ] || set -- *.test.mjs
passed=0 failed=0
for file; do
    node --test --test-reporter=tap "$file" >"$folder/tap" 2>&1 || true
    good=$(sed -n 's/^# pass //p' "$folder/tap")
    all=$(sed -n 's/^# tests //p' "$folder/tap")
    skipped=$(sed -n 's/^# skipped //p' "$folder/tap")
    bad=$((${all:-1} - ${good:-0} - ${skipped:-0}))
    passed=$((passed + ${good:-0}))
    failed=$((failed + bad))
    if [ "$bad" -gt 0 ]; then cat "$folder/tap"; fi
    printf '%s: %s passed, %s failed\n' "$file" "${good:-0}" "$bad"
done
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
