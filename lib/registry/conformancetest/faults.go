package conformancetest

import (
	"context"
	"errors"
	"testing"

	"simpul/lib/problem"
	"simpul/lib/registry"
	"simpul/lib/registry/registrytest"
)

// faults asks with the NIKs that make the registry speak of something else than the person (JUKNIS-II.C.2b.3, wire §1.9).
func faults(t *testing.T, s Subject) {
	o := s.start(t, patient)
	asked := 0
	for _, kind := range registry.FaultKinds() {
		for _, p := range o.with(string(kind)) {
			fault := o.fault(t.Context(), p, kind)
			if asked++; fault.Transport() || fault.Unsent {
				t.Errorf("%s: the registry was asked, and spoke", kind)
			}
		}
	}
	o.calls(asked)
	if asked < 10 {
		t.Errorf("only %d faults are known", asked)
	}
}

// quota is the promise that matters most: JUKNIS-II.C.2b.3b is final until midnight.
func quota(t *testing.T, s Subject) {
	o := s.start(t, patient)
	o.Registry.SpendElsewhere(Quota)
	for i, p := range o.with(registrytest.Found)[:3] {
		fault := o.fault(t.Context(), p, registry.QuotaExhausted)
		told := fault.Problem()
		if fault.Transport() || told.Code != problem.CodeKuotaHabis || told.RetryAfter != 0 {
			t.Errorf("%s, Retry-After %v, transport %t", told.Code, told.RetryAfter, fault.Transport())
		}
		o.calls(i + 1)
	}
}

// usual are the faults that spoilt answers are, unless a connector's service makes other ones of them.
var usual = map[registrytest.Failure]registry.FaultKind{
	registrytest.Cut: registry.BrokenAnswer, registrytest.CutMidBody: registry.BrokenAnswer, registrytest.GarbageJSON: registry.BrokenAnswer,
	registrytest.HTMLPage: registry.BrokenAnswer, registrytest.Maintenance: registry.BrokenAnswer, registrytest.HugeBody: registry.BrokenAnswer, registrytest.EmptyContent: registry.Unknown,
	registrytest.Status500: registry.HTTPError, registrytest.Status503: registry.HTTPError, registrytest.Redirect: registry.HTTPError,
	registrytest.Mixed: registry.BrokenAnswer,
}

func spoilt(t *testing.T, s Subject) {
	for failure, kind := range usual {
		if other, differs := s.Reads[failure]; differs {
			kind = other
		}
		t.Run(string(failure), func(t *testing.T) {
			o := s.start(t, patient)
			o.must(o.Registry.Fail(failure, 1))
			fault := o.fault(t.Context(), o.someone(), kind)
			if fault.Unsent {
				t.Error("a question that arrived is told to have never left")
			}
			if failure == registrytest.Mixed && fault.Transport() {
				t.Error("the line is blamed for an answer that came whole")
			}
			if n := o.Registry.CallsFor(o.someone().NIK); n != 1 {
				t.Errorf("asked %d times", n)
			}
			o.answer(o.someone()) // the next question is none the worse for it
			o.calls(2)
		})
	}
}

func silent(t *testing.T, s Subject) {
	o := s.start(t, impatient)
	o.must(o.Registry.Fail(registrytest.Hang, 1))
	fault := o.fault(t.Context(), o.someone(), registry.NoAnswer)
	if !errors.Is(fault, context.DeadlineExceeded) {
		t.Errorf("the log does not learn that time ran out: %v", fault)
	}
	o.calls(1)
}

func hangUp(t *testing.T, s Subject) {
	o := s.start(t, patient)
	o.must(o.Registry.Fail(registrytest.Hang, 1))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() {
		if o.Registry.WaitCalls(t.Context(), 1) == nil {
			cancel()
		}
	}()
	if fault := o.fault(ctx, o.someone(), registry.NoAnswer); !errors.Is(fault, context.Canceled) {
		t.Errorf("the log does not learn who hung up: %v", fault)
	}
	o.calls(1)
}

func beforehand(t *testing.T, s Subject) {
	o := s.start(t, patient)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	o.refuse(ctx, registry.NotSent)
	o.calls(0)
	o.answer(o.someone())
	o.refuse(ctx, registry.NotSent) // over a warm connection
	o.calls(1)
}

// refusedConnection begins without a warm connection: one that the registry has just closed may still look whole.
func refusedConnection(t *testing.T, s Subject) {
	o := s.start(t, patient)
	o.must(o.Registry.Refuse())
	o.refuse(t.Context(), registry.NotSent)
	o.calls(0)
	o.must(o.Registry.Reopen())
	o.answer(o.someone())
	o.calls(1)
}

func idleClosed(t *testing.T, s Subject) {
	o := s.start(t, patient)
	o.answer(o.someone())
	o.Registry.CloseIdle()
	_, err := o.Connector.Ask(t.Context(), question(t, o.someone()))
	// The question, or what goes before it, may be on its way when the connection closes.
	if kind := kindOf(err); err != nil && kind != registry.BrokenAnswer && kind != registry.NotSent {
		t.Errorf("got %v", err)
	}
	if calls := o.Registry.Calls(); calls > 2 {
		t.Errorf("%d questions for two", calls)
	}
}

func kindOf(err error) registry.FaultKind {
	if fault, ok := errors.AsType[*registry.Fault](err); ok {
		return fault.Kind
	}
	return ""
}
