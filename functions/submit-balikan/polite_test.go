package main

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/uuid"

	"simpul/lib/admission"
	"simpul/lib/assembly"
	"simpul/lib/feedback"
	"simpul/lib/ledger"
	"simpul/lib/resident"
)

// line remembers when it was used.
type line struct{ at []time.Time }

func (l *line) Deliver(context.Context, []feedback.Parcel) []feedback.Outcome {
	l.at = append(l.at, time.Now())
	return nil
}

func TestVerificationsComeFirstOnTheLine(t *testing.T) { // JUKNIS-I.B
	for name, row := range map[string]struct {
		busy int // looks that find an access under way
		want time.Duration
	}{
		"a quiet line": {0, 0}, "one verification": {3, 3 * glance}, "a line that is never quiet": {1000, patience},
	} {
		synctest.Test(t, func(t *testing.T) {
			began, looks, used := time.Now(), 0, &line{}
			p := polite{used, func(context.Context) bool { looks++; return looks <= row.busy }}
			p.Deliver(t.Context(), nil)
			if len(used.at) != 1 || used.at[0].Sub(began) != row.want {
				t.Errorf("%s: used %d times, %v after the start", name, len(used.at), used.at[0].Sub(began))
			}
		})
	}
}

func TestAnAccessUnderWayIsSeen(t *testing.T) {
	d := newDesk(t, nil)
	parts, err := assembly.Build()
	must(t, err)
	defer func() { must(t, parts.Close(t.Context())) }()
	busy := accesses(parts.Admission)
	id := uuid.Must(uuid.NewV7())
	quiet := busy(t.Context())
	admitted, err := parts.Admission.Admit(t.Context(), admission.Request{
		AccessID: id, Evidence: []admission.Evidence{{
			Member: "0123456789ab", Application: "app:uji", Pair: "pair:uji",
			Runs: [admission.Families]string{"a:uji", "b:uji", "c:uji", "d:uji", "e:uji", "f:uji"},
		}},
		Record: ledger.Record{Operator: "petugas-01", Frontend: "perizinan", Subject: ledger.Subject{LicenceType: "nib", SubjectRole: "pemohon"}},
	})
	must(t, err)
	during := busy(t.Context())
	_, err = parts.Admission.Settle(t.Context(), admission.Counted(id).Said(resident.Found, true).Recorded(admitted.Record))
	must(t, err)
	if quiet || !during || busy(t.Context()) {
		t.Errorf("before %v, during %v", quiet, during)
	}
	d.Redis.Stop()
	if busy(t.Context()) {
		t.Error("a Redis that is away keeps feedback waiting")
	}
}
