#!/bin/sh
# The floors, checked on what was compiled into BUILD: no file reaches above its floor, lib/crash is
# pure, each library is touched by the files that wrap it, and what must not be called is not.
# A line for each finding; silent if there is none.
set -u
cd "$(dirname "$0")/.." || exit 1
BUILD=${BUILD:-build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
exec 3>&1 >"$work/findings"

# objects GLOB...: the objects of these sources; one that was not compiled is a finding.
objects() {
    for source in "$@"; do
        [ -e "$source" ] || continue
        if [ -e "$BUILD/${source%.*}.o" ]; then
            echo "$BUILD/${source%.*}.o"
        else
            echo "$source was not compiled into $BUILD" >>"$work/findings"
        fi
    done
}
base=$(objects lib/base/*.c lib/base/*.cc)
crash=$(objects lib/crash/*.c)
hub=$(objects lib/hub/*.c)
app=$(objects lib/app/*.c)
programs=$(objects cgi-bin/*.c cron/*.c)
libraries="$base $crash $hub $app"

# "object symbol" for all that the objects need of others, read once.
# shellcheck disable=SC2086 # lists of paths of ours
nm -A -u $libraries $programs | sed 's/^\(.*\):  *[A-Za-z] \(.*\)$/\1 \2/' >"$work/needed"
defined() { [ $# = 0 ] || nm -g --defined-only "$@" | awk 'NF == 3 { print $3 }' | sort -u; }

# needs SYMBOLS OBJECTS: the lines of "needed" with a symbol of the file SYMBOLS in one of OBJECTS.
needs() {
    printf '%s\n' "$2" | tr ' ' '\n' >"$work/objects"
    awk -v symbols="$1" -v objects="$work/objects" 'BEGIN {
            while ((getline line < symbols) > 0) symbol[line] = 1
            while ((getline line < objects) > 0) object[line] = 1
        }
        $1 in object && $2 in symbol' "$work/needed"
}

# may_not_reach LOWER UPPER NAME: no object of LOWER needs a symbol that UPPER defines, and no file
# includes a header of it.
may_not_reach() {
    # shellcheck disable=SC2086
    defined $2 >"$work/symbols"
    needs "$work/symbols" "$1" | sed 's/ / reaches up to /'
}
may_not_reach "$base" "$crash $hub $app"
may_not_reach "$crash" "$hub $app"
may_not_reach "$hub" "$app"
grep -nE '#include "(crash|hub|app)/' lib/base/*.[ch] lib/base/*.cc | sed 's/$/  includes from above/'
grep -nE '#include "(hub|app)/' lib/crash/*.[ch] | sed 's/$/  includes from above/'
grep -nE '#include "app/' lib/hub/*.[ch] | sed 's/$/  includes from above/'

# without LIST PATTERN...: the objects that match none of the patterns.
without() {
    list=$1
    shift
    for object in $list; do
        keep=1
        for pattern in "$@"; do
            # shellcheck disable=SC2254 # a pattern it is
            # shellcheck disable=SC2254 # a pattern it is
            case ${object#"$BUILD"/lib/} in $pattern.o) keep=0 ;; esac
        done
        [ "$keep" = 0 ] || echo "$object"
    done
}

# only_in LIBRARY PATTERN...: the functions of a library are needed by the objects that match, and
# none of its names is a name of ours: ours would take its place inside the library too.
only_in() {
    library=$(gcc -print-file-name="$1")
    shift
    [ -e "$library" ] || return 0
    nm -D --defined-only "$library" | awk '$2 == "T" { sub(/@.*/, "", $3); print $3 }' |
        grep -vxE '_init|_fini' | sort -u >"$work/exports"
    comm -12 "$work/exports" "$work/ours" |
        sed "s|\$| is a name of ours and of $(basename "$library")|"
    needs "$work/exports" "$(without "$libraries $programs" "$@")" | sed 's/ / may not call /'
}
# shellcheck disable=SC2086
defined $libraries >"$work/ours"
only_in libpq.so base/db 'base/db_*'
only_in libfcgi.so base/web
only_in libctemplate.so base/view
only_in libjansson.so base/json base/json_walk
only_in libjwt.so base/token
only_in libcrypto.so base/secret base/seal base/totp
only_in libqrencode.so base/qr
only_in libcrypt.so base/secret
only_in libz.so base/web_body
only_in libcurl.so base/http base/mail base/s3
only_in libgit2.so base/git 'base/git_*'
only_in libarchive.so base/archive
only_in libcmark-gfm.so base/markdown

# calls PATTERN OBJECTS: who needs a symbol that matches the whole pattern.  Hardened and 64-bit
# forms of a function count as the function.
calls() {
    printf '%s\n' "$2" | tr ' ' '\n' >"$work/objects"
    awk -v pattern="^(__)?($1)(64)?(_chk|_2)?$" -v objects="$work/objects" 'BEGIN {
            while ((getline line < objects) > 0) object[line] = 1
        }
        $1 in object && $2 ~ pattern { print $1 " may not call " $2 }' "$work/needed"
}
everything="$libraries $programs"
calls 'strcpy|stpcpy|strcat|strncpy|strncat|sprintf|vsprintf|gets|strtok|system|popen|tmpnam|mktemp|rand|srand|alloca' \
    "$everything"
calls 'malloc|calloc|realloc|reallocarray|free|strdup|strndup|asprintf|vasprintf|getline|getdelim' \
    "$(without "$everything" base/arena)"
calls 'longjmp|_longjmp|siglongjmp|setjmp|_setjmp|sigsetjmp' "$(without "$everything" base/fail)"

# What proves who somebody is is compared in constant time, by secret_equal().
grep -rnE '(strcmp|strncmp|memcmp)\([^;]*(digest|password|csrf|hmac|_hash)' lib/base lib/hub lib/app cgi-bin cron \
    --include='*.c' | sed 's/$/  is not compared in constant time/'

# What runs as SQL is text of the sources, and never one that was put together, but for a search, which is of
# pieces that are.
grep -rnE '\b(PQexec|db_execute)\(' lib cgi-bin cron --include='*.c' | grep -vE '\([a-z.>-]*, "[^"]*"\)' |
    grep -vE '^lib/base/db\.c:[0-9]+:(void db_execute|    PGresult \*r = PQexec\(db->connection, commands\))' |
    grep -v '^lib/hub/schema\.c:' | sed 's/$/  runs a statement that is no constant (ASVS 1.2.4)/'
grep -rn 'struct db_statement' lib cgi-bin cron | grep -v '^lib/base/db' |
    sed 's/$/  makes a statement of its own (ASVS 1.2.4)/'
grep -nE '\bEXECUTE\b' sql/queries/*.sql sql/schema/*.sql | grep -vE 'EXECUTE (FUNCTION|ON)\b' |
    grep -vE "EXECUTE format\('(ALTER TABLE|CREATE POLICY)" |
    grep -vF "EXECUTE array_to_string(pieces, ' ') USING filter, list, skip;" |
    sed 's/$/  runs a statement that is no constant (ASVS 1.2.4)/'

# Other programs are started by their path with a list of arguments, and none of them is a shell.
calls 'exec[a-z]*|posix_spawnp?|fork|vfork|wordexp' \
    "$(without "$everything" base/process base/server base/server_renew)" | sed 's/$/ (ASVS 1.2.5)/'
grep -rnE '"/[a-z/]*/(ba|da|z|k)?sh"|"-c"' lib cgi-bin cron --include='*.c' | sed 's/$/  calls a shell (ASVS 1.2.5)/'

# Statements are run by lib/hub, and pages see neither them nor the connection.
calls 'sql_[a-z0-9_]*' "$base $crash $app $programs"
calls 'db_[a-z0-9_]*' "$programs"

# lib/crash: bytes in, memory out.  crashparse, which is its program, reads and writes.
pure=$(without "$crash" 'crash/*_main')
calls 'socket|connect|accept4?|listen|bind|send|sendto|sendmsg|recv|recvfrom|recvmsg|poll|select' "$pure"
calls 'open|openat|creat|fopen|fdopen|freopen|read|write|pread|pwrite|close|unlink|rename|mkdir|opendir|stat|lstat|fstat|mmap' "$pure"
calls 'printf|fprintf|vprintf|vfprintf|puts|fputs|putchar|fputc|fwrite|fread|stdout|stderr|stdin' "$pure"
calls 'fork|vfork|exec[a-z]*|posix_spawnp?|getenv|setenv|time|clock_gettime|gettimeofday' "$pure"
other=$(without "$base" base/arena base/fail base/text 'base/json*' base/base64 'base/pattern*')
may_not_reach "$pure" "$other" | sed 's/ reaches up to / may not use /'

sort -u "$work/findings" >&3
[ ! -s "$work/findings" ]
