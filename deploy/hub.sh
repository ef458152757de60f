# What the scripts of make up and make down share: where a hub lives, whose it is, what of it runs.
# Sourced, not run.
# shellcheck shell=sh
#
#   $VAR     the state folder as the operator names it; it may be a link to the real one
#   $state   the real one
#   $user    its owner, as whom everything runs
#   $run     the folder of the sockets: $state/run, or where that path is too long, a short one
#            that $state/run then links to
set -eu
umask 022
session=
export LC_ALL=C.UTF-8
export PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin" # where nginx is; the PATH of ordinary users lacks it

say() {
    printf '%s\n' "$*"
}

die() {
    printf 'nopanic: %s\n' "$*" >&2
    exit 1
}

is_root() {
    [ "$(id -u)" = 0 ]
}

# as_user COMMAND...: with an environment of its own, so that PGHOST and the like do not leak in.
as_user() {
    if is_root; then
        set -- setpriv --reuid="$user" --regid="$(id -g "$user")" --init-groups --inh-caps=-all "$@"
    fi
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
        HOME="$(getent passwd "$user" | cut -d: -f6)" USER="$user" "$@"
}

# Paths go into the configuration of nginx, supervisord and PostgreSQL, each with other rules of
# quoting; these characters mean nothing to any of them.
is_plain() {
    case $1 in *[!A-Za-z0-9._/+~-]*) return 1 ;; esac
}

# A name for a path that is always the same.
hash_of() {
    printf %s "$1" | sha256sum | cut -c1-12
}

# The service user of a folder: its owner, or for root's, the system user nopanic.
user_of() {
    owner=$(stat -c %U "$1" 2>/dev/null || id -un)
    if [ "$owner" = root ]; then owner=nopanic; fi
    printf %s "$owner"
}

# Sets $want (absolute, links of VAR itself not followed) and, if the hub exists, $state, $user, $run.
hub_find() {
    want=$(realpath -m -s -- "${VAR:-var}")
    state=$(realpath -m -- "$want")
    user=$(user_of "$state")
    # shellcheck disable=SC2034 # for those who source this
    run=$(readlink -f "$state/run" || true)
}

ctl() {
    as_user supervisorctl -c "$state/supervisord.conf" "$@"
}

# The processes of this hub, "PID NAME" a line: those of supervisord's session that work in $state.
# The session is what is left to know them by when supervisord itself was killed; its number is that
# of supervisord, which takes its pid file away only after everything else has ended.
hub_processes() {
    session=${session:-$(cat "$state/supervisord.pid" 2>/dev/null)} || return 0
    for folder in /proc/[0-9]*; do
        { read -r stat <"$folder/stat"; } 2>/dev/null || continue
        name=${stat#*\(}
        # shellcheck disable=SC2086 # after the name: condition, parent, group, session, ...
        set -- ${stat##*) }
        if [ "$4" != "$session" ] || [ "$1" = Z ]; then continue; fi
        case $(readlink "$folder/cwd") in
        "$state" | "$state"/*) printf '%s %s\n' "${folder#/proc/}" "${name%)*}" ;;
        esac
    done
}

# Whether supervisord itself runs.
hub_alive() {
    hub_processes | grep -q "^$(cat "$state/supervisord.pid" 2>/dev/null || echo none) "
}

# wait_for SECONDS COMMAND...: until the command succeeds.
wait_for() {
    tenths=$(($1 * 10))
    shift
    until "$@"; do
        tenths=$((tenths - 1))
        [ "$tenths" -gt 0 ] || return 1
        sleep 0.1
    done
}

# The last lines of a log, for the message of a step that failed.
tail_of() {
    if [ -s "$1" ]; then
        printf 'The last lines of %s:\n' "$1"
        tail -n 12 "$1" | cut -c1-400 | sed 's/^/    /'
    fi >&2
}
