package trial

import (
	"context"
	"errors"
	"time"

	"simpul/deploy/poc/protocol"
	"simpul/lib/admission"
	"simpul/lib/registry/exchange"
)

var (
	errClosed = errors.New("akses sedang ditangguhkan atau login terakhir gagal; selesaikan dulu lewat quota-check, lalu ulangi")
	errLittle = errors.New("sisa kuota hari ini tidak cukup untuk uji coba")
)

// run is a trial under way.
type run struct {
	Trial
	p    protocol.Protocol
	desk *desk

	probed  exchange.Probed
	refused error  // what ended it, nil if nothing did
	stopped string // why nothing more is asked, "" while something is
	hits    []hit
	lost    string // what was seen of a lost answer
}

// halted is why nothing more is tried once the trial is being stopped.
const halted = "Uji coba dihentikan."

// step is one of the steps, in order.
type step struct {
	code, title string
	try         func(context.Context, *protocol.Step)
	asks        bool // of the registry
	always      bool // also when the trial is being stopped: what is owed by then is answered for
}

// free are the steps that cost nothing, costly the others.
func (r *run) free() []step {
	return []step{
		{"sambungan", "Sambungan ke Dukcapil", r.connect, false, false},
		{"tls", "TLS dan sertifikat", r.secure, false, false},
		{"format", "NIK salah format ditolak Simpul", r.malformed, false, false},
		{"penangguhan", "Penangguhan akses", r.suspend, false, false},
	}
}

func (r *run) costly() []step {
	return []step{
		{"jawaban", "Jawaban tentang penduduk (Juknis II.C.2b.1 dan 2)", r.answers, true, false},
		{"masuk", "Login", r.login, false, false},
		{"alamat_asal", "Alamat asal di mata Dukcapil", r.source, false, false},
		{"kuota", "Hitungan kuota", r.quota, false, false},
		{"jalur_putus", "Jalur putus", r.cut, true, false},
		{"gangguan", "Jawaban gangguan (Juknis II.C.2b.3)", r.faults, true, false},
		{"balikan", "Data balikan", r.feedback, false, true},
	}
}

func (r *run) all(ctx context.Context, before admission.State) error {
	r.do(ctx, r.free())
	if r.stopped == "" {
		hits := r.expected()
		if before.Left != nil && *before.Left < hits {
			return errLittle
		}
		if err := r.Confirm(hits, before.Left); err != nil {
			return err
		}
	}
	r.do(ctx, r.costly())
	return nil
}

// expected is how many hits the trial may use: one a case, and two around a lost answer.
func (r *run) expected() int64 {
	hits := int64(len(r.Cases))
	if _, found := r.found(); found {
		hits += 2
	}
	return hits
}

func (r *run) do(ctx context.Context, steps []step) {
	for _, s := range steps {
		done := protocol.Step{Code: s.code, Title: s.title}
		began := time.Now()
		switch {
		case ctx.Err() != nil && !s.always:
			done.Result, done.Reason = protocol.Untested, halted
		case s.asks && r.stopped != "":
			done.Result, done.Reason = protocol.Untested, r.stopped
		default:
			s.try(ctx, &done)
		}
		if len(done.Cases) == 0 && done.Result != protocol.Untested && done.Micros == 0 {
			done.Micros = time.Since(began).Microseconds()
		}
		r.p.Steps = append(r.p.Steps, done)
		r.Say("[%2d/%d] %s: %s", len(r.p.Steps), len(r.free())+len(r.costly()), s.title, done.Result)
	}
}

// fact adds what was seen.
func fact(s *protocol.Step, label, value string) {
	s.Facts = append(s.Facts, protocol.Fact{Label: label, Value: value})
}

// fail ends a step.
func fail(s *protocol.Step, reason string) { s.Result, s.Reason = protocol.Failed, reason }

func untested(s *protocol.Step, reason string) { s.Result, s.Reason = protocol.Untested, reason }

func yesNo(yes bool) string {
	if yes {
		return "ya"
	}
	return "tidak"
}
