#!/bin/sh
# make down: stops what make up started with this VAR, and nothing else.  The data stay.
here=$(dirname "$(readlink -f "$0")")
. "$here/hub.sh"

is_gone() {
    [ -z "$(hub_processes)" ]
}

# supervisord ends after all that it has started.
has_ended() {
    [ ! -e "/proc/$session" ]
}

# Tells the processes of the hub to end.  PostgreSQL comes last: pass "postgres" for it.
tell() {
    hub_processes | while read -r pid name; do
        case $name:${1:-} in
        postgres:postgres) kill -INT "$pid" ;;
        postgres:) ;;
        nginx:) kill -QUIT "$pid" ;;
        *:) kill -TERM "$pid" ;;
        esac
    done 2>/dev/null || true
}

only_postgres() {
    ! hub_processes | grep -qv ' postgres$'
}

hub_find
cd /
if [ ! -e "$state/nopanic.env" ]; then
    say "There is no hub in $want."
    exit 0
fi
if ! is_root && [ "$(id -un)" != "$user" ]; then
    die "$state belongs to $user. Run make down as that user, or as root."
fi
# Kept, since supervisord takes the file away a moment before it ends.
session=$(cat "$state/supervisord.pid" 2>/dev/null || true)
if is_gone; then
    say "The hub in $want does not run."
else
    if hub_alive && ctl shutdown >/dev/null 2>&1; then wait_for 90 has_ended || true; fi
    # What is left of a hub whose supervisord was killed or does not answer.
    if ! is_gone; then
        tell
        wait_for 15 only_postgres || true
        tell postgres
        wait_for 30 is_gone || hub_processes | while read -r pid name; do
            say "Killing $name ($pid), which did not end."
            kill -KILL "$pid" 2>/dev/null || true
        done
        wait_for 10 is_gone || die "these processes of the hub do not end: $(hub_processes | tr '\n' ' ')"
    fi
    say "The hub in $want is stopped. Its data stay in $state."
fi
rm -f "$state/supervisord.pid"
if [ -L "$state/run" ]; then
    rm -rf "$run"
    rm -f "$state/run"
else
    rm -f "$run"/*.sock "$run"/nginx.* "$run"/.s.PGSQL.*
fi
