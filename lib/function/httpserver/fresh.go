package httpserver

import (
	"context"
	"net"
	"net/http"
	"sync"
	"time"
)

const (
	freshWait = time.Second          // for the first byte of a caller who has just connected
	freshLook = 5 * time.Millisecond // between two looks
)

// fresh are the connections on which nothing has been read yet. http.Server.Shutdown drops such a connection without an answer
// when its request is read a moment later, so a stop closes the listener first and waits for them.
type fresh struct {
	mu    sync.Mutex
	conns map[net.Conn]struct{}
}

// note is the server's ConnState.
func (f *fresh) note(c net.Conn, state http.ConnState) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if state != http.StateNew {
		delete(f.conns, c)
		return
	}
	if f.conns == nil {
		f.conns = map[net.Conn]struct{}{}
	}
	f.conns[c] = struct{}{}
}

func (f *fresh) none() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.conns) == 0
}

// wait returns when every caller has begun to speak, and one look later, since net/http looks whether the server stops just
// after it has read; or after a second: some callers only keep a connection open.
func (f *fresh) wait(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, freshWait)
	defer cancel()
	look := time.NewTicker(freshLook)
	defer look.Stop()
	for quiet := 0; quiet < 2; {
		select {
		case <-look.C:
			quiet++
			if !f.none() {
				quiet = 0
			}
		case <-ctx.Done():
			return
		}
	}
}
