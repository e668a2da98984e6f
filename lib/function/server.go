package function

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"simpul/lib/function/httpserver"
)

// Server serves one function. [Main] is the usual way to run one; tests mount it as an [http.Handler].
type Server struct {
	function Function
	settings Settings
	log      *slog.Logger
	http     *httpserver.Server
	metrics  *measures
	ready    *readiness
	calls    atomic.Int64   // handlers running, those given up with 504 included
	running  sync.WaitGroup // the same, to be waited for
	call     net.Listener
	scrape   net.Listener // nil for no metrics
}

// NewServer returns a server of f that does not listen yet.
func NewServer(f Function, s Settings, log *slog.Logger) *Server {
	if f.MaxBody == 0 {
		f.MaxBody = DefaultMaxBody
	}
	if f.Methods == nil {
		f.Methods = []string{http.MethodPost}
	}
	options := httpserver.Options{ReadTimeout: s.ReadTimeout, WriteTimeout: s.WriteTimeout, Interval: s.Interval, Log: log}
	return &Server{function: f, settings: s, log: log, http: httpserver.New(options), metrics: newMeasures(f.Metrics),
		ready: newReadiness(f.Ready, log)}
}

// Metrics serves GET /metrics, as on metrics_port, for who mounts the server elsewhere.
func (s *Server) Metrics() http.Handler { return s.metrics }

func (s *Server) listen(ctx context.Context) (err error) {
	var config net.ListenConfig
	if s.call, err = config.Listen(ctx, "tcp", s.settings.listenAddress(s.settings.Port)); err != nil {
		return fmt.Errorf("port: %w", err)
	}
	if s.settings.MetricsPort == 0 {
		return nil
	}
	if s.scrape, err = config.Listen(ctx, "tcp", s.settings.listenAddress(s.settings.MetricsPort)); err != nil {
		return fmt.Errorf("metrics_port: %w", errors.Join(err, s.call.Close()))
	}
	return nil
}

func (s *Server) serve(ctx context.Context) error {
	if s.function.Warm != nil {
		go s.function.Warm(ctx)
	}
	if s.scrape == nil {
		return s.http.Serve(ctx, s.call, s, s.finish)
	}
	metrics := s.metrics.server(s.log)
	go func() { _ = metrics.Serve(s.scrape) }() // ends with Close below, or with the process
	defer func() { _ = metrics.Close() }()
	return s.http.Serve(ctx, s.call, s, s.finish)
}

// handlerGrace is what the function's Close gets at least.
const handlerGrace = time.Second

// finish waits for handlers whose callers have their 504 already: they may still be settling what was spent.
func (s *Server) finish(ctx context.Context) error {
	deadline, _ := ctx.Deadline()
	waiting, cancel := context.WithDeadline(ctx, deadline.Add(-handlerGrace))
	defer cancel()
	done := make(chan struct{})
	go func() { s.running.Wait(); close(done) }()
	var err error
	select {
	case <-done:
	case <-waiting.Done():
		err = errors.New("handlers did not return")
	}
	return errors.Join(err, s.close(ctx))
}

func (s *Server) close(ctx context.Context) error {
	if s.function.Close == nil {
		return nil
	}
	if err := s.function.Close(ctx); err != nil {
		return fmt.Errorf("close: %w", err)
	}
	return nil
}
