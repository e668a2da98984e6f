#!/usr/bin/env bash
# Makes the offline bundle of the commit that is checked out, dist/simpul-<version>.tar.gz: everything an office without the
# Internet needs to check, install, run, read and rebuild Simpul.
#
#   VERSION=1.0.0 SIGN_KEY=/media/key/simpul-release.key scripts/bundle.sh
#
# The key is Ed25519 in PEM: openssl genpkey -algorithm ed25519 -out simpul-release.key; its public half, which offices get
# another way: openssl pkey -in simpul-release.key -pubout -out simpul-release.pem.
#
# Programs are built from the very sources and vendored modules that the bundle carries, in a folder of their own. The same
# commit, version and key give the same bytes with the same Go (and, for the bridge on Linux, the same C compiler).
set -euo pipefail
umask 022
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() {
	echo "make bundle: $1" >&2
	exit 1
}

VERSION=${VERSION:-$(git describe --tags --always)}
case $VERSION in '' | *[!A-Za-z0-9._-]* | .*) fail "VERSION: letters, digits, dots, dashes" ;; esac
[ -f "${SIGN_KEY:-}" ] || fail "SIGN_KEY names no file: the head of scripts/bundle.sh says how to make one"
SIGN_KEY=$(realpath "$SIGN_KEY")
command -v openssl >/dev/null || fail "openssl is missing"
[ -z "$(git status --porcelain)" ] || echo "make bundle: the tree has changes that are not committed; the bundle is of the commit" >&2
pkg-config --exists libpcsclite || fail "libpcsclite-dev is missing: the bridge on Linux is linked against it"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
out=$work/simpul-$VERSION
source=$out/source
mkdir -p "$source" dist

sources() {
	git archive --format=tar HEAD | tar x -C "$source"
	for module in . tools; do (cd "$source/$module" && go mod vendor); done
}

# programs come from the vendored modules alone: without them nothing is looked for anywhere else.
programs() {
	env GOFLAGS='-mod=vendor -buildvcs=false' GOPROXY=off make --no-print-directory -C "$source" shipped bridge >"$work/log" 2>&1 ||
		{ cat "$work/log" >&2; fail "the sources do not build"; }
	mv "$source/dist" "$work/dist"
	mkdir -p "$out/bin" "$out/functions" "$out/reader-bridge" "$out/images"
	for main in "$source"/functions/*/main.go; do
		name=$(basename "$(dirname "$main")")
		install -D -m 755 "$work/dist/$name/fn" "$out/functions/$name/fn"
		tool image -name "simpul/$name:$VERSION" -binary "$work/dist/$name/fn" -out "$out/images/$name.tar"
	done
	find "$work/dist" -maxdepth 1 -type f ! -name 'reader-bridge-*' -exec install -m 755 -t "$out/bin" {} +
	install -m 755 "$work"/dist/reader-bridge-* "$out/reader-bridge/"
	install -m 644 "$source"/deploy/systemd/reader-bridge.* "$source/reader-bridge/bridge.example.yaml" "$out/reader-bridge/"
}

# tool runs one of tools/, built from the bundle's sources too.
tool() {
	(cd "$source/tools" && env GOFLAGS='-mod=vendor -buildvcs=false' GOPROXY=off go build -trimpath -o "$work/tool-$1" "./$1")
	"$work/tool-$1" "${@:2}"
}

texts() {
	echo "$VERSION" >"$out/VERSION"
	(cd "$source" && env GOFLAGS='-mod=vendor -buildvcs=false' GOPROXY=off go run ./deploy/systemd -stack stack.yml -out "$out/systemd")
	cp "$source"/deploy/bundle/{common.sh,verify,install,upgrade,rollback,uninstall} "$source/README.md" "$source/stack.yml" "$out/"
	cp -R "$source/deploy/redis" "$source/template" "$out/"
	cp "$source"/deploy/{PANDUAN,KEPATUHAN,ANCAMAN}.md "$out/"
	for folder in openfaas monitoring; do
		mkdir "$out/$folder"
		(cd "$source/deploy/$folder" && find . -type f ! -name '*.go' ! -path '*/testdata/*' -exec cp --parents {} "$out/$folder" \;)
	done
	cp "$source/deploy/local/config.yaml" "$out/simpul-config.example.yaml"
	cp "$source/deploy/local/portal-profile.yaml" "$out/"
	tool sbom -version "$VERSION" -vendor "$source/vendor" -goroot "$(go env GOROOT)" -out "$out/sbom.cdx.json" -licences "$out/licences" \
		"$out"/functions/*/fn "$out"/bin/* "$out"/reader-bridge/reader-bridge-*
}

sign() {
	find "$out" -type d -exec chmod 755 {} + -o -perm /111 -exec chmod 755 {} + -o -exec chmod 644 {} +
	(cd "$out" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum >"$work/sums")
	mv "$work/sums" "$out/SHA256SUMS"
	chmod 644 "$out/SHA256SUMS"
	openssl pkeyutl -sign -inkey "$SIGN_KEY" -rawin -in "$out/SHA256SUMS" -out "$out/SHA256SUMS.sig"
	chmod 644 "$out/SHA256SUMS.sig"
}

sources
programs
texts
[ -z "$(find "$out" -type l)" ] || fail "a symbolic link has come in"
sign
tar c --sort=name --format=gnu --owner=0 --group=0 --numeric-owner --mtime="@$(git log -1 --format=%ct)" -C "$work" "simpul-$VERSION" |
	gzip -n >"dist/simpul-$VERSION.tar.gz.new"
mv "dist/simpul-$VERSION.tar.gz.new" "dist/simpul-$VERSION.tar.gz"
(cd dist && sha256sum "simpul-$VERSION.tar.gz")
