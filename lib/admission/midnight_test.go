package admission_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
)

// Sixty-four callers go through a midnight, some of them 20 ms behind the others. What could fall on either day is charged to
// both, and neither passes its limit (JUKNIS-II.B.1).
func TestMidnightUnderLoadPassesNoDaysLimit_JUKNIS_II_B_1(t *testing.T) {
	const limit, callers, calls = 150, 64, 40
	w := newWorld(t, redistest.Start(t).URL())
	w.goTo("2026-09-16 23:58:00")
	a := w.prepared(0, func(s *admission.Settings) { s.Quota.DailyLimit = limit })
	var all sync.WaitGroup
	var granted [2]atomic.Int64 // by the day they count on, both for some
	for range callers {
		all.Go(func() {
			for range calls {
				w.offset.Add(int64(100 * time.Millisecond))
				admitted, err := a.Admit(t.Context(), request(newID()))
				if err != nil {
					continue // refused: the day is full
				}
				for day := range 2 {
					if on := []string{"2026-09-16", "2026-09-17"}[day]; admitted.Record.Days[0] == on || admitted.Record.Days[1] == on {
						granted[day].Add(1)
					}
				}
			}
		})
	}
	all.Wait()
	if first, second := granted[0].Load(), granted[1].Load(); first != limit || second != limit {
		t.Errorf("%d accesses on the 16th and %d on the 17th, of %d each", first, second, limit)
	}
	w.used(a, limit)
}
