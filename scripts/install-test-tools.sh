#!/usr/bin/env bash
# Installs what make test needs beyond Go, make and git, with apt, and says what and why.
#
# One line per need: how to tell that it is there | Debian package | what the tests do with it. A package with a program behind a colon
# is not installed, that program is taken out of it: the others would start a service that nobody asked for.
# Where apt, root and sudo are all missing it names the packages and fails: a test without its tool is no test.
set -euo pipefail

needs() {
	cat <<'NEEDS'
command -v redis-server|redis-server|quota and admission are tested against real Redis servers: alone, replicated, under sentinels, with TLS
command -v gcc|gcc|the race detector is linked through cgo
command -v pdftotext|poppler-utils|PDF documents are read back as a person would see them: text, places, pages, bookmarks
test -x /usr/sbin/exim4|exim4-daemon-light|reports are mailed to a real server: TLS, login, greylisting, an outage
test -e /usr/include/stdlib.h|libc6-dev|the race detector is linked through cgo
command -v pkg-config|pkg-config|with cgo, the reader's library is found through it
test -e /usr/include/PCSC/winscard.h|libpcsclite-dev|with cgo, reader-bridge/smartcard/pcsc is linked against PC/SC
command -v openssl|openssl|a bundle's signature is checked with it
command -v systemd-analyze|systemd|units are checked by systemd itself: what they say, how little they expose, when they run
test -x /usr/sbin/pcscd|pcscd|card reading is tested against the real PC/SC service, on a socket of its own
test -e /usr/lib/pcsc/drivers/serial/libifdvpcd.so|vsmartcard-vpcd|the driver behind which a simulated card and SAM sit as if in a reader
command -v promtool|prometheus:usr/bin/promtool|each alert is fired once, by the real metrics of the condition that it names
NEEDS
}

# missing prints the lines whose check fails.
missing() {
	needs | while IFS='|' read -r check package reason; do
		bash -c "$check" >/dev/null 2>&1 || echo "$package|$reason"
	done
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	else
		sudo -n "$@"
	fi
}

refuse() {
	echo "make test: $1; install these packages yourself: $packages" >&2
	exit 1
}

# take puts one program of a package, package:path, into /usr/local/bin.
take() {
	local folder
	folder=$(mktemp -d)
	(cd "$folder" && apt-get -qq download "${1%%:*}" >&2 && dpkg-deb --fsys-tarfile ./*.deb | tar -xO "./${1#*:}" >program)
	as_root install -m 0755 "$folder/program" "/usr/local/bin/${1##*/}"
	rm -rf "$folder"
}

lacking=$(missing)
[ -n "$lacking" ] || exit 0

packages=$(cut -d'|' -f1 <<<"$lacking" | sort -u | tr '\n' ' ')
echo "make test: installing what is missing:" >&2
while IFS='|' read -r package reason; do echo "  $package: $reason"; done <<<"$lacking" >&2

command -v apt-get >/dev/null || refuse "there is no apt"
as_root true 2>/dev/null || refuse "neither root nor sudo without a password"

# The tests start their own Redis and pcscd; the services that Debian may start on installation are not theirs.
export DEBIAN_FRONTEND=noninteractive
as_root apt-get -qq update >&2
whole=()
for package in $packages; do
	case $package in
	*:*) take "$package" ;;
	*) whole+=("$package") ;;
	esac
done
[ ${#whole[@]} = 0 ] || as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends \
	-o DPkg::Lock::Timeout=300 install "${whole[@]}" >&2

lacking=$(missing)
[ -z "$lacking" ] || refuse "still missing after the installation"
