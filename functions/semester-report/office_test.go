package main

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"simpul/functions/functiontest"
	"simpul/lib/assembly"
	"simpul/lib/function"
	"simpul/lib/identity"
	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
	"simpul/lib/ledger/store"
	"simpul/lib/report/reporttest"
)

// office is a function with a Redis and the ledger of a semester in it, at a time of its own.
type office struct {
	*functiontest.Rig
	*functiontest.Client
	now time.Time
}

// newOffice opens in July 2026 with n accesses of the first semester on record, sealed by the book's key.
func newOffice(t *testing.T, n int, environ map[string]string) *office {
	t.Helper()
	o := &office{Rig: functiontest.New(t, "../..", environ), now: time.Date(2026, 7, 6, 3, 0, 0, 0, time.UTC)}
	o.Write(t, "simpul-trust", fill(t, n).Keys.Public().String())
	o.open(t)
	return o
}

// fill puts a semester into an empty Redis.
func fill(t *testing.T, n int) *ledgertest.Book {
	t.Helper()
	book := reporttest.Semester("2026-01-05", "2026-06-26", n)
	put(t, book)
	return book
}

// put makes a book the ledger of a Redis that is emptied before.
func put(t *testing.T, book *ledgertest.Book) {
	t.Helper()
	parts, err := assembly.Build()
	must(t, err)
	must(t, parts.Redis.FlushAll(t.Context()).Err())
	_, err = store.New(parts.Redis).Import(t.Context(), ledgertest.Items(book.Items()), book.Proof())
	must(t, err)
	must(t, parts.Close(t.Context()))
}

// open serves another replica.
func (o *office) open(t *testing.T) {
	t.Helper()
	o.Client = o.Serve(t, "semester-report", func(context.Context) (function.Function, error) {
		parts, err := assembly.Build()
		if err != nil {
			return function.Function{}, err
		}
		r, err := newReporter(parts)
		if err != nil {
			return function.Function{}, err
		}
		r.now = func() time.Time { return o.now }
		return function.Function{Handler: r.Handle, Methods: []string{http.MethodPost}, Ready: parts.Ready(), Metrics: r.gauges.set, Close: parts.Close}, nil
	})
}

// later makes it another day, and the duty's turn.
func (o *office) later(t *testing.T, day string) {
	t.Helper()
	at, err := time.Parse(time.RFC3339, day+"T10:00:00+07:00")
	must(t, err)
	o.now = at
	o.nextTurn(t)
}

func (o *office) nextTurn(t *testing.T) {
	t.Helper()
	parts, err := assembly.Build()
	must(t, err)
	must(t, parts.Redis.Del(t.Context(), "{simpul}:duty:semester-report").Err())
	must(t, parts.Close(t.Context()))
}

func (o *office) ask(t *testing.T, body any, scopes ...string) functiontest.Answer {
	t.Helper()
	if scopes == nil {
		scopes = identity.Scopes()
	}
	return o.Do(functiontest.Call{Token: o.Token(t, scopes...), Body: body})
}

func (o *office) duty() functiontest.Answer { return o.Do(functiontest.Call{}) }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// acts returns what the ledger says of reports: action and report.
func (o *office) acts(t *testing.T) (acts []string) {
	t.Helper()
	for _, r := range o.records(t) {
		acts = append(acts, r.Action+" "+r.Target)
	}
	return acts
}

// records returns the ledger's acts about reports.
func (o *office) records(t *testing.T) (acts []ledger.Record) {
	t.Helper()
	parts, err := assembly.Build()
	must(t, err)
	defer func() { must(t, parts.Close(t.Context())) }()
	for item, err := range store.New(parts.Redis).Items(t.Context()) {
		must(t, err)
		if item.Entry == nil {
			continue
		}
		r, err := ledger.Decode(item.Entry.Record)
		must(t, err)
		if strings.HasPrefix(r.Action, "report_") {
			acts = append(acts, r)
		}
	}
	return acts
}
