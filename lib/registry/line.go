package registry

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sony/gobreaker/v2"
	"golang.org/x/sync/semaphore"

	"simpul/lib/config"
	"simpul/lib/problem"
)

// SlotWait is how long a call may stand before a full line. An answer takes tens of milliseconds on a warm connection, so
// this rides out a rush at the counter; waiting longer would only hide from the officer that the line is too thin.
const SlotWait = 500 * time.Millisecond

// answerMargin is kept before a caller's own deadline, X-Timeout or exec_timeout: a refusal must be written and read as well.
const answerMargin = 100 * time.Millisecond

// busyAgain and probeAgain are the Retry-After of a full line, and of a broken one that is being tried out just now.
const (
	busyAgain  = 2 * time.Second
	probeAgain = time.Second
)

// Line is this process's door to the registry: a number of slots, because more calls in flight only queue on 1 Mbps
// (JUKNIS-I.B), and a breaker, so that nobody waits for a registry that is down. One Line serves all calls of a process.
type Line struct {
	slots     *semaphore.Weighted
	breaker   *gobreaker.TwoStepCircuitBreaker[struct{}]
	openUntil atomic.Int64 // Unix nanoseconds
}

// NewLine makes the line that settings.Slots and settings.Breaker describe.
func NewLine(settings config.Registry) *Line {
	l := &Line{slots: semaphore.NewWeighted(int64(settings.Slots))}
	l.breaker = gobreaker.NewTwoStepCircuitBreaker[struct{}](gobreaker.Settings{
		MaxRequests: 1,
		Timeout:     settings.Breaker.Cooldown,
		ReadyToTrip: func(c gobreaker.Counts) bool { return c.ConsecutiveFailures >= settings.Breaker.Failures },
		OnStateChange: func(_ string, _, to gobreaker.State) {
			if to == gobreaker.StateOpen {
				l.openUntil.Store(time.Now().Add(settings.Breaker.Cooldown).UnixNano())
			}
		},
		IsSuccessful: func(err error) bool { return !lineFailed(err) },
		IsExcluded:   saysNothingOfTheLine,
	})
	return l
}

// Enter takes a slot. It waits at most half a second, gives up a tenth of a second before ctx does, so that the caller still
// hears it, and refuses with jalur_penuh when no slot came free, with jalur_terputus when the registry is known to be down; both tell when to try again, and nothing has been
// spent. After Failures transport faults in a row the line stays broken for Cooldown; then one call at a time is let through
// until one is answered.
//
// leave gives the slot back and must be called once, whatever happened; further calls do nothing. Its err is what the call
// came to: nil, or a [*Fault] of [Connector.Ask], or the refusal of a step between that kept the registry from being asked.
func (l *Line) Enter(ctx context.Context) (leave func(err error), err error) {
	if err := l.takeSlot(ctx); err != nil {
		return nil, problem.New(problem.CodeJalurPenuh).WithRetryAfter(busyAgain).Because(err)
	}
	done, err := l.breaker.Allow()
	if err != nil {
		l.slots.Release(1)
		return nil, l.broken()
	}
	var once sync.Once
	return func(err error) {
		once.Do(func() {
			done(err)
			l.slots.Release(1)
		})
	}, nil
}

func (l *Line) takeSlot(ctx context.Context) error {
	if l.slots.TryAcquire(1) {
		return nil
	}
	patience := SlotWait
	if deadline, has := ctx.Deadline(); has {
		patience = min(patience, time.Until(deadline)-answerMargin)
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return l.slots.Acquire(ctx, 1)
}

func (l *Line) broken() error {
	rest := time.Until(time.Unix(0, l.openUntil.Load()))
	return problem.New(problem.CodeJalurTerputus).WithRetryAfter(max(rest, probeAgain))
}

// saysNothingOfTheLine reports whether err tells neither that the registry works nor that it fails: its caller hung up, or it
// was never asked.
func saysNothingOfTheLine(err error) bool {
	fault, ok := errors.AsType[*Fault](err)
	return errors.Is(err, context.Canceled) || err != nil && !ok || ok && fault.neverAsked()
}

// neverAsked reports whether the registry was not asked for a reason that is not its own. An answer of no use is an answer: the
// line works.
func (f *Fault) neverAsked() bool { return f.Held || f.NotTheLine && f.Kind != BrokenAnswer }

// lineFailed reports whether the line broke. A registry that answers "Gagal Login" or "kuota habis" is up.
func lineFailed(err error) bool {
	var fault *Fault
	return errors.As(err, &fault) && fault.Transport()
}
