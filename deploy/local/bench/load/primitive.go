package load

import (
	"context"
	"fmt"
	"time"
)

// The contests of perf-baselines: 32 callers on one counter, and 64 who race for a day's 200 hits (JUKNIS-II.B.1).
const (
	Contenders = 32
	Limit      = 200
	racers     = 64
	attempts   = 10
)

// Primitive is a way to count in Redis.
type Primitive struct {
	Step  func(ctx context.Context) error         // counts once, without a limit
	Reset func(ctx context.Context) error         // makes room for Limit
	Try   func(ctx context.Context) (bool, error) // counts once if there is room
}

// Figures are what a primitive can do.
type Figures struct {
	Alone, Contended Result
	Over             int // admitted beyond Limit in the race
}

// Measure runs the primitive alone, contended and in a race. An error is one of the primitive.
func (p Primitive) Measure(ctx context.Context, d time.Duration) (Figures, error) {
	var f Figures
	step := func(int) error { return p.Step(ctx) }
	f.Alone = p.closed(ctx, d, 1, step)
	f.Contended = p.closed(ctx, d, Contenders, step)
	if failed := f.Alone.Failed + f.Contended.Failed; failed > 0 {
		return f, fmt.Errorf("%d steps failed: %s %s", failed, f.Alone.Error, f.Contended.Error)
	}
	if err := p.Reset(ctx); err != nil {
		return f, err
	}
	var err error
	f.Over, err = Race(racers, attempts, Limit, func() (bool, error) { return p.Try(ctx) })
	return f, err
}

func (Primitive) closed(ctx context.Context, d time.Duration, callers int, step Call) Result {
	ctx, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	return Closed(ctx, callers, step)
}
