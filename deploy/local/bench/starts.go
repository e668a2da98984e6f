package main

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"time"

	"simpul/deploy/local/bench/load"
)

// subject is a program that is started again and again.
type subject struct {
	binary string
	args   []string
	want   string
}

func (w *world) subjects() (peer, function subject) {
	return subject{w.peerBinary(), []string{w.sample.NIK}, w.sample.ExpectedStatus},
		subject{filepath.Join(w.binaries, "verify-nik", "fn"), nil, `"verdict":"` + w.sample.ExpectedVerdict + `"`}
}

// begun is what repeated starts of one program came to.
type begun struct {
	answer, ready load.Spread // milliseconds from exec
	failed        int         // first calls after ready
}

// starts times the way from exec to the first right answer, and counts first calls that fail after the probe said ready.
func starts(ctx context.Context, w *world, p *page) error {
	peer, function := w.subjects()
	var ours, theirs begun
	for range w.plan.starts {
		if err := errors.Join(w.startOnce(ctx, peer, &theirs), w.startOnce(ctx, function, &ours)); err != nil {
			return err
		}
	}
	under, err := w.underLoad(ctx, p, function)
	if err != nil {
		return err
	}
	s := p.start
	s.add("exec to first right answer, ms", theirs.answer, ours.answer, "10")
	s.add("exec to ready, ms", theirs.ready, ours.ready, "")
	s.add("failed first calls after ready", theirs.failed, ours.failed, "0")
	s.add("  the same under load", "–", under.Failed, "0")
	s.note("%d starts each way, files in the page cache. Under load: %d starts beside %d callers of another replica, %d first calls at once, %d in all.",
		w.plan.starts, w.loaded, loadCallers, loadCallers, under.Calls)
	p.fails("first calls under load", under)
	if n := ours.failed + theirs.failed; n > 0 {
		p.fails("first calls after ready", load.Result{Failed: n, Calls: w.plan.starts, Error: "no right answer"})
	}
	return nil
}

// startOnce starts the program twice: once calling from the start, once waiting for the probe.
func (w *world) startOnce(ctx context.Context, s subject, b *begun) error {
	err := w.started(ctx, s, func(p *program, callers callers) error {
		took, err := p.until(ctx, callers[0])
		b.answer = append(b.answer, milliseconds(took))
		return err
	})
	return errors.Join(err, w.started(ctx, s, func(p *program, callers callers) error {
		took, err := ready(ctx, p)
		b.ready = append(b.ready, milliseconds(took))
		if err == nil && callers[0].call() != nil {
			b.failed++
		}
		return err
	}))
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func ready(ctx context.Context, p *program) (time.Duration, error) {
	probe := readiness(p.url)
	defer probe.close()
	return p.until(ctx, probe)
}

// started starts the program, lets do use it, and stops it.
func (w *world) started(ctx context.Context, s subject, do func(*program, callers) error) error {
	p, err := w.start(ctx, s.binary, s.args...)
	if err != nil {
		return err
	}
	callers := w.callers(loadCallers, p.url, s.want)
	err = do(p, callers)
	callers.close()
	return errors.Join(err, p.stop())
}

const loadCallers = 16

// underLoad starts the function while another replica is kept busy, as the platform does when it scales up, and sends it
// first calls at once as soon as it is ready.
func (w *world) underLoad(ctx context.Context, p *page, s subject) (load.Result, error) {
	busy, rest := context.WithCancel(ctx)
	defer rest()
	others := w.callers(loadCallers, w.function.URL, s.want)
	defer others.close()
	background := make(chan load.Result, 1)
	go func() { background <- load.Closed(busy, loadCallers, others.call) }()
	var first load.Result
	var err error
	for range w.loaded {
		if err = w.started(ctx, s, func(p *program, callers callers) error { return firstCalls(ctx, p, callers, &first) }); err != nil {
			break
		}
	}
	rest()
	p.fails("callers of the other replica", <-background)
	return first, err
}

func firstCalls(ctx context.Context, p *program, callers callers, sum *load.Result) error {
	if _, err := ready(ctx, p); err != nil {
		return err
	}
	var all sync.WaitGroup
	errs := make([]error, len(callers))
	for i := range callers {
		all.Go(func() { errs[i] = callers.call(i) })
	}
	all.Wait()
	for _, err := range errs {
		sum.Calls++
		if err != nil {
			sum.Failed++
			sum.Error = err.Error()
		}
	}
	return nil
}
