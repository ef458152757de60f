#!/bin/sh
# The limits of the style: a file has at most 300 lines (a page 150), a function 60 lines and 5
# parameters, a line 100 characters.  Tests may be long files of short functions.
# A line for each finding; silent if there is none.
set -u
cd "$(dirname "$0")/.." || exit 1
findings=$(mktemp)
trap 'rm -f "$findings"' EXIT
exec 3>&1 >"$findings"

awk 'FNR == 1 { report() } { file = FILENAME; lines = FNR }
     function report(    most) {
         most = file ~ /^cgi-bin\// ? 150 : 300
         if (lines > most) print file ": " lines " lines, " most " are allowed"
     }
     END { report() }' lib/*/*.[ch] lib/*/*.cc cgi-bin/*.c cron/*.c

LC_ALL=C.UTF-8 grep -nE '^.{101,}$' lib/*/*.[ch] lib/*/*.cc cgi-bin/*.c cron/*.c tests/unit/*.[ch] |
    sed 's/:\([0-9]*\):.*/:\1: more than 100 characters/'

# By the layout of clang-format, which make lint checks first: the braces of a function, and of
# nothing else, stand alone at the left margin, and its head begins after an empty line, a comment or
# a brace.
awk 'FNR == 1 { head = "" }
     /^{$/ {
         begin = FNR
         parameters = 1
         depth = 0
         for (i = 1; i <= length(head); i++) {
             c = substr(head, i, 1)
             if (c == "(") depth++
             if (c == ")") depth--
             if (c == "," && depth == 1) parameters++
         }
         if (parameters > 5) print FILENAME ":" FNR ": " parameters " parameters, 5 are allowed"
     }
     /^}$/ && begin {
         if (FNR - begin + 1 > 60)
             print FILENAME ":" begin ": a function of " FNR - begin + 1 " lines, 60 are allowed"
         begin = 0
     }
     /^$/ || /\*\/$/ || /^[}#]/ || /;$/ { head = ""; next }
     { head = head $0 }' lib/*/*.c lib/*/*.cc cgi-bin/*.c cron/*.c tests/unit/*.c

cat "$findings" >&3
[ ! -s "$findings" ]
