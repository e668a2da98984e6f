package trial

import (
	"context"

	"simpul/deploy/poc/protocol"
	"simpul/lib/problem"
)

// suspend stops access for all replicas and shows that nothing is asked then (PKS-5, JUKNIS-VI.I). It is the first act of the trial
// on record, with the letter.
func (r *run) suspend(ctx context.Context, s *protocol.Step) {
	if err := r.Parts.Admission.Suspend(ctx, r.desk.basis()); err != nil {
		r.stopped = "Tidak ditanyakan: surat uji coba tidak dapat dicatat di buku."
		fail(s, "Penangguhan tidak dapat dicatat. Rincian: "+string(problem.As(err).Code))
		return
	}
	tried, refused := r.whileSuspended(ctx)
	if err := r.desk.resume(ctx); err != nil {
		r.stopped = "Tidak ditanyakan: akses masih ditangguhkan."
		fail(s, "Akses tetap ditangguhkan; buka lewat quota-check (resume). Rincian: "+string(problem.As(err).Code))
		return
	}
	if !tried {
		untested(s, "Tidak ada NIK uji; penangguhan dan pembukaannya tercatat, penolakannya tidak diuji.")
		return
	}
	if !refused {
		fail(s, "Pemeriksaan tidak ditolak selama akses ditangguhkan.")
		return
	}
	s.Result = protocol.Passed
	fact(s, "Pemeriksaan selama ditangguhkan", "ditolak sebelum dikirim, tanpa akses")
	fact(s, "Dibuka kembali", "ya, keduanya tercatat di buku")
}

// whileSuspended asks with the first case, which must go nowhere.
func (r *run) whileSuspended(ctx context.Context) (tried, refused bool) {
	if len(r.Cases) == 0 {
		return false, false
	}
	h := r.desk.mustHit(ctx, r.desk.main, r.Cases[0])
	return true, h.refused != nil && h.refused.Code == problem.CodeAksesDitangguhkan
}
