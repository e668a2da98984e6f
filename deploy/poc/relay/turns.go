package relay

import (
	"context"
	"io"
	"sync"
	"time"
)

// quiet is how long nothing moves after the opening of a connection. A registry far away answers within it, or its last word of
// the opening counts as no request either: what comes from there never does.
const quiet = 300 * time.Millisecond

// turns counts requests: bytes that go after bytes that came. One at a time is under way, for HTTP/1.1 takes turns on a connection.
type turns struct {
	mu     sync.Mutex
	asking bool // the last that moved was a request
	asked  int
	from   int       // the first request whose answer is lost, 0 while none is
	moved  time.Time // when anything did
}

func (t *turns) lose(ctx context.Context, nth int) error {
	for ctx.Err() == nil && !t.begin(nth) {
		select {
		case <-ctx.Done():
		case <-time.After(quiet / 10):
		}
	}
	return ctx.Err()
}

// begin starts to count, once it is quiet.
func (t *turns) begin(nth int) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if time.Since(t.moved) < quiet {
		return false
	}
	t.asking, t.asked, t.from = false, 0, nth
	return true
}

func (t *turns) goes() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.asking {
		t.asked++
	}
	t.asking, t.moved = true, time.Now()
}

// comes reports whether what came may go on.
func (t *turns) comes() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.asking, t.moved = false, time.Now()
	return t.from == 0 || t.asked < t.from
}

// questions writes what goes to the target.
type questions struct {
	io.Writer
	turns *turns
}

func (q questions) Write(b []byte) (int, error) {
	q.turns.goes()
	return q.Writer.Write(b)
}

// answers writes what comes back, unless it is to be lost.
type answers struct {
	io.Writer
	turns *turns
}

func (a answers) Write(b []byte) (int, error) {
	if !a.turns.comes() {
		return len(b), nil
	}
	return a.Writer.Write(b)
}
