# Sourced by install: servers from Debian's packages, unpacked below the cache folder and run with the libraries they
# were built for. Nothing is installed, so any suite's packages run on any Debian (x86-64).

# The address of the Debian mirror this machine uses, whether its lists were fetched yet or not; nothing on another system.
debian_mirror() {
    apt-get --print-uris update 2> /dev/null | sed -n "s|^'\(.*/debian\)/dists/.*|\1|p" | sort -u | head -n 1
}

# Why nothing can be unpacked here; nothing when it can.
debian_obstacle() {
    if [[ $(uname -s)-$(uname -m) != Linux-x86_64 ]]; then
        echo "Debian's packages are taken for Linux on x86-64 only"
    elif ! have apt-get || ! have dpkg-deb; then
        echo "there is no apt-get to fetch it with"
    elif [[ -z $(debian_mirror) ]]; then
        echo "apt knows no Debian mirror here"
    fi
}

# debian_unpack SUITE FOLDER PACKAGE…: downloads the packages with all they depend on, and unpacks them. Prints why it failed.
debian_unpack() {
    local suite=$1 folder=$2 state options deb
    shift 2
    state=$(mktemp -d "$cache/.debian.XXXXXX")
    mkdir -p "$state"/{lists/partial,archives/partial,etc/apt.conf.d,etc/preferences.d,etc/sources.list.d,root}
    : > "$state/status"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(debian_mirror) $suite main" > "$state/etc/sources.list"
    # An empty list of installed packages: every library comes along, from the suite itself.
    options=(-o "Dir::Etc=$state/etc" -o "Dir::State=$state" -o "Dir::State::status=$state/status" -o "Dir::State::lists=$state/lists"
        -o "Dir::Cache=$state" -o "Dir::Cache::archives=$state/archives" -o Acquire::Languages=none -o Acquire::Retries=2
        -o APT::Architecture=amd64 -o APT::Sandbox::User=root -o Debug::NoLocking=1)
    if ! { apt-get "${options[@]}" update -qq && apt-get "${options[@]}" -y -qq --download-only --no-install-recommends install "$@"; } > "$state/log" 2>&1 < /dev/null; then
        echo "the packages $* of Debian $suite could not be fetched: $(grep -m 1 '^E:' "$state/log" | cut -c 1-160)"
        rm -rf "$state"
        return 1
    fi
    for deb in "$state"/archives/*.deb; do
        case ${deb##*/} in perl* | libperl* | *-doc_*) continue ;; esac
        dpkg-deb --extract "$deb" "$state/root" 2> /dev/null || { echo "${deb##*/} could not be unpacked"; rm -rf "$state"; return 1; }
    done
    rm -rf "$state/root/usr/share/doc" "$state/root/usr/share/man" "$state/root/usr/share/locale" "${folder:?}"
    mv "$state/root" "$folder"
    rm -rf "$state"
    chmod 755 "$folder"
}

# debian_program FOLDER PATH: a script in FOLDER/bin that becomes the program, with the loader and libraries beside it.
debian_program() {
    local folder=$1 program=$2
    mkdir -p "$folder/bin"
    cat > "$folder/bin/${program##*/}" << SCRIPT
#!/bin/sh
root=\$(dirname "\$(dirname "\$(readlink -f "\$0")")")
loader=\$root/lib64/ld-linux-x86-64.so.2
[ -e "\$loader" ] || loader=\$root/usr/lib64/ld-linux-x86-64.so.2
libraries=\$root/usr/lib/x86_64-linux-gnu:\$root/lib/x86_64-linux-gnu:\$root/usr/lib/mysql/private
exec "\$loader" --library-path "\$libraries" "\$root/$program" "\$@"
SCRIPT
    chmod 755 "$folder/bin/${program##*/}"
}
