package feedback_test

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"simpul/lib/feedback"
)

// BenchmarkUnits is what a unit costs in the queue and through delivery, with so many others waiting: the figure must not grow with
// them. The service answers at once; the rest is the outbox and Redis.
func BenchmarkUnits(b *testing.B) {
	for _, waiting := range []int{100, 1_000, 10_000} {
		w := newWorld(b, startRedis(b))
		people := w.accessed(waiting)
		w.wait(people)
		b.Run(fmt.Sprintf("submit/%d", waiting), func(b *testing.B) {
			w.office.ill = nil
			mine := w.accessed(b.N)
			b.ResetTimer()
			for i := range mine {
				if r := w.submit(licensed(mine[i])); r.State != feedback.Delivered {
					b.Fatal(r.Problem)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "units/s")
		})
		b.Run(fmt.Sprintf("queue/%d", waiting), func(b *testing.B) {
			mine := w.accessed(b.N)
			b.ResetTimer()
			w.wait(mine)
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "units/s")
		})
		b.Run(fmt.Sprintf("balance/%d", waiting), func(b *testing.B) {
			for b.Loop() {
				if _, err := w.Balance(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkDuty delivers a whole queue: units per second, and what it held in Redis while it waited.
func BenchmarkDuty(b *testing.B) {
	for _, waiting := range []int{100, 1_000, 10_000} {
		b.Run(strconv.Itoa(waiting), func(b *testing.B) {
			spent, url := time.Duration(0), startRedis(b)
			for range b.N {
				w := newWorld(b, url)
				people := w.accessed(waiting)
				before := w.memory()
				w.wait(people)
				b.ReportMetric(float64(w.memory()-before)/float64(waiting), "bytes/unit")
				w.office.ill = nil
				w.pass(time.Hour)
				start := time.Now()
				if round, err := w.Deliver(b.Context()); err != nil || round.Delivered != waiting {
					b.Fatalf("%+v %v", round, err)
				}
				spent += time.Since(start)
				w.must(w.client.FlushAll(b.Context()).Err())
			}
			b.ReportMetric(float64(waiting*b.N)/spent.Seconds(), "units/s")
			b.ReportMetric(float64(spent.Nanoseconds())/float64(waiting*b.N), "ns/unit")
		})
	}
}

// accessed invents people whose NIKs were accessed: what lib/admission leaves, without asking it for each.
func (w *world) accessed(n int) []*applicant {
	w.Helper()
	var all []*applicant
	p := w.raw().Pipeline()
	for range n {
		w.people++
		a := &applicant{nik: nikOf(w.people), application: fmt.Sprintf("503/%d/2026", w.people), accesses: []string{fmt.Sprintf("01990f2a-0000-7000-8000-%012x", w.people)}}
		token := feedback.Tokens(w.keys.Applications, a.application, a.nik)[0]
		since := w.clock().UnixMilli()
		p.Set(context.Background(), "{simpul}:unit:"+token, fmt.Sprintf("open %s %d 1\n%s\npetugas-01\n%s\n", a.accesses[0], since, a.accesses[0], a.application), 0)
		p.Do(context.Background(), "ZADD", "{simpul}:units:open", since, token)
		p.HIncrBy(context.Background(), "{simpul}:units", "units", 1)
		all = append(all, a)
	}
	_, err := p.Exec(context.Background())
	w.must(err)
	return all
}

// wait has them all wait in the queue, a hundred at a time.
func (w *world) wait(people []*applicant) {
	w.Helper()
	w.office.ill = always(away)
	for len(people) > 0 {
		var all []feedback.Submission
		for _, p := range people[:min(100, len(people))] {
			all = append(all, licensed(p))
		}
		people = people[len(all):]
		results, err := w.Submit(context.Background(), officer, all)
		w.must(err)
		for _, r := range results {
			w.expect(r, feedback.Queued)
		}
	}
}

// memory is what Redis holds, in bytes.
func (w *world) memory() int64 {
	w.Helper()
	info, err := w.raw().Info(context.Background(), "memory").Result()
	w.must(err)
	for line := range strings.Lines(info) {
		if text, ok := strings.CutPrefix(strings.TrimSpace(line), "used_memory:"); ok {
			n, err := strconv.ParseInt(text, 10, 64)
			w.must(err)
			return n
		}
	}
	w.Fatal("redis says nothing of its memory")
	return 0
}
