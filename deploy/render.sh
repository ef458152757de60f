# The configuration of nginx and supervisord, made of templates and settings.  Sourced by up.sh.

# setting NAME DEFAULT: a number of nopanic.env.
setting() {
    value=$(env_get "$1")
    value=${value:-$2}
    case $value in *[!0-9]* | ???????????*) die "$1=$value in $state/nopanic.env is not a number." ;; esac
    printf %s "$value"
}

# Fills the words of a template.  None of the values holds a character that sed takes for itself.
fill() {
    sed -e "s|@STATE@|$state|g" -e "s|@APP@|$app|g" -e "s|@RUN@|$run|g" \
        -e "s|@BODY_MAX@|$body_max|g" -e "s|@STRICT_TRANSPORT@|$strict_transport|g" \
        -e "s|@PAGES_RATE@|$pages_rate|g" -e "s|@LOGIN_RATE@|$login_rate|g" \
        -e "s|@PAGES_BURST@|$pages_burst|g" -e "s|@LOGIN_BURST@|$login_burst|g" "$@"
}

# A rate of 0 means no limit: one that nobody reaches, since nginx does not change what a limit counts
# while it runs.  Its burst is what many requests of one millisecond would reach.
nginx_values() {
    body_max=$(setting NOPANIC_BODY_MAX 16777216)
    pages_rate=$(setting NOPANIC_PAGES_RATE 20)
    login_rate=$(setting NOPANIC_LOGIN_RATE 10)
    pages_burst=40 login_burst=5
    if [ "$pages_rate" = 0 ]; then pages_rate=1000000 pages_burst=1000000; fi
    if [ "$login_rate" = 0 ]; then login_rate=60000000 login_burst=1000000; fi
    strict_transport=
    case $(env_get NOPANIC_URL) in
    https://*) strict_transport='max-age=31536000; includeSubDomains' ;;
    esac
}

# Where nginx listens: on every address, or on those of NOPANIC_LISTEN; and whose X-Forwarded-For it
# believes, which are those of NOPANIC_PROXIES.
nginx_listen() {
    listen=$(env_get NOPANIC_LISTEN)
    if [ -z "$listen" ]; then
        listen=0.0.0.0
        if [ -s /proc/net/if_inet6 ]; then listen='0.0.0.0 [::]'; fi
    fi
    certificate=$(env_get NOPANIC_TLS_CERTIFICATE)
    for address in $listen; do
        printf 'listen %s:%s backlog=1024%s;\n' "$address" "$port" "${certificate:+ ssl}"
    done
    if [ -n "$certificate" ]; then
        printf 'ssl_certificate "%s";\nssl_certificate_key "%s";\n' "$certificate" "$(env_get NOPANIC_TLS_KEY)"
        printf 'ssl_protocols TLSv1.2 TLSv1.3;\nssl_session_cache shared:tls:2m;\nssl_session_tickets off;\n'
        printf 'error_page 497 =301 %s$request_uri;\n' "$(env_get NOPANIC_URL)"
    fi
    proxies=$(env_get NOPANIC_PROXIES)
    for address in $proxies; do
        printf 'set_real_ip_from %s;\n' "$address"
    done
    if [ -n "$proxies" ]; then
        printf 'real_ip_header X-Forwarded-For;\nreal_ip_recursive on;\n'
    fi
}

# Looked at is the machine that connects, whatever X-Forwarded-For says.
nginx_trusted() {
    printf 'geo $realip_remote_addr $trusted_peer {\n    default 0;\n'
    for address in $(env_get NOPANIC_TRUSTED_PROXIES); do
        printf '    %s 1;\n' "$address"
    done
    printf '}\n'
}

# Two files for each line of nginx/errors, one for people and one for programs.
nginx_errors() {
    mkdir "$work/error"
    fill "$app/nginx/errors" | awk -F '|' -v folder="$work/error" -v page="$app/nginx/error.html" '
        BEGIN { while ((getline line < page) > 0) template = template line "\n" }
        /^[0-9]/ {
            html = template
            gsub(/@TITLE@/, $3, html)
            gsub(/@MESSAGE@/, $4, html)
            printf "%s", html > (folder "/" $1 ".html")
            printf "{\"error\":{\"code\":\"%s\",\"message\":\"%s\",\"request\":\"REQUEST_ID\"}}\n",
                $2, $4 > (folder "/" $1 ".json")
        }'
    for file in "$work"/error/*; do
        file_write "nginx/.error/${file##*/}" 600 <"$file"
    done
}

nginx_render() {
    nginx_values
    as_user mkdir -p "$state/nginx/.error"
    for file in security page public fastcgi; do
        fill "$app/nginx/$file.conf" | file_write "nginx/$file.conf" 600
    done
    nginx_listen | file_write nginx/listen.conf 600
    nginx_trusted | file_write nginx/trusted.conf 600
    nginx_errors
    fill "$app/nginx/nopanic.conf.in" | file_write nginx/nopanic.conf 600
    as_user nginx -t -q -p "$state" -e stderr -c "$state/nginx/nopanic.conf" >"$work/nginx.log" 2>&1 || {
        tail_of "$work/nginx.log"
        die "nginx refuses its configuration. What runs goes on with the old one."
    }
}

# program NAME PRIORITY STOPSIGNAL SECONDS COMMAND [LOG]: a section of supervisord's configuration.
# They are started in the order of their priority and stopped in the reverse order.  LOG is NONE for
# those that write their log themselves.
program() {
    cat <<END

[program:$1]
priority = $2
command = $5
autostart = false
autorestart = true
startretries = 1000000
stopsignal = $3
stopwaitsecs = $4
killasgroup = true
redirect_stderr = true
stdout_logfile = ${6:-$state/log/$1.log}
stdout_logfile_maxbytes = 10MB
stdout_logfile_backups = 3
END
}

# A job of the crontab is run every so many seconds, another one all the time.
job() {
    every=$(awk -v name="$1" '$2 == name { print $1 }' "$app/cron/crontab")
    command="$app/deploy/launch.sh $state $2"
    program "$1" 30 TERM 10 "${every:+$app/deploy/every.sh $every $1 }$command"
}

supervisor_programs() {
    if is_private; then
        program postgres 10 INT 60 "$postgres/postgres -D $state/pg -k $run"
    fi
    for file in "$app"/cgi-bin/*; do
        if [ -x "$file" ]; then
            program "${file##*/}" 20 TERM 10 "$app/deploy/launch.sh $state $file" NONE
        fi
    done
    for file in "$app"/cron/*; do
        if [ -x "$file" ]; then job "${file##*/}" "$file"; fi
    done
    job rotate "$app/deploy/rotate.sh $state"
    program nginx 40 QUIT 10 "$app/deploy/nginx.sh $state"
}

supervisor_render() {
    {
        fill "$app/deploy/supervisor.conf.in"
        supervisor_programs
    } | file_write supervisord.conf 600
}
