package redistest

import (
	"net"
	"sync"
	"sync/atomic"
	"testing"
)

// Proxy passes TCP connections on to a [Server]. It is safe for concurrent use.
type Proxy struct {
	listener net.Listener
	server   atomic.Pointer[Server]
	every    atomic.Int64 // lose each reply of this number; 0: none
	replies  atomic.Int64
	lost     atomic.Int64

	mu    sync.Mutex
	mute  bool
	cut   bool
	conns map[net.Conn]struct{}
	all   sync.WaitGroup
}

// NewProxy starts a proxy before s.
func NewProxy(t testing.TB, s *Server) *Proxy {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &Proxy{listener: listener, conns: map[net.Conn]struct{}{}}
	p.server.Store(s)
	p.all.Go(p.accept)
	t.Cleanup(p.close)
	return p
}

// Host returns the address, host:port.
func (p *Proxy) Host() string { return p.listener.Addr().String() }

// URL returns the address as configuration spells it.
func (p *Proxy) URL() string { return "redis://" + p.Host() }

// Lead ends all connections and leads new ones to s, as an address that moves does.
func (p *Proxy) Lead(s *Server) {
	p.server.Store(s)
	p.closeAll()
}

// LoseEvery loses each n-th reply: the request is executed, and the connection ends instead of the answer. 0 loses none. The
// first reply on a connection does not count: it answers the client's question who it is talking to.
func (p *Proxy) LoseEvery(n int64) { p.every.Store(n) }

// Lost returns how many replies were lost.
func (p *Proxy) Lost() int64 { return p.lost.Load() }

// Mute passes requests on and holds back every answer.
func (p *Proxy) Mute() { p.set(true, false) }

// Cut ends all connections and refuses new ones.
func (p *Proxy) Cut() {
	p.set(false, true)
	p.closeAll()
}

// Heal ends [Proxy.Mute] and [Proxy.Cut]; answers held back are lost.
func (p *Proxy) Heal() {
	p.closeAll()
	p.set(false, false)
}

func (p *Proxy) set(mute, cut bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mute, p.cut = mute, cut
}

func (p *Proxy) closeAll() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.conns {
		_ = c.Close()
	}
}

func (p *Proxy) close() {
	_ = p.listener.Close()
	p.Cut()
	p.all.Wait()
}

func (p *Proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("unix", p.server.Load().Addr())
		if err != nil || !p.keep(client, server) {
			_ = client.Close()
			if err == nil {
				_ = server.Close()
			}
			continue
		}
		p.all.Go(func() { p.pass(server, client, func() fate { return delivered }) })
		p.all.Go(func() { p.pass(client, server, p.afterTheFirst(p.replyFate)) })
	}
}

// keep remembers a pair of connections unless the proxy is cut.
func (p *Proxy) keep(client, server net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.cut {
		p.conns[client], p.conns[server] = struct{}{}, struct{}{}
	}
	return !p.cut
}
