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

// pool keeps connections between questions. Nothing runs in it: what the other side did meanwhile is looked at when a
// connection is wanted.
type pool struct {
	max    int
	quiet  func(raw net.Conn) bool // [quiet]
	mu     sync.Mutex
	conns  []*conn // oldest first
	closed bool
}

// take returns the connection used last, nil if there is none, and closes those that are too old, that the other side closed,
// or on which it spoke unasked.
func (p *pool) take() *conn {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.conns = slices.DeleteFunc(p.conns, func(c *conn) bool {
		unfit := time.Since(c.idleFrom) > maxIdle || !p.quiet(c.raw)
		if unfit {
			c.close()
		}
		return unfit
	})
	if len(p.conns) == 0 {
		return nil
	}
	last := len(p.conns) - 1
	c := p.conns[last]
	p.conns[last] = nil
	p.conns = p.conns[:last]
	return c
}

// put keeps c for the next question, or closes it when there are enough.
func (p *pool) put(c *conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || len(p.conns) >= p.max {
		c.close()
		return
	}
	c.idleFrom = time.Now()
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
