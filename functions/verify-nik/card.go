package main

import (
	"context"
	"errors"

	"simpul/lib/cardreader"
	"simpul/lib/identity"
	"simpul/lib/ledger"
	"simpul/lib/nik"
	"simpul/lib/personal"
	"simpul/lib/problem"
	"simpul/lib/resident"
)

const (
	documentCard    = "ktp-el"
	documentDigital = "ikd"
)

// checkCard says what a request about a card lacks. Nothing is taken for granted: consent and presence are said each time
// (JUKNIS-IV.F), and holding somebody's card is not being there.
func checkCard(r request, knows func(reader string) bool) []problem.Field {
	var fields []problem.Field
	want := func(ok bool, name, code, detail string) {
		if !ok {
			fields = append(fields, problem.Field{Name: name, Code: code, Detail: detail})
		}
	}
	if r.Reader == "" {
		want(r.Consent == consent{} && !r.HolderPresent, "reader", "wajib", "Sebutkan pembaca kartu, atau kirim tanpa consent dan holder_present.")
		return fields
	}
	want(knows(r.Reader), "reader", "tidak_terdaftar", "Pembaca ini tidak terdaftar. Pilih pembaca di loket ini.")
	want(r.IdentityDocument != documentDigital, "identity_document", "tanpa_kartu", "IKD tidak dibaca dengan pembaca kartu. Kirim tanpa reader.")
	want(r.Consent.Read, "consent.read", "wajib", "Kartu hanya dibaca dengan persetujuan pemiliknya (JUKNIS IV.F).")
	want(r.HolderPresent, "holder_present", "wajib", "Kartu hanya dibaca bila pemiliknya hadir.")
	return fields
}

func (c consent) recorded() ledger.Consent {
	if c.Store {
		return ledger.ConsentStore
	}
	return ledger.ConsentRead
}

var errUnreadableNIK = errors.New("the card's NIK is none")

// withCard reads the card that a question asks for, before anything costs a hit, and leaves time for all that follows. Where access is
// suspended or over, no card is read either (PKS-5, PKS-9.4). The card must be the one of the NIK declared: another is refused, and
// nothing on it is told.
func (v *verifier) withCard(ctx context.Context, caller identity.Caller, q question) (question, error) {
	if q.Reader == "" {
		return q, nil
	}
	if err := v.admission.Open(ctx); err != nil {
		return q, err
	}
	deadline, _ := ctx.Deadline() // every call has one (package function)
	reading, cancel := context.WithDeadline(ctx, deadline.Add(-v.afterCard))
	defer cancel()
	read, err := v.cards.Read(reading, cardreader.Order{
		Reader: q.Reader, Operator: caller.Operator, Application: v.applications.Current().Application(q.ApplicationNumber),
		Consent: cardreader.Consent(q.Consent), HolderPresent: q.HolderPresent,
	})
	v.countRead(ctx, err)
	if err != nil {
		return q, err
	}
	switch number, err := nik.Parse(read.Person.Get(resident.NIK).RevealPersonalData()); {
	case err != nil:
		return q, problem.New(problem.CodeKartuGagalDibaca).Because(errUnreadableNIK)
	case number != q.nik:
		return q, problem.New(problem.CodeNIKKartuBerbeda)
	}
	q.card, q.claimed = &read, completed(q.paper, read.Person)
	return q, nil
}

// completed is what was typed, with what was not taken from the card: a genuine card is as good as its copy in the papers.
func completed(paper, card resident.Person) resident.Person {
	known := map[resident.Element]personal.Text{}
	for _, e := range resident.Elements() {
		if known[e] = paper.Get(e); known[e].Empty() {
			known[e] = card.Get(e)
		}
	}
	return resident.NewPerson(known)
}
