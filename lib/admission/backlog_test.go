package admission

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"github.com/google/uuid"

	"simpul/lib/problem"
)

var errDown = problem.New(problem.CodePenyimpananTidakTersedia)

func id() uuid.UUID { return uuid.Must(uuid.NewV7()) }

func TestTheBacklogRepeatsUntilItIsHeard(t *testing.T) {
	var asked atomic.Int64
	b := startBacklog(func(context.Context, Settlement) (State, error) {
		refusals := []error{errDown, problem.New(problem.CodeBelumDisiapkan), problem.New(problem.CodePenyimpananMundur), nil}
		return State{}, refusals[asked.Add(1)-1] // a halt passes, and the registry's word must not be lost over it
	})
	b.add(NeverSent(id()))
	if err := b.drain(t.Context()); err != nil || asked.Load() != 4 {
		t.Errorf("asked %d times, %v", asked.Load(), err)
	}
	if err := b.drain(t.Context()); err != nil {
		t.Errorf("closed twice: %v", err)
	}
}

// One settlement that Redis never takes must not keep the others from it.
func TestTheBacklogGoesOnPastOneThatFails(t *testing.T) {
	stuck, done := NeverSent(id()), make(chan Settlement, 3)
	b := startBacklog(func(_ context.Context, s Settlement) (State, error) {
		if s.closing == stuck.closing {
			return State{}, errDown
		}
		done <- s
		return State{}, nil
	})
	others := []Settlement{NeverSent(id()), NeverSent(id()), NeverSent(id())}
	for _, s := range append([]Settlement{stuck}, others...) {
		b.add(s)
	}
	for _, want := range others {
		if got := <-done; got.closing != want.closing {
			t.Errorf("%v before %v", got.closing, want.closing)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := b.drain(ended); !errors.Is(err, context.Canceled) || err.Error() != "admission: accesses that stay counted: 1: context canceled" {
		t.Errorf("got %v", err)
	}
}

// A caller is answered at once, however long Redis is away; what does not fit stays counted, which is the safe side.
func TestAFullBacklogNeverBlocks(t *testing.T) {
	begun, release := make(chan struct{}), make(chan struct{})
	b := startBacklog(func(ctx context.Context, _ Settlement) (State, error) {
		begun <- struct{}{}
		<-release
		return State{}, nil
	})
	b.add(NeverSent(id()))
	<-begun
	for range backlogSize + 10 {
		b.add(NeverSent(id()))
	}
	if len(b.queue) != backlogSize {
		t.Errorf("holds %d", len(b.queue))
	}
	close(release)
	go func() {
		for range begun {
		}
	}()
	if err := b.drain(t.Context()); err != nil {
		t.Error(err)
	}
	close(begun)
}
