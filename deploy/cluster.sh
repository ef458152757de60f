# The hub's own PostgreSQL: a socket in $run, no TCP.  Sourced by up.sh after hub.sh.

# The programs of the version that made the cluster; of the newest one for a new cluster.
postgres_find() {
    version=$(cat "$state/pg/PG_VERSION" 2>/dev/null || true)
    postgres=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -path "*/${version:-*}/bin" \
        2>/dev/null | sort -V | tail -n 1)
    if [ -n "$postgres" ]; then return; fi
    if [ -n "$version" ]; then
        die "the data in $state/pg are of PostgreSQL $version, which is not installed.
Install it: apt-get install postgresql-$version"
    fi
    die "PostgreSQL is not installed: apt-get install postgresql"
}

cluster_make() {
    if [ -s "$state/pg/PG_VERSION" ]; then return; fi
    say "Making a private PostgreSQL in $state/pg ..."
    as_user rm -rf "$state/pg.new"
    as_user "$postgres/initdb" -D "$state/pg.new" -U nopanic -A peer -E UTF8 --locale=C.UTF-8 \
        --lc-collate=C --data-checksums --no-sync >"$work/initdb.log" 2>&1 || {
        tail_of "$work/initdb.log"
        die "initdb could not make $state/pg. Nothing was started; mend the cause and call make up again."
    }
    cluster_settings | as_user sh -c 'cat >>"$1"' sh "$state/pg.new/postgresql.conf"
    sync -f "$state/pg.new" # at once, instead of file by file
    as_user mv "$state/pg.new" "$state/pg"
}

# Written once: what the operator changes in postgresql.conf later stays.  synchronous_commit, fsync
# and full_page_writes are what "acknowledged is stored" rests on; syncfs spares a killed server the
# time of one fsync for each of a thousand files.  Text is ordered by its bytes, in initdb above:
# nothing here is sorted for a language, and comparing is most of what an index on text costs.
cluster_settings() {
    cat <<'END'

# Set by nopanic.  The folder of the socket is given on the command line.
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 128MB
synchronous_commit = on
fsync = on
full_page_writes = on
recovery_init_sync_method = syncfs
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = off
log_line_prefix = '%m [%p] %q%u '
log_checkpoints = off
jit = off
update_process_title = off
END
}

# Who may log in: the service user, and root, as any of the hub's roles.
cluster_admit() {
    printf 'local all all peer map=nopanic\n' | file_write pg/pg_hba.conf 600
    for name in root "$user"; do
        for role in nopanic $(grep -o 'nopanic_[a-z]*' "$app/sql/roles.sql" | sort -u); do
            printf 'nopanic "%s" %s\n' "$name" "$role"
        done
    done | file_write pg/pg_ident.conf 600
}

# SQL as the cluster's superuser: sql DATABASE [OPTION...].
sql() {
    database=$1
    shift
    as_user "$postgres/psql" -qAtX -v ON_ERROR_STOP=1 -h "$run" -U nopanic -d "$database" "$@"
}

cluster_wait() {
    wait_for 60 as_user "$postgres/pg_isready" -q -h "$run" || {
        tail_of "$state/log/postgres.log"
        die "PostgreSQL does not answer after 60 s. Its log is $state/log/postgres.log."
    }
}

# Roles and the database; what is there already stays.
database_make() {
    {
        sql postgres <"$app/sql/roles.sql"
        if ! sql postgres -c "SELECT 'here' FROM pg_database WHERE datname = 'nopanic'" | grep -q here; then
            sql postgres -c 'CREATE DATABASE nopanic OWNER nopanic_owner'
        fi
    } >"$work/sql.log" 2>&1 || {
        tail_of "$work/sql.log"
        die "the roles or the database could not be made."
    }
}
