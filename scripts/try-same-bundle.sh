#!/usr/bin/env bash
# Makes the bundle of the commit that is checked out twice, in two places and circumstances, and fails unless both are the same, byte
# for byte: who has the sources and a key can make it again, and see that it was made of nothing else.
#
# Compiled packages come from Go's cache the second time; programs are linked, and images, lists, signature and archive made, twice.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

version=0.0.0-dua-kali
work=$(mktemp -d)
trap 'rm -rf "$work" "dist/simpul-$version.tar.gz"' EXIT
openssl genpkey -algorithm ed25519 -out "$work/release.key"

make_one() {
	mkdir "$work/$1"
	TMPDIR=$work/$1 VERSION=$version SIGN_KEY=$work/release.key scripts/bundle.sh
	mv "dist/simpul-$version.tar.gz" "$work/$1.tar.gz"
}

(umask 022 && LC_ALL=C TZ=UTC make_one first)
(umask 077 && LC_ALL=C.UTF-8 TZ=Asia/Jakarta make_one second-of-two)
cmp "$work/first.tar.gz" "$work/second-of-two.tar.gz" && exit
for turn in first second-of-two; do tar xzOf "$work/$turn.tar.gz" "simpul-$version/SHA256SUMS" >"$work/$turn.sums"; done
diff "$work/first.sums" "$work/second-of-two.sums" || true
echo "two bundles of one commit differ" >&2
exit 1
