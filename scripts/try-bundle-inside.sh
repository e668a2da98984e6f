#!/usr/bin/env bash
# What scripts/try-bundle.sh does inside the Debian that it booted: the manual's steps, in order, with a check behind each.
set -euo pipefail
cd /srv/uji
began=$SECONDS
say() { printf '\n== %s (%d s)\n' "$*" $((SECONDS - began)); }
fail() {
	printf 'GAGAL: %s\n' "$*"
	journalctl --namespace=simpul -n 40 --no-pager -o cat || true
	systemctl --failed --no-pager || true
	journalctl -b -p warning -n 30 --no-pager -o cat || true
	exit 1
}
trap 'fail "baris $LINENO"' ERR
secrets=/etc/simpul/secrets
simpul=/opt/simpul/current/bin/simpul

say "tanpa jaringan"
[ "$(ip -o link | grep -vc ': lo:')" = 0 ] || fail "ada jaringan"

say "memeriksa dan memasang"
for version in 0.0.1 0.0.2; do tar xzf "simpul-$version.tar.gz"; done
cp -R simpul-0.0.1 rusak && echo >>rusak/bin/gateway
if rusak/verify release.pem; then fail "paket yang diubah diterima"; fi
simpul-0.0.1/install release.pem

say "Redis"
cp simpul-0.0.1/redis/redis.conf /etc/redis/redis.conf
password=$(openssl rand -hex 32)
hash=$(printf %s "$password" | sha256sum | cut -d' ' -f1)
sed "s/ on / on #$hash /" simpul-0.0.1/redis/users.acl.example >/etc/redis/users.acl
chown redis:redis /etc/redis/redis.conf /etc/redis/users.acl && chmod 640 /etc/redis/users.acl
systemctl start redis-server

say "rahasia dan konfigurasi"
(
	umask 077
	dist/local token >/dev/null # makes invented operators, keys, and a frontend with its own
	cp .local/secrets/* $secrets/
	for user in '' -quota-check -submit-balikan -semester-report -perawatan; do echo "$password" >"$secrets/redis-password$user"; done
	cp simpul-0.0.1/portal-profile.yaml $secrets/portal-profile
	sed -e 's#^  url: redis://.*#  url: redis://127.0.0.1:6379/0#' -e 's#persistence: none#persistence: always#' \
		simpul-0.0.1/simpul-config.example.yaml >$secrets/simpul-config
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 90 -subj /CN=simpul -addext subjectAltName=IP:127.0.0.1 \
		-keyout gateway.key -out gateway.pem 2>/dev/null
	cat gateway.pem gateway.key >$secrets/gateway-tls
)
echo SIMPUL_LISTEN=127.0.0.1:8443 >/etc/simpul/gateway.env
value() { sed -n "s/^  $1: *\"\{0,1\}\([^ \"#]*\).*/\1/p" $secrets/simpul-config; }
# The registry's and the service's stand-in; an office has the real ones.
systemd-run --quiet --unit=registri-tiruan --working-directory=/srv/uji /srv/uji/dist/registry-simulator -addr 127.0.0.1:18443 \
	-path "$(value path | head -n 1)" -secrets $secrets -ca-out $secrets/registry-ca -feedback-addr 127.0.0.1:18444 \
	-feedback-path "$(value path | tail -n 1)" -id-lembaga 99 -nama-lembaga 'DPMPTSP Rekaan' -feedback-params NO_IZIN,JENIS_IZIN \
	-conformity-path /dukcapil/get_json/SIMPUL-99/CALL_VERIFY_BY_ELEMEN
for _ in $(seq 50); do [ ! -s $secrets/registry-ca ] || break; sleep 0.2; done
chmod 600 $secrets/registry-ca

say "menyalakan"
systemctl start simpul.target
$simpul health -wait 40s
[ -z "$(systemctl --failed --no-legend --plain | grep simpul || true)" ] || fail "ada unit yang gagal"
$simpul doctor | tee doctor.log || true
grep -q 'belum_disiapkan' doctor.log || fail "doctor tidak menyuruh initialise"

say "hitungan dimulai, verifikasi pertama"
call() { # function token body → status; the answer is in answer.json
	curl -s -o answer.json -w '%{http_code}' --cacert gateway.pem "https://127.0.0.1:8443/function/$1" -H "Authorization: Bearer $2" \
		-H 'Content-Type: application/json' -d "$3"
}
admin=$(dist/local token -operator admin-01 -scope "admin quota:read balikan:manage")
officer=$(dist/local token -operator petugas-01 -scope "nik:verify balikan:submit quota:read")
[ "$(call quota-check "$admin" '{"action": "initialise", "code": "mulai", "paper_number": "UJI/1", "used_today": 0}')" = 200 ] || { cat answer.json; fail initialise; }
mapfile -t niks < <(dist/local samples | grep -o '"nik": *"[0-9]*"' | tr -dc '0-9\n')
asked=0
verify() {
	local status
	status=$(call verify-nik "$officer" '{"nik":"'"${niks[$asked]}"'","application_number":"503/'$asked'/2026","licence_type":"nib","subject_role":"pemohon"}')
	asked=$((asked + 1))
	[ "$status" = "${1:-200}" ] || { cat answer.json; fail "verifikasi: $status"; }
}
verify
grep -q access_id answer.json
say "VERIFIKASI PERTAMA BERHASIL"
$simpul doctor || true

say "tugas terjadwal"
systemctl start simpul-duty@quota-check.service simpul-duty@submit-balikan.service
systemctl list-timers --no-pager 'simpul-*'

say "setiap fungsi hanya melihat rahasianya sendiri"
runuser -u simpul-verify-nik -- cat /run/simpul/secrets/verify-nik/simpul-guard >/dev/null
for path in /run/simpul/secrets/quota-check/simpul-seal $secrets/simpul-seal; do
	if runuser -u simpul-verify-nik -- cat "$path" >/dev/null 2>&1; then fail "verify-nik membaca $path"; fi
done

say "rahasia berganti tanpa menyalakan ulang"
cat $secrets/simpul-guard >baru && echo "baru-1:$(openssl rand -base64 32)" >>baru && chmod 600 baru && mv baru $secrets/simpul-guard
for _ in $(seq 50); do ! cmp -s $secrets/simpul-guard /run/simpul/secrets/verify-nik/simpul-guard || break; sleep 0.2; done
cmp $secrets/simpul-guard /run/simpul/secrets/verify-nik/simpul-guard
verify

say "menambah satu proses"
systemctl enable --quiet --now simpul-verify-nik@3
verify

say "cadangan"
(umask 077; openssl genpkey -algorithm ed25519 -out /etc/simpul/backup.key)
openssl pkey -in /etc/simpul/backup.key -pubout -out backup.pem
systemctl start simpul-backup.service
$simpul pulihkan -file /var/backups/simpul/*.cadangan -kunci-publik /srv/uji/backup.pem

say "memperbarui, dan kembali"
simpul-0.0.2/upgrade
[ "$(cat /opt/simpul/current/VERSION)" = 0.0.2 ]
verify
/opt/simpul/current/rollback
[ "$(cat /opt/simpul/current/VERSION)" = 0.0.1 ]
verify

say "menghentikan semua akses"
$simpul hentikan -petugas admin-01
verify 403
grep -q akses_ditangguhkan answer.json

say "melepas"
/opt/simpul/current/uninstall
[ ! -e /opt/simpul ] && [ -s $secrets/simpul-seal ]
[ -z "$(pgrep -f /opt/simpul || true)" ] || fail "masih ada proses"
systemctl is-active redis-server
say "SEMUA LANGKAH BERHASIL"
