// Package linetest is a thin line for tests (JUKNIS-I.B: 1 Mbps): each way takes half of a round trip and so many bytes a second
// for all connections together. It has no congestion control, and loses nothing unless it is cut.
//
// [Link.Open] makes connections in memory, in the time of a synctest bubble; [Link.Proxy] is a line between processes, in real time.
package linetest

import (
	"context"
	"net"
	"sync"
	"syscall"
	"time"
)

// Overhead is what a segment adds on the wire: IPv4, TCP, and the timestamps that Linux puts into each.
const Overhead = 20 + 20 + 12

// mtu is what a segment carries on an Ethernet, without [Overhead].
const mtu = 1500 - Overhead

// Link is one line. Make it with [New].
type Link struct {
	Serve func(net.Conn) // takes the far ends that [Link.Open] makes

	rtt       time.Duration
	perSecond int // bytes, headers included
	running   sync.WaitGroup

	mu    sync.Mutex
	busy  map[way]time.Time        // until when that way is occupied
	ends  map[net.Conn][2]net.Conn // of the connections that are whole
	down  bool
	dials int
}

// New returns a line whose round trip takes so long, and that carries so many bytes a second each way.
func New(rtt time.Duration, perSecond int) *Link {
	return &Link{rtt: rtt, perSecond: perSecond, busy: map[way]time.Time{}, ends: map[net.Conn][2]net.Conn{}}
}

type way string

const (
	towards way = "towards the registry"
	back    way = "back"
)

// Open is a dialer's: a round trip, then a connection, or a refusal while the link is down.
func (l *Link) Open(ctx context.Context, _, _ string) (net.Conn, error) {
	select {
	case <-time.After(l.rtt):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.dials++
	if l.down {
		return nil, &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
	}
	near, nearEnd := net.Pipe()
	farEnd, far := net.Pipe()
	l.ends[near] = [2]net.Conn{nearEnd, farEnd}
	l.join(nearEnd, farEnd)
	l.Serve(far)
	return near, nil
}

func (l *Link) join(near, far net.Conn) {
	l.running.Go(func() { l.carry(towards, near, far) })
	l.running.Go(func() { l.carry(back, far, near) })
}

type segment struct {
	data []byte
	at   time.Time // when it is there
}

// carry brings what comes from one end to the other, in order and in its time; the end of the one ends the other.
func (l *Link) carry(w way, from, to net.Conn) {
	queue := make(chan segment, 4096)
	l.running.Go(func() {
		for s := range queue {
			<-time.After(time.Until(s.at)) // in the bubble no time passes
			_, _ = to.Write(s.data)        // a receiver that is gone is no matter of the line's
		}
		_ = to.Close()
	})
	defer close(queue)
	for {
		data := make([]byte, mtu)
		n, err := from.Read(data)
		if err != nil {
			return
		}
		queue <- segment{data[:n], l.occupy(w, n)}
	}
}

// occupy returns when n bytes that are handed over now arrive.
func (l *Link) occupy(w way, n int) time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	begin := time.Now()
	if l.busy[w].After(begin) {
		begin = l.busy[w]
	}
	l.busy[w] = begin.Add(time.Duration(n+Overhead) * time.Second / time.Duration(l.perSecond))
	return l.busy[w].Add(l.rtt / 2)
}

// Cut ends every connection at once. While down is true new ones are refused.
func (l *Link) Cut(down bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, ends := range l.ends {
		_, _ = ends[0].Close(), ends[1].Close()
	}
	clear(l.ends)
	l.down = down
}

// Whole reports whether a connection has not been cut.
func (l *Link) Whole(near net.Conn) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, is := l.ends[near]
	return is
}

// Dials is how many connections were wanted so far.
func (l *Link) Dials() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.dials
}

// Wait returns when nothing is carried any more.
func (l *Link) Wait() { l.running.Wait() }
