#!/usr/bin/env bash
# Tries README.md's two promises on a Debian that has never seen this project: a minimal tree made with debootstrap, Go
# copied into it, make, git and ca-certificates, and nothing else.
#
#	sudo scripts/try-fresh-debian.sh                  (KEEP=1 leaves the tree behind, SUITE=bookworm)
#
# First, as a user who is not root: make test names what it lacks and fails; make run starts, answers one sample and stops
# on Ctrl-C leaving no process. Then, as root: make test installs what it lacks and passes. What is tried is the commit
# that is checked out. Packages and modules come from where this machine's own apt and Go get them. Processes live in
# a namespace of their own, so none can outlive the trial.
set -euo pipefail

say() { printf '\n== %s\n' "$*" >&2; }
fail() { echo "try-fresh-debian: $*" >&2; exit 1; }

# on_host makes the tree and enters it twice.
on_host() {
	[ "$(id -u)" = 0 ] || fail "debootstrap and chroot need root"
	local suite=${SUITE:-bookworm} repo
	repo=$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)
	root=$(mktemp -d) && chmod 755 "$root"
	[ -n "${KEEP:-}" ] || trap 'rm -rf --one-file-system "$root"' EXIT

	say "a minimal Debian $suite in $root"
	debootstrap --variant=minbase "$suite" "$root" "$(mirror "$suite")" >"$root.log" || { tail "$root.log"; exit 1; }
	rm "$root.log"
	settle_in "$suite"

	say "Go, make, git and the sources"
	cp -a "$(go env GOROOT)" "$root/usr/local/go"
	inside "apt-get -q update && apt-get -q -y --no-install-recommends install make git ca-certificates" >/dev/null
	inside "useradd --create-home --shell /bin/bash pengembang"
	git clone -q --bare "$repo" "$root/srv/simpul.git"
	inside "git config --system --add safe.directory /srv/simpul.git" # whose owner is root
	install -D -m 755 "${BASH_SOURCE[0]}" "$root/usr/local/bin/try"

	say "as a user with Go, make and git"
	inside "su - pengembang -c 'try as-user'"
	say "as root"
	inside "su - root -c 'try as-root'"
	say "done: both promises hold"
}

# mirror is where this machine's apt has Debian from.
mirror() {
	local found
	found=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' "Codename: $1" 'Component: main' | head -n 1)
	[ -n "$found" ] || fail "this machine's apt knows no mirror of Debian $1 (apt-get update first)"
	echo "$found"
}

# settle_in gives the tree this machine's way to packages and modules: mirrors, proxies, certificates, names.
settle_in() {
	apt-get indextargets --format 'deb $(REPO_URI) $(CODENAME) main' 'Created-By: Packages' 'Origin: Debian' 'Component: main' |
		grep " $1" >"$root/etc/apt/sources.list"
	apt-config dump | grep -E '^Acquire::(http|https|Check|Retries)' >"$root/etc/apt/apt.conf.d/99host" || true
	mkdir -p "$root/usr/local/share/ca-certificates"
	cp -a /usr/local/share/ca-certificates/. "$root/usr/local/share/ca-certificates/" 2>/dev/null || true
	cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
	{
		echo 'export PATH=$PATH:/usr/local/go/bin CI=true DEBIAN_FRONTEND=noninteractive'
		local name
		for name in GOPROXY GOFLAGS GOSUMDB GONOSUMDB GONOPROXY GOPRIVATE GOINSECURE; do
			printf 'export %s=%q\n' "$name" "$(go env "$name")"
		done
		for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
			[ -z "${!name:-}" ] || printf 'export %s=%q\n' "$name" "${!name}"
		done
	} >"$root/etc/profile.d/try.sh"
}

# inside runs a command in the tree, in namespaces that end with it.
inside() {
	unshare --mount --pid --fork bash -c '
		mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && exec chroot "$0" /bin/bash -c "$1"' "$root" "$1"
}

# as_user is the newcomer: no root, no C compiler, no Redis.
as_user() {
	git clone -q /srv/simpul.git simpul
	cd simpul
	if make test >test.log 2>&1; then
		fail "make test passed without its tools"
	fi
	grep 'install these packages yourself' test.log || { cat test.log; fail "make test does not say what it lacks"; }

	set -m # a process group for make run, as a terminal gives it
	make run >run.log 2>&1 </dev/null &
	local group=$!
	await_ready "$group"
	ask_one_sample || { cat run.log; fail "no answer"; }
	kill -INT -- "-$group"
	wait "$group" || [ $? = 130 ] || { cat run.log; fail "make run ended with an error"; } # 130: make itself, by SIGINT
	nothing_left
}

await_ready() {
	local start=$SECONDS
	until grep -q '^simpul: ready http://127.0.0.1:8080' run.log; do
		kill -0 "$1" 2>/dev/null || { cat run.log; fail "make run ended before it was ready"; }
		[ $((SECONDS - start)) -lt 900 ] || { cat run.log; fail "make run is not ready"; }
		sleep 1
	done
	echo "ready after $((SECONDS - start))s"
}

# ask_one_sample speaks HTTP by hand: there is no curl here.
ask_one_sample() {
	local nik token body
	nik=$(make -s samples | grep -o '"nik": *"[0-9]*"' | head -n 1 | tr -dc 0-9)
	token=$(make -s token OPERATOR=petugas-01 SCOPE=nik:verify)
	body='{"nik":"'$nik'","application_number":"503/0001/2026","licence_type":"nib","subject_role":"pemohon"}'
	exec 3<>/dev/tcp/127.0.0.1/8080
	printf 'POST /function/verify-nik HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer %s\r\n' "$token" >&3
	printf 'Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' "${#body}" "$body" >&3
	cat <&3 >answer.log
	exec 3>&-
	head -n 1 answer.log
	grep -q '^HTTP/1.1 200' answer.log && grep -q '"access_id"' answer.log
}

# nothing_left looks for programs that were built here: the namespace holds nobody else's.
nothing_left() {
	local process program
	for process in /proc/[0-9]*; do
		program=$(readlink "$process/exe" || true)
		case $program in *simpul/dist/*) fail "still running: $program" ;; esac
	done
	echo "no process is left"
}

as_root() {
	git clone -q /srv/simpul.git simpul
	cd simpul
	local start=$SECONDS
	.ci/run
	echo "make test passed after $((SECONDS - start))s"
}

case ${1:-} in
'') on_host ;;
as-user) as_user ;;
as-root) as_root ;;
*) fail "takes no argument" ;;
esac
