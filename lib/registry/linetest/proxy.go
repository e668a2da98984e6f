package linetest

import (
	"context"
	"errors"
	"net"
	"time"
)

// Proxy listens on loopback and carries each connection to target over the line, until stop, which returns when nothing is left.
// A connection takes a round trip before it carries anything, as a TCP handshake does.
func (l *Link) Proxy(target string) (address string, stop func() error, err error) {
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	l.running.Go(func() { l.accept(listener, target) })
	return listener.Addr().String(), func() error {
		err := listener.Close()
		l.Cut(true)
		l.Wait()
		return err
	}, nil
}

func (l *Link) accept(listener net.Listener, target string) {
	for {
		near, err := listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err == nil {
			l.running.Go(func() { l.lead(near, target) })
		}
	}
}

// lead begins to carry a connection, or ends it while the line is down.
func (l *Link) lead(near net.Conn, target string) {
	<-time.After(l.rtt)
	far, err := new(net.Dialer).DialContext(context.Background(), "tcp", target)
	if err != nil {
		_ = near.Close()
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.dials++
	if l.down {
		_, _ = near.Close(), far.Close()
		return
	}
	l.ends[near] = [2]net.Conn{near, far}
	l.join(near, far)
}
