package redistest

import "net"

// fate is what becomes of one reply.
type fate int

const (
	delivered fate = iota
	heldBack       // the client goes on waiting
	lost           // the connection ends
)

func (p *Proxy) replyFate() fate {
	if p.muteFate() == heldBack {
		return heldBack
	}
	if n := p.every.Load(); n > 0 && p.replies.Add(1)%n == 0 {
		p.lost.Add(1)
		return lost
	}
	return delivered
}

// afterTheFirst decides from the second reply of a connection on; the first is held back with the others.
func (p *Proxy) afterTheFirst(decide func() fate) func() fate {
	first := true
	return func() fate {
		if !first {
			return decide()
		}
		first = false
		return p.muteFate()
	}
}

func (p *Proxy) muteFate() fate {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.mute {
		return heldBack
	}
	return delivered
}

// pass copies until one side ends. A client of Redis waits for its answer before it asks again, and the answers here are
// short: one piece is one reply.
func (p *Proxy) pass(to, from net.Conn, decide func() fate) {
	defer p.forget(to, from)
	piece := make([]byte, 64<<10)
	for {
		n, err := from.Read(piece)
		if err != nil {
			return
		}
		switch decide() {
		case lost:
			return
		case heldBack:
			continue
		}
		if _, err := to.Write(piece[:n]); err != nil {
			return
		}
	}
}

// forget ends both sides; the other direction notices and does the same.
func (p *Proxy) forget(conns ...net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range conns {
		_ = c.Close()
		delete(p.conns, c)
	}
}
