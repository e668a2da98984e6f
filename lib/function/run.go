package function

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"time"

	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/problem"
)

var (
	errDeadline  = errors.New("exec_timeout or X-Timeout reached")
	errHungUp    = errors.New("the caller hung up")
	errNoAnswer  = errors.New("the handler panicked or ended its goroutine")
	errBadStatus = errors.New("the handler answered with a status outside 200 to 599")
)

// run calls the handler and waits for it until the deadline. The slot stays taken until the handler returns, not until the
// caller has its 504: handlers that hang must count, or they would pile up without limit.
func (s *Server) run(r *http.Request, body []byte, deadline time.Time) answer {
	ctx, cancel := context.WithDeadlineCause(r.Context(), deadline, errDeadline)
	defer cancel()
	if ctx.Err() != nil { // the body took all the time there was
		s.leave()
		return s.refusal(overdue(ctx))
	}
	req := handler.Request{Body: body, Header: r.Header, QueryString: r.URL.RawQuery, Method: r.Method, Host: r.Host}
	req.WithContext(ctx)
	done := make(chan answer, 1)
	s.running.Go(func() {
		defer s.leave()
		s.invoke(req, done)
	})
	select {
	case a := <-done:
		return a
	case <-ctx.Done():
		return s.late(ctx, done)
	}
}

// late decides what a call whose context has ended is answered. A caller who hung up waits for nothing, but the log should
// say how the call ended; everyone else gets 504 at once.
func (s *Server) late(ctx context.Context, done <-chan answer) answer {
	if errors.Is(context.Cause(ctx), context.Canceled) {
		return <-done
	}
	return s.refusal(overdue(ctx))
}

// overdue says why the call's context ended.
func overdue(ctx context.Context) *problem.Problem {
	cause := context.Cause(ctx)
	if errors.Is(cause, context.Canceled) {
		cause = errHungUp
	}
	return problem.New(problem.CodeWaktuHabis).Because(cause)
}

// invoke sends exactly one answer, also when the handler panics or calls runtime.Goexit.
func (s *Server) invoke(req handler.Request, done chan<- answer) {
	var a answer
	returned := false
	defer func() {
		if !returned {
			a = s.refusal(problem.New(problem.CodeKesalahanInternal).Because(errNoAnswer))
		}
		done <- a
	}()
	defer s.survive()
	res, err := s.function.Handler(req)
	a, returned = s.fromHandler(req.Context(), res, err), true
}

// survive ends a panic. The log gets its type and the places, neither its text nor any argument: both may hold what somebody
// typed.
func (s *Server) survive() {
	if v := recover(); v != nil {
		s.log.Error("panic", "type", fmt.Sprintf("%T", v), "stack", places())
	}
}

const deepestPlace = 64

func places() string {
	counters := make([]uintptr, deepestPlace)
	frames := runtime.CallersFrames(counters[:runtime.Callers(1, counters)])
	var text strings.Builder
	for more := true; more; {
		var frame runtime.Frame
		frame, more = frames.Next()
		fmt.Fprintf(&text, "%s %s:%d\n", frame.Function, frame.File, frame.Line)
	}
	return text.String()
}
