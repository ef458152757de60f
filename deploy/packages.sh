#!/bin/sh
# packages.sh up|demo|bench|scan|test: installs the Debian packages that this target of make needs and that
# are missing.
#
# Debian starts some servers as soon as they are installed (PostgreSQL, nginx, supervisor, exim).  The hub
# runs its own, so what an installation brings is neither started nor enabled; servers that were there
# before are left as they are.
set -eu
umask 022
here=$(dirname "$(readlink -f "$0")")

build='gcc g++ make pkg-config libc6-dev libfcgi-dev libpq-dev libctemplate-dev libjansson-dev
    libjwt-dev libssl-dev libcrypt-dev zlib1g-dev libarchive-dev libcurl4-openssl-dev libqrencode-dev
    libcmark-gfm-dev libgit2-dev'
run='postgresql nginx supervisor curl ca-certificates highlight'
demo='golang-go clang libclang-rt-dev llvm git' # the sanitizers, and the names in their stacks
bench='wrk'
scan='sqlmap wapiti'
test='libcmocka-dev clang-format chromium shellcheck python3 afl++ python3-aiosmtpd openssl faketime'
servers='postgresql nginx supervisor exim4'

die() {
    printf 'nopanic: %s\n' "$*" >&2
    exit 1
}

# A node that is there may come from elsewhere and conflict with Debian's: it is left alone.
node_packages() {
    if ! command -v node >/dev/null; then
        echo nodejs npm
    elif ! node -e 'process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)'; then
        die "node is $(node --version); the tests need 18 or newer. Replace it, or take it away: Debian's is then installed."
    elif ! command -v npm >/dev/null; then
        die "node is here without npm, which the tests need. Install the npm that belongs to it."
    fi
}

# Debian has one mail server at a time: another that is there is left alone, and the test with exim left out.
mail_package() {
    if [ ! -e /usr/sbin/sendmail ]; then echo exim4-daemon-light; fi
}

missing() {
    for package in "$@"; do
        dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed ||
            printf '%s ' "$package"
    done
}

# The services whose package is installed now.  The script of a package that was removed stays behind
# and does not count.
services() {
    for script in /etc/init.d/*; do
        owner=$(dpkg-query -S "$script" 2>/dev/null | cut -d: -f1)
        if [ -e "$script" ] && [ -z "$(missing ${owner:+"$owner"})" ]; then echo "${script##*/}"; fi
    done
}

# For the time of the installation, services that were not there before may not start.  For those
# that were, the machine's own policy is asked, if it has one.
policy=/usr/sbin/policy-rc.d
policy_set() {
    work=$(mktemp -d)
    services >"$work/known"
    if [ -e "$policy" ] || [ -L "$policy" ]; then mv "$policy" "$policy.before-nopanic"; fi
    trap policy_back EXIT
    trap 'exit 1' INT TERM HUP
    cat >"$policy" <<END
#!/bin/sh
# Put here by nopanic's make up for the time of an installation; the one before is beside it.
while [ "\${1#--}" != "\$1" ]; do shift; done
grep -qxF "\${1%.service}" "$work/known" || exit 101
[ ! -x "$policy.before-nopanic" ] || exec "$policy.before-nopanic" "\$@"
END
    chmod 755 "$policy"
}

policy_back() {
    rm -f "$policy"
    if [ -e "$policy.before-nopanic" ] || [ -L "$policy.before-nopanic" ]; then
        mv "$policy.before-nopanic" "$policy"
    fi
    rm -rf "$work"
}

# Not started now, and not at the next boot either.
disable_new() {
    for server in $servers; do
        if [ -e "/etc/init.d/$server" ] && ! grep -qxF "$server" "$work/known"; then
            update-rc.d "$server" disable >/dev/null 2>&1 || true
            echo "The service $server of the distribution was not there before: it is not started, and disabled."
        fi
    done
}

# As root: install PACKAGE...
install_packages() {
    log=$(mktemp)
    policy_set
    export DEBIAN_FRONTEND=noninteractive
    for step in 'apt-get update' "apt-get install --yes --no-install-recommends $*"; do
        echo "Running: $step"
        $step >"$log" 2>&1 </dev/null || {
            tail -n 12 "$log" | sed 's/^/    /' >&2
            die "that failed; the whole output is in $log. Mend the cause (the network? /etc/apt/sources.list?
the disk?), or install these packages by hand: $*"
        }
    done
    disable_new
    rm -f "$log"
}

case ${1:-} in
up) wanted="$build $run" ;;
demo) wanted="$build $run $demo" ;;
bench) wanted="$build $run $bench $(node_packages)" ;;
scan) wanted="$build $run $scan $(node_packages)" ;;
test) wanted="$build $run $demo $test $(node_packages) $(mail_package)" ;;
install) ;;
*) die "packages.sh up|demo|bench|scan|test" ;;
esac
if [ "$1" = install ]; then # by itself, through sudo
    shift
    install_packages "$@"
    exit
fi

command -v dpkg-query >/dev/null || {
    echo "This is not Debian: nothing is installed. The hub needs what these packages hold: $wanted"
    exit 0
}
# shellcheck disable=SC2086 # lists of words
needed=$(missing $wanted)
[ -n "$needed" ] || exit 0
echo "Missing Debian packages: $needed"
if [ "$(id -u)" = 0 ]; then
    set -- "$here/packages.sh" install
elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
    echo "Installing them needs root: sudo $here/packages.sh install $needed"
    set -- sudo "$here/packages.sh" install
else
    die "installing them needs root. Run as root, then call make again:
    $here/packages.sh install $needed"
fi
# shellcheck disable=SC2086 # a list of words
"$@" $needed
