# The state folder of a hub: chosen, made, and its settings.  Sourced by up.sh after hub.sh.

# Whether the service user can work in $1.
reaches() {
    as_user sh -c 'cd "$1" && [ -w . ]' sh "$1" 2>/dev/null
}

# Where the state goes when it cannot be at $want: below a home that others cannot enter, say.
state_elsewhere() {
    if is_root; then
        base=/var/lib/nopanic
    else
        base=${XDG_STATE_HOME:-$HOME/.local/state}/nopanic
    fi
    is_plain "$base" ||
        die "the path $want has characters other than letters, digits and . _ / + ~ -, and so has $base.
Choose a folder without them: make up VAR=/some/plain/path"
    if [ -e "$want" ] && ! rmdir "$want" 2>/dev/null; then
        die "the user $user cannot work in $want (or its path has unusual characters), and it is not empty.
Choose another folder: make up VAR=/some/other/path"
    fi
    state=$base/$(hash_of "$want")
    mkdir -p "$state" "$(dirname "$want")" || die "cannot make $state or the folder of $want."
    if is_root; then chown "$user:" "$state"; fi
    ln -s "$state" "$want" || die "cannot make the link $want."
    say "State folder: $want is a link to $state, since $user cannot
work in the former, or its path has unusual characters."
}

service_user_make() {
    if is_root && ! getent passwd "$user" >/dev/null; then
        say "Making the system user $user ..."
        useradd --system --user-group --home-dir /var/lib/nopanic --no-create-home \
            --shell /usr/sbin/nologin "$user" || die "useradd could not make the user $user."
    fi
}

state_make() {
    hub_find
    service_user_make
    if [ -e "$state" ] && [ ! -d "$state" ]; then die "$state is not a folder."; fi
    if ! is_root && [ -d "$state" ] && [ "$(stat -c %U "$state")" != "$user" ]; then
        die "$state belongs to $(stat -c %U "$state"). Run make up as that user, or as root."
    fi
    if [ -d "$state" ] && [ ! -e "$state/nopanic.env" ] && [ -n "$(ls -A "$state")" ]; then
        die "$state is not empty and is not the state folder of a hub (it has no nopanic.env).
Choose a new folder: make up VAR=/some/other/path"
    fi
    if is_plain "$state"; then
        mkdir -p "$state" || die "cannot make the folder $state."
        if is_root && [ "$(stat -c %U "$state")" = root ]; then
            chown "$user:" "$state"
            if [ -e "$state/nopanic.env" ]; then chown "$user:" "$state/nopanic.env"; fi
        fi
        if ! reaches "$state"; then
            if is_root; then chown root: "$state"; fi
            state_elsewhere
        fi
    else
        state_elsewhere
    fi
    chmod 750 "$state"
    as_user mkdir -p "$state/log" "$state/nginx" || die "cannot make folders in $state."
}

# $run: a path of a socket has at most 107 bytes, and PostgreSQL's is the longest name.
run_make() {
    longest=$state/run/.s.PGSQL.5432
    if [ ${#longest} -le 100 ]; then
        as_user mkdir -p -m 700 "$state/run" || die "cannot make $state/run."
    elif [ "$(stat -L -c %U:%a "$state/run" 2>/dev/null)" != "$user:700" ]; then
        rm -f "$state/run"
        as_user sh -c 'ln -s "$(mktemp -d /tmp/nopanic.XXXXXX)" "$1"' sh "$state/run" ||
            die "cannot make a folder for sockets in /tmp."
    fi
    run=$(readlink -f "$state/run")
}

# env_get NAME: what nopanic.env says of it, or nothing.
env_get() {
    sed -n "s/^$1=//p" "$state/nopanic.env" 2>/dev/null | tail -n 1
}

# env_put NAME VALUE: replaces its line.  The value goes through the environment, so that awk takes
# it literally.
env_put() {
    # shellcheck disable=SC2016 # awk's, not the shell's
    NAME=$1 VALUE=$2 awk '
        index($0, ENVIRON["NAME"] "=") == 1 { $0 = ENVIRON["NAME"] "=" ENVIRON["VALUE"]; done = 1 }
        { print }
        END { if (!done) print ENVIRON["NAME"] "=" ENVIRON["VALUE"] }
    ' "$state/nopanic.env" | file_write nopanic.env 600
}

# env_keep NAME VALUE: the value of make up, unless the operator has changed the line.  What make up
# wrote is remembered in .written.
env_keep() {
    now=$(env_get "$1")
    if [ -z "$now" ] || [ "$now" = "$(sed -n "s/^$1=//p" "$state/.written" 2>/dev/null)" ]; then
        if [ "$now" != "$2" ]; then env_put "$1" "$2"; fi
        written="${written:-}$1=$2
"
    fi
}

# file_write NAME MODE: standard input becomes the file $state/NAME, in one step.  A file that was
# different or missing before is noted in $work/changed.
file_write() {
    cat >"$work/new"
    if cmp -s "$work/new" "$state/$1"; then return; fi
    as_user sh -c 'umask 077; cat >"$1.new" && chmod "$2" "$1.new" && mv -f "$1.new" "$1"' \
        sh "$state/$1" "$2" <"$work/new" ||
        die "cannot write $state/$1 ($(df -h "$state" | awk 'END { print $4 " free on " $6 }'))."
    echo "$1" >>"$work/changed"
}

# Whether one of the names was noted: has_changed NAME...
has_changed() {
    for file in "$@"; do
        if grep -qxF "$file" "$work/changed"; then return 0; fi
    done
    return 1
}

# The file, and $port: as asked for, else the one of before.
env_make() {
    [ -e "$state/nopanic.env" ] || file_write nopanic.env 600 <<'END'
# Settings of this hub, a line NAME=value each, without quotes; README.md lists all names.
# After a change, make up puts it into effect.  Lines that you change stay as you leave them.

# The port nginx listens on; make up PORT=... changes it.
NOPANIC_PORT=8080

# The address people and CI jobs reach the hub at: it stands in links, mails and answers.
NOPANIC_URL=

# The database.  With another address here no PostgreSQL is started; it needs the roles of
# sql/roles.sql, a database owned by nopanic_owner, and gets its tables from make up.
NOPANIC_DATABASE_URL=

# The file of the keys that sign tokens and cookies.  Whoever has it can sign in as anybody.
NOPANIC_KEYS=
END
    if [ -n "${PORT:-}" ]; then port=$PORT; else port=$(env_get NOPANIC_PORT); fi
    port=${port:-8080}
    case $port in *[!0-9]* | ??????*) die "PORT=$port is not a port number." ;; esac
    if [ "$port" -lt 1 ] || [ "$port" -gt 65535 ]; then die "PORT=$port is not from 1 to 65535."; fi
}

# Notes down what make up itself says of the hub; $port must be free.
env_settle() {
    if [ "$(env_get NOPANIC_PORT)" != "$port" ]; then env_put NOPANIC_PORT "$port"; fi
    scheme=http
    if [ -n "$(env_get NOPANIC_TLS_CERTIFICATE)" ]; then scheme=https; fi
    env_keep NOPANIC_URL "$scheme://localhost:$port"
    env_keep NOPANIC_DATABASE_URL "postgresql:///nopanic?host=$run"
    env_keep NOPANIC_KEYS "$state/keys"
    printf %s "${written:-}" | file_write .written 600
}

# A first key "KID HEX"; more lines may be added, the first one signs.
keys_make() {
    keys=$(env_get NOPANIC_KEYS)
    if [ -e "$keys" ] || [ "$keys" != "$state/keys" ]; then return; fi
    printf '%s %s\n' "k$(date +%Y%m%d)" "$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')" |
        file_write keys 400
}

# What the settings and the keys are, without telling them.
settings_digest() {
    as_user cat "$state/nopanic.env" "$(env_get NOPANIC_KEYS)" 2>/dev/null | sha256sum
}

# A line that was changed by hand counts as changed, until a make up has put it into effect.
settings_compare() {
    if [ "$(settings_digest)" != "$(cat "$state/.in-effect" 2>/dev/null)" ]; then
        echo nopanic.env >>"$work/changed"
    fi
}

# Whether the database is the hub's own cluster.
is_private() {
    [ "$(env_get NOPANIC_DATABASE_URL)" = "postgresql:///nopanic?host=$run" ]
}
