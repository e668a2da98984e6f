// Package httpserver is what every HTTP server of this house shares, whatever it serves: limits against slow and large
// callers, a stop that loses no request, call ids, problem documents, log lines without personal data, and an environment
// that is read strictly.
//
// [New] builds a [Server]; [Server.Serve] runs it until its context ends and then drains: readiness turns false at once
// ([Server.Stopping]), new requests are still served for Options.Interval so that balancers can look away, then those in
// flight are waited for. Everything ends within [StopTime] of the signal, the grace that Kubernetes and faasd give.
package httpserver

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// StopTime is the longest a stop takes, counted from the signal (facts: Kubernetes' and faasd's 30 s, minus a second).
const StopTime = 29 * time.Second

// The stages of a stop, counted from the signal: contexts of calls still running end, connections are closed.
const (
	cutAfter   = 25 * time.Second
	closeAfter = 27 * time.Second
)

const (
	// HeaderLimit is the largest request header, request line included; more is 431.
	HeaderLimit = 16 << 10
	// net/http reads this much more than MaxHeaderBytes (server.go, initialReadLimitSize).
	headerSlop = 4 << 10
	// idleTimeout outlives the idle connections of any balancer in front (gateway: 60 s), so that the balancer closes first:
	// a request sent into a connection that is just being closed would be lost.
	idleTimeout = 120 * time.Second
)

// ErrStopping is the cause of the end of a call's context when the stop could not wait for it any longer.
var ErrStopping = errors.New("the process is stopping")

// Options are the limits of one server. All durations are required, except Interval: 0 drains at once.
type Options struct {
	ReadTimeout  time.Duration // for header and body; a slower caller is cut off
	WriteTimeout time.Duration // from the end of the header to the end of the answer
	Interval     time.Duration // how long a stopping server still takes new requests
	Log          *slog.Logger
}

// Server is an HTTP server with a way to stop. Use it once.
type Server struct {
	options  Options
	stopping atomic.Bool
	fresh    fresh
}

// New returns a server that does not listen yet.
func New(o Options) *Server { return &Server{options: o} }

// Stopping reports whether the stop has begun: readiness must be false and connections must not be kept.
func (s *Server) Stopping() bool { return s.stopping.Load() }

// Serve answers on l with h until ctx ends, then drains and calls finish, which gets what is left of [StopTime]; nil for
// nothing to finish. A nil error means that no call was cut and finish succeeded.
func (s *Server) Serve(ctx context.Context, l net.Listener, h http.Handler, finish func(context.Context) error) error {
	if finish == nil {
		finish = func(context.Context) error { return nil }
	}
	base, cut := context.WithCancelCause(context.Background())
	defer cut(ErrStopping)
	server := s.server(base, h)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	s.options.Log.Info("listening", "address", l.Addr().String())
	select {
	case err := <-failed:
		ending, done := context.WithTimeout(context.WithoutCancel(ctx), StopTime)
		defer done()
		return fmt.Errorf("serve: %w", errors.Join(err, finish(ending)))
	case <-ctx.Done():
		return s.stop(server, func() {
			closed := l.Close()
			s.options.Log.Debug("listener closed", "error", errors.Join(closed, <-failed))
		}, cut, finish)
	}
}

func (s *Server) server(base context.Context, h http.Handler) *http.Server {
	return &http.Server{
		Handler:           s.closing(h),
		ReadHeaderTimeout: s.options.ReadTimeout,
		ReadTimeout:       s.options.ReadTimeout,
		WriteTimeout:      s.options.WriteTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    HeaderLimit - headerSlop,
		ErrorLog:          slog.NewLogLogger(s.options.Log.Handler(), slog.LevelWarn),
		ConnState:         s.fresh.note,
		BaseContext:       func(net.Listener) context.Context { return base },
		// "OPTIONS *" goes to h like any other address that does not exist.
		DisableGeneralOptionsHandler: true,
	}
}

// closing tells callers of a stopping server to come back on another connection. http.Server.SetKeepAlivesEnabled would
// close idle connections at that moment, under the hands of callers about to use them.
func (s *Server) closing(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.Stopping() {
			w.Header().Set("Connection", "close")
		}
		h.ServeHTTP(w, r)
	})
}

func (s *Server) stop(server *http.Server, shut func(), cut context.CancelCauseFunc, finish func(context.Context) error) error {
	s.stopping.Store(true)
	s.options.Log.Info("stopping", "still_serving", s.options.Interval.String())
	ctx, cancel := context.WithTimeout(context.Background(), StopTime)
	defer cancel()
	timer := time.AfterFunc(cutAfter, func() { cut(ErrStopping) })
	defer timer.Stop()
	waiting, done := context.WithTimeout(ctx, closeAfter)
	defer done()
	time.Sleep(s.options.Interval) // the promise itself: so long new calls are still taken
	shut()
	s.fresh.wait(waiting)
	err := server.Shutdown(waiting)
	if err != nil {
		err = fmt.Errorf("calls were cut: %w", errors.Join(err, server.Close()))
	}
	err = errors.Join(err, finish(ctx))
	s.options.Log.Info("stopped")
	return err
}
