#!/bin/sh
# rotate.sh STATE: starts a new access log when it has grown past 50 MB; five old ones are kept.
# (The logs of the programs are rotated by supervisord.)
set -eu
state=$1
log=$state/log/access.log
size=$(stat -c %s "$log" 2>/dev/null || echo 0)
[ "$size" -gt $((50 * 1024 * 1024)) ] || exit 0
for n in 4 3 2 1; do
    if [ -e "$log.$n" ]; then mv "$log.$n" "$log.$((n + 1))"; fi
done
mv "$log" "$log.1"
kill -USR1 "$(cat "$(readlink -f "$state/run")/nginx.pid")"
