#!/bin/sh
# README's table of settings says what lib/base/config.c says.  With "print" it prints the table.
set -eu
cd "$(dirname "$0")/.."
table() {
    printf '| setting | if unset | says |\n|---|---|---|\n'
    sed -n 's/^    { "\([A-Z_0-9]*\)", \(NULL\|"[^"]*"\), \([0-9]*\), \([0-9]*\), "\(.*\)" },$/\1|\2|\3|\4|\5/p' \
        lib/base/config.c |
        awk -F'|' '{
            value = $2 == "NULL" ? "" : "`" substr($2, 2, length($2) - 2) "`"
            bounds = $3 + $4 > 0 ? " (" $3 " to " $4 ")" : ""
            says = $5; sub(/\.$/, "", says)
            printf "| `NOPANIC_%s` | %s | %s%s |\n", $1, value, says, bounds
        }'
}
if [ "${1:-}" = print ]; then
    table
    exit 0
fi
entries=$(sed -n '/entries\[\]/,/^};/p' lib/base/config.c | grep -c '^    {')
rows=$(table | grep -c NOPANIC_)
[ "$entries" = "$rows" ] || {
    echo "tests/settings.sh reads $rows of the $entries lines of config.c; each entry is one line"
    exit 1
}
if ! table | while IFS= read -r row; do
    grep -qxF -- "$row" README.md || { printf 'README.md lacks: %s\n' "$row"; exit 1; }
done; then exit 1; fi
for name in $(grep -o '^| `NOPANIC_[A-Z_0-9]*`' README.md | tr -d '|` '); do
    table | grep -qF "\`$name\`" || { echo "README.md tells of $name, which config.c does not know"; exit 1; }
done
