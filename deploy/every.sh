#!/bin/sh
# every.sh SECONDS PROGRAM [ARGUMENT...]: runs a job again and again, never twice at a time.
#
# SIGTERM lets a job that runs come to its end.
seconds=$1
shift
sleeper=
# shellcheck disable=SC2154 # $sleeper is set below
trap 'kill $sleeper 2>/dev/null; exit 0' TERM INT
while :; do
    "$@"
    status=$?
    if [ "$status" != 0 ]; then
        printf '{"time":"%s","level":"error","program":"%s","message":"exit status %d"}\n' \
            "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$(basename "$1")" "$status" >&2
    fi
    sleep "$seconds" &
    sleeper=$!
    wait "$sleeper"
    sleeper=
done
