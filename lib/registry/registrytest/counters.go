package registrytest

import (
	"context"
	"sync"

	"simpul/lib/agreement"
)

// counters are the registry's own books, by WIB day (JUKNIS-II.B.1).
type counters struct {
	mu      sync.Mutex
	limit   int // 0 is none
	calls   int
	refused int
	onDay   map[agreement.Date]int // questions
	spent   map[agreement.Date]int // quota
	byNIK   map[string]int
	grown   chan struct{} // closed and replaced at each question
}

func newCounters(limit int) *counters {
	return &counters{
		limit: limit,
		onDay: map[agreement.Date]int{},
		spent: map[agreement.Date]int{},
		byNIK: map[string]int{},
		grown: make(chan struct{}),
	}
}

// arrived books one whole question; nik is "" when it could not be read.
func (c *counters) arrived(day agreement.Date, nik string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls++
	c.onDay[day]++
	if nik != "" {
		c.byNIK[nik]++
	}
	close(c.grown)
	c.grown = make(chan struct{})
}

// spend takes cost from the day, or refuses when nothing is left. Test and charge are one step: that is what exact means.
func (c *counters) spend(day agreement.Date, cost int) (left int, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.limit > 0 && c.spent[day] >= c.limit {
		c.refused++
		return 0, false
	}
	c.spent[day] += cost
	return max(0, c.limit-c.spent[day]), true
}

// left is what the day still has.
func (c *counters) left(day agreement.Date) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return max(0, c.limit-c.spent[day])
}

// progress returns the count of questions and a channel that closes at the next one.
func (c *counters) progress() (int, <-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.calls, c.grown
}

func (c *counters) wait(ctx context.Context, n int) error {
	for {
		calls, grown := c.progress()
		if calls >= n {
			return nil
		}
		select {
		case <-grown:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
