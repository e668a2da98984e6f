package exchange_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"simpul/lib/registry"
)

// What does not: the registry may have counted it.

func TestACallerWhoHangsUpAfterTheQuestionIsNoAnswer(t *testing.T) {
	ctx, hangUp := context.WithCancel(t.Context())
	s := serve(t, func(_ question, conn net.Conn) bool { hangUp(); wait(conn); return false })
	if fault := refuse(t, ctx, newOffice(t, s).client(t), registry.NoAnswer); !errors.Is(fault, context.Canceled) {
		t.Errorf("got %v", fault)
	}
}

// expiring is a context whose deadline passes when the test says so.
type expiring struct {
	context.Context
	passed chan struct{}
}

func (e expiring) Done() <-chan struct{} { return e.passed }

func (e expiring) Err() error {
	select {
	case <-e.passed:
		return context.DeadlineExceeded
	default:
		return nil
	}
}

func TestTimeThatRunsOutAfterTheQuestionIsNoAnswer(t *testing.T) {
	whole := ok(reply)
	for name, beginning := range map[string]string{"nothing": "", "half a header": whole[:30], "half a body": whole[:len(whole)-30]} {
		ctx := expiring{t.Context(), make(chan struct{})}
		s := serve(t, func(_ question, conn net.Conn) bool {
			_ = say(conn, beginning)
			close(ctx.passed)
			wait(conn)
			return false
		})
		if fault := refuse(t, ctx, newOffice(t, s).client(t), registry.NoAnswer); !errors.Is(fault, context.DeadlineExceeded) {
			t.Errorf("%s: got %v", name, fault)
		}
	}
}

func TestTheTimeoutOfTheSettingsEndsASilentRegistry(t *testing.T) {
	s := servePlain(t, func(_ question, conn net.Conn) bool { wait(conn); return false })
	o := newOffice(t, s)
	o.settings.Timeout = time.Second
	if fault := refuse(t, t.Context(), o.client(t), registry.NoAnswer); !errors.Is(fault, context.DeadlineExceeded) {
		t.Errorf("got %v", fault)
	}
}

func TestAnAnswerThatIsCutIsBroken(t *testing.T) {
	whole := ok(reply)
	for _, length := range []int{0, 1, 30, len(whole) / 2, len(whole) - 1} {
		for _, serve := range []func(testing.TB, func(question, net.Conn) bool) *service{servePlain, serveTLS} {
			s := serve(t, func(_ question, conn net.Conn) bool { return say(conn, whole[:length]) && false })
			refuse(t, t.Context(), newOffice(t, s).client(t), registry.BrokenAnswer)
		}
	}
}

func serveTLS(t testing.TB, script func(question, net.Conn) bool) *service { return serve(t, script) }

func TestAResetInsteadOfAnAnswerIsBroken(t *testing.T) {
	s := servePlain(t, func(_ question, conn net.Conn) bool { return conn.(*net.TCPConn).SetLinger(0) != nil })
	if fault := refuse(t, t.Context(), newOffice(t, s).client(t), registry.BrokenAnswer); !strings.Contains(fault.Error(), "reset") {
		t.Errorf("got %v", fault)
	}
}

func TestAnyStatusBut200IsAnHTTPErrorWhateverItsBody_Wire_1_8(t *testing.T) {
	other := servePlain(t, always(ok(reply)))
	for _, status := range []int{101, 201, 204, 301, 302, 303, 307, 308, 400, 401, 403, 404, 429, 500, 502, 503} {
		body := reply
		s := serve(t, always(fmt.Sprintf("HTTP/1.1 %d X\r\nLocation: %s\r\nContent-Length: %d\r\n\r\n%s", status, other.url, len(body), body)))
		fault := refuse(t, t.Context(), newOffice(t, s).client(t), registry.HTTPError)
		if !strings.Contains(fault.Error(), fmt.Sprint(status)) {
			t.Errorf("the log does not learn of %d: %v", status, fault)
		}
		if questions, _ := s.seen(); len(questions) != 1 {
			t.Errorf("%d: asked %d times", status, len(questions))
		}
	}
	if questions, connections := other.seen(); len(questions)+connections != 0 {
		t.Error("a redirect was followed")
	}
}
