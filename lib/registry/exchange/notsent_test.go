package exchange_test

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"

	"simpul/lib/registry"
)

// What gives a hit back: nothing of the question was handed to a connection (JUKNIS-II.B.1).

func TestARefusedConnectionIsNotSent(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = listener.Close()
	client := newOffice(t, &service{url: "http://" + listener.Addr().String()}).client(t)
	if fault := refuse(t, t.Context(), client, registry.NotSent); !strings.Contains(fault.Error(), "refused") {
		t.Errorf("got %v", fault)
	}
}

func TestAHandshakeThatNeverEndsIsNotSent(t *testing.T) {
	ctx, hangUp := context.WithCancel(t.Context())
	s := servePlain(t, always(""))
	o := newOffice(t, s)
	o.settings.URL, o.settings.DangerousPlainHTTP = "https://"+silent(t, hangUp), false
	if fault := refuse(t, ctx, o.client(t), registry.NotSent); !errors.Is(fault, context.Canceled) {
		t.Errorf("got %v", fault)
	}
}

// silent accepts one connection, calls back, and says nothing.
func silent(t *testing.T, accepted func()) (address string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	t.Cleanup(func() { _ = listener.Close(); <-done })
	go func() {
		defer close(done)
		if conn, err := listener.Accept(); err == nil {
			accepted()
			wait(conn)
			_ = conn.Close()
		}
	}()
	return listener.Addr().String()
}

func TestACallThatIsOverBeforeItBeginsIsNotSent(t *testing.T) {
	for _, warm := range []bool{false, true} {
		s := serve(t, always(ok(reply)))
		client := newOffice(t, s).client(t)
		if warm {
			ask(t, client)
		}
		ctx, hangUp := context.WithCancel(t.Context())
		hangUp()
		before, _ := s.seen()
		if fault := refuse(t, ctx, client, registry.NotSent); !errors.Is(fault, context.Canceled) {
			t.Errorf("got %v", fault)
		}
		if after, _ := s.seen(); len(after) != len(before) {
			t.Error("the question was sent")
		}
	}
}
