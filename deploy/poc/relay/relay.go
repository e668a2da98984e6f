// Package relay stands on loopback between Simpul and the registry and can lose what the registry answers: the line that is cut
// between question and answer, tried without pulling a cable (JUKNIS-II.D). It carries bytes; what TLS hides stays hidden.
//
// [Start] and [Relay.Address] make it the way of one connector; [Relay.Lose] cuts, [Relay.Close] ends it.
package relay

import (
	"context"
	"errors"
	"io"
	"net"
	"sync"
)

// Relay carries connections to one address.
type Relay struct {
	listener net.Listener
	target   string
	turns    turns
	running  sync.WaitGroup

	mu     sync.Mutex
	open   map[net.Conn]bool
	closed bool
}

// Start returns a relay to target, host and port, that others on this machine reach at [Relay.Address]. Close it when done.
func Start(target string) (*Relay, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	r := &Relay{listener: listener, target: target, open: map[net.Conn]bool{}}
	r.running.Go(r.accept)
	return r, nil
}

// Address is where the relay listens.
func (r *Relay) Address() string { return r.listener.Addr().String() }

// Lose loses, from now on, what answers the nth request and all that comes after it. Requests still go where they went. It waits
// first until nothing has moved for a moment: what belongs to the opening of a connection is no request.
func (r *Relay) Lose(ctx context.Context, nth int) error { return r.turns.lose(ctx, nth) }

// Close ends all connections; who connects afterwards is refused.
func (r *Relay) Close() error {
	r.mu.Lock()
	r.closed = true
	for c := range r.open {
		_ = c.Close()
	}
	r.mu.Unlock()
	err := r.listener.Close()
	r.running.Wait()
	return err
}

func (r *Relay) accept() {
	for {
		near, err := r.listener.Accept()
		if err != nil {
			return
		}
		r.running.Go(func() { r.carry(near) })
	}
}

func (r *Relay) carry(near net.Conn) {
	defer func() { _ = near.Close() }()
	far, err := net.Dial("tcp", r.target)
	if err != nil {
		return
	}
	defer func() { _ = far.Close() }()
	if r.keep(near, far) != nil {
		return
	}
	defer r.forget(near, far)
	r.running.Go(func() {
		_, _ = io.Copy(questions{far, &r.turns}, near)
		_, _ = far.Close(), near.Close()
	})
	_, _ = io.Copy(answers{near, &r.turns}, far)
}

var errClosed = errors.New("relay: closed")

func (r *Relay) keep(conns ...net.Conn) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return errClosed
	}
	for _, c := range conns {
		r.open[c] = true
	}
	return nil
}

func (r *Relay) forget(conns ...net.Conn) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range conns {
		delete(r.open, c)
	}
}
