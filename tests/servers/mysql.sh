# Sourced by install: MariaDB and MySQL. Each becomes a folder with bin/ (scripts that become the program) and usr/ (what
# the packages hold), and a line in servers.env.

# name in servers.env | what to call it | suite | server | packages | programs
mysql_servers='
MARIADB_10_11|MariaDB 10.11|bookworm|mariadbd|mariadb-server-core mariadb-client-core mariadb-client mariadb-backup mariadb-server|usr/sbin/mariadbd usr/bin/mariadb usr/bin/mariadb-dump usr/bin/mariadb-binlog usr/bin/mariadb-backup
MYSQL_9|MySQL 9|unstable|mysqld|mysql-server-core mysql-client-core|usr/sbin/mysqld usr/bin/mysql usr/bin/mysqldump usr/bin/mysqlbinlog
'

install_mysql_servers() {
    local key title suite server packages programs folder program obstacle
    while IFS='|' read -r key title suite server packages programs; do
        [[ -n $key ]] || continue
        folder=$cache/$(echo "$key" | tr 'A-Z_' 'a-z-')
        if [[ -x $folder/bin/$server ]] && "$folder/bin/$server" --no-defaults --version > /dev/null 2>&1; then
            found[$key]=$folder
            continue
        fi
        obstacle=$(debian_obstacle)
        if [[ -z $obstacle && $check -eq 0 ]]; then
            say "downloading $title from Debian $suite"
            if obstacle=$(debian_unpack "$suite" "$folder" $packages); then
                for program in $programs; do
                    if [[ -e $folder/$program ]]; then debian_program "$folder" "$program"; fi
                done
                if "$folder/bin/$server" --no-defaults --version > /dev/null 2>&1; then
                    found[$key]=$folder
                    continue
                fi
                obstacle="the program of Debian $suite does not run here"
            fi
        fi
        reason[$key]=${obstacle:-not fetched yet}
        lacks "$title: ${reason[$key]}; on a Debian machine run tests/servers/install"
    done <<< "$mysql_servers"
}

mysql_server_lines() {
    local key
    while IFS='|' read -r key _; do
        [[ -n $key ]] || continue
        if [[ -n ${found[$key]:-} ]]; then echo "$key=${found[$key]}"; else echo "${key}_MISSING=${reason[$key]:-}"; fi
    done <<< "$mysql_servers"
}
