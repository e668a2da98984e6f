package admission

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"
)

// The backlog holds 1024 settlements, more than one process can leave open in an outage. Between attempts it waits from 50 ms
// to 2 s.
const (
	backlogSize = 1024
	firstWait   = 50 * time.Millisecond
	longestWait = 2 * time.Second
)

// backlog repeats, one by one, settlements that Redis has not answered for. They act once, so a repetition is safe; until one
// is heard its hit counts, so to lose it is safe too.
type backlog struct {
	settle func(context.Context, Settlement) (State, error)
	queue  chan Settlement
	ending chan struct{} // closed: leave when the queue is empty
	gone   chan struct{} // closed: the worker has left
	end    sync.Once
	ctx    context.Context
	cancel context.CancelFunc
}

func startBacklog(settle func(context.Context, Settlement) (State, error)) *backlog {
	b := &backlog{
		settle: settle,
		queue:  make(chan Settlement, backlogSize),
		ending: make(chan struct{}),
		gone:   make(chan struct{}),
	}
	b.ctx, b.cancel = context.WithCancel(context.Background())
	go b.work()
	return b
}

// add never waits: the caller is answering somebody.
func (b *backlog) add(s Settlement) {
	select {
	case b.queue <- s:
	default:
		slog.Warn("admission: backlog full, access stays counted", "access_id", s.closing.id)
	}
}

func (b *backlog) work() {
	defer close(b.gone)
	wait := firstWait
	for s, more := b.next(); more; s, more = b.next() {
		if _, err := b.settle(b.ctx, s); !unheard(err) {
			wait = firstWait
			continue
		}
		b.add(s) // to the end: one that Redis refuses must not hold up the others
		wait = b.pause(wait)
	}
}

// next waits for a settlement; more is false when there will be none.
func (b *backlog) next() (s Settlement, more bool) {
	if b.ctx.Err() != nil {
		return s, false
	}
	select {
	case s = <-b.queue:
		return s, true
	default:
	}
	select {
	case s = <-b.queue:
		return s, true
	case <-b.ending:
		return s, false
	}
}

// pause waits with jitter, so that replicas do not return to Redis in step, and returns the next, longer wait.
func (b *backlog) pause(wait time.Duration) time.Duration {
	timer := time.NewTimer(wait/2 + rand.N(wait/2))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-b.ctx.Done():
	}
	return min(2*wait, longestWait)
}

// drain waits for the worker to empty the queue and leave, or makes it leave when ctx ends.
func (b *backlog) drain(ctx context.Context) error {
	b.end.Do(func() { close(b.ending) })
	defer b.cancel()
	select {
	case <-b.gone:
		return nil
	case <-ctx.Done():
	}
	b.cancel()
	<-b.gone
	return fmt.Errorf("admission: accesses that stay counted: %d: %w", len(b.queue), ctx.Err())
}
