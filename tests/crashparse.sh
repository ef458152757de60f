#!/bin/sh
# build/bin/crashparse as others call it.  Prints what fails, and a last line "N passed, N failed".
#
# usage: BUILD=build tests/crashparse.sh
set -u
cd "$(dirname "$(readlink -f "$0")")/.." || exit 1
BUILD=${BUILD:-build}
program=$BUILD/bin/crashparse
data=tests/data/crash
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

# check NAME EXPRESSION: a Python expression over j, what the program wrote into the file "out", with
# its exit status as status and its standard error as err.
check() {
    if /usr/bin/python3 - "$work" "$status" "$2" <<'EOF'; then
import json, sys
work, status, expression = sys.argv[1], int(sys.argv[2]), sys.argv[3]
out = open(work + '/out', encoding='utf-8').read()
err = open(work + '/err', encoding='utf-8').read()
j = json.loads(out) if out.startswith(('{', '[')) else None
sys.exit(not eval('(' + expression + '\n)'))
EOF
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "not ok  $1"
        head -c 2000 "$work/out" "$work/err"
    fi
}
parse() { # ARGUMENTS..., the log on standard input
    "$program" "$@" >"$work/out" 2>"$work/err"
    status=$?
}

parse <$data/go-kinds/FuzzMask.txt
check 'one crash is one object, as documented' '
    status == 0 and j["engine"] == "go" and j["type"] == "integer divide by zero"
    and j["message"] == "integer divide by zero" and j["version"] == "go-1" and not j["weak"]
    and j["signature"].startswith("go-1\nruntime error: integer divide by zero\n")
    and j["severity"] == "medium" and j["severity_reason"] and j["title"]
    and j["package"] == "helper/xor" and j["target"] == "FuzzMask" and j["state"] == "crashed"
    and j["input"].startswith("testdata/fuzz/FuzzMask/") and j["stats"]["elapsed_ms"] == 1000'
check 'frames come innermost first' '
    [f["function"] for f in j["frames"] if f["in_app"]]
    == ["example.com/othervault/helper/xor.Mask",
        "example.com/othervault/helper/xor.FuzzMask.func1"]
    and j["frames"][3]["file"].endswith("/xor.go") and j["frames"][3]["line"] == 7
    and j["frames"][3]["column"] == 0'

parse <$data/go-kinds/FuzzOK.txt
check 'no crash is an object with an empty type' '
    status == 0 and j["type"] == "" and j["state"] == "ok" and j["frames"] == []
    and j["stats"]["executions"] == 55391'

parse --all <$data/go-kinds/FuzzOK.txt
check 'no crash is an empty array with --all' 'status == 0 and j == []'

cat $data/libfuzzer/k_A.txt $data/libfuzzer/k_U.txt >"$work/two"
parse --all <"$work/two"
check 'several crashes are all told with --all' '
    [c["type"] for c in j] == ["abort", "SEGV READ near null"]'

parse --package p --target T --module m --engine afl <$data/libfuzzer/fork.txt
check 'what the caller knows is used' '
    j["package"] == "p" and j["target"] == "T" and j["signature"].endswith("\np T")'

parse </dev/null
check 'an empty log is unparsed' 'status == 0 and j["state"] == "unparsed"'

head -c 1000000 /dev/urandom >"$work/random"
parse <"$work/random"
check 'any bytes are read' 'status == 0 and isinstance(j, dict)'

parse <<EOF
panic: $(printf '\033[31m\302\233\001red')

goroutine 1 [running]:
x.f(0x1)
	/x.go:1
EOF
check 'nothing that a terminal obeys is printed' '
    j["message"].endswith("red") and not any(ord(c) < 32 and c != "\n" or 127 <= ord(c) < 160
                                             for c in out)'

# 64 MB of a real log, again and again.
/usr/bin/python3 -c '
import sys
log = open(sys.argv[1], "rb").read()
sys.stdout.buffer.write(log * (64 * 1024 * 1024 // len(log)))' $data/go-kinds/FuzzMask.txt >"$work/big"
began=$(date +%s)
parse --all <"$work/big"
took=$(($(date +%s) - began))
check '64 MB are read' 'status == 0 and len(j) == 1 and j[0]["target"] == "FuzzMask"'
status=$took
check 'and in seconds' 'status < 60'

parse --help
check '--help tells what there is' 'status == 0 and "--all" in out and err == ""'
parse --nonsense </dev/null
check 'an option that does not exist is refused' 'status == 2 and "usage:" in err and out == ""'
parse file </dev/null
check 'and so is an argument' 'status == 2 and "usage:" in err and out == ""'

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
