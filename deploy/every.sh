#!/bin/sh
# every.sh SECONDS NAME COMMAND [ARGUMENT...]: runs a job again and again, never twice at a time.
#
# SIGTERM lets a job that runs come to its end.
seconds=$1
name=$2
shift 2
sleeper=
trap 'kill $sleeper 2>/dev/null; exit 0' TERM INT
while :; do
    "$@"
    status=$?
    if [ "$status" != 0 ]; then
        printf '{"time":"%s","level":"error","program":"%s","message":"exit status %d"}\n' \
            "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$name" "$status" >&2
    fi
    sleep "$seconds" &
    sleeper=$!
    wait "$sleeper"
    sleeper=
done
