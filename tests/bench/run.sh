#!/bin/sh
# make bench: what the hub costs, as multiples of what the smallest programs cost that do the work; each
# ratio beside its limit.  Ends with status 1 if the median of one misses its limit.
#
# Everything is measured in turns in one run, so that the rest of the machine disturbs all alike; but for the
# burst of burst.mjs, which takes ten minutes at the end.
#
#   ROUNDS=3    turns                     SECONDS=3   of each measurement
#   WORKERS=2   processes of each program, of the hub and of the yardsticks
#   BURST=0     without the burst
#   BUILD       where make has built, "build" if unset
set -eu
here=$(dirname "$(readlink -f "$0")")
root=$(dirname "$(dirname "$here")")
build=${BUILD:-build}
case $build in /*) ;; *) build=$root/$build ;; esac
export PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin" # nginx is there

for program in wrk node nginx cc pkg-config; do
    command -v "$program" >/dev/null || {
        echo "make bench needs $program: apt-get install wrk nodejs nginx gcc pkg-config" >&2
        exit 2
    }
done

mkdir -p "$build/bench"
for floor in floor_ingest floor_page; do
    # shellcheck disable=SC2046 # several words are meant
    cc -std=gnu17 -D_GNU_SOURCE -O2 $(pkg-config --cflags fcgi libpq jansson libcrypto) \
        -o "$build/bench/$floor" "$here/$floor.c" "$here/floor.c" \
        $(pkg-config --libs fcgi libpq jansson libcrypto)
done
cc -std=gnu17 -D_GNU_SOURCE -O2 -I"$root/lib" -o "$build/bench/scan" "$here/scan.c" "$build/libnopanic.a" \
    -lcrypto -lm
unset MAKEFLAGS MAKELEVEL MFLAGS VAR PORT
export BUILD="$build"
status=0
node "$here/run.mjs" || status=1
if [ "${BURST:-1}" != 0 ]; then node "$here/burst.mjs" || status=1; fi
exit "$status"
