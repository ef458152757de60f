#!/bin/sh
# nginx.sh STATE: nginx in the foreground, as a child of supervisord.
#
# A master that was killed leaves workers behind that go on serving and hold the port.  They are told
# to finish, which closes the port at once; should that take longer, nginx tries it again for a while.
set -eu
state=$1
run=$(readlink -f "$state/run")
group=$(cat "$run/nginx.group" 2>/dev/null || true)
for folder in /proc/[0-9]*; do
    { read -r stat <"$folder/stat"; } 2>/dev/null || continue
    # shellcheck disable=SC2086 # after the name: condition, parent, group, session, ...
    set -- ${stat##*) }
    if [ "$3" = "$group" ] && [ "$(readlink "$folder/cwd")" = "$state" ]; then
        kill -QUIT "${folder#/proc/}" 2>/dev/null || true
        left=yes
    fi
done
if [ -n "${left:-}" ]; then sleep 0.05; fi
echo $$ >"$run/nginx.group"
exec nginx -p "$state" -e stderr -c "$state/nginx/nopanic.conf"
