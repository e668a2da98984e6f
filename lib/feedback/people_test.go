package feedback_test

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"simpul/lib/admission"
	"simpul/lib/feedback"
	"simpul/lib/ledger"
	"simpul/lib/nik"
	"simpul/lib/personal"
	"simpul/lib/resident"
)

// applicant is somebody whose NIK was accessed for an application.
type applicant struct {
	nik         nik.NIK
	application string
	accesses    []string
}

// nikOf is an invented NIK: kecamatan 99 cannot exist.
func nikOf(n int) nik.NIK {
	parsed, err := nik.Parse(fmt.Sprintf("330399%02d%02d80%04d", 1+n%28, 1+n/28%12, 1+n/336))
	if err != nil {
		panic(err)
	}
	return parsed
}

// applicant invents somebody and has the NIK checked: found.
func (w *world) applicant() *applicant {
	w.Helper()
	w.people++
	p := &applicant{nik: nikOf(w.people), application: fmt.Sprintf("503/%04d/2026", w.people)}
	w.check(p, resident.Found)
	return p
}

// check asks the registry about an applicant.
func (w *world) check(p *applicant, answer resident.Status) uuid.UUID {
	w.Helper()
	id, record := w.admit(p)
	_, err := w.gate.Settle(context.Background(), admission.Counted(id).Said(answer, true).Recorded(record))
	w.must(err)
	p.accesses = append(p.accesses, id.String())
	return id
}

func (w *world) admit(p *applicant) (uuid.UUID, ledger.Record) {
	w.Helper()
	id := uuid.Must(uuid.NewV7())
	e := admission.Evidence{Member: fmt.Sprintf("%012x", w.people), Application: fmt.Sprint("k1:s", w.people), Pair: fmt.Sprint("k1:q", w.people)}
	for i := range e.Runs {
		e.Runs[i] = fmt.Sprintf("k1:r%d%d", i, w.people)
	}
	admitted, err := w.gate.Admit(context.Background(), admission.Request{
		AccessID: id, Evidence: []admission.Evidence{e}, Recheck: true,
		Unit:   admission.Unit{Tokens: feedback.Tokens(w.keys.Applications, p.application, p.nik), Application: p.application},
		Record: ledger.Record{Operator: "petugas-01", Frontend: "perizinan", Subject: ledger.Subject{LicenceType: "nib", SubjectRole: "pemohon"}},
	})
	w.must(err)
	return id, admitted.Record
}

var officer = feedback.Person{Operator: "petugas-01", Frontend: "perizinan"}

// licensed is what an officer submits when a licence was issued.
func licensed(p *applicant, change ...func(*feedback.Submission)) feedback.Submission {
	s := feedback.Submission{Application: p.application, NIK: p.nik, AccessIDs: p.accesses, Licences: []feedback.Licence{{Number: personal.New("NIB-" + p.application), Type: "nib"}}}
	for _, c := range change {
		c(&s)
	}
	return s
}

func closed(code string) func(*feedback.Submission) {
	return func(s *feedback.Submission) { s.Licences, s.Closed = nil, code }
}

func correction(s *feedback.Submission) { s.Correction = true }

func number(text string) func(*feedback.Submission) {
	return func(s *feedback.Submission) {
		s.Licences = []feedback.Licence{{Number: personal.New(text), Type: "siup"}}
	}
}

// submit submits one, and expects that nothing keeps it from being answered.
func (w *world) submit(s feedback.Submission) feedback.Result {
	w.Helper()
	results, err := w.Submit(context.Background(), officer, []feedback.Submission{s})
	w.must(err)
	return results[0]
}

// expect says where a submission must have led.
func (w *world) expect(r feedback.Result, want feedback.State) feedback.Result {
	w.Helper()
	if r.Problem != nil || r.State != want {
		w.tell.Helper()
		w.tell.Fatal(fmt.Sprintf("%s, want %s: %v", r.State, want, r.Problem))
	}
	return r
}
