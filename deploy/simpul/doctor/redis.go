package doctor

import (
	"context"
	"fmt"
	"time"

	"simpul/lib/admission"
	"simpul/lib/feedback"
	"simpul/lib/ledger/store"
	"simpul/lib/problem"
)

// redis asks as the functions do: what they would refuse is trouble here, in the same words.
func (o Office) redis(ctx context.Context) []Finding {
	const subject = "Redis"
	err := o.Parts.Admission.Ready(ctx)
	if problem.Is(err, problem.CodeBelumDisiapkan) || problem.Is(err, problem.CodePenyimpananMundur) {
		return []Finding{bad(subject, told(err), "Hitungan hari ini belum dimulai di Redis ini: act initialise di quota-check (PANDUAN: Pemasangan, Pemulihan).")}
	}
	if err != nil {
		return []Finding{bad(subject, told(err), "deploy/redis/README.md (di paket: redis/README.md), bab “What the log says”, menjelaskan tiap sebab.")}
	}
	findings := []Finding{good(subject, "menjawab, setelannya seperti yang dijanjikan konfigurasi")}
	state, err := o.Parts.Admission.State(ctx)
	if err != nil {
		return append(findings, bad("Kuota", told(err), "Hitungan belum ada atau mundur: act initialise di quota-check."))
	}
	findings = append(findings, quota(state), suspended(state))
	return append(append(findings, o.ledger(ctx)), o.feedback(ctx)...)
}

// told is a refusal and its cause, neither of which repeats an address or a value.
func told(err error) string {
	p := problem.As(err)
	text := string(p.Code)
	if cause := p.Unwrap(); cause != nil {
		text += ": " + cause.Error()
	}
	return text
}

func quota(s admission.State) Finding {
	const subject = "Kuota"
	switch {
	case !s.Prepared:
		return bad(subject, "hitungan belum dimulai", "Administrator menjalankan act initialise di quota-check.")
	case s.Exhausted:
		return warn(subject, fmt.Sprintf("habis untuk %s (%d terpakai)", s.Day, s.Used), "Terbuka lagi tengah malam WIB.")
	case s.Left != nil:
		return good(subject, "%d terpakai, sisa %d, hari %s", s.Used, *s.Left, s.Day)
	}
	return good(subject, "%d terpakai, tanpa batas, hari %s", s.Used, s.Day)
}

func suspended(s admission.State) Finding {
	const subject = "Akses"
	if s.Suspended != nil {
		return bad(subject, "ditangguhkan: "+s.Suspended.Code, "Selesaikan sebabnya, lalu act resume di quota-check.")
	}
	if !s.Barred.IsZero() {
		return bad(subject, "Gagal Login: user id atau password ditolak Dukcapil", "Periksa kredensial dengan satu kali masuk lewat peramban, ganti berkas rahasianya (PANDUAN: Rotasi).")
	}
	return good(subject, "terbuka")
}

// sealedWithin is a few turns of the duty.
const sealedWithin = 10 * time.Minute

func (o Office) ledger(ctx context.Context) Finding {
	const subject = "Buku (ledger)"
	status, err := store.New(o.Parts.Redis).Status(ctx)
	switch {
	case err != nil:
		return bad(subject, "tidak dapat dibaca", "Periksa buku dengan: ledger verify.")
	case status.Last == nil && status.Unsealed == 0:
		return good(subject, "masih kosong")
	case status.Last == nil:
		return warn(subject, fmt.Sprintf("%d catatan belum disegel", status.Unsealed), "Segel pertama dibuat dalam satu menit oleh tugas quota-check; periksa lagi nanti.")
	case status.Unsealed > 0 && o.Now.Sub(status.Last.At) > sealedWithin:
		return bad(subject, fmt.Sprintf("%d catatan belum disegel", status.Unsealed), "Tugas menit quota-check tidak berjalan atau menemukan catatan rusak: systemctl list-timers, journalctl --namespace=simpul.")
	}
	return good(subject, "%d catatan, disegel", status.Entries)
}

func (o Office) feedback(ctx context.Context) []Finding {
	const subject = "Balikan"
	outbox, err := feedback.New(o.Parts.Redis, nil, feedback.Keys{}, o.Parts.FeedbackSettings())
	if err != nil {
		return []Finding{bad(subject, "setelannya tidak dapat dipakai", "Periksa bagian feedback.")}
	}
	b, err := outbox.Balance(ctx)
	if err != nil {
		return []Finding{bad(subject, "tidak dapat dibaca", "Periksa hak pengguna Redis (users.acl).")}
	}
	findings := []Finding{good(subject, "%d menunggu izin, %d menunggu dikirim, %d selesai", b.Open, b.Queued, b.Delivered+b.Closed)}
	if !b.Holds() {
		findings = append(findings, bad(subject, "jumlahnya tidak cocok", "Bandingkan dengan buku: quota-check menunjukkan catatan_tidak_cocok."))
	}
	if b.Dead > 0 {
		findings = append(findings, warn(subject, fmt.Sprintf("%d harus dikirim ulang", b.Dead), "GET submit-balikan?state=outstanding menunjukkan yang mana (PKS 2.2b)."))
	}
	if b.Late > 0 {
		findings = append(findings, warn(subject, fmt.Sprintf("%d terlambat dijawab", b.Late), "Ingatkan petugas: setiap NIK yang diakses harus dibalas (PKS 2.2b)."))
	}
	return findings
}
