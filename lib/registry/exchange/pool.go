package exchange

import (
	"net"
	"slices"
	"sync"
	"time"
)

// maxIdle is how long a connection may wait for its next question: longer than the pauses at a counter. Until then
// [keepAlive] and [quiet] watch over it.
const maxIdle = 15 * time.Minute

// maxUnasked is how long a connection may wait for its first question. Servers end such a one after 10 s or more, and a question that
// meets that very moment is lost, and counts (JUKNIS-II.B.1).
const maxUnasked = 5 * time.Second

// pool keeps connections between questions. Nothing runs in it: what the other side did meanwhile is looked at when a
// connection is wanted.
type pool struct {
	max    int
	quiet  func(raw net.Conn) bool // [quiet]
	mu     sync.Mutex
	conns  []*conn // oldest first
	closed bool
}

// take returns the connection used last that is fit for another question, nil if there is none.
func (p *pool) take() *conn {
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.conns) > 0 {
		last := len(p.conns) - 1
		c := p.conns[last]
		p.conns = slices.Delete(p.conns, last, last+1)
		if p.fit(c) {
			p.sweep()
			return c
		}
		c.close()
	}
	return nil
}

// sweep closes the oldest connections as far as they are unfit: after a rush nobody comes to use them any more. A look is a
// system call, so those behind a fit one wait for their turn.
func (p *pool) sweep() {
	for len(p.conns) > 0 && !p.fit(p.conns[0]) {
		p.conns[0].close()
		p.conns = slices.Delete(p.conns, 0, 1)
	}
}

// fit reports whether c is not too old, and the other side neither closed it nor spoke unasked.
func (p *pool) fit(c *conn) bool { return time.Now().Before(c.until) && p.quiet(c.raw) }

// put keeps c for the next question, but not longer than that, or closes it when there are enough.
func (p *pool) put(c *conn, longest time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || len(p.conns) >= p.max {
		c.close()
		return
	}
	c.until = time.Now().Add(longest)
	p.conns = append(p.conns, c)
}

func (p *pool) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	for _, c := range p.conns {
		c.close()
	}
	p.conns = nil
}
