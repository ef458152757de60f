#!/bin/sh
# push.sh: sends what a fuzzer printed to a nopanic hub, and prints the crashers it holds.
#
#   go test -fuzz=FuzzParse -fuzztime=60s ./parser 2>&1 | tee fuzz.log
#   curl -fsS https://HUB/push.sh | NOPANIC_TOKEN=… sh -s -- --url https://HUB fuzz.log
#
# Needs a POSIX shell, awk and curl; tar for folders.  The token is never put on a command line.
# shellcheck disable=SC2034,SC2317  # variables and functions that eval reaches by name
set -eu

usage() {
    cat <<'TEXT'
usage: push.sh [options] [LOG|FOLDER...]   nothing, or -, reads a log from standard input

  A FOLDER is what a fuzzer leaves on disk: AFL++'s out, testdata/fuzz, a workdir of go-fuzz, libFuzzer's
  artifacts, a workspace of honggfuzz; so is a .tar, .tar.gz, .tgz or .zip of one.  Queues, corpora and
  links stay here.

  --url URL          the hub; or NOPANIC_URL
  --repo OWNER/NAME  or NOPANIC_REPO; else from the CI's variables, or from git's remote "origin"
  --commit HASH      --branch NAME  --run KEY  --link URL    found in the same way
  --package PATH     --target NAME  --engine NAME            where the log does not tell
  --origin WORD      what sends it, "CI" if not given
  --crasher FILE     an input that crashed, or a folder of them; may be repeated.  Files that the log
                     names as written are found without this option
  --no-find          do not look for them
  --source DIR       send the source files below DIR, the top of the repository, of which the logs name a
                     line, for the crashers' pages: 64 at most, of 256 KiB each.  Links are not followed
  --rerun-of FILE    the log is of one more run of this input alone: the hub learns its stack, or that it
                     does not reproduce
  --fail-on WHAT     exit with 1 on crashers: new, any, or never (which is what happens without it)
  --tries N          how often to try while the hub is away (8)
  --quiet            print crashers only

NOPANIC_TOKEN holds the token, or NOPANIC_TOKEN_FILE the name of a file with it.

exit status: 0 sent, 1 crashers as asked by --fail-on, 2 wrong usage, 3 refused by the hub,
             4 the hub could not be reached or stayed away
TEXT
}

say() { [ -n "$quiet" ] || printf '%s\n' "$*" >&2; }
die() { status=$1; shift; printf 'push.sh: %s\n' "$*" >&2; exit "$status"; }

url=${NOPANIC_URL:-} repo=${NOPANIC_REPO:-} commit='' branch='' run='' link='' package='' target=''
engine='' origin='' rerun_of='' fail_on=never tries=8 quiet='' find_inputs=yes source=''

work=$(umask 077 && mktemp -d "${TMPDIR:-/tmp}/nopanic.XXXXXX") || die 2 "cannot make a temporary folder"
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
: >"$work/logs"
: >"$work/inputs"
: >"$work/folders"
: >"$work/archives"

# Notes an argument that is no option by what it is.
note() {
    if [ -d "$1" ]; then
        printf '%s\n' "$1" >>"$work/folders"
        return
    fi
    case $1 in
    *.tar | *.tar.gz | *.tgz | *.zip) [ -f "$1" ] || die 2 "$1: no such file"; printf '%s\n' "$1" >>"$work/archives" ;;
    *) printf '%s\n' "$1" >>"$work/logs" ;;
    esac
}

# The SHA-256 of a file; its program has one name or another.
digest_of() {
    if command -v sha256sum >/dev/null 2>&1; then sha256sum <"$1"; else shasum -a 256 <"$1"; fi | cut -d' ' -f1
}

need() { [ "$2" -ge 2 ] || die 2 "$1 needs a value (--help tells more)"; }

while [ $# -gt 0 ]; do
    case $1 in
    --url | --repo | --commit | --branch | --run | --link | --package | --target | --engine | --origin)
        need "$1" $#
        eval "${1#--}=\$2"
        shift ;;
    --crasher)
        need "$1" $#
        [ -e "$2" ] || die 2 "--crasher $2: no such file"
        if [ -d "$2" ]; then find "$2" -type f >>"$work/inputs"; else printf '%s\n' "$2" >>"$work/inputs"; fi
        shift ;;
    --no-find) find_inputs='' ;;
    --source)
        need "$1" $#
        source=$(cd -- "$2" 2>/dev/null && pwd -P) || die 2 "--source $2: no such folder"
        shift ;;
    --rerun-of)
        need "$1" $#
        [ -f "$2" ] || die 2 "--rerun-of $2: no such file"
        rerun_of=$(digest_of "$2")
        shift ;;
    --fail-on)
        need "$1" $#
        case $2 in new | any | never) fail_on=$2 ;; *) die 2 "--fail-on takes new, any or never, not \"$2\"" ;; esac
        shift ;;
    --tries)
        need "$1" $#
        case $2 in '' | *[!0-9]* | 0) die 2 "--tries takes a number from 1, not \"$2\"" ;; esac
        tries=$2
        shift ;;
    --quiet) quiet=yes ;;
    --help | -h) usage; exit 0 ;;
    --) shift; for given; do note "$given"; done; break ;;
    -) printf '%s\n' - >>"$work/logs" ;;
    -*) die 2 "unknown option $1 (--help lists them)" ;;
    *) note "$1" ;;
    esac
    shift
done

# What the CI knows.  Each block fills in what is still empty.
default() { eval "[ -n \"\$$1\" ] || $1=\$2"; }

# "owner/name" of a remote's address, whatever its form.
name_of_remote() { printf '%s' "$1" | sed -e 's/\.git$//' -e 's|/$||' -e 's|.*[:/]\([^:/]*/[^/]*\)$|\1|'; }

if [ -n "${GITHUB_ACTIONS:-}" ]; then
    default repo "${GITHUB_REPOSITORY:-}"
    default commit "${GITHUB_SHA:-}"
    default branch "${GITHUB_HEAD_REF:-${GITHUB_REF_NAME:-}}"
    default run "github-${GITHUB_RUN_ID:-}-${GITHUB_RUN_ATTEMPT:-1}"
    default link "${GITHUB_SERVER_URL:-}/${GITHUB_REPOSITORY:-}/actions/runs/${GITHUB_RUN_ID:-}"
elif [ -n "${GITLAB_CI:-}" ]; then
    namespace=${CI_PROJECT_NAMESPACE:-}
    default repo "${namespace##*/}/${CI_PROJECT_NAME:-}"
    default commit "${CI_COMMIT_SHA:-}"
    default branch "${CI_COMMIT_REF_NAME:-}"
    default run "gitlab-${CI_PIPELINE_ID:-}"
    default link "${CI_JOB_URL:-}"
elif [ -n "${BUILDKITE:-}" ]; then
    default repo "$(name_of_remote "${BUILDKITE_REPO:-}")"
    default commit "${BUILDKITE_COMMIT:-}"
    default branch "${BUILDKITE_BRANCH:-}"
    default run "buildkite-${BUILDKITE_BUILD_ID:-}"
    default link "${BUILDKITE_BUILD_URL:-}"
elif [ -n "${JENKINS_URL:-}" ]; then
    default repo "$(name_of_remote "${GIT_URL:-}")"
    default commit "${GIT_COMMIT:-}"
    jenkins_branch=${GIT_BRANCH:-}
    default branch "${jenkins_branch#origin/}"
    default run "${BUILD_TAG:-}"
    default link "${BUILD_URL:-}"
fi
if command -v git >/dev/null 2>&1 && git rev-parse --git-dir >/dev/null 2>&1; then
    default commit "$(git rev-parse --verify -q HEAD || true)"
    default branch "$(git symbolic-ref -q --short HEAD || true)"
    default repo "$(name_of_remote "$(git config --get remote.origin.url || true)")"
fi
# Credentials that stand inside an address stay here.
link=$(printf '%s' "$link" | sed 's|//[^/@]*@|//|')
default origin CI

token=${NOPANIC_TOKEN:-}
if [ -z "$token" ] && [ -n "${NOPANIC_TOKEN_FILE:-}" ]; then
    [ -r "$NOPANIC_TOKEN_FILE" ] || die 2 "NOPANIC_TOKEN_FILE: cannot read $NOPANIC_TOKEN_FILE"
    token=$(cat "$NOPANIC_TOKEN_FILE")
fi
[ -n "$url" ] || die 2 "where is the hub? Give --url or NOPANIC_URL"
[ -n "$repo" ] || die 2 "which repository? Give --repo OWNER/NAME or NOPANIC_REPO"
[ -n "$token" ] || die 2 "no token: put it into NOPANIC_TOKEN or name its file in NOPANIC_TOKEN_FILE"
case $token in *[!A-Za-z0-9._-]*) die 2 "the token holds characters that no token has; was it cut or quoted twice?" ;; esac
command -v curl >/dev/null 2>&1 || die 2 "curl is not installed"

# The hub takes 8 MiB of a log; of a longer one it gets the two ends, where the crashes are.
log_max=8388608
fit() {
    size=$(($(wc -c <"$1")))
    [ "$size" -gt "$log_max" ] || return 0
    half=$((log_max / 2 - 200))
    { head -c "$half" "$1"; printf '\n[push.sh left out %s bytes here]\n' $((size - 2 * half)); tail -c "$half" "$1"; } >"$1.cut"
    mv "$1.cut" "$1"
    say "push.sh: $2 has $size bytes; its first and last $half are sent"
}

# What names in an archive are relative to, so that they tell the package: the folder of go.mod or of the
# checkout, else where we are, else the folder above.
base_of() {
    at=$1
    while [ "$at" != / ]; do
        if [ -e "$at/go.mod" ] || [ -e "$at/.git" ]; then printf '%s\n' "$at"; return; fi
        at=$(dirname "$at")
    done
    case $1/ in
    "$(pwd -P)"/*) pwd -P ;;
    *) dirname "$1" ;;
    esac
}

newline='
'
files_in() {
    find "$1" -type f ! -path "*$newline*" \( -path '*/testdata/fuzz/*' -o ! -path '*/queue/*' ! -path '*/corpus/*' \)
}

exact='' # GNU tar reads escapes in a list, and sees links where others see files
if tar --version 2>/dev/null | grep -q 'GNU tar'; then exact='--no-unquote --hard-dereference'; fi
packed=0
while IFS= read -r folder; do
    command -v tar >/dev/null 2>&1 || die 2 "tar is not installed, which $folder is packed with"
    case $folder in /*) ;; *) folder=./$folder ;; esac
    full=$(cd "$folder" && pwd -P) || die 2 "$folder: cannot enter it"
    base=$(base_of "$full")
    (cd "$base" && files_in ".${full#"${base%/}"}") >"$work/list" || die 2 "$folder: cannot read it"
    if [ ! -s "$work/list" ]; then
        say "push.sh: $folder holds nothing to send"
        continue
    fi
    packed=$((packed + 1))
    # shellcheck disable=SC2086 # words, or none
    tar $exact -C "$base" -c -f "$work/archive.$packed" -T "$work/list" || die 2 "$folder: cannot pack it"
    if gzip "$work/archive.$packed" 2>/dev/null; then mv "$work/archive.$packed.gz" "$work/archive.$packed"; fi
    printf '%s\n' "$work/archive.$packed" >>"$work/archives"
done <"$work/folders"

if [ ! -s "$work/logs" ] && [ ! -s "$work/archives" ] && [ -s "$work/folders" ]; then
    say "Nothing was sent."
    exit 0
fi
[ -s "$work/logs" ] || [ -s "$work/archives" ] || printf '%s\n' - >"$work/logs"
count=0
while IFS= read -r log; do
    count=$((count + 1))
    if [ "$log" = - ]; then
        cat <&3 >"$work/log.$count"
        log="standard input"
    else
        [ -f "$log" ] || die 2 "$log: no such file"
        cat -- "$log" >"$work/log.$count" || die 2 "$log: cannot read it"
    fi
    [ -s "$work/log.$count" ] || die 2 "$log is empty; nothing was sent"
    fit "$work/log.$count" "$log"
done 3<&0 <"$work/logs"

# Inputs that a log names as written, as far as they are here.
written() {
    sed -n -e 's/.*Failing input written to \(testdata\/fuzz\/[^ ]*\).*/\1/p' \
        -e 's/.*Test unit written to \(.*\)/\1/p' "$1" | tr -d '\r' | sort -u | head -n 100
}
if [ -n "$find_inputs" ]; then
    n=0
    while [ $n -lt $count ]; do
        n=$((n + 1))
        written "$work/log.$n" | while IFS= read -r name; do
            if [ -f "$name" ]; then
                printf '%s\n' "$name"
            else
                find . -type f -path "*/$name" 2>/dev/null | head -n 1
            fi
        done >>"$work/inputs"
    done
fi
sort -u "$work/inputs" | head -n 1000 >"$work/inputs.once"

# The paths in logs that a line number follows: "/src/x.go:21", "x.cc(7)", "x.py", line 3.
endings='go|c|cc|cpp|cxx|h|hh|hpp|hxx|inc|inl|ipp|m|mm|rs|java|kt|kts|scala|groovy|py|pyx|js|mjs|cjs|jsx|ts|mts|cts|tsx|cs|fs|vb|lua|swift|zig|rb|php|pl|pm|hs|ml|ex|exs|erl|dart|nim|d|jl|f90|adb|s|asm|y|sol'
named() {
    LC_ALL=C awk -v line_of="[.]($endings)(:|:line |[(]|\", line )[0-9]" '{
        rest = substr($0, 1, 4000)
        while (match(rest, line_of)) {
            begin = RSTART
            while (begin > 1 && index(" \t\"\047()<>|:=,", substr(rest, begin - 1, 1)) == 0) begin--
            path = substr(rest, begin, RSTART + RLENGTH - begin)
            sub(/[:("].*/, "", path); gsub(/\\/, "/", path)
            rest = substr(rest, RSTART + RLENGTH)
            if (!seen[path]++ && count++ < 300) print path
        }
    }' "$@"
}
# Reads paths of logs, then the files that are here, and prints the file that each path means: the one that
# agrees with it in most parts from the end, if that is one alone.
meant() {
    LC_ALL=C awk '
    function agreement(a, b,    x, y, i, j, n) {
        i = split(a, x, "/"); j = split(b, y, "/")
        for (n = 0; i > 0 && j > 0 && x[i] == y[j]; n++) { i--; j-- }
        return i == 0 || j == 0 ? 2 * n + 1 : n > 1 ? 2 * n : 0
    }
    function base(path) { sub(/.*\//, "", path); return path }
    FNR == NR {
        if ($0 !~ /(^|\/)(vendor|node_modules|site-packages|dist-packages|rustc|[.]cargo)\/|\/pkg\/mod\/|@v[0-9]|^\/usr\/(include|lib)\//) {
            path[++paths] = $0
            wanted[base($0)] = 1
        }
        next
    }
    { sub(/^[.]\//, ""); if (base($0) in wanted) { here[++heres] = $0; name[heres] = base($0) } }
    END {
        for (p = 1; p <= paths; p++) {
            most = 0; found = ""
            for (h = 1; h <= heres; h++) {
                if (name[h] != base(path[p])) continue
                n = agreement(path[p], here[h])
                if (n == most) found = ""
                if (n > most) { most = n; found = here[h] }
            }
            if (found != "" && !told[found]++) print found
        }
    }' "$1" "$2"
}
: >"$work/source"
if [ -n "$source" ] && [ -z "$commit" ]; then
    say "push.sh: no source is sent, since the commit is not known (--commit)"
elif [ -n "$source" ] && [ "$count" -gt 0 ]; then
    named "$work"/log.* >"$work/named"
    (cd "$source" && find . \( -name .git -o -name node_modules \) -prune -o -type f -print) 2>/dev/null |
        LC_ALL=C grep -v '[^ -~]\|["\\]' >"$work/here" || :
    [ ! -s "$work/named" ] || meant "$work/named" "$work/here" >"$work/source"
fi

# curl reads everything from a file that nobody else may read: no secret and no strange file name
# stands on a command line.  Names are quoted twice, for the form and for the file.
escape() { printf '%s' "$1" | tr -d '\n\r' | sed 's/[\\"]/\\&/g'; }
field() { [ -z "$2" ] || printf 'form-string = "%s=%s"\n' "$1" "$(escape "$2")"; }
attach() { # attach FIELD PATH NAME
    printf 'form = "%s"\n' "$(escape "$1=@\"$(escape "$2")\";filename=\"$(escape "$3")\"")"
}
{
    printf 'header = "Authorization: Bearer %s"\n' "$token"
    printf 'header = "Accept: application/json"\n'
    printf 'header = "Idempotency-Key: push-%s"\n' "$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
    for name in repo package target engine commit branch run origin link rerun_of; do
        eval "field $name \"\$$name\""
    done
    n=0
    while [ $n -lt $count ]; do
        n=$((n + 1))
        attach log "$work/log.$n" "log.$n"
    done
    while IFS= read -r archive; do
        attach archive "$archive" archive
    done <"$work/archives"
    while IFS= read -r input; do
        attach crasher "$input" "$input"
    done <"$work/inputs.once"
    files=0 bytes=0
    while IFS= read -r path; do
        size=$(($(wc -c <"$source/$path")))
        [ $size -le 262144 ] && [ $((bytes + size)) -le 2097152 ] && [ $files -lt 64 ] && [ ${#path} -le 255 ] || continue
        files=$((files + 1)) bytes=$((bytes + size))
        attach source "$source/$path" "$path"
    done <"$work/source"
} >"$work/curl"

# Whether an answer may be another one later.
may_change() { case $1 in 000 | 408 | 425 | 429 | 5??) return 0 ;; esac; return 1; }

message() { # the hub's own words, of {"error":{"code","message"}}
    sed -n 's/.*"message":"\(\([^"\\]\|\\.\)*\)".*/\1/p' "$work/answer" 2>/dev/null | tr -d '\000-\037\177' | head -c 500
}

try=0
while :; do
    try=$((try + 1))
    code=$(curl -sS --config "$work/curl" --max-time 120 --connect-timeout 10 --output "$work/answer" \
        --dump-header "$work/head" --write-out '%{http_code}' "${url%/}/ingest" 2>"$work/why") || :
    [ -n "$code" ] || code=000
    may_change "$code" || break
    reason=$(head -n 1 "$work/why" 2>/dev/null)
    [ "$code" = 000 ] || reason="HTTP $code $(message)"
    [ "$try" -lt "$tries" ] || die 4 "gave up after $try tries: ${reason:-no answer}"
    wait=$((1 << (try < 6 ? try : 6)))
    asked=$(sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9]\{1,4\}\).*/\1/p' "$work/head" 2>/dev/null | tail -n 1)
    [ -z "$asked" ] || wait=$((asked < 120 ? asked : 120))
    say "push.sh: ${reason:-no answer}; trying again in $wait s"
    sleep "$wait"
done

case $code in
200 | 201) ;;
*) die 3 "the hub refused: HTTP $code $(message)" ;;
esac

# Reads the answer: {"run":{"url"},"results":[{"package","target","state","crashers":[{…}]}]}.
# Prints a line for each crasher, then "COUNT NEW" as the last.  Control bytes never reach the
# terminal: they are what a crash could draw on it.
awk '
function text(    out, c, hex) {            # a string; at stands on its first quote
    at++; out = ""
    while (at <= size && (c = substr(all, at, 1)) != "\"") {
        if (c == "\\") {
            c = substr(all, ++at, 1)
            if (c == "u") { hex = substr(all, at + 1, 4); at += 4; c = hex ~ /^00[2-7]/ ? sprintf("%c", hexadecimal(hex)) : "?" }
            else if (c ~ /[bfnrt]/) c = " "
        }
        out = out c; at++
    }
    at++
    return out
}
function hexadecimal(digits,    i, n) {
    n = 0
    for (i = 1; i <= length(digits); i++) n = n * 16 + index("0123456789abcdef", tolower(substr(digits, i, 1))) - 1
    return n
}
function blank() { while (substr(all, at, 1) ~ /[ \t\r\n,:]/) at++ }
function value(path,    key, c) {
    blank(); c = substr(all, at, 1)
    if (c == "{" || c == "[") {
        at++
        for (blank(); at <= size && substr(all, at, 1) !~ /[]}]/; blank()) {
            if (c == "{") { key = text(); value(path "." key) } else value(path "[]")
        }
        at++
        if (path == ".results[].crashers[]") crasher()
        return
    }
    if (c == "\"") { seen[path] = text(); return }
    match(substr(all, at), /^[^],} \t\r\n]+/); seen[path] = substr(all, at, RLENGTH); at += RLENGTH > 0 ? RLENGTH : 1
}
function crasher(    p) {
    p = ".results[].crashers[]."
    found++
    if (seen[p "new"] == "true") fresh++
    printf "%-5s #%s  %s\n      %s\n", seen[p "new"] == "true" ? "new" : seen[p "state"], seen[p "id"], seen[p "title"], seen[p "url"]
}
{ all = all $0 "\n" }
END { size = length(all); at = 1; value(""); printf "%d %d %s\n", found, fresh, seen[".run.url"] }
' "$work/answer" | LC_ALL=C tr -d '\000-\010\013-\037\177' >"$work/lines"

totals=$(tail -n 1 "$work/lines")
sed '$d' "$work/lines"
found=${totals%% *}
rest=${totals#* }
fresh=${rest%% *}
run_url=${rest#* }
[ "$found" -gt 0 ] || say "No crasher in what was sent."
say "run: $run_url"

case $fail_on in
new) [ "$fresh" -eq 0 ] || exit 1 ;;
any) [ "$found" -eq 0 ] || exit 1 ;;
esac
exit 0
