package main

import (
	"net"
	"sync/atomic"
	"testing"
	"testing/synctest"
)

// crowd is a listener before which there is always one more caller.
type crowd struct{ net.Listener }

func (crowd) Accept() (net.Conn, error) {
	mine, _ := net.Pipe()
	return mine, nil
}

// Callers who say nothing hold no more connections than the memory is for; when one of them leaves there is room for one.
func TestAMultitudeOfCallersWaitsOutside(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, accepted, all := bounded(crowd{}), make(chan net.Conn, 2*connections), atomic.Int64{}
		go func() {
			for all.Load() <= connections {
				c, err := l.Accept()
				must(t, err)
				all.Add(1)
				accepted <- c
			}
		}()
		synctest.Wait()
		if all.Load() != connections {
			t.Error(all.Load(), "were let in")
		}
		must(t, (<-accepted).Close())
		synctest.Wait()
		if all.Load() != connections+1 {
			t.Error(all.Load(), "were let in after one had left")
		}
	})
}
