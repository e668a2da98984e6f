package admission_test

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/google/uuid"

	"simpul/lib/admission"
	"simpul/lib/problem"
)

// load is officers who ask again and again until the day is used up, and what the registry hears of it.
type load struct {
	*world
	limit   int64
	calls   atomic.Int64
	refused atomic.Int64
	seen    sync.Map // access ids
	gone    sync.WaitGroup
	evening chan struct{} // closed: the last quarter of the day may be used
}

func (w *world) load(limit int64) *load {
	return &load{world: w, limit: limit, evening: make(chan struct{})}
}

// start lets 32 officers ask through each of the processes, until ctx ends with their machine.
func (l *load) start(ctx context.Context, processes ...*admission.Admission) {
	for _, a := range processes {
		for range 32 {
			l.gone.Go(func() {
				for l.mayAsk(ctx) && l.ask(ctx, a) {
					continue
				}
			})
		}
	}
}

// mayAsk keeps the day from being over before the test has done its worst.
func (l *load) mayAsk(ctx context.Context) bool {
	if l.calls.Load() >= l.limit*3/4 {
		select {
		case <-l.evening:
		case <-ctx.Done():
		}
	}
	return ctx.Err() == nil
}

// ask goes once through an access, and reports whether there may be room for another.
func (l *load) ask(ctx context.Context, a *admission.Admission) bool {
	id := newID()
	_, err := a.Admit(ctx, request(id))
	switch {
	case err == nil:
		l.call(id)
		_, _ = a.Settle(ctx, counted(id)) // what is not heard is repeated, and counts meanwhile
	case problem.Is(err, problem.CodePenyimpananTidakTersedia):
		l.refused.Add(1)
	case problem.Is(err, problem.CodeKuotaHabis):
		return false
	default:
		l.t.Errorf("refused with %v", err)
		return false
	}
	return true
}

// call is what goes out to the registry.
func (l *load) call(id uuid.UUID) {
	if _, twice := l.seen.LoadOrStore(id, true); twice {
		l.t.Error("the same access is granted twice")
	}
	if n := l.calls.Add(1); n > l.limit {
		l.t.Errorf("call %d of %d", n, l.limit)
	}
}

// until waits for so many calls.
func (l *load) until(calls int64) { eventually(func() bool { return l.calls.Load() >= calls }) }

// refusals waits for so many more of them.
func (l *load) refusals(n int64) {
	before := l.refused.Load()
	eventually(func() bool { return l.refused.Load() >= before+n })
}

// end waits until every officer was told that the day is used up, and compares: whatever was called is counted.
func (l *load) end(a *admission.Admission) {
	l.t.Helper()
	before := l.calls.Load()
	close(l.evening)
	l.gone.Wait()
	if l.calls.Load() == before {
		l.t.Error("nothing was granted after the fail-over")
	}
	s := l.state(a)
	l.t.Logf("%d calls, %d refusals while Redis was not to be trusted, %d of %d used", l.calls.Load(), l.refused.Load(), s.Used, l.limit)
	if s.Used < l.calls.Load() || s.Used > l.limit {
		l.t.Errorf("%d calls, and %d of %d used", l.calls.Load(), s.Used, l.limit)
	}
}
