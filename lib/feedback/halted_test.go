package feedback_test

import (
	"strings"
	"testing"

	"simpul/lib/admission"
	"simpul/lib/feedback"
	"simpul/lib/problem"
)

// rollBack makes the quota older than admission knows, and lets admission find out.
func (w *world) rollBack(t *testing.T) {
	t.Helper()
	raw, ctx := w.raw(), t.Context()
	head := strings.Fields(raw.HGet(ctx, "{simpul}:quota", "head").Val())
	head[1] = "0"
	w.must(raw.HSet(ctx, "{simpul}:quota", "head", strings.Join(head, " ")).Err())
	if _, err := w.gate.State(ctx); !problem.Is(err, problem.CodePenyimpananMundur) {
		t.Fatal(err)
	}
}

// The duty says so though nothing is due: what was may be what was forgotten.
func TestOnARedisThatWasRolledBackTheDutySaysSo(t *testing.T) {
	onEach(t, func(w *world) {
		w.applicant()
		w.rollBack(t)
		if _, err := w.Deliver(t.Context()); !problem.Is(err, problem.CodePenyimpananMundur) {
			t.Error(err)
		}
	})
}

// A Redis that was rolled back forgot what was delivered: nothing is sent from it, nor taken into it, until it is initialised.
func TestARedisThatWasRolledBackSendsNothing(t *testing.T) {
	onEach(t, func(w *world) {
		w.queue(1)
		open, calls := w.applicant(), w.office.calls
		w.rollBack(t)
		if _, err := w.Deliver(t.Context()); !problem.Is(err, problem.CodePenyimpananMundur) {
			t.Errorf("the duty: %v", err)
		}
		if _, err := w.Submit(t.Context(), officer, []feedback.Submission{licensed(open)}); !problem.Is(err, problem.CodePenyimpananMundur) {
			t.Errorf("an officer: %v", err)
		}
		if w.office.calls != calls {
			t.Error("something was sent")
		}
		w.must(w.gate.Initialise(t.Context(), admission.Initialisation{Force: true, Basis: paper}))
		if round := w.duty(); round.Delivered != 1 {
			t.Errorf("%+v", round)
		}
	})
}
