package registrytest

import (
	"net"
	"net/http"
	"sync"
)

// connections knows every open connection: net/http can close idle ones only by giving up keep-alive for all.
type connections struct {
	mu   sync.Mutex
	open map[net.Conn]*connection
	gone sync.WaitGroup
}

type connection struct{ busy, retire bool }

// watch is the server's ConnState hook.
func (c *connections) watch(conn net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		c.gone.Add(1)
		c.mu.Lock()
		defer c.mu.Unlock()
		c.open[conn] = &connection{}
	case http.StateActive:
		c.mu.Lock()
		defer c.mu.Unlock()
		c.open[conn].busy = true
	case http.StateIdle:
		if c.rest(conn) {
			_ = conn.Close()
		}
	case http.StateClosed, http.StateHijacked:
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.open, conn)
		c.gone.Done()
	}
}

// rest notes that conn has answered and reports whether it was to be closed afterwards.
func (c *connections) rest(conn net.Conn) (retired bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	known := c.open[conn]
	known.busy = false
	return known.retire
}

// closeIdle closes what is idle, and each busy connection after its answer: a caller may hold the whole answer before the
// server has noticed that it is done.
func (c *connections) closeIdle() {
	for _, conn := range c.retire() {
		_ = conn.Close()
	}
}

func (c *connections) retire() (idle []net.Conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for conn, known := range c.open {
		known.retire = true
		if !known.busy {
			idle = append(idle, conn)
		}
	}
	return idle
}
