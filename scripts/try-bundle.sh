#!/usr/bin/env bash
# Tries the offline bundle as an office would, on a Debian that has never seen this project and has no network: a tree made with
# debootstrap, booted with its own systemd in namespaces of its own. From the bundle alone: verify, install, first verification, a
# rotated secret, a backup, upgrade, roll-back, stop all access, uninstall.
#
#	sudo scripts/try-bundle.sh                        (KEEP=1 leaves the tree behind; TREE=folder takes one that is there, BUNDLES=folder these two)
#
# Two bundles of the commit that is checked out are made, with a throw-away key. The registry is the simulator, which is in no
# bundle, and neither is what issues its tokens: they stand in for what an office has already. Debian's packages come from where
# this machine's apt gets them, before the network is taken away.
set -euo pipefail

say() { printf '\n== %s\n' "$*" >&2; }
fail() { echo "try-bundle: $*" >&2; exit 1; }

packages=systemd,systemd-sysv,dbus,redis-server,openssl,iproute2,curl,procps

on_host() {
	[ "$(id -u)" = 0 ] || fail "debootstrap and namespaces need root"
	cd "$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)"
	work=$(mktemp -d) && chmod 755 "$work"
	cgroup=/sys/fs/cgroup
	[ ! -d "$cgroup/unified" ] || cgroup=$cgroup/unified
	cgroup=$cgroup/try-bundle-$$
	trap 'clean_up' EXIT
	if [ -n "${BUNDLES:-}" ]; then
		cp "$BUNDLES"/simpul-0.0.[12].tar.gz "$BUNDLES/release.pem" "$work/"
	else
		make_bundles
	fi
	make --no-print-directory launcher
	say "a minimal Debian"
	tree=${TREE:-$work/tree}
	[ -x "$tree/usr/bin/redis-server" ] ||
		debootstrap --variant=minbase --include="$packages" bookworm "$tree" "$(mirror)" >"$work/log" || { tail "$work/log"; exit 1; }
	furnish
	say "it boots, without a network"
	boot || { tail -n 60 "$tree/srv/uji/said" 2>/dev/null || true; fail "the trial ended badly"; }
	cat "$tree/srv/uji/said"
}

# make_bundles makes two of this commit, which differ in their version.
make_bundles() {
	say "two bundles"
	openssl genpkey -algorithm ed25519 -out "$work/release.key"
	openssl pkey -in "$work/release.key" -pubout -out "$work/release.pem"
	for version in 0.0.1 0.0.2; do
		VERSION=$version SIGN_KEY=$work/release.key scripts/bundle.sh
		mv "dist/simpul-$version.tar.gz" "$work/"
	done
}

mirror() {
	apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Codename: bookworm' 'Component: main' | head -n 1
}

clean_up() {
	rmdir "$cgroup" 2>/dev/null || true
	[ -n "${KEEP:-}" ] || rm -rf --one-file-system "$work"
}

# furnish brings the bundles, the key on its other way, and what stands in for registry and frontend.
furnish() {
	rm -rf "$tree"/srv/uji "$tree"/opt/simpul "$tree"/etc/simpul "$tree"/etc/systemd/system/*simpul* "$tree"/etc/systemd/system/*.wants/*simpul* \
		"$tree"/var/lib/redis/* "$tree"/var/backups/simpul "$tree"/var/log/journal "$tree"/root/*
	mkdir -p "$tree/srv/uji/dist"
	cp "$work"/simpul-*.tar.gz "$work/release.pem" "$tree/srv/uji/"
	cp dist/local dist/registry-simulator "$tree/srv/uji/dist/"
	install -m 755 scripts/try-bundle-inside.sh "$tree/srv/uji/inside"
	# Nothing of Debian's own is started but what the trial starts.
	rm -f "$tree/etc/systemd/system/multi-user.target.wants/redis-server.service"
	cat >"$tree/etc/systemd/system/uji.service" <<-'UNIT'
		[Unit]
		Description=percobaan paket
		After=multi-user.target
		[Service]
		Type=oneshot
		ExecStart=/bin/bash -c '/srv/uji/inside >/srv/uji/said 2>&1; echo $? >/srv/uji/code; systemctl exit $(cat /srv/uji/code)'
		TimeoutStartSec=15min
		[Install]
		WantedBy=default.target
	UNIT
	mkdir -p "$tree/etc/systemd/system/multi-user.target.wants"
	ln -sf ../uji.service "$tree/etc/systemd/system/multi-user.target.wants/uji.service"
	ln -sf /lib/systemd/system/multi-user.target "$tree/etc/systemd/system/default.target"
}

# boot gives systemd a cgroup, and namespaces in which there is nothing but the tree and loopback.
boot() {
	mkdir "$cgroup"
	(
		echo "$BASHPID" >"$cgroup/cgroup.procs"
		exec timeout 900 unshare --mount --pid --net --uts --ipc --cgroup --fork --kill-child bash -c '
			mount --make-rprivate / && mount --bind "$0" "$0" && cd "$0"
			mount -t proc proc proc && mount -t sysfs -o ro sysfs sys && mount -t cgroup2 cgroup2 sys/fs/cgroup
			mount -t tmpfs -o mode=755 tmpfs run && mount -t tmpfs tmpfs tmp
			mount -t tmpfs -o mode=755 tmpfs dev && mkdir dev/pts dev/shm
			for d in null zero full random urandom tty; do touch dev/$d && mount --bind /dev/$d dev/$d; done
			mount -t devpts -o newinstance,ptmxmode=666 devpts dev/pts && ln -s pts/ptmx dev/ptmx && mount -t tmpfs tmpfs dev/shm
			ln -s /proc/self/fd dev/fd; ln -s /proc/self/fd/1 dev/stdout; ln -s /proc/self/fd/2 dev/stderr
			pivot_root . . && umount -l . && cd / # not chroot: in one no user namespace can be made (PrivateUsers=)
			exec /usr/bin/env -i container=other PATH=/usr/sbin:/usr/bin /lib/systemd/systemd --system --log-target=journal --show-status=no' "$tree" >"$work/boot" 2>&1 </dev/null
	) || true
	[ "$(cat "$tree/srv/uji/code" 2>/dev/null)" = 0 ] || { tail -n 20 "$work/boot"; return 1; }
}

on_host
