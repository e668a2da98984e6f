package trial

import (
	"context"

	"simpul/deploy/poc/protocol"
	"simpul/lib/feedback"
	"simpul/lib/feedback/delivery"
	"simpul/lib/personal"
	"simpul/lib/problem"
)

// licence is the number that the trial tells of: invented, and it says so to whoever finds it at the registry.
const licence = "UJI-COBA/1"

// heard keeps what the service said, of which an outbox tells no more than what became of the unit.
type heard struct {
	feedback.Service
	outcome feedback.Outcome
}

// Deliver delivers the trial's only parcel.
func (h *heard) Deliver(ctx context.Context, parcels []feedback.Parcel) []feedback.Outcome {
	outcomes := h.Service.Deliver(ctx, parcels)
	if len(outcomes) > 0 {
		h.outcome = outcomes[0]
	}
	return outcomes
}

// feedback answers for the trial's hits (PKS-2.2b, JUKNIS-III): one that found somebody goes out with an invented licence, the others
// end with a reason on record.
func (r *run) feedback(ctx context.Context, s *protocol.Step) {
	found, others := r.owed()
	switch {
	case found != nil:
		if !r.deliver(ctx, s, *found) {
			others = append(others, *found)
		}
	case len(others) == 0:
		untested(s, "Belum ada akses yang dihitung, jadi tidak ada data balikan.")
		return
	default:
		untested(s, "Tidak ada akses yang menemukan penduduk, jadi tidak ada yang dikirim.")
	}
	r.release(context.WithoutCancel(ctx), s, others)
}

// deliver sends data balikan of one hit, if the service is configured and somebody consents. taken: the outbox has it.
func (r *run) deliver(ctx context.Context, s *protocol.Step, one feedback.Submission) (taken bool) {
	if ctx.Err() != nil {
		untested(s, halted)
		return false
	}
	line, err := delivery.New(r.Parts.Config.Feedback, r.Parts.Secrets)
	if err == nil {
		_, err = r.seal()
	}
	if err != nil {
		untested(s, "Layanan data balikan belum dikonfigurasi: bagian feedback atau berkas rahasianya tidak lengkap.")
		return false
	}
	defer line.Close()
	if err := r.Consent(licence); err != nil {
		untested(s, "Pengiriman data balikan tidak disetujui.")
		return false
	}
	one.Licences = []feedback.Licence{{Number: personal.New(licence), Type: r.Parts.Config.Agreement.LicenceTypes[0]}}
	return r.send(ctx, s, &heard{Service: line}, one)
}

// send goes the way of submit-balikan: sealed in Redis, sent at once, and the ledger has what came of it.
func (r *run) send(ctx context.Context, s *protocol.Step, service *heard, one feedback.Submission) (taken bool) {
	results, err := r.submit(ctx, service, one)
	if err == nil && results[0].Problem != nil {
		err = results[0].Problem
	}
	if err != nil {
		fail(s, "Data balikan tidak dapat disimpan untuk dikirim. Rincian: "+string(problem.As(err).Code))
		return false
	}
	fact(s, "Dikirim", "satu NIK uji dengan nomor izin rekaan "+licence)
	hear(s, service.outcome)
	r.follow(ctx, s, results[0])
	return true
}

// hear writes down what came back.
func hear(s *protocol.Step, o feedback.Outcome) {
	code := ""
	if o.Code != "" {
		code = " (" + o.Code + ")"
	}
	switch o.Verdict {
	case feedback.Accepted:
		s.Result = protocol.Passed
		fact(s, "Jawaban layanan", "diterima")
	case feedback.AlreadySent:
		s.Result = protocol.Passed
		fact(s, "Jawaban layanan", "sudah pernah dikirim; duplikat dikenali")
	case feedback.Refused:
		fail(s, "Layanan menolak data balikan"+code+".")
	case feedback.Later:
		fail(s, "Layanan tidak mengambil data balikan"+code+".")
	default:
		fail(s, "Tidak diketahui apakah layanan menerima data balikan"+code+".")
	}
}

// follow says what is still to come of what was not delivered. What the service refused is given up: nobody could mend an invented
// licence.
func (r *run) follow(ctx context.Context, s *protocol.Step, result feedback.Result) {
	switch result.State {
	case feedback.Queued:
		fact(s, "Selanjutnya", "tersegel; submit-balikan mengirimnya ulang")
	case feedback.Dead:
		outbox, err := r.outbox(nil)
		if err == nil {
			_, err = outbox.Discard(context.WithoutCancel(ctx), r.person(), result.Unit, reason)
		}
		if err != nil {
			fact(s, "Selanjutnya", "tutup lewat submit-balikan (tindakan discard), kode "+reason)
		}
	}
}
