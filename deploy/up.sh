#!/bin/sh
# make up: a hub on this machine.  Called again, it changes nothing that runs well, and puts into
# effect what is new: programs, templates, migrations, settings.
#
#   VAR    state folder, "var" if unset; made if missing
#   PORT   port of nginx; if unset the one of before, at first 8080
#   BUILD  where make has built, "build" if unset
here=$(dirname "$(readlink -f "$0")")
. "$here/hub.sh"
. "$here/state.sh"
. "$here/cluster.sh"
. "$here/render.sh"
. "$here/supervise.sh"

need() {
    for program in "$@"; do
        command -v "$program" >/dev/null ||
            die "the program $program is missing; deploy/packages.sh up installs what a hub needs."
    done
}

# Says who holds the port, before anything is started or the port noted down.
port_check() {
    least=$(cat /proc/sys/net/ipv4/ip_unprivileged_port_start 2>/dev/null || echo 1024)
    if [ "$port" -lt "$least" ]; then
        die "port $port is reserved to root, and the hub does not run as root.
Choose one from $least on, and let a web server or a firewall rule forward port $port to it."
    fi
    inode=$(awk -v port="$(printf ':%04X' "$port")" '$4 == "0A" && substr($2, length($2) - 4) == port {
        print $10; exit }' /proc/net/tcp /proc/net/tcp6 2>/dev/null)
    if [ -z "$inode" ]; then return; fi
    holders=$(find /proc/[0-9]*/fd -maxdepth 1 -lname "socket:\[$inode\]" 2>/dev/null | cut -d/ -f3)
    for pid in $holders; do
        if hub_processes | grep -q "^$pid "; then return; fi
    done
    for pid in $holders; do
        die "port $port is in use by process $pid ($(tr '\0' ' ' <"/proc/$pid/cmdline" | cut -c1-80)).
Stop that, or choose another one, such as PORT=$((port + 1))."
    done
    die "port $port is in use by a process of another user. Choose another one, such as PORT=$((port + 1))."
}

# Starts supervisord, which as yet starts nothing; what a killed one left is stopped first.
supervisor_start() {
    if hub_alive; then return; fi
    if [ -n "$(hub_processes)" ]; then VAR=$want "$here/down.sh" >/dev/null; run_make; fi
    as_user supervisord -c "$state/supervisord.conf" >"$work/supervisor.log" 2>&1 9>&- || {
        tail_of "$work/supervisor.log"
        die "supervisord did not start."
    }
    wait_for 10 test -s "$state/supervisord.pid" || die "supervisord did not start: see $state/log/supervisord.log."
}

# quietly COMMAND...: with its output only if it fails.
quietly() {
    "$@" >"$work/step.log" 2>&1 || {
        tail_of "$work/step.log"
        die "this step failed: $*"
    }
}

database_up() {
    if is_private; then
        if ! as_user "$postgres/pg_isready" -q -h "$run"; then quietly ctl start postgres; fi
        cluster_wait
        if has_changed pg/pg_ident.conf pg/pg_hba.conf; then quietly ctl signal HUP postgres; fi
        database_make
    fi
    if [ -x "$app/bin/nopanic" ]; then
        quietly as_user "$app/deploy/launch.sh" "$state" "$app/bin/nopanic" migrate
    fi
}

# Replaces the programs whose file changed, all of them if templates did: a rolling restart, that cuts
# no request.  New settings need a start, and so does what does not run.
programs_renew() {
    renew='' restart=''
    states >"$work/status"
    [ -s "$work/status" ] || die "supervisord does not answer: see $state/log/supervisord.log."
    running=$(awk '$2 == "RUNNING" || $2 == "STARTING" { print $1 }' "$work/status")
    for program in $running; do
        if [ -x "$app/cgi-bin/$program" ]; then
            if has_changed nopanic.env keys; then
                restart="$restart $program"
            elif has_changed "cgi-bin/$program" || grep -q '^templates/' "$work/changed"; then
                renew="$renew $program"
            fi
        elif [ -x "$app/cron/$program" ] && has_changed nopanic.env keys "cron/$program"; then
            restart="$restart $program"
        elif [ "$program" = nginx ] && grep -q '^nginx/' "$work/changed"; then
            renew="$renew $program"
        fi
    done
    # shellcheck disable=SC2086 # lists of words
    if [ -n "$renew" ]; then quietly ctl signal HUP $renew; fi
    # shellcheck disable=SC2086
    restart_all $restart
    if [ -n "$failed" ]; then
        tail_of "$state/log/$failed.log"
        die "$failed did not start again."
    fi
    if grep -qv ' RUNNING$' "$work/status"; then quietly ctl start all; fi
}

is_green() {
    [ "$(curl -sk -o "$work/health" -w '%{http_code}' --noproxy '*' -m 5 \
        -H 'Accept: application/json' "$1")" = 200 ]
}

health_wait() {
    address=$(awk '$1 == "listen" { print $2; exit }' "$state/nginx/listen.conf")
    case $address in 0.0.0.0:*) address=127.0.0.1:$port ;; esac
    wait_for 30 is_green "$scheme://$address/healthz" || {
        if [ -s "$work/health" ]; then say "/healthz says: $(head -c 400 "$work/health")" >&2; fi
        for name in $(ctl status | awk '$2 != "RUNNING" { print $1 }') index; do
            tail_of "$state/log/$name.log"
        done
        die "the hub was started but /healthz is not green after 30 s. All logs are in $state/log."
    }
}

# The one-time link for the first admin; status 3 says that there is one.
setup_link() {
    say "nopanic runs at $(env_get NOPANIC_URL)"
    if [ ! -x "$app/bin/nopanic" ]; then return; fi
    status=0
    link=$(as_user "$app/deploy/launch.sh" "$state" "$app/bin/nopanic" setup-link 2>"$work/link.log") || status=$?
    case $status in
    0) say "Make the first account, an administrator, here (works once): $link" ;;
    3) ;;
    *)
        tail_of "$work/link.log"
        die "nopanic setup-link failed with status $status."
        ;;
    esac
}

need awk cmp curl find flock getent nginx realpath sed setpriv sha256sum supervisord supervisorctl
id -un >/dev/null 2>&1 || die "user id $(id -u) has no name; PostgreSQL needs one (a line in /etc/passwd)."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: >"$work/changed"

state_make
cd /
exec 9<"$state"
flock -w 120 9 || die "another make up works on $state."
run_make
env_make
port_check
env_settle
keys_make
settings_compare
app=$state/app
"$here/install.sh" "$app" only >>"$work/changed" || die "the programs could not be copied to $app."
if is_private; then
    postgres_find
    cluster_make
    cluster_admit
fi
nginx_render
supervisor_render
supervisor_start
if has_changed supervisord.conf; then quietly ctl update; fi
database_up
programs_renew
health_wait
settings_digest | file_write .in-effect 600
setup_link
