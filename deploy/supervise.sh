# Many programs of a hub at once, by supervisord's XML-RPC.  supervisorctl would be a process of half a
# second of a core for each, or else stop and start one after the other.  Sourced, not run.
# shellcheck shell=sh

rpc() {
    as_user curl -sS --noproxy '*' -m 30 --unix-socket "$run/supervisor.sock" \
        -H 'Content-Type: text/xml' --data-binary "$1" http://localhost/RPC2 | tr -d '\n'
}

# each METHOD PROGRAM...: asks for it and does not wait until it is done.
each() {
    method=$1
    shift
    calls=''
    for name in "$@"; do
        calls="$calls<value><struct><member><name>methodName</name><value>supervisor.$method</value></member>\
<member><name>params</name><value><array><data><value>$name</value><value><boolean>0</boolean></value>\
</data></array></value></member></struct></value>"
    done
    rpc "<methodCall><methodName>system.multicall</methodName><params><param><value><array><data>$calls</data>\
</array></value></param></params></methodCall>" >/dev/null
}

# "PROGRAM STATE", a line for each.
states() {
    rpc '<methodCall><methodName>supervisor.getAllProcessInfo</methodName></methodCall>' |
        sed 's/<struct>/\n/g' | awk '
            function member(name) {
                if (!match($0, "<name>" name "</name>[ ]*<value><string>[^<]*")) return ""
                value = substr($0, RSTART, RLENGTH)
                sub(/.*>/, "", value)
                return value
            }
            member("name") != "" { print member("name"), member("statename") }'
}

# none_is STATES PROGRAM...: whether none of them is in one of these states, "STOPPING|RUNNING".
none_is() {
    wanted=$1
    shift
    states >"$work/states"
    for name in "$@"; do
        if grep -Eq "^$name ($wanted)\$" "$work/states"; then return 1; fi
    done
}

# Sets $failed to the first of them that does not run again.
restart_all() {
    failed=''
    if [ $# = 0 ]; then return; fi
    each stopProcess "$@"
    wait_for 30 none_is 'STOPPING|STARTING|RUNNING|BACKOFF' "$@" || true
    each startProcess "$@"
    wait_for 30 none_is 'STARTING|STOPPED|STOPPING' "$@" || true
    for name in "$@"; do
        if [ -z "$failed" ] && ! grep -q "^$name RUNNING\$" "$work/states"; then failed=$name; fi
    done
}
