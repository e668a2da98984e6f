// Package load calls something again and again and says how long each call took: [Closed] with so many callers who ask again
// as soon as they are answered, [Fixed] at a fixed rate whether or not earlier calls were answered. [Race] counts what a
// limit lets through too much. [Spread] shows repeated figures with their noise.
package load

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Result is how one run went. Times are in milliseconds.
type Result struct {
	P50, P99 float64
	Rate     float64 // calls a second
	Calls    int
	Failed   int
	Error    string // the first failure's, "" for none
}

// Call is one call of one caller; a caller makes one call at a time.
type Call func(caller int) error

// run collects what all callers saw.
type run struct {
	mu    sync.Mutex
	took  []time.Duration
	begun time.Time
	r     Result
}

func (r *run) one(call Call, caller int) {
	start := time.Now()
	err := call(caller)
	took := time.Since(start)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.took = append(r.took, took)
	if err != nil {
		r.r.Failed++
		if r.r.Error == "" {
			r.r.Error = err.Error()
		}
	}
}

func (r *run) result() Result {
	elapsed := time.Since(r.begun)
	r.r.Calls = len(r.took)
	if r.r.Calls == 0 {
		return r.r
	}
	slices.Sort(r.took)
	r.r.P50 = milliseconds(r.took[r.r.Calls/2])
	r.r.P99 = milliseconds(r.took[r.r.Calls*99/100])
	r.r.Rate = float64(r.r.Calls) / elapsed.Seconds()
	return r.r
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// Closed lets each caller call again as soon as it is answered, until ctx ends; calls under way then are waited for.
func Closed(ctx context.Context, callers int, call Call) Result {
	r := &run{begun: time.Now()}
	var all sync.WaitGroup
	for caller := range callers {
		all.Go(func() {
			for ctx.Err() == nil {
				r.one(call, caller)
			}
		})
	}
	all.Wait()
	return r.result()
}

// Fixed makes rate calls a second until ctx ends, each at its time even if earlier ones are not answered. A call's time
// counts from its sending: how late this process itself wakes up is not the other side's. Only when all callers are busy
// does a call wait.
func Fixed(ctx context.Context, rate, callers int, call Call) Result {
	r := &run{begun: time.Now()}
	free := newStack(callers)
	var all sync.WaitGroup
	for n := 0; ; n++ {
		at := r.begun.Add(time.Duration(n) * time.Second / time.Duration(rate))
		if !sleepUntil(ctx, at) {
			break
		}
		caller := free.take()
		all.Go(func() {
			defer free.put(caller)
			r.one(call, caller)
		})
	}
	all.Wait()
	return r.result()
}

func sleepUntil(ctx context.Context, at time.Time) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(time.Until(at)):
		return ctx.Err() == nil
	}
}

// stack hands out the caller used last, as connection pools do.
type stack struct {
	mu   sync.Mutex
	some *sync.Cond
	free []int
}

func newStack(size int) *stack {
	s := &stack{}
	s.some = sync.NewCond(&s.mu)
	for caller := range size {
		s.free = append(s.free, caller)
	}
	return s
}

func (s *stack) take() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.free) == 0 {
		s.some.Wait()
	}
	last := len(s.free) - 1
	caller := s.free[last]
	s.free = s.free[:last]
	return caller
}

func (s *stack) put(caller int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.free = append(s.free, caller)
	s.some.Signal()
}
