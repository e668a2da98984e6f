#!/usr/bin/env bash
# Builds the images of the functions named as arguments from what `make build` left in dist/, and prints each with its size.
# Nothing is fetched: the images are FROM scratch.
#
#   TAG=v1.2.0 scripts/build-images.sh verify-nik quota-check
#
# With faas-cli where it is installed, which needs a Docker engine; else with the first of docker, buildah and podman that
# works here.
set -euo pipefail
umask 022
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export TAG=${TAG:-latest}

fail() {
	echo "make images: $1" >&2
	exit 1
}

works() {
	command -v "$1" >/dev/null || return 1
	case $1 in
	docker) docker version >/dev/null 2>&1 ;; # the client alone builds nothing
	*) "$1" info >/dev/null 2>&1 ;;
	esac
}

builder() {
	for candidate in docker buildah podman; do
		if works "$candidate"; then
			echo "$candidate"
			return
		fi
	done
	fail "no builder: install buildah or podman, or start a Docker engine"
}

# with_faas_cli lets faas-cli lay out the contexts below build/ and call docker.
with_faas_cli() {
	faas-cli build -f stack.yml --filter "$1"
}

# plainly lays out the same context: the template, and the handler's folder as function/.
plainly() {
	cp -R template/scratch/. "$context"
	rm -rf "$context/function"
	cp -R "dist/$1" "$context/function"
	"$tool" build --network none --tag "simpul/$1:$TAG" "$context"
}

[ $# -gt 0 ] || fail "name the functions to build"
tool=$(builder)
build=plainly
if [ "$tool" = docker ] && command -v faas-cli >/dev/null; then build=with_faas_cli; fi
context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT

for name in "$@"; do
	[ -f "dist/$name/fn" ] || fail "dist/$name/fn is missing: make build"
	# Built under a strict umask it could not be started by the image's user, and COPY --chmod needs BuildKit.
	chmod 0755 "dist/$name/fn"
	"$build" "$name"
done
repository=Repository
if [ "$tool" = buildah ]; then repository=Name; fi
for name in "$@"; do
	"$tool" images --format "{{.$repository}}:{{.Tag}} {{.Size}}" "simpul/$name:$TAG"
done
