package load_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"simpul/deploy/local/bench/load"
)

func TestClosedCountsEveryCallAndFailure(t *testing.T) {
	ctx, end := context.WithCancel(t.Context())
	var calls atomic.Int64
	r := load.Closed(ctx, 4, func(int) error {
		if n := calls.Add(1); n >= 100 {
			end()
		} else if n == 7 {
			return errors.New("seventh")
		}
		return nil
	})
	if int64(r.Calls) != calls.Load() || r.Failed != 1 || r.Error != "seventh" || r.Rate <= 0 || r.P99 < r.P50 {
		t.Errorf("%d calls: %+v", calls.Load(), r)
	}
}

func TestFixedGivesACallerOneCallAtATimeAndDoesNotWaitForAnswers(t *testing.T) {
	ctx, end := context.WithCancel(t.Context())
	var busy [3]atomic.Bool
	var together sync.WaitGroup
	together.Add(len(busy))
	var calls atomic.Int64
	r := load.Fixed(ctx, 1000, len(busy), func(caller int) error {
		defer busy[caller].Store(false)
		if busy[caller].Swap(true) {
			t.Errorf("caller %d has two calls", caller)
		}
		if n := calls.Add(1); n <= int64(len(busy)) { // none of the first is answered before the last of them is asked
			together.Done()
			together.Wait()
		} else if n == 20 {
			end()
		}
		return nil
	})
	if r.Calls < 20 || r.Failed != 0 {
		t.Errorf("%+v", r)
	}
}

func TestARaceCountsWhatIsTooMuch(t *testing.T) {
	var n atomic.Int64
	for limit, want := range map[int64]int{200: 0, 203: 3, 190: -10} {
		n.Store(0)
		over, err := load.Race(64, 10, 200, func() (bool, error) { return n.Add(1) <= limit, nil })
		if err != nil || over != want {
			t.Errorf("lets %d through: %d over, %v", limit, over, err)
		}
	}
	if _, err := load.Race(2, 2, 0, func() (bool, error) { return false, context.Canceled }); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestASpreadShowsItsNoise(t *testing.T) {
	for want, s := range map[string]load.Spread{
		"–": nil, "0": {0, 0}, "0.62 [0.58–0.71]": {0.71, 0.58, 0.62}, "12.3 [9.8–229.0]": {9.84, 229, 12.34}, "512 [-3–900]": {900, -3, 512},
	} {
		if s.String() != want {
			t.Errorf("%s, expected %s", s, want)
		}
	}
	if d := (load.Spread{3, 5}).Minus(load.Spread{1, 2}).String(); d != "3.00 [2.00–3.00]" {
		t.Error(d)
	}
	if r := (load.Spread{3, 5}).Over(load.Spread{6, 5}).String(); r != "1.00 [0.50–1.00]" {
		t.Error(r)
	}
}
