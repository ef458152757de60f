#!/bin/sh
# The rules of templates, which ctemplate itself lets pass:
#
#   line 1 is the AUTOESCAPE pragma, else nothing is escaped, in included files too; only the text of
#   a mail, mail-*.tpl, is no HTML, and begins with its subject; mail-*-html.tpl is the HTML of one;
#   nothing switches escaping off (:none, modifiers of our own) or changes the marks;
#   text in the query of a URL is {{X:url_query_escape}} or {{X:u}}, for HTML escaping lets & through;
#   left as they are: numbers, named ID, PAGE, OLDER, NEWER or so at their end, and QUERY or QUERY_X,
#   which C has encoded;
#   the text of a textarea is {{X:pre_escape}}, which keeps its lines;
#   a URL does not begin with a section: the variable behind it would count as its middle;
#   attributes that ctemplate does not know as URLs, inline scripts and styles are not there, but that
#   the HTML of a mail, which has no stylesheet, has styles without values in them.
#
# A line for each finding; silent if there is none.
# usage: tests/templates.sh [FOLDER]
set -u
cd "$(dirname "$0")/.." || exit 1
folder=${1:-templates}
findings=$(mktemp)
trap 'rm -f "$findings"' EXIT
exec 3>&1 >"$findings"

# forbid WHAT PATTERN: an extended regular expression that no line may match.
forbid() { grep -nEi "$2" "$folder"/*.tpl /dev/null | sed "s|\$|   <- $1|"; }

for file in "$folder"/*.tpl; do
    read -r line <"$file"
    case ${file##*/} in
    mail-*-html.tpl) head='{{%AUTOESCAPE context="HTML"}}' ;;
    mail-*) head='Subject: ' ;;
    *) head='{{%AUTOESCAPE context="HTML"}}' ;;
    esac
    case $line in "$head"*) ;; *) echo "$file:1: line 1 must begin with $head" ;; esac
    ctemplate-make_tpl_varnames_h -t "$folder" -n -q "$(basename "$file")" 2>&1 |
        sed "s|^|$file: |"
done

forbid 'switches escaping off' '\{\{[^}]*:(none|x-)'
forbid 'changes the marks' '\{\{='
forbid 'a second pragma' '.\{\{%AUTOESCAPE|\{\{%AUTOESCAPE.*\}\}.'
forbid 'an attribute that ctemplate does not escape as a URL' \
    '[^a-z](formaction|xlink:href|srcdoc|srcset|ping|background|poster|cite|http-equiv)[[:space:]]*='
grep -nEi "[[:space:]\"'}/]style[[:space:]]*=|<style" "$folder"/*.tpl /dev/null |
    grep -v '^[^:]*/mail-[a-z-]*-html\.tpl:' | sed 's|$|   <- inline style|'
grep -nEi "style[[:space:]]*=[[:space:]]*(\"[^\"]*|'[^']*|[^\"' >]*)\{\{" "$folder"/mail-*-html.tpl /dev/null |
    sed 's|$|   <- a value in a style|'
forbid 'a text whose line ends become blanks: :pre_escape keeps them' '\{\{[a-z_]+\}\}</textarea>'
forbid 'inline script' "[[:space:]\"'}/]on[a-z]+[[:space:]]*="
forbid 'a URL that begins with a section' \
    "[^a-z](href|src|action|data)[[:space:]]*=[[:space:]]*[\"']?\{\{[#^]"
sed -E 's|<script src="[^"{]*"( defer)?></script>||' "$folder"/*.tpl | grep -niE '</?script' |
    sed 's|$|   <- a script that is not a file of ours|'

# The part of a URL after its question mark, section marks taken out, variable by variable.
for file in "$folder"/*.tpl; do
    grep -noE "[^a-z](href|src|action|data)=(\"[^\"]*\"|'[^']*')" "$file" | grep -F '?' |
        awk -v file="$file" '{
            number = $0; sub(/:.*/, "", number)
            rest = $0; sub(/^[^?]*\?/, "", rest)
            while (match(rest, /\{\{[^}]*\}\}/)) {
                word = substr(rest, RSTART + 2, RLENGTH - 4)
                rest = substr(rest, RSTART + RLENGTH)
                if (word ~ /^[#\/^]/ || word ~ /:(url_query_escape|u)$/) continue
                if (word ~ /^([A-Z_]*_)?(ID|PAGE|OLDER|NEWER)$/ || word ~ /^QUERY(_[A-Z]+)?$/) continue
                print file ":" number ": {{" word "}} in a query needs :url_query_escape"
            }
        }'
done

cat "$findings" >&3
[ ! -s "$findings" ]
