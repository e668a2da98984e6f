#!/usr/bin/env bash
# Makes and keeps the secrets of Simpul. Which there are stands in stack.yml alone; what belongs to each is below.
#
#	secrets.sh make DIR           makes every key and asks for the rest; what is in DIR already stays
#	secrets.sh apply DIR          creates them in Kubernetes; what is there already stays
#	secrets.sh replace DIR NAME   puts a changed file in the place of one that is there (rotation); redis-files is what Redis has
#	secrets.sh shred DIR          destroys DIR
#
# For systemd and Edge DIR is all they need. Take a DIR in memory (mktemp -d -p /dev/shm) or on an encrypted medium: no other copy is made.
# Nothing secret is ever an argument of a program or shown while it is typed.
set -euo pipefail
umask 077

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# first is the file of those named that is there: in the tree, or in a bundle.
first() {
	for file; do if [ -e "$file" ]; then break; fi; done
	echo "$file"
}
stack=${STACK:-$(first "$here/../../stack.yml" "$here/../stack.yml")}
ledger=${LEDGER:-$(first "$here/../../dist/ledger" "$here/../bin/ledger")}
functions=${FUNCTIONS_NAMESPACE:-openfaas-fn}
redis_namespace=simpul
redis_host=${REDIS_HOST:-redis.simpul.svc.cluster.local}

die() {
	echo "secrets.sh: $1" >&2
	exit 1
}

# names prints the secrets that stack.yml lists, each once.
names() { awk '/^    [a-z]/ { listed = /^    secrets:/ } listed && /^      - / { print $2 }' "$stack" | sort -u; }

# ask reads one value without showing it.
ask() {
	local value
	read -rsp "$1: " value || die "tidak ada masukan untuk $1"
	echo >&2
	[ -n "$value" ] || die "$1 tidak boleh kosong"
	printf '%s\n' "$value" >"$2"
}

# copy takes a file that the administrator has.
copy() {
	local path
	read -rp "berkas untuk $1: " path || die "tidak ada masukan untuk $1"
	[ -r "$path" ] || die "berkas untuk $1 tidak dapat dibaca"
	cat "$path" >"$2"
}

# key is a file of keys: one line, an id of its own and 32 random bytes.
key() {
	local bytes
	bytes=$(openssl rand -base64 32)
	printf 'k%s:%s\n' "$(date -u +%Y%m%d)" "$bytes" >"$1"
}

# redis_tls makes an authority for Redis alone and a certificate by it; the authority's key is gone afterwards, so a new certificate
# comes with a new authority.
redis_tls() {
	local work subject=(-subj "/CN=Redis Simpul")
	work=$(mktemp -d -p "$1")
	mkdir -p "$1/redis"
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 800 "${subject[@]}" \
		-keyout "$work/ca.key" -out "$work/ca.crt" 2>/dev/null
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes "${subject[@]}" \
		-keyout "$1/redis/redis.key" -out "$work/redis.csr" 2>/dev/null
	local name=DNS
	[[ $redis_host =~ ^[0-9.]+$ ]] && name=IP
	openssl x509 -req -in "$work/redis.csr" -CA "$work/ca.crt" -CAkey "$work/ca.key" -set_serial "0x$(openssl rand -hex 8)" -days 800 \
		-extfile <(printf 'subjectAltName=%s:%s\nextendedKeyUsage=serverAuth,clientAuth\n' "$name" "$redis_host") -out "$1/redis/redis.crt" 2>/dev/null
	cp "$work/ca.crt" "$1/redis/ca.crt"
	mv "$work/ca.crt" "$1/redis-ca" # last: who was interrupted begins again
	rm -rf "$work"
}

# redis_users are those of deploy/redis that a password was made for; the file holds digests alone. A password that was moved to
# NAME.lama stays good beside the new one.
redis_users() {
	local line name file digests
	mkdir -p "$1/redis"
	while IFS= read -r line; do
		name=$(cut -d' ' -f2 <<<"$line")
		file=$1/redis-password-$name
		[ "$name" = simpul ] && file=$1/redis-password
		if [ "$name" = default ]; then
			printf '%s\n' "$line"
		elif [ -f "$file" ]; then
			digests=$(digest "$file")
			if [ -f "$file.lama" ]; then digests+=" $(digest "$file.lama")"; fi
			printf '%s\n' "${line/ on / on $digests }"
		fi
	done <"$here/../redis/users.acl.example" >"$1/redis/users.acl"
	cp "$1/redis-password-perawatan" "$1/redis/perawatan"
}

digest() { printf '#%s' "$(tr -d '\n' <"$1" | sha256sum | cut -d' ' -f1)"; }

make_one() {
	local file=$1/$2
	case $2 in
	simpul-guard | simpul-receipt | simpul-application | simpul-ledger | simpul-seal | simpul-feedback | simpul-bridge | portal-session-key) key "$file" ;;
	redis-password*) openssl rand -hex 32 >"$file" ;;
	redis-ca) redis_tls "$1" ;;
	simpul-trust)
		[ -x "$ledger" ] || die "simpul-trust memerlukan $ledger (make build)"
		"$ledger" public -key-file "$1/simpul-seal" >"$file"
		;;
	registry-user-id* | registry-password* | registry-header | feedback-token | *-password) ask "$2" "$file" ;;
	*) copy "$2" "$file" ;;
	esac
}

make_all() {
	mkdir -p "$1"
	chmod 700 "$1"
	local name
	while read -r name <&3; do # in the order of the alphabet: simpul-seal is there before simpul-trust
		[ -s "$1/$name" ] || make_one "$1" "$name"
	done 3< <(names)
	[ -s "$1/redis-password-perawatan" ] || make_one "$1" redis-password-perawatan # no function's: Redis is kept with it
	redis_users "$1"
	echo "rahasia siap di $1" >&2
}

# create puts files into one Kubernetes secret, unless there is one.
create() {
	local namespace=$1 name=$2
	shift 2
	if kubectl -n "$namespace" get secret "$name" >/dev/null 2>&1; then
		echo "$name sudah ada, tidak diubah" >&2
	else
		kubectl -n "$namespace" create secret generic "$name" "${@/#/--from-file=}"
	fi
}

apply_all() {
	local name
	while read -r name <&3; do
		[ -s "$1/$name" ] || die "$name belum ada: jalankan make"
		create "$functions" "$name" "$name=$1/$name"
	done 3< <(names)
	create "$redis_namespace" redis-files "$1"/redis/{users.acl,redis.crt,redis.key,ca.crt,perawatan}
}

replace_one() {
	local namespace=$functions files=("$2=$1/$2")
	if [ "$2" = redis-files ]; then
		namespace=$redis_namespace
		files=("$1"/redis/{users.acl,redis.crt,redis.key,ca.crt,perawatan})
	else
		[ -s "$1/$2" ] || die "$2 tidak ada di $1"
	fi
	kubectl -n "$namespace" create secret generic "$2" "${files[@]/#/--from-file=}" --dry-run=client -o yaml | kubectl replace -f -
}

[ $# -ge 2 ] || die "pakai: secrets.sh make|apply|replace|shred DIR [NAMA]"
case $1 in
make) make_all "$2" ;;
apply) apply_all "$2" ;;
replace) replace_one "$2" "${3:?nama rahasia}" ;;
shred) find "$2" -type f -exec shred -u {} + && rm -rf "$2" ;;
*) die "tidak dikenal: $1" ;;
esac
