package exchange_test

import (
	"net"
	"runtime"
	"sync"
	"testing"
	"time"

	"simpul/lib/registry/exchange"
)

func TestAWarmConnectionServesOneQuestionAfterTheOther_JUKNIS_I_B(t *testing.T) {
	for name, s := range map[string]*service{
		"https": serve(t, always(ok(reply))), "http": servePlain(t, always(ok(reply))),
	} {
		client := newOffice(t, s).client(t)
		for range 10 {
			ask(t, client)
		}
		if questions, connections := s.seen(); len(questions) != 10 || connections != 1 {
			t.Errorf("%s: %d questions over %d connections", name, len(questions), connections)
		}
	}
}

func TestAConnectionClosedWhileIdleCostsNothing(t *testing.T) {
	var closed sync.WaitGroup
	closed.Add(1)
	s := servePlain(t, func(q question, conn net.Conn) bool {
		_ = say(conn, ok(reply))
		if q.nth == 1 {
			_ = conn.Close()
			closed.Done()
		}
		return q.nth > 1
	})
	client := newOffice(t, s).client(t)
	ask(t, client)
	closed.Wait()
	ask(t, client)
	if questions, connections := s.seen(); len(questions) != 2 || connections != 2 {
		t.Errorf("%d questions over %d connections", len(questions), connections)
	}
}

func TestNoMoreConnectionsAreKeptThanThereAreSlots(t *testing.T) {
	met := make(chan struct{})
	s := serve(t, func(q question, conn net.Conn) bool {
		if q.nth%2 == 0 { // two questions are there at once
			met <- struct{}{}
		} else {
			<-met
		}
		return say(conn, ok(reply))
	})
	o := newOffice(t, s)
	o.settings.Slots = 1
	client := o.client(t)
	for _, want := range []int{2, 3} { // of the first two one is kept
		var together sync.WaitGroup
		for range 2 {
			together.Go(func() { ask(t, client) })
		}
		together.Wait()
		if _, connections := s.seen(); connections != want {
			t.Errorf("%d connections, want %d", connections, want)
		}
	}
}

func TestAClosedClientKeepsNoConnection(t *testing.T) {
	ended := make(chan struct{})
	s := servePlain(t, func(q question, conn net.Conn) bool {
		_ = say(conn, ok(reply))
		wait(conn)
		ended <- struct{}{}
		return false
	})
	client := newOffice(t, s).client(t)
	ask(t, client)
	client.Close()
	<-ended // one that was idle
	ask(t, client)
	<-ended // one that came back later
}

func TestTheConnectionEndsWhenTheRegistryWishesSo(t *testing.T) {
	s := serve(t, always(okWith("Connection: close\r\n", reply)))
	client := newOffice(t, s).client(t)
	ask(t, client)
	ask(t, client)
	if _, connections := s.seen(); connections != 2 {
		t.Errorf("%d connections", connections)
	}
}

// Connections that a rush left behind are used no more, and the registry ends them by and by.
func TestAConnectionThatEndedBehindAnotherIsClosedToo(t *testing.T) {
	second, answered, ended := make(chan struct{}), make(chan struct{}), make(chan struct{})
	s := servePlain(t, func(q question, conn net.Conn) bool {
		switch q.nth {
		case 1: // is answered last, and so used again first
			<-second
		case 2:
			_ = say(conn, ok(reply))
			<-answered
			_ = conn.(*net.TCPConn).CloseWrite()
			ended <- struct{}{} // it has said so
			wait(conn)
			ended <- struct{}{} // and so has the client
			return false
		}
		return say(conn, ok(reply))
	})
	client := newOffice(t, s).client(t)
	var first sync.WaitGroup
	first.Go(func() { ask(t, client) })
	for questions, _ := s.seen(); len(questions) == 0; questions, _ = s.seen() {
		runtime.Gosched()
	}
	ask(t, client)
	close(second)
	first.Wait()
	close(answered)
	<-ended
	for closed := false; !closed; {
		ask(t, client)
		select {
		case <-ended:
			closed = true
		default: // the end is still on its way
		}
	}
	if _, connections := s.seen(); connections != 2 {
		t.Errorf("%d connections", connections)
	}
}

func TestAConnectionThatWaitedTooLongIsNotUsedAgain(t *testing.T) {
	s := serve(t, always(ok(reply)))
	client := newOffice(t, s).client(t)
	for _, wait := range []time.Duration{0, exchange.MaxIdle / 2, exchange.MaxIdle} {
		client.Wait(wait)
		ask(t, client)
	}
	if _, connections := s.seen(); connections != 2 {
		t.Errorf("%d connections", connections)
	}
}
