#!/bin/sh
# launch.sh STATE PROGRAM [ARGUMENT...]: runs a program of a hub with the hub's configuration.
#
# STATE/nopanic.env holds lines NAME=value, taken as they are: no quotes, nothing is expanded.
set -eu
state=$1
shift
while IFS= read -r line || [ -n "$line" ]; do
    case $line in
    [A-Za-z_]*=*) export "${line?}" ;;
    esac
done <"$state/nopanic.env"

app=$(dirname "$(dirname "$(readlink -f "$0")")")
NOPANIC_VAR=$state
NOPANIC_SOCKETS=$(readlink -f "$state/run")
NOPANIC_TEMPLATES=$app/templates
NOPANIC_SCHEMA=$app/sql/schema
export NOPANIC_VAR NOPANIC_SOCKETS NOPANIC_TEMPLATES NOPANIC_SCHEMA

# A program of the pages writes a line for each request; supervisord in between would cost more than
# the line.
case $1 in
*/cgi-bin/*) exec "$@" >>"$state/log/${1##*/}.log" 2>&1 ;;
esac
exec "$@"
