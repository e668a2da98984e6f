package trial

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"simpul/deploy/poc/protocol"
	"simpul/lib/registry"
	"simpul/lib/resident"
)

// agreedFaults are those that the guideline names (JUKNIS-II.C.2b.3).
var agreedFaults = []string{string(registry.LoginFailed), string(registry.InstitutionInactive), string(registry.UserInactive), string(registry.QuotaExhausted)}

// answers asks about each test NIK that is to bring a status.
func (r *run) answers(ctx context.Context, s *protocol.Step) {
	var statuses []string
	for _, status := range resident.Statuses() {
		statuses = append(statuses, string(status))
	}
	r.series(ctx, s, r.cases(isStatus), statuses)
}

// faults asks about each that is to bring a fault. The one that uses up the day is the last.
func (r *run) faults(ctx context.Context, s *protocol.Step) {
	cases := r.cases(func(word string) bool { return !isStatus(word) })
	slices.SortStableFunc(cases, func(a, b Case) int { return rank(a) - rank(b) })
	r.series(ctx, s, cases, agreedFaults)
}

func rank(c Case) int {
	if c.Expect == string(registry.QuotaExhausted) {
		return 1
	}
	return 0
}

func (r *run) cases(wanted func(expect string) bool) []Case {
	var cases []Case
	for _, c := range r.Cases {
		if wanted(c.Expect) {
			cases = append(cases, c)
		}
	}
	return cases
}

// series asks about cases and lists what of the guideline's had none.
func (r *run) series(ctx context.Context, s *protocol.Step, cases []Case, all []string) {
	given := map[string]bool{}
	for _, c := range cases {
		given[c.Expect] = true
		s.Cases = append(s.Cases, r.ask(ctx, c))
	}
	for _, expect := range all {
		if !given[expect] {
			s.Cases = append(s.Cases, protocol.Case{Expected: expect, Result: protocol.Untested, Note: "Dukcapil belum memberi NIK uji."})
		}
	}
	s.Judge()
}

// ask asks about one case, unless something has happened after which nobody should.
func (r *run) ask(ctx context.Context, c Case) protocol.Case {
	if r.stopped != "" || ctx.Err() != nil {
		return protocol.Case{Expected: c.Expect, Result: protocol.Untested, Note: "Tidak ditanyakan lagi."}
	}
	h := r.desk.mustHit(ctx, r.desk.main, c)
	if h.refused == nil {
		r.hits = append(r.hits, h)
	}
	told := r.tell(c, h)
	r.Say("        kasus %d: %s", c.Number, told.Result)
	if closes(h) {
		r.closed(ctx, c, h, &told)
	}
	told.Note = strings.TrimSpace(told.Note)
	return told
}

// tell writes a question down.
func (r *run) tell(c Case, h hit) protocol.Case {
	told := protocol.Case{Number: c.Number, Expected: c.Expect, Got: h.word(), Result: protocol.Failed, Left: h.left(), Used: h.state.Used, Cost: h.cost}
	if h.refused != nil && h.refused.Code == stoppedCode {
		told.Result, told.Note = protocol.Untested, halted
	}
	if h.Fault != nil {
		told.RegistryCode = h.Fault.Code
	} else {
		told.RegistryCode = h.Answer.Code
	}
	if told.Got == told.Expected {
		told.Result = protocol.Passed
	}
	if h.passed != "" {
		told.Note = fmt.Sprintf("Ditahan penjaga akses (%s), diteruskan dengan alasan %s. ", strings.ReplaceAll(string(h.passed), "_", " "), reason)
	}
	return told
}

// closes reports whether access is closed to somebody after the hit.
func closes(h hit) bool {
	return h.state.Suspended != nil || !h.state.Barred.IsZero() || h.state.Exhausted
}

// closed opens again what the registry's expected word closed. After an unexpected one nothing more is asked, and it stays
// closed: the registry refuses the office, and a person must find out why.
func (r *run) closed(ctx context.Context, c Case, h hit, told *protocol.Case) {
	if h.word() != c.Expect {
		r.stopped = "Tidak ditanyakan: Dukcapil menolak secara tak terduga, dan akses dibiarkan tertutup."
		return
	}
	if h.state.Exhausted {
		r.stopped = "Tidak ditanyakan: kuota hari ini dinyatakan habis."
		told.Note += "Akses tertutup sampai 00.00 WIB."
		return
	}
	if err := r.desk.resume(ctx); err != nil {
		r.stopped = "Tidak ditanyakan: akses masih tertutup; buka lewat quota-check (resume)."
		return
	}
	told.Note += "Akses tertutup otomatis, lalu dibuka kembali dengan tindakan tercatat."
}

// login says whether the registry took the office's account.
func (r *run) login(_ context.Context, s *protocol.Step) {
	if len(r.hits) == 0 {
		untested(s, "Belum ada jawaban Dukcapil.")
		return
	}
	first := r.hits[0]
	s.Micros = first.cost.Micros
	if first.Fault != nil && first.Fault.Kind == registry.LoginFailed {
		fail(s, "Gagal login: user ID atau kata sandi ditolak. Pasangan ini tidak dipakai lagi sampai diganti atau dibuka (Juknis II.C.2b.3a).")
		return
	}
	if first.Fault != nil {
		untested(s, "Pertanyaan pertama tidak dijawab: "+string(first.Fault.Kind)+".")
		return
	}
	s.Result = protocol.Passed
	fact(s, "User ID dan kata sandi", "diterima pada pertanyaan pertama")
}
