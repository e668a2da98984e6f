package admission_test

import (
	"context"
	"errors"
	"strconv"
	"testing"

	"simpul/lib/admission"
	"simpul/lib/admission/evidence"
	"simpul/lib/admission/guardtest"
	"simpul/lib/admission/redistest"
	"simpul/lib/resident"
)

// BenchmarkDay is an access, admitted and settled, on an empty day and on a full one: 200 people of an ordinary day were asked
// about, and none of them proven, so that the guard remembers all. Those measured are people of another day, and proven, so that
// it remembers no more.
func BenchmarkDay(b *testing.B) {
	for _, before := range []int{0, 200} {
		b.Run("after="+strconv.Itoa(before), func(b *testing.B) {
			_, a := counting(b, redistest.Start(b), 0)
			if err := a.Initialise(b.Context(), admission.Initialisation{First: true, Basis: paper}); err != nil {
				b.Fatal(err)
			}
			maker := evidence.New(ring{})
			for _, s := range guardtest.Day(1, 300)[:before] {
				if err := checked(b.Context(), a, maker, s, false); err != nil {
					b.Fatal(err)
				}
			}
			others, i := guardtest.Day(2, 300), 0
			measure(b, 1, func() error {
				i++
				return checked(b.Context(), a, maker, others[i%len(others)], true)
			})
		})
	}
}

func checked(ctx context.Context, a *admission.Admission, maker *evidence.Maker, s guardtest.Step, proven bool) error {
	id, record := newID(), officer
	record.Operator = s.Operator
	r := admission.Request{AccessID: id, Record: record, Evidence: maker.Of(s.NIK, s.Application), Recheck: s.Recheck}
	_, err := a.Admit(ctx, r)
	_, errSettle := a.Settle(ctx, admission.Counted(id).Said(resident.Found, proven).Recorded(record))
	return errors.Join(err, errSettle)
}
