package reporttest

import (
	"time"

	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
)

// access writes the n-th access and what follows from it.
func (w *writer) access(n int, at time.Time) {
	r := ledgertest.Access(n)
	r.At = at.UTC().Truncate(time.Millisecond)
	r.Days = [2]string{ledger.DayOf(at), ledger.DayOf(at)}
	r.LicenceType = oneOf(w, licenceTypes...)
	r.SubjectRole = w.pick(map[string]int{"pemohon": 8, "penanggung_jawab": 2})
	r.IdentityDocument = w.pick(map[string]int{"ktp-el": 19, "ikd": 1})
	if r.IdentityDocument == "ktp-el" && w.in(250) {
		r.Source, r.Consent = ledger.Card, ledger.Consent(w.pick(map[string]int{string(ledger.ConsentRead): 4, string(ledger.ConsentStore): 1}))
	}
	w.outcome(&r)
	switch {
	case w.in(4):
		w.sweep(r)
	default:
		w.record(r)
		w.status(r)
	}
	w.counters(r)
	w.follow(n, r)
	w.hear()
}

func (w *writer) outcome(r *ledger.Record) {
	switch {
	case w.in(12):
		r.Outcome, r.Verdict, r.Charged = ledger.Fault, "", w.in(500)
	case w.in(25):
		r.Outcome, r.Verdict = ledger.NoData, ledger.TidakDinilai
	default:
		r.Verdict = ledger.Verdict(w.pick(map[string]int{"sesuai": 90, "tidak_sesuai": 8, "tidak_dinilai": 2}))
	}
	if w.in(3) {
		r.Hold, r.Override = w.pick(map[string]int{"pola_berurutan": 3, "pola_teratur": 1}), w.pick(map[string]int{"satu_keluarga": 3, "rombongan": 1})
	}
}

// sweep writes an access that nobody settled in time; of half of them a late word comes.
func (w *writer) sweep(r ledger.Record) {
	s := r
	s.Kind, s.Charged = ledger.Swept, true
	s.Subject, s.Answer = ledger.Subject{}, ledger.Answer{Outcome: ledger.Unknown}
	w.record(s)
	if w.in(500) {
		w.late = append(w.late, r)
	}
}

// hear writes late words, now and then.
func (w *writer) hear() {
	if len(w.late) > 0 && w.in(200) {
		w.record(w.late[0])
		w.status(w.late[0])
		w.late = w.late[1:]
	}
}

// status counts what the registry said, which of an access that nobody settled is not known.
func (w *writer) status(r ledger.Record) {
	switch r.Outcome {
	case ledger.Data:
		w.total("status:" + w.pick(map[string]int{"found": 970, "deceased": 15, "duplicate": 5, "inactive": 10}))
	case ledger.NoData:
		w.total("status:" + w.pick(map[string]int{"not_found": 3, "invalid_format": 1}))
	}
}

func (w *writer) counters(r ledger.Record) {
	if r.Source == ledger.Card {
		w.total("card:" + w.pick(map[string]int{"asli": 960, "baca_gagal": 25, "bukan_ktp_el": 8, "sam_menolak": 5, "tanda_tangan_tidak_cocok": 2}))
	}
	if w.in(8) {
		w.total("hold:" + w.pick(map[string]int{"terlalu_cepat": 6, "pola_berurutan": 2, "pola_teratur": 1}))
	}
}

// follow writes the officer's decision, and after some days what became of the application.
func (w *writer) follow(n int, r ledger.Record) {
	if r.Outcome == ledger.Data && w.in(900) {
		w.record(ledger.Record{Kind: ledger.Decision, AccessID: r.AccessID, At: r.At, Operator: r.Operator,
			Deed: ledger.Deed{Decision: ledger.Verdict(w.pick(map[string]int{"sesuai": 93, "tidak_sesuai": 7})), Code: "diperiksa"}})
	}
	if r.Charged {
		w.units = append(w.units, unit{ledgertest.ID(n), r.Application, r.LicenceType})
	}
	if len(w.units) > 200 { // some days later
		w.balikan(w.units[0])
		w.units = w.units[1:]
	}
}

func (w *writer) balikan(u unit) {
	switch {
	case w.in(40): // stays open
	case w.in(80):
		w.step(u, ledger.Closed, w.pick(map[string]int{"berkas_ditolak": 3, "dicabut_pemohon": 1}))
	default:
		w.step(u, ledger.Submitted, "")
		w.sent(u)
	}
}

func (w *writer) sent(u unit) {
	switch {
	case w.in(10): // waits
	case w.in(8):
		w.step(u, ledger.Died, "terlalu_lama")
	default:
		w.step(u, ledger.Delivered, "")
		if w.in(15) {
			u.licence = oneOf(w, licenceTypes...)
			w.correct(u)
		}
	}
}

func (w *writer) step(u unit, action, code string) { w.record(w.stepRecord(u, action, code)) }

func (w *writer) correct(u unit) {
	r := w.stepRecord(u, ledger.Delivered, "")
	r.Correction = true
	w.record(r)
}

func (w *writer) stepRecord(u unit, action, code string) ledger.Record {
	w.acts++
	r := ledger.Record{Kind: ledger.Feedback, At: w.at, Operator: "petugas-01", Frontend: "perizinan",
		Subject: ledger.Subject{Application: u.application}, Balikan: ledger.Balikan{Unit: u.id},
		Deed: ledger.Deed{ActID: actID(w.acts), Action: action, Code: code}}
	if action == ledger.Submitted || action == ledger.Delivered {
		r.Licences = []string{u.licence}
		if w.in(5) && action == ledger.Submitted {
			r.Override = "status_lama"
		}
	}
	return r
}
