package exchange

import (
	"context"
	"net"
	"time"
)

// MaxAnswer is the limit, so that tests can step over it.
const MaxAnswer = maxAnswer

// MaxIdle and MaxUnasked are how long a connection may wait.
const (
	MaxIdle    = maxIdle
	MaxUnasked = maxUnasked
)

// Wait lets the idle connections of c have waited so much longer.
func (c *Connections) Wait(d time.Duration) {
	c.idle.mu.Lock()
	defer c.idle.mu.Unlock()
	for _, conn := range c.idle.conns {
		conn.until = conn.until.Add(-d)
	}
}

// Idle is the connection that the next question will take.
func (c *Connections) Idle() net.Conn { return c.last().raw }

// IdleCarried are its bytes so far.
func (c *Connections) IdleCarried() (up, down int64) { return c.last().line.Carried() }

func (c *Connections) last() *conn { return c.idle.conns[len(c.idle.conns)-1] }

// Through makes new connections come from open, which may be in memory; quiet tells whether one is still whole.
func (c *Connections) Through(open func(ctx context.Context, network, address string) (net.Conn, error), quiet func(net.Conn) bool) {
	c.dialer.open, c.idle.quiet = open, quiet
}
