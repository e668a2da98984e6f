package main

import (
	"context"
	"fmt"
	"time"

	"simpul/deploy/local/bench/load"
	"simpul/lib/registry"
	"simpul/lib/resident"
)

const (
	rate        = 200 // calls a second: a whole day's quota in each
	mostCallers = 64
)

// level is one way to ask.
type level struct {
	name    string
	callers int // 0 for the fixed rate
}

var levels = []level{{fmt.Sprintf("fixed %d/s", rate), 0}, {"1 caller", 1}, {"16 callers", 16}, {"64 callers", mostCallers}}

// target is something that verifies or part of it.
type target struct {
	name string
	call load.Call
	pid  int // 0 for this process
}

// figures are one target's at one level.
type figures struct{ p50, p99, rate, cpu load.Spread }

// calls measures a whole verification beside the registry call in it, turn and turn about.
func calls(ctx context.Context, w *world, p *page) error {
	function := w.callers(mostCallers, w.function.URL, `"verdict":"`+w.sample.ExpectedVerdict+`"`)
	defer function.close()
	peer := w.callers(mostCallers, w.peer.url, w.sample.ExpectedStatus)
	defer peer.close()
	targets := []target{
		{"bare registry call", func(int) error { return w.ask(ctx) }, 0},
		{"net/http + that call", peer.call, w.peer.cmd.Process.Pid},
		{"verification", function.call, w.function.PID()},
	}
	measured := map[level][]figures{}
	for _, l := range levels {
		measured[l] = make([]figures, len(targets))
	}
	if err := w.warm(ctx, p, targets); err != nil {
		return err
	}
	for range w.repeats {
		for _, l := range levels {
			for i, t := range targets {
				if err := w.one(ctx, p, l, t, &measured[l][i]); err != nil {
					return err
				}
			}
		}
	}
	tell(p, measured)
	return nil
}

func (w *world) ask(ctx context.Context) error {
	answer, err := w.bare.Ask(ctx, registry.Question{NIK: w.nik})
	if err == nil && answer.Status != resident.Found {
		err = fmt.Errorf("status %s", answer.Status)
	}
	return err
}

// warm opens every connection, which belongs to starts and not here.
func (w *world) warm(ctx context.Context, p *page, targets []target) error {
	for _, t := range targets {
		var ignored figures
		if err := w.one(ctx, p, level{"warming up", mostCallers}, t, &ignored); err != nil {
			return err
		}
	}
	return nil
}

// one is one run of one target at one level.
func (w *world) one(ctx context.Context, p *page, l level, t target, f *figures) error {
	before, err := used(t.pid)
	if err != nil {
		return err
	}
	r := w.run(ctx, l, t.call)
	after, err := used(t.pid)
	if err != nil {
		return err
	}
	p.fails(t.name+", "+l.name, r)
	if r.Calls == 0 && ctx.Err() == nil {
		return fmt.Errorf("%s, %s: no call was made", t.name, l.name)
	}
	f.p50, f.p99, f.rate = append(f.p50, r.P50), append(f.p99, r.P99), append(f.rate, r.Rate)
	f.cpu = append(f.cpu, float64((after-before).Microseconds())/float64(r.Calls))
	return nil
}

func used(pid int) (time.Duration, error) {
	if pid == 0 {
		return 0, nil
	}
	return cpu(pid)
}

func (w *world) run(ctx context.Context, l level, call load.Call) load.Result {
	d := w.phase
	if l.callers == 0 {
		d = w.slow
	}
	ctx, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	if l.callers == 0 {
		return load.Fixed(ctx, rate, mostCallers, call)
	}
	return load.Closed(ctx, l.callers, call)
}

func tell(p *page, measured map[level][]figures) {
	s := p.verification
	for _, l := range levels {
		bare, peer, whole := measured[l][0], measured[l][1], measured[l][2]
		aim50, aim99 := "", ""
		if l.callers == 0 {
			aim50, aim99 = "0.7", "1.5"
		}
		s.add(l.name+", p50 ms", bare.p50, peer.p50, whole.p50, whole.p50.Minus(bare.p50), aim50)
		s.add("  p99 ms", bare.p99, peer.p99, whole.p99, whole.p99.Minus(bare.p99), aim99)
		if l.callers > 0 {
			s.add("  req/s", bare.rate, peer.rate, whole.rate, "× "+whole.rate.Over(bare.rate).String(), "")
		}
		s.add("  CPU µs/call", "–", peer.cpu, whole.cpu, "", "")
	}
	s.note("Bare: lookup.Client.Ask in the callers' own process. Verification: HTTP, token, checks, two steps in Redis, registry over TLS, comparison.")
	s.note("CPU: the process's own, without callers, registry and Redis. At the fixed rate a call's time counts from its sending.")
}
