//go:build soak

package feedback_test

import (
	"context"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"simpul/lib/admission/redistest"
)

// TestSoakTwoThousandUnits is the long run: 2,000 units through processes that are SIGKILLed at random, a Redis that is killed, a service
// that answers 500, hangs, and cuts after it accepted, and nights that pass. It shows its progress.
func TestSoakTwoThousandUnits(t *testing.T) {
	server := redistest.Start(t, killed...)
	w := newWorld(t, server.URL())
	l := &longRun{world: w, server: server, books: map[string]int{}, waiting: map[int]bool{}}
	for i := range w.accessed(2000) {
		l.waiting[i+1] = true
	}
	l.serve()
	for range 3 {
		l.spawn()
	}
	l.run()
	for i := range l.children {
		l.kill(i)
	}
	l.check()
}

type longRun struct {
	*world
	server                  *redistest.Server
	socket                  string
	children                []*child
	mu                      sync.Mutex
	books                   map[string]int // how often each came
	waiting                 map[int]bool   // units that nobody has taken yet
	sick                    atomic.Int64
	kills, restarts, nights int
}

// run makes trouble until all is delivered, and for the last of it lets everybody work.
func (l *longRun) run() {
	trouble := time.NewTicker(150 * time.Millisecond)
	defer trouble.Stop()
	for round := 1; ; round++ {
		<-trouble.C
		delivered := l.progress(round)
		switch {
		case delivered == 2000:
			return
		case delivered < 1900:
			l.disturb()
		default:
			l.sick.Store(int64(well))
		}
		if round > 20_000 {
			l.Fatal("it does not come to an end")
		}
	}
}

func (l *longRun) progress(round int) int64 {
	b, err := l.Balance(context.Background())
	l.must(err)
	if !b.Holds() {
		l.Fatalf("%+v", b)
	}
	if round%20 == 0 {
		l.Logf("%d of 2000 delivered, %d queued, %d open; %d processes and %d servers killed, %d nights", b.Delivered, b.Queued, b.Open, l.kills, l.restarts, l.nights)
	}
	return b.Delivered
}

// disturb does one of the things that happen.
func (l *longRun) disturb() {
	switch dice := rand.IntN(40); {
	case dice < 12:
		i := rand.IntN(len(l.children))
		l.kill(i)
		l.revive(i)
	case dice == 12:
		l.server.Kill()
		l.server.Restart()
		l.restarts++
	case dice < 15:
		l.night()
	default:
		l.sick.Store(int64([]illness{well, well, well, broken, cut, away, halfStore}[rand.IntN(7)]))
	}
}
