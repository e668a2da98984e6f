# shellcheck shell=sh disable=SC2046,SC2034
# What install, upgrade, rollback and uninstall share; POSIX sh. SIMPUL_ROOT puts everything below another folder and starts
# nothing: for images and tests.
set -eu
umask 022
root=${SIMPUL_ROOT:-}
opt=$root/opt/simpul
etc=$root/etc/simpul
units=$root/etc/systemd/system

say() { printf 'simpul: %s\n' "$*"; }
fail() {
	printf 'simpul: %s\n' "$*" >&2
	exit 1
}

need_root() { [ -n "$root" ] || [ "$(id -u)" = 0 ] || fail "jalankan sebagai root"; }

# ctl is systemctl where systemd runs; in a chroot, or below another folder, nothing can be started.
ctl() {
	if [ -n "${SIMPUL_SYSTEMCTL:-}" ]; then
		"$SIMPUL_SYSTEMCTL" "$@"
	elif [ -z "$root" ] && [ -d /run/systemd/system ]; then
		systemctl "$@"
	fi
}

# enlist lets units start with the machine.
enlist() {
	if [ -n "${SIMPUL_SYSTEMCTL:-}" ]; then
		"$SIMPUL_SYSTEMCTL" enable "$@"
	else
		systemctl --root="${root:-/}" --quiet enable "$@"
	fi
}

# point makes current lead to a release, in one step.
point() {
	ln -sfn "releases/$1" "$opt/.next" # one that a power failure left behind too
	mv -T "$opt/.next" "$opt/current"
}

current() { [ ! -L "$opt/current" ] || basename "$(readlink "$opt/current")"; }

# lay copies what a machine runs from the unpacked bundle $1; the rest (images, sources) stays in the bundle.
lay() {
	version=$(cat "$1/VERSION")
	case $version in '' | *[!A-Za-z0-9._-]* | .*) fail "VERSION tidak dapat dipakai" ;; esac
	if [ -d "$opt/releases/$version" ] && cmp -s "$1/SHA256SUMS" "$opt/releases/$version/SHA256SUMS"; then
		return
	fi
	[ "$(current)" != "$version" ] || fail "rilis $version sudah terpasang dengan isi lain"
	rm -rf "$opt/releases/.new" "$opt/releases/$version"
	mkdir -p "$opt/releases/.new"
	cp -R "$1/bin" "$1/functions" "$1/systemd" "$1/redis" "$1/PANDUAN.md" "$1/VERSION" "$1/SHA256SUMS" \
		"$1/common.sh" "$1/install" "$1/uninstall" "$1/upgrade" "$1/rollback" "$1/verify" "$opt/releases/.new/"
	chmod -R u=rwX,go=rX "$opt/releases/.new"
	[ -n "$root" ] || chown -R 0:0 "$opt/releases/.new"
	mv "$opt/releases/.new" "$opt/releases/$version"
}

# settle puts the units of a release in place of another's; instances that an administrator added stay enabled.
settle() {
	from=$opt/releases/$1/systemd
	for file in "$units"/simpul-*; do
		name=$(basename "$file")
		[ -f "$file" ] && [ ! -f "$from/$name" ] || continue
		case $name in
		*@.*) # a template: its instances
			ctl stop "${name%%@.*}@*.service" || true
			rm -f "$units/simpul.target.wants/${name%%@.*}@"*
			;;
		*)
			ctl stop "$name" || true
			rm -f "$units/simpul.target.wants/$name"
			;;
		esac
		rm -f "$file"
	done
	mkdir -p "$units/redis-server.service.d" "$root/etc/systemd" "$root/etc/sysusers.d"
	for file in "$from"/*.service "$from"/*.timer "$from"/*.path "$from"/*.target; do
		install -m 644 "$file" "$units/"
	done
	install -m 644 "$from/redis-server.service.d/simpul.conf" "$units/redis-server.service.d/"
	install -m 644 "$from/journald@simpul.conf" "$root/etc/systemd/"
	install -m 644 "$from/simpul.sysusers" "$root/etc/sysusers.d/simpul.conf"
	systemd-sysusers ${root:+--root="$root"} simpul.conf
	ctl daemon-reload
}

# gain enables what release $2 starts and release $1 did not, and leaves its names in $gained: what an administrator switched off
# stays off.
gain() {
	gained=$(grep -vxF -f "$opt/releases/$1/systemd/started" "$opt/releases/$2/systemd/started" || true)
	[ -z "$gained" ] || enlist $gained
}

# processes are those of functions that run, or would like to.
processes() { ctl list-units --plain --no-legend --state=active,activating,failed 'simpul-*@[0-9].service' | cut -d' ' -f1; }

# restart takes one process after another, so that the others answer meanwhile, and the gateway last. $1 is asked about each of them
# before the next: one that is ill is then the only one.
restart() {
	all=$(processes)
	ctl reset-failed 'simpul-*' || true # what failed too often would not be started
	for unit in $all; do
		ctl restart "$unit" && "${1:-true}" "$unit" || return 1
	done
	ctl restart simpul-gateway.service simpul-secrets.path || return 1
	if [ -n "$gained" ] && ctl is-active --quiet simpul.target; then
		ctl start $gained || return 1
	fi
}

wait=${SIMPUL_WAIT:-40s}

# alive waits for one process.
alive() { "$opt/current/bin/simpul" health -units "$opt/current/systemd" -wait "$wait" "$1"; }

healthy() { [ -z "$(processes)" ] || "$opt/current/bin/simpul" health -units "$opt/current/systemd" -wait "$wait"; }
