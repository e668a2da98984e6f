package lookup

import "time"

// Classify is the reading of an answer without the line.
var Classify = classify

// MaxAnswer is the limit, so that tests can step over it.
const MaxAnswer = maxAnswer

// MaxIdle is how long a connection may wait.
const MaxIdle = maxIdle

// Wait lets the idle connections of c have waited so much longer.
func (c *Client) Wait(d time.Duration) {
	c.idle.mu.Lock()
	defer c.idle.mu.Unlock()
	for _, conn := range c.idle.conns {
		conn.idleFrom = conn.idleFrom.Add(-d)
	}
}
