package function

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"simpul/lib/function/httpserver"
	"simpul/lib/problem"
)

// The addresses of the contract (openfaas docs, reference/workloads.md).
const (
	pathCall   = "/"
	pathHealth = "/_/health"
	pathReady  = "/_/ready"
)

// ServeHTTP answers calls and probes.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	id := httpserver.CallID(r.Header)
	if r.URL.Path == pathHealth || r.URL.Path == pathReady {
		s.probe(w, r, id)
		return
	}
	s.metrics.begin()
	a := s.answer(w, r, start)
	size := s.write(w, a, id, start)
	s.metrics.end(r.Method, a.status, time.Since(start))
	s.logCall(r.Method, a, size, id, time.Since(start))
}

// answer passes the call through every gate and to the handler.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, start time.Time) answer {
	if err := s.refuse(r); err != nil {
		return s.refusal(err)
	}
	// The body comes before the slot: slow senders must not occupy what others need.
	body, err := httpserver.ReadBody(w, r, s.function.MaxBody)
	if err == nil {
		err = checkContentType(r.Header, body)
	}
	if err == nil {
		err = s.enter()
	}
	if err != nil {
		return s.refusal(err)
	}
	return s.run(r, body, start.Add(s.timeout(r.Header)))
}

// probe answers health and readiness. Probes are neither counted nor logged: they come every few seconds. A function's calls
// are always logged, even if the caller names itself kube-probe: that would be a way to stay unseen.
func (s *Server) probe(w http.ResponseWriter, r *http.Request, id string) {
	p := s.probeProblem(r)
	if p != nil {
		if p.Code == problem.CodeMetodeHTTPSalah {
			w.Header().Set("Allow", http.MethodGet)
		}
		httpserver.WriteProblem(w, p, id)
		return
	}
	httpserver.Protect(w.Header())
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("OK")) // the prober may have gone
}

func (s *Server) probeProblem(r *http.Request) *problem.Problem {
	switch {
	case r.Method != http.MethodGet:
		return problem.New(problem.CodeMetodeHTTPSalah)
	case s.http.Stopping():
		return problem.New(problem.CodeLayananBerhenti)
	case r.URL.Path == pathHealth:
		return nil
	case s.full():
		return busy()
	}
	return s.ready.problem()
}

// logCall writes the one line of a call. Whatever the caller chose freely stays out of it: path, query, headers, body.
func (s *Server) logCall(method string, a answer, size int, id string, took time.Duration) {
	level := slog.LevelInfo
	fields := make([]slog.Attr, 0, mostFields)
	fields = append(fields, slog.String("method", httpserver.Method(method)), slog.Int("status", a.status),
		slog.Float64("duration_seconds", took.Seconds()), slog.Int("bytes", size), slog.String("call_id", id))
	if a.problem != nil {
		fields = append(fields, slog.String("problem", string(a.problem.Code)))
		if a.problem.Cause != nil {
			fields = append(fields, slog.String("cause", a.problem.Cause.Error()))
		}
		if a.problem.Code == problem.CodeKesalahanInternal {
			level = slog.LevelError
		}
	}
	s.log.LogAttrs(context.Background(), level, "call", fields...)
}

const mostFields = 7
