package front

import (
	"fmt"
	"sync"
	"time"

	"simpul/lib/function/httpserver"
)

// kept is how many calls of a function are remembered.
const kept = 500

// Call is one line of the log.
type Call struct {
	Time time.Time // of its end
	Text string
}

// Book remembers the last calls of each function and how many there were, in memory, so that an administrator can look at them
// through the gateway. It knows no more than the log. The nil Book remembers nothing.
type Book struct {
	mu    sync.Mutex
	calls map[string][]Call
	count map[string]int
}

// NewBook returns an empty book.
func NewBook() *Book { return &Book{calls: map[string][]Call{}, count: map[string]int{}} }

// Count is how many calls of a function the gateway has seen since its start.
func (b *Book) Count(function string) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.count[function]
}

// Since returns the calls of a function that ended after a time, the last ones if there are more than most; 0 for all that are kept.
func (b *Book) Since(function string, after time.Time, most int) []Call {
	b.mu.Lock()
	defer b.mu.Unlock()
	var found []Call
	for _, call := range b.calls[function] {
		if call.Time.After(after) {
			found = append(found, call)
		}
	}
	if most > 0 && len(found) > most {
		found = found[len(found)-most:]
	}
	return found
}

func (b *Book) note(e *entry) {
	if b == nil {
		return
	}
	now := time.Now()
	text := fmt.Sprintf("%s %s - %d - %d byte (%.4fs) [%s]",
		httpserver.Method(e.method), e.function, e.out.status, e.out.bytes, now.Sub(e.start).Seconds(), e.id)
	b.mu.Lock()
	defer b.mu.Unlock()
	calls := append(b.calls[e.function], Call{now, text})
	b.calls[e.function] = calls[max(0, len(calls)-kept):]
	b.count[e.function]++
}
