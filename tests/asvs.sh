#!/bin/sh
# Every requirement of OWASP ASVS 5.0.0 that applies to a hub has a test: tests/asvs.tsv says for each
# which file proves it, and words of the test's name.  A line for each that is not there any more;
# silent if none.  "-" in place of the file: not yet, with the reason; "list" prints those.
#
# usage: tests/asvs.sh [list]
set -eu
cd "$(dirname "$0")/.."
tab=$(printf '\t')
status=0
while IFS="$tab" read -r id file words; do
    if [ "$file" = - ]; then
        # A test that names it is as good.
        named=$(grep -rlE "ASVS ([0-9., ]*[ ,])?$(printf %s "$id" | sed 's/\./\\./g')([^0-9.]|\$|\.[^0-9])" \
            tests/unit tests/web --include='*.c' --include='*.test.mjs' | head -1)
        if [ "${1:-}" = list ] && [ -z "$named" ]; then printf '%s has no test: %s\n' "$id" "$words"; fi
    elif ! grep -qF -- "$words" "$file" 2>/dev/null; then
        printf '%s: %s has no test "%s"\n' "$id" "$file" "$words"
        status=1
    fi
done <tests/asvs.tsv
doubled=$(cut -f1 tests/asvs.tsv | sort | uniq -d)
if [ -n "$doubled" ] || [ "$(grep -c . tests/asvs.tsv)" != 131 ]; then
    echo "tests/asvs.tsv names each of the 131 requirements once${doubled:+, and not twice: $doubled}"
    status=1
fi
exit "$status"
