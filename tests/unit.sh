#!/bin/sh
# Runs the unit tests of BUILD, which were built with SANITIZE=1, each program on a fresh database of
# a PostgreSQL cluster that lives as long as this script.  Prints what fails, and a last line
# "N passed, N failed" that counts test functions.
#
# usage: BUILD=build tests/unit.sh [NAME...]     NAME as in tests/unit/test_NAME.c
set -eu
cd "$(dirname "$0")/.."
BUILD=${BUILD:-build}
bin=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin | sort -V | tail -1)
home=$(mktemp -d /tmp/nopanic-unit.XXXXXX) # not TMPDIR: a socket's path has 107 bytes
cluster=$home/pg

# initdb refuses root; the postgres user of the distribution will do.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=postgres --regid=postgres --init-groups env HOME="$home" "$@"
    else
        "$@"
    fi
}
admin() { psql -qX -v ON_ERROR_STOP=1 -h "$home" -U nopanic_test -d "$@"; }
stop() {
    as_postgres "$bin/pg_ctl" -s -m immediate -D "$cluster" stop 2>/dev/null || true
    rm -rf "$home"
}
trap stop EXIT
trap 'exit 1' INT TERM
[ "$(id -u)" != 0 ] || chown postgres "$home"

# The programs refuse a server that may lose what it has committed, so fsync stays on.
as_postgres "$bin/initdb" -D "$cluster" -A trust -U nopanic_test -E UTF8 --locale=C.UTF-8 --lc-collate=C \
    --no-sync >"$home/initdb.log" 2>&1 || { cat "$home/initdb.log"; exit 1; }
as_postgres "$bin/pg_ctl" -s -w -D "$cluster" -l "$home/postgres.log" \
    -o "-c listen_addresses= -c unix_socket_directories=$home" start ||
    { cat "$home/postgres.log"; exit 1; }

# The schema once, as a template.
admin postgres <sql/roles.sql
admin postgres -c 'CREATE DATABASE blank OWNER nopanic_owner'
cat sql/schema/*.sql | psql -qX1 -v ON_ERROR_STOP=1 -h "$home" -U nopanic_owner -d blank >/dev/null

for name in $(env | sed -n 's/^\(NOPANIC_[A-Z_]*\)=.*/\1/p'); do unset "$name"; done
export NOPANIC_TEST_DATABASE="host=$home dbname=nopanic" NOPANIC_TEST_CLUSTER="$cluster"
export CMOCKA_MESSAGE_OUTPUT=TAP
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1

passed=0 failed=0
[ $# -gt 0 ] || set -- tests/unit/test_*.c
for name in "$@"; do
    name=${name#tests/unit/test_}
    name=${name%.c}
    admin postgres -c 'DROP DATABASE IF EXISTS nopanic WITH (FORCE)' \
        -c 'CREATE DATABASE nopanic OWNER nopanic_owner TEMPLATE blank' 2>/dev/null
    status=0
    timeout 600 "$BUILD/tests/unit/test_$name" >"$home/output" 2>&1 || status=$?
    good=$(grep -c '^ok ' "$home/output" || true)
    all=$(sed -n 's/^1\.\.\([0-9]*\)$/\1/p' "$home/output" | head -1)
    bad=$((${all:-0} - good)) # those that never came to run count too
    [ "$status" = 0 ] || [ "$bad" -gt 0 ] || bad=1
    if [ "$bad" -gt 0 ]; then
        echo "--- tests/unit/test_$name.c: exit status $status"
        cat "$home/output"
    fi
    passed=$((passed + good)) failed=$((failed + bad))
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
