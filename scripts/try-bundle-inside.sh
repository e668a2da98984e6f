#!/usr/bin/env bash
# What scripts/try-bundle.sh does inside the Debian that it booted: the manual's steps, in order, with a check behind each.
set -Eeuo pipefail
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

say "konfigurasi dan rahasia"
manual() { # runs the manual's line that begins so, from the unpacked bundle
	local line
	line=$(grep -m 1 -F -- "$1" /srv/uji/simpul-0.0.1/PANDUAN.md) || fail "PANDUAN.md tidak memuat: $1"
	printf '$ %s\n' "$line"
	eval "$line"
}
value() { sed -n "s/^  $1: *\"\{0,1\}\([^ \"#]*\).*/\1/p" simpul-config; }
manual 'export PATH'
(
	umask 077
	dist/local token >/dev/null # makes invented operators, keys, and a frontend with its own
	sed -e 's#^  url: redis://.*#  url: redis://127.0.0.1:6379/0#' -e 's#persistence: none#persistence: always#' -e 's|^  # folder:|  folder:|' \
		simpul-0.0.1/simpul-config.example.yaml >simpul-config
)
# The registry's and the service's stand-in; an office has the real ones.
systemd-run --quiet --unit=registri-tiruan --working-directory=/srv/uji /srv/uji/dist/registry-simulator -addr 127.0.0.1:18443 \
	-path "$(value path | head -n 1)" -secrets .local/secrets -ca-out /srv/uji/registry-ca -feedback-addr 127.0.0.1:18444 \
	-feedback-path "$(value path | tail -n 1)" -id-lembaga 99 -nama-lembaga 'DPMPTSP Rekaan' -feedback-params NO_IZIN,JENIS_IZIN \
	-conformity-path /dukcapil/get_json/SIMPUL-99/CALL_VERIFY_BY_ELEMEN
for _ in $(seq 50); do [ ! -s registry-ca ] || break; sleep 0.2; done
(
	umask 077
	cd simpul-0.0.1
	from=/srv/uji/.local/secrets
	manual 'REDIS_HOST=127.0.0.1' <<-ANSWERS # in the order that the manual says
		$(cat $from/feedback-token)
		/srv/uji/registry-ca
		$(cat $from/registry-password)
		$(cat $from/registry-user-id)
		/srv/uji/simpul-config
		$from/simpul-jwks
		$from/simpul-operators
	ANSWERS
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 90 -subj /CN=simpul -addext subjectAltName=IP:127.0.0.1 \
		-keyout gateway.key -out /srv/uji/gateway.pem 2>/dev/null
	cat /srv/uji/gateway.pem gateway.key >$secrets/gateway-tls
	rm gateway.key
	manual 'install -o root -g redis -m 640 redis/redis.conf'
	manual 'install -o root -g redis -m 640 /etc/simpul'
	manual 'rm -r /etc/simpul/secrets/redis'
	manual 'systemctl restart redis-server'
)
[ -z "$(find $secrets -mindepth 1 ! \( -type f -perm 600 -user root \))" ] || fail "rahasia terbaca orang lain"
echo SIMPUL_LISTEN=127.0.0.1:8443 >/etc/simpul/gateway.env

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
officer=$(dist/local token -operator petugas-01 -scope "nik:verify balikan:submit quota:read")
(umask 077 && printf 'Authorization: Bearer %s\n' "$(dist/local token -operator admin-01 -scope "admin quota:read report:read balikan:manage")" >token)
manual 'panggil() {'
manual 'panggil quota-check' | tee answer.json
grep -q '"used":0' answer.json || fail initialise
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
systemctl start simpul-duty@quota-check.service simpul-duty@submit-balikan.service simpul-duty@semester-report.service
systemctl list-timers --no-pager 'simpul-*'

say "laporan semester"
year=$(TZ=Asia/Jakarta date +%Y)
if [ "$(TZ=Asia/Jakarta date +%-m)" -gt 6 ]; then semester=$year-S2 before=$year-s1; else semester=$year-S1 before=$((year - 1))-s2; fi
for format in json pdf xlsx; do
	panggil semester-report '{"period": "'"$semester"'", "format": "'$format'"}' -f -o laporan.$format
done
head -c 5 laporan.pdf | grep -q %PDF && grep -q '"accesses"' laporan.json || { head -c 600 laporan.json; fail "laporan"; }
panggil semester-report '{"record": {"report": "laporan-'"$before"'", "action": "delivered", "code": "diantar",
  "paper_number": "400.12/1", "paper_date": "'"$(TZ=Asia/Jakarta date +%F)"'", "receipt": "TT-1",
  "digest": "'"$(sha256sum laporan.pdf | cut -c -64 | sed 's/......../-&/g; s/^-//')"'"}}' -f
panggil quota-check | grep -q '"laporan-'"$before"'","title":"[^"]*","basis":"[^"]*","from":"[^"]*","due":"[^"]*","state":"selesai"'
process=$(systemctl show -P MainPID simpul-semester-report@1)
nsenter -t "$process" -m -S "$(id -u simpul-semester-report)" -G "$(id -g simpul-semester-report)" touch "$(value folder)/uji" # report.folder

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

say "juga yang luput dari pengamatan"
systemctl stop simpul-secrets.path
openssl rand -hex 18 >baru && chmod 600 baru && mv baru $secrets/feedback-token
for _ in $(seq 140); do ! cmp -s $secrets/feedback-token /run/simpul/secrets/submit-balikan/feedback-token || break; sleep 0.5; done
cmp $secrets/feedback-token /run/simpul/secrets/submit-balikan/feedback-token
systemctl start simpul-secrets.path

say "sandi Redis berganti tanpa menyalakan ulang"
users=/etc/redis/users.acl
digest() { tr -d '\n' <"$1" | sha256sum | cut -d' ' -f1; }
(umask 077 && openssl rand -hex 32 >redis-password)
old=$(digest $secrets/redis-password) new=$(digest redis-password)
sed -i "/^user simpul /s/ on / on #$new /" $users
manual 'REDISCLI_AUTH=' | grep -x OK
mv redis-password $secrets/redis-password
for _ in $(seq 50); do ! cmp -s $secrets/redis-password /run/simpul/secrets/verify-nik/redis-password || break; sleep 0.2; done
sed -i "/^user simpul /s/ #$old / /" $users
manual 'REDISCLI_AUTH=' | grep -x OK
verify

say "menambah satu proses"
systemctl enable --quiet --now simpul-verify-nik@3
verify

say "cadangan"
(umask 077; openssl genpkey -algorithm ed25519 -out /etc/simpul/backup.key)
openssl pkey -in /etc/simpul/backup.key -pubout -out backup.pem
systemctl start simpul-backup.service
$simpul pulihkan -file /var/backups/simpul/*.cadangan -kunci-publik /srv/uji/backup.pem

say "pemulihan di mesin yang kosong"
seal=$(simpul pulihkan -file /var/backups/simpul/*.cadangan -kunci-publik /srv/uji/backup.pem -redis-data "$(mktemp -d)" | sed -n 's/.*segel terakhir \(.*\)\.$/\1/p')
systemctl stop simpul.target redis-server
find /var/lib/redis -mindepth 1 -delete # the machine is lost
simpul pulihkan -file /var/backups/simpul/*.cadangan -kunci-publik /srv/uji/backup.pem -redis-data /var/lib/redis
manual 'mv /var/lib/redis/ledger.restored'
systemctl start simpul.target
$simpul health -wait 40s
(cd $secrets && ledger verify -redis redis://quota-check@127.0.0.1:6379/0 -password-file redis-password-quota-check -trust simpul-trust -mac-file simpul-ledger \
	-expect-seal "$seal")
verify 503
panggil quota-check '{"action": "initialise", "code": "pemulihan", "paper_number": "UJI/2"}' | tee answer.json
grep -q '"used":4' answer.json || fail "hitungan dari buku"
verify
(
	cd $secrets
	manual 'ledger export'
	manual 'ledger verify -file'
	echo 503/0/2026 | manual 'ledger find -file' | tee /root/found
	grep -q 'Ditemukan: [1-9]' /root/found || fail "catatan permohonan"
)

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
