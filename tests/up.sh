#!/bin/sh
# Tests make up and make down on copies of this checkout with hubs of their own: as root, as another
# user, below a closed home, side by side, killed, under load.  Prints a line for each test, then
# "N passed, N failed".  The programs must be built; as root also what only root can try is tried.
#
#   BUILD      where they are, "build" if unset
#   TEST_PORT  first of ten ports, 18600 if unset
set -u
export LC_ALL=C.UTF-8
root=$(dirname "$(dirname "$(readlink -f "$0")")")
build=${BUILD:-build}
case $build in /*) ;; *) build=$root/$build ;; esac
first=${TEST_PORT:-18600}
unset BUILD VAR PORT MAKEFLAGS MAKELEVEL MFLAGS

passed=0 failed=0 ups=
work=$(mktemp -d /tmp/nopanic-up.XXXXXX)
chmod 755 "$work"

# check WHAT COMMAND...: one test.
check() {
    what=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
        printf 'ok      %s\n' "$what"
    else
        failed=$((failed + 1))
        printf 'not ok  %s\n' "$what"
        if [ -s "$work/out" ]; then sed 's/^/        | /' "$work/out"; fi
    fi
}

# A copy of what git would hand out, as it is now, and of the programs; no rebuild is needed, since the
# times are kept.
checkout() {
    mkdir -p "$1/build"
    (cd "$root" && git ls-files -co --exclude-standard -z | tar -c --null -T - --ignore-failed-read) |
        tar -x -C "$1" --no-same-owner
    (cd "$build" && tar -c --exclude=./tests --exclude=./test --exclude=./clang .) |
        tar -x -C "$1/build" --no-same-owner
}

# up FOLDER VAR PORT: make up there, output in $work/out; what it started is stopped at the end.
up() {
    ups="$ups$1|$2
"
    (cd "$1" && make up VAR="$2" ${3:+PORT=$3}) >"$work/out" 2>&1 </dev/null
}

down() {
    (cd "$1" && make down VAR="$2") >"$work/out" 2>&1 </dev/null
}

tidy() {
    printf %s "$ups" | sort -u | while IFS='|' read -r folder var; do down "$folder" "$var"; done
    if [ -n "${guest:-}" ]; then
        userdel "$guest" >/dev/null 2>&1
    fi
    find "$work" -maxdepth 4 -type l -lname '/var/lib/nopanic/*' -printf '%l\n' | xargs -r rm -rf
    rm -rf "$work"
}
trap tidy EXIT
trap 'exit 1' INT TERM HUP

# The processes of the hub in VAR, "PID NAME" a line, by the scripts' own rule; not those by which a
# job waits.
processes() {
    (
        . "$root/deploy/hub.sh"
        VAR=$1
        hub_find
        hub_processes | grep -v ' sleep$' | sort
    )
}

pid_of() { # pid_of VAR PROGRAM
    supervisorctl -c "$1/supervisord.conf" pid "$2"
}

status() { # status URL [OPTION...]
    curl -s -o /dev/null -w '%{http_code}' --noproxy '*' -m 10 "$@"
}

is_green() {
    [ "$(status "http://127.0.0.1:$1/healthz")" = 200 ]
}

eventually() { # for 15 s
    end=$(($(date +%s) + 15))
    until "$@"; do
        [ "$(date +%s)" -lt $end ] || return 1
        sleep 0.1
    done
}

says() { # the last output holds it
    grep -qF "$1" "$work/out"
}

equal() {
    [ "$1" = "$2" ] || {
        printf '%s\n---\n%s\n' "$1" "$2" >"$work/out"
        return 1
    }
}

refuses() { # refuses SENTENCE FOLDER VAR PORT
    sentence=$1
    shift
    ! up "$@" && says "$sentence"
}

nothing_runs() {
    [ -z "$(processes "$1")" ]
}

settings_hold() { # of the cluster, as acknowledged data need them
    equal "$(su_to "$2" psql -XAtq -h "$1/run" -U nopanic -d nopanic \
        -c 'SHOW data_checksums' -c 'SHOW synchronous_commit' -c 'SHOW fsync' \
        -c 'SHOW listen_addresses' -c 'SHOW lc_collate' | tr '\n' ' ')" 'on on on  C '
}

# su_to USER COMMAND...: as that user with the PATH that a login gives, or as the one we are.
su_to() {
    name=$1
    shift
    if [ "$(id -un)" = "$name" ]; then
        "$@"
    else
        setpriv --reuid="$name" --regid="$(id -g "$name")" --init-groups env PATH=/usr/local/bin:/usr/bin:/bin \
            HOME="$(getent passwd "$name" | cut -d: -f6)" "$@"
    fi
}

# Only nginx listens on the network.
only_the_port() { # only_the_port VAR PORT
    for pid in $(processes "$1" | cut -d' ' -f1); do
        find "/proc/$pid/fd" -lname 'socket:*' -printf '%l\n' 2>/dev/null
    done | tr -dc '0-9\n' | sort -u >"$work/sockets"
    equal "$(awk '$4 == "0A" { print $10, $2 }' /proc/net/tcp /proc/net/tcp6 |
        grep -wFf "$work/sockets" | sed 's/.*://' | sort -u)" "$(printf %04X "$2")"
}

all_run_as() { # all_run_as VAR USER
    equal "$(processes "$1" | cut -d' ' -f1 | while read -r pid; do stat -c %U "/proc/$pid"; done | sort -u)" "$2"
}

main_user=$(id -un)
[ "$main_user" != root ] || main_user=nopanic

### A hub from nothing.

checkout "$work/source"
one=$work/one
cp -a "$work/source" "$one"
start=$(date +%s)
check 'make up on a fresh checkout succeeds' up "$one" var "$first"
took=$(($(date +%s) - start))
check 'it prints the URL' says "http://localhost:$first"
check 'it prints the link for the first administrator' says '/setup'
check '/healthz is green' is_green "$first"
check "everything runs as $main_user" all_run_as "$one/var" "$main_user"
check 'only nginx listens on the network' only_the_port "$one/var" "$first"
check 'PostgreSQL has checksums, synchronous commit, fsync, no TCP, order of bytes' settings_hold "$one/var" "$main_user"
check 'keys have mode 0400' equal "$(stat -c %a "$one/var/keys")" 400
check 'nopanic.env has mode 0600' equal "$(stat -c %a "$one/var/nopanic.env")" 600
check 'keys are "KID 64-HEX"' grep -Eqx '[a-z0-9]+ [0-9a-f]{64}' "$one/var/keys"

before=$(processes "$one/var")
check 'a second make up succeeds' up "$one" var ''
check 'it prints the URL with the remembered port' says "http://localhost:$first"
check 'it restarts nothing' equal "$(processes "$one/var")" "$before"

### What must be refused, before anything is started.

check 'a port in use is refused with who holds it' refuses "port $first is in use by process" "$one" ../other "$first"
check 'and nothing was started' nothing_runs "$work/other"
check 'a port that is none is refused' refuses 'is not a port number' "$one" ../other 80x80
mkdir "$work/taken" && touch "$work/taken/file"
check 'a folder of something else is refused' refuses 'is not the state folder of a hub' "$one" ../taken "$((first + 1))"
check 'and left alone' equal "$(ls -A "$work/taken")" file

### Side by side, with a long VAR; odd names.

long=$work/$(printf 'a-rather-long-name-%.0s' 1 2 3 4 5 6)/hub
check 'a second hub runs beside, in a folder too long for sockets' up "$one" "$long" "$((first + 1))"
check 'it is green' is_green "$((first + 1))"
sockets=$(readlink "$long/run")
check 'its sockets are in a short folder of mode 0700' equal "$(stat -c %a "$sockets")" 700
check 'a port in use is refused to a hub that runs' refuses "port $first is in use by process" "$one" "$long" "$first"
check 'which keeps the one it has' grep -qx "NOPANIC_PORT=$((first + 1))" "$long/nopanic.env"
check 'make down stops it' down "$one" "$long"
check 'nothing of it runs' nothing_runs "$long"
check 'the short folder is gone' test ! -e "$sockets"
check 'the first hub runs on, untouched' equal "$(processes "$one/var")" "$before"
check 'make down of what does not run says so' sh -c "cd '$one' && make down VAR='$long' | grep -q 'does not run'"
check 'its data stay' test -s "$long/pg/PG_VERSION"

if [ "$(id -u)" = 0 ]; then
    odd="$work/odd ; name's"
    check 'a VAR with blanks and quotes works' up "$one" "$odd" "$((first + 2))"
    check 'it is green' is_green "$((first + 2))"
    down "$one" "$odd"
fi

### Killed parts come back.

var=$one/var
# Load must not be refused for being load.
echo NOPANIC_PAGES_RATE=0 >>"$var/nopanic.env"
check 'a changed setting is put into effect' up "$one" var ''

worker_is_new() {
    now=$(pgrep -P "$master" | sort)
    [ "$(printf '%s\n' "$now" | wc -l)" = "$count" ] && ! printf '%s\n' "$now" | grep -qx "$victim"
}
master=$(pid_of "$var" index)
count=$(pgrep -P "$master" | wc -l)
victim=$(pgrep -P "$master" | head -n 1)
kill -KILL "$victim"
check 'a killed worker is replaced' eventually worker_is_new

is_replaced() { # is_replaced PROGRAM OLD-PID: by one that has got as far as to have children
    now=$(pid_of "$var" "$1")
    [ "$now" != "$2" ] && [ "$now" != 0 ] && pgrep -P "$now" >/dev/null && is_green "$first"
}
for program in index postgres nginx; do
    old=$(pid_of "$var" $program)
    kill -KILL "$old"
    check "$program comes back after kill -9 of its master" eventually is_replaced $program "$old"
done

### Something new, under load.

load() { # two clients; the statuses of all requests, one a line
    for client in 1 2; do
        while [ -e "$work/loading" ]; do
            curl -s -o /dev/null -w '%{http_code}\n' --noproxy '*' -m 10 "http://127.0.0.1:$first/?$client=[1-5]"
            sleep 0.02
        done >"$work/load.$client" &
    done
}
touch "$work/loading"
load
sleep 1
template=$(find "$one/templates" -name '*.tpl' 2>/dev/null | head -n 1)
if [ -n "$template" ]; then
    old=$(pgrep -P "$(pid_of "$var" index)" | sort)
    printf '\n' >>"$template"
    check 'a changed template is put into effect' up "$one" var ''
    workers_changed() { [ "$(pgrep -P "$(pid_of "$var" index)" | sort)" != "$old" ]; }
    check 'by new workers' eventually workers_changed
fi
printf 'x' >>"$one/build/cgi-bin/index" # a new build, as good as the old one
check 'a new program is put into effect' up "$one" var ''
runs_the_new() { # supervisord's child, and its workers
    for pid in $(pid_of "$var" index) $(pgrep -P "$(pid_of "$var" index)"); do
        cmp -s "/proc/$pid/exe" "$one/build/cgi-bin/index" || return 1
    done
}
check 'by new processes' eventually runs_the_new
sed -i 's/keepalive_timeout 30s/keepalive_timeout 31s/' "$one/nginx/nopanic.conf.in"
old=$(pid_of "$var" nginx)
check 'a changed nginx configuration is put into effect' up "$one" var ''
check 'by a reload' equal "$(pid_of "$var" nginx)" "$old"
sleep 1
rm "$work/loading"
wait
check 'no request failed meanwhile' equal "$(cat "$work"/load.* | sort | uniq -c | awk '$2 != 200')" ''
check 'and there were some' test "$(cat "$work"/load.* | wc -l)" -gt 300

sed -i 's/keepalive_timeout 31s;/keepalive_timeout nonsense;/' "$one/nginx/nopanic.conf.in"
check 'a wrong nginx configuration is refused' refuses 'nginx refuses its configuration' "$one" var ''
check 'and what runs goes on' is_green "$first"
sed -i 's/keepalive_timeout nonsense;/keepalive_timeout 30s;/' "$one/nginx/nopanic.conf.in"

### Another port, half dead, down.

check 'make up PORT= moves the hub' up "$one" var "$((first + 3))"
check 'to the new port' eventually is_green "$((first + 3))"
kill -KILL "$(cat "$var/supervisord.pid")" "$(pid_of "$var" index)"
check 'make up mends a hub whose supervisord was killed' up "$one" var ''
check 'it is green' is_green "$((first + 3))"
kill -KILL "$(cat "$var/supervisord.pid")"
shut_down_in_order() {
    "/usr/lib/postgresql/$(cat "$var/pg/PG_VERSION")/bin/pg_controldata" "$var/pg" | grep -Eq 'cluster state: +shut down$'
}
check 'make down stops a hub whose supervisord was killed' down "$one" var
check 'nothing of it runs' nothing_runs "$var"
check 'PostgreSQL was shut down in order' shut_down_in_order
check 'its port is free' test "$(status "http://127.0.0.1:$((first + 3))/healthz")" = 000

### As another user, in a home that nobody else can enter.

if [ "$(id -u)" = 0 ]; then
    guest=npguest$$
    useradd --create-home --home-dir "$work/guest" --shell /bin/sh $guest
    chmod 700 "$work/guest"
    home=$work/guest/project
    cp -a "$work/source" "$home"
    chown -R $guest: "$home"
    as_guest() { su_to "$guest" sh -c "cd '$home' && make $1" >"$work/out" 2>&1 </dev/null; }
    check 'an ordinary user can make up' as_guest "up PORT=$((first + 4))"
    check 'it is green' is_green "$((first + 4))"
    check 'everything runs as that user' all_run_as "$home/var" $guest
    as_guest_on_ones() { ! as_guest "up VAR=$var PORT=$((first + 5))"; }
    check 'but not on a folder of another one' as_guest_on_ones
    check 'nor stop it' sh -c "! setpriv --reuid=$guest --regid=$guest --clear-groups make -s -C '$home' down VAR='$var' 2>/dev/null | grep -q stopped"
    check 'root can stop it too' down "$home" var
    check 'nothing of it runs' nothing_runs "$home/var"

    check 'root can make up below a home that others cannot enter' up "$home" hub "$((first + 5))"
    check 'it is green' is_green "$((first + 5))"
    check 'VAR is a link to where the service user can work' test -L "$home/hub"
    state=$(readlink "$home/hub")
    check 'the state is not the ordinary user'"'"'s' equal "$(stat -c %U "$state")" nopanic
    check 'make down stops it' down "$home" hub
    check 'nothing of it runs' nothing_runs "$state"
fi

printf '(from a built checkout to the URL: %d s)\n' "$took"
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
