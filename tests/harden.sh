#!/bin/sh
# What the programs in BUILD were hardened with (ASVS 1.4.1): position independent, no executable stack,
# relocations read-only and bound at start, stack canaries, checked library calls.  A line for each
# finding; silent if there is none.
set -eu
cd "$(dirname "$0")/.."
BUILD=${BUILD:-build}
status=0

# lacks PROGRAM WHAT: a finding.
lacks() {
    echo "$1 lacks $2 (ASVS 1.4.1)"
    status=1
}

for program in "$BUILD"/cgi-bin/* "$BUILD"/cron/* "$BUILD"/bin/*; do
    case $program in *.o | *.d) continue ;; esac
    head=$(readelf -hlWd "$program")
    symbols=$(nm -D --undefined-only "$program")
    has() { printf '%s\n' "$1" | grep -qE "$2"; }
    has "$head" 'Flags:.*\bPIE\b' || lacks "$program" 'a position of its own (PIE)'
    has "$head" 'BIND_NOW|Flags:.*\bNOW\b' || lacks "$program" 'relocations that are bound at start'
    has "$head" 'GNU_RELRO' || lacks "$program" 'relocations that are read-only'
    has "$head" 'GNU_STACK.* RW +0x' || lacks "$program" 'a stack that is not executable'
    has "$symbols" '__stack_chk_fail' || lacks "$program" 'stack canaries'
    has "$symbols" '__(memcpy|snprintf|vsnprintf|fprintf|printf)_chk' || lacks "$program" 'checked library calls (FORTIFY)'
done
exit "$status"
