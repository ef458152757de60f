#!/bin/sh
# rotate.sh STATE: starts a new access log when it has grown past 50 MB, five old ones are kept; and
# new logs of the programs past 10 MB, three are kept.  (Supervisord rotates the logs of the others.)
set -eu
state=$1

# is_full LOG MEGABYTES
is_full() {
    [ "$(stat -c %s "$1" 2>/dev/null || echo 0)" -gt $(($2 * 1024 * 1024)) ]
}

# shift_old LOG COUNT: makes room for LOG.1.
shift_old() {
    n=$(($2 - 1))
    while [ "$n" -ge 1 ]; do
        if [ -e "$1.$n" ]; then mv "$1.$n" "$1.$((n + 1))"; fi
        n=$((n - 1))
    done
}

# The programs keep their file open and append to it, so it is copied and emptied.
for program in "$state"/app/cgi-bin/*; do
    log=$state/log/${program##*/}.log
    if is_full "$log" 10; then
        shift_old "$log" 3
        cp "$log" "$log.1"
        truncate -s 0 "$log"
    fi
done

log=$state/log/access.log
is_full "$log" 50 || exit 0
shift_old "$log" 5
mv "$log" "$log.1"
kill -USR1 "$(cat "$(readlink -f "$state/run")/nginx.pid")"
