package bridge

import (
	"context"
	"net/http"
	"time"

	"github.com/go-json-experiment/json"

	"simpul/lib/cardreader"
	"simpul/lib/identity/errand"
	"simpul/lib/problem"
	"simpul/lib/resident"
)

// read answers POST /v1/cards/read. What costs nothing stands first: a token, a request, a reader that may be used and is free.
func (b *Bridge) read(w http.ResponseWriter, r *http.Request) error {
	back, ok := take(b.reads)
	if !ok {
		return problem.New(problem.CodeTerlaluSibuk).WithRetryAfter(time.Second)
	}
	defer back()
	e, err := b.Gate.Admit(r.Header.Get("Authorization"))
	if err != nil {
		return err
	}
	request, err := decode(r)
	if err != nil {
		return err
	}
	if err := check(request, e); err != nil {
		return err
	}
	answer, err := b.serve(r.Context(), request)
	b.record(r, request, e, err)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	return ignore(json.MarshalWrite(w, answer))
}

// serve reads a card for the one caller that has the reader.
func (b *Bridge) serve(ctx context.Context, request cardreader.Request) (cardreader.Answer, error) {
	p, known := b.places[request.Reader]
	if !known {
		return cardreader.Answer{}, problem.New(problem.CodePembacaTidakTerdaftar)
	}
	if err := b.usable(p); err != nil {
		return cardreader.Answer{}, err
	}
	if !p.taken.TryLock() {
		return cardreader.Answer{}, problem.New(problem.CodePembacaSibuk).WithRetryAfter(time.Second)
	}
	defer p.taken.Unlock()
	person, err := b.genuine(ctx, p, time.Duration(request.WaitSeconds)*time.Second)
	if err != nil {
		return cardreader.Answer{}, err
	}
	if err := b.Counter.Add(p.SAM); err != nil {
		b.Log.Error("the count of reads is not on disk", "error", err)
	}
	return cardreader.Answer{
		Class: cardreader.Genuine, Nonce: request.Nonce, Reader: p.Name, ReadAt: b.Now().UTC().Truncate(time.Second),
		Elements: only(request.Elements, person),
	}, nil
}

// usable refuses a SAM that is not activated, or whose agreement has ended (PKS-2.1c, PKS-9.4).
func (b *Bridge) usable(p *place) error {
	if _, err := b.SAMs.Usable(p.SAM, b.Now()); err != nil {
		return problem.New(problem.CodeSAMTidakAktif).Because(err)
	}
	return nil
}

// genuine waits for a card and reads it. The agreement may end while nobody has laid a card there.
func (b *Bridge) genuine(ctx context.Context, p *place, wait time.Duration) (resident.Person, error) {
	waiting, stop := context.WithTimeout(ctx, wait)
	defer stop()
	if err := b.Desk.Await(waiting, p.Slots.Card); err != nil {
		return resident.Person{}, explain(err)
	}
	if err := b.usable(p); err != nil {
		return resident.Person{}, err
	}
	reading, end := context.WithTimeout(ctx, b.ReadTime)
	defer end()
	person, err := p.Cards.Read(reading)
	if err != nil {
		return resident.Person{}, explain(err)
	}
	return person, nil
}

// only returns the elements asked for: no more than is needed leaves this machine.
func only(asked []resident.Element, person resident.Person) cardreader.Elements {
	elements := cardreader.Elements{}
	for _, e := range asked {
		if text := person.Get(e); !text.Empty() {
			elements[e] = text.RevealPersonalData()
		}
	}
	return elements
}

// record says who read when, for which application, with which consent (JUKNIS-IV.F), and how it ended.
func (b *Bridge) record(r *http.Request, request cardreader.Request, e errand.Errand, err error) {
	result := cardreader.Genuine
	if err != nil {
		result = string(problem.As(err).Code)
	}
	reader := ""
	if p, known := b.places[request.Reader]; known { // what is not ours could be anything
		reader = p.Name
	}
	b.Log.Info("card", "call", callOf(r), "reader", reader, "operator", e.Operator, "application", e.Application,
		"consent_store", request.Consent.Store, "result", result)
}
