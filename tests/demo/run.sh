#!/bin/sh
# make demo: fuzzes the libraries of this folder for real and pushes what the fuzzers print to the hub
# that make up has started, as a CI job would.  Called again, it fuzzes again.
#
#   VAR      state folder of the hub
#   SECONDS_EACH  how long each target is fuzzed, 8 if unset
here=$(dirname "$(readlink -f "$0")")
root=$(dirname "$(dirname "$here")")
. "$root/deploy/hub.sh"
hub_find
seconds=${SECONDS_EACH:-8}
case $seconds in '' | *[!0-9]*) die "SECONDS_EACH=$seconds is not a number of seconds." ;; esac
for program in go clang curl git; do
    command -v "$program" >/dev/null || die "the demonstration needs $program: apt-get install golang-go clang curl git"
done
unset GIT_SSL_CAINFO CURL_CA_BUNDLE SSL_CERT_FILE

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The operator's command, with this hub's settings.
nopanic() {
    as_user "$state/app/deploy/launch.sh" "$state" "$state/app/bin/nopanic" "$@"
}

url=$(sed -n 's/^NOPANIC_URL=//p' "$state/nopanic.env" | tail -n 1)

# An account to look around with; its password is made once and kept for the next time.
login=$state/demo-login
if [ ! -s "$login" ]; then
    password=$(od -An -N9 -tx1 /dev/urandom | tr -d ' \n')
    printf '%s\n' "$password" | nopanic account add demo demo@localhost.localdomain --admin --confirmed >"$work/account.log" 2>&1 || {
        tail_of "$work/account.log"
        die "the account demo could not be made."
    }
    as_user sh -c 'umask 077; printf "%s\n" "$2" >"$1"' sh "$login" "$password"
fi

# As the account demo; its password is in no list of processes.
as_demo() { # as_demo PATH [CURL-ARGUMENT...]
    path=$1
    shift
    as_user cat "$login" | sed 's/.*/user = "demo:&"/' | curl -fsS -K - -H 'Accept: application/json' "$@" "$url$path"
}
# It hears of what is found: mails are in the folder mail of the hub.
csrf=$(as_demo /notify | sed -n 's/.*"csrf":"\([^"]*\)".*/\1/p')
as_demo /notify -o "$work/starred" --data-urlencode "csrf=$csrf" -d do=repository --data-urlencode 'repo=demo/*' || {
    tail_of "$work/starred"
    die "the account demo could not subscribe to the repositories."
}

# A repository with a commit, so that runs belong to something.
checkout() { # checkout FOLDER
    cp -r "$here/$1" "$work/$1"
    (
        cd "$work/$1"
        git init -q -b main
        git add .
        GIT_AUTHOR_DATE='2026-01-01T00:00:00Z' GIT_COMMITTER_DATE='2026-01-01T00:00:00Z' \
            git -c user.name=Demo -c user.email=demo@localhost commit -q -m "Start"
    )
}

# push REPOSITORY ARGUMENT...: as a CI job would, token in the environment.
push() {
    repo=$1
    shift
    NOPANIC_URL=$url NOPANIC_TOKEN=$token "$root/htdocs/push.sh" --repo "$repo" --run "$run_key" \
        --origin demo --source . --quiet "$@"
}

token=$(nopanic token create --all --days 30 --name demo 2>"$work/token.log") || {
    tail_of "$work/token.log"
    die "no token for the demonstration could be made."
}
run_key=demo-$(date +%s)

say "Fuzzing a Go module: three packages, six targets, $seconds s each at most ..."
checkout go
cd "$work/go"
for place in helper/xor:FuzzMask helper/xor:FuzzCombine codec:FuzzDecode codec:FuzzDecodeText \
    codec:FuzzLast pathutil:FuzzClean; do
    package=${place%:*} target=${place#*:}
    status=0
    go test -run='^$' -fuzz="^$target\$" -fuzztime="${seconds}s" "./$package" >"$work/log" 2>&1 || status=$?
    say "  $package $target: exit status $status"
    push demo/vault --package "$package" --target "$target" "$work/log" || die "the push failed; see above."
done

say "Fuzzing a C library: three targets ..."
checkout c
cd "$work/c"
for target in fuzz_read fuzz_forget fuzz_clean; do
    clang -g -O1 -fsanitize=fuzzer,address,undefined -o "$work/$target" "$target.c" ini.c
    status=0
    "$work/$target" -seed=1 -max_total_time="$seconds" -print_final_stats=1 >"$work/log" 2>&1 || status=$?
    say "  $target: exit status $status"
    push demo/ini --package . --target "$target" --engine libfuzzer "$work/log" || die "the push failed; see above."
done

say ""
say "Look around:  $url"
say "Mails:        $state/mail/new, of each new crasher, until an SMTP server is set"
say "Sign in as:   demo, password $(cat "$login" 2>/dev/null || as_user cat "$login")"
