# Sourced by install: one set of PostgreSQL's client programs for all servers. pg_dump refuses servers newer than itself,
# and the servers from npm bring none.

clients=$cache/postgresql-clients
clients_major=18
clients_reason=''

install_postgresql_clients() {
    local program
    if [[ -x $clients/bin/pg_dump ]] && "$clients/bin/pg_dump" --version 2> /dev/null | grep -q ") $clients_major\."; then return; fi
    clients_reason=$(debian_obstacle)
    if [[ -z $clients_reason && $check -eq 0 ]]; then
        say "downloading PostgreSQL's client programs $clients_major from Debian unstable"
        if clients_reason=$(debian_unpack unstable "$clients" "postgresql-client-$clients_major"); then
            for program in "$clients/usr/lib/postgresql/$clients_major/bin"/pg_*; do debian_program "$clients" "${program#"$clients"/}"; done
            if "$clients/bin/pg_dump" --version > /dev/null 2>&1; then return; fi
            clients_reason='the programs of Debian unstable do not run here'
        fi
    fi
    clients_reason=${clients_reason:-not fetched yet}
    lacks "PostgreSQL's client programs $clients_major, for backups of the newer servers: $clients_reason; on a Debian machine run tests/servers/install"
}

postgresql_client_lines() {
    if [[ -z $clients_reason ]]; then echo "POSTGRESQL_CLIENTS=$clients/bin"; else echo "POSTGRESQL_CLIENTS_MISSING=$clients_reason"; fi
}
