#!/bin/sh
# nopanic.sh COMMAND...: the operator's command on the hub in VAR, as its service user.
here=$(dirname "$(readlink -f "$0")")
. "$here/hub.sh"
hub_find
[ -x "$state/app/bin/nopanic" ] || die "there is no hub in $want; make up makes one."
as_user "$state/app/deploy/launch.sh" "$state" "$state/app/bin/nopanic" "$@"
