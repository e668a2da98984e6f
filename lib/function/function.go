package function

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"

	"github.com/VictoriaMetrics/metrics"
	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/function/httpserver"
	"simpul/lib/problem"
)

// DefaultMaxBody is the largest body of a call in bytes where Function.MaxBody is 0 (design: 16 KiB).
const DefaultMaxBody = 16 << 10

// Function is one function, ready to answer.
type Function struct {
	// Handler answers one call. Its error may be any error; a *problem.Problem says what the caller should do. The call's
	// context is req.Context(), the call's id req.Header.Get("X-Call-Id").
	Handler func(req handler.Request) (handler.Response, error)
	// Methods are the HTTP methods served; nil is POST alone.
	Methods []string
	// MaxBody is the largest request body in bytes; 0 is DefaultMaxBody.
	MaxBody int64
	// RefuseCallback refuses calls with X-Callback-Url: OpenFaaS would send the answer to an address of the caller's choice.
	RefuseCallback bool
	// Ready are the dependencies without which the function refuses to work.
	Ready []Check
	// Warm opens what the first call would otherwise wait for, such as connections; nil for nothing. It runs beside the first
	// calls, once the process listens, so that it delays neither them nor readiness; ctx ends with the first signal.
	Warm func(ctx context.Context)
	// Contacts are told where a problem's text sends people to an administrator (JUKNIS-VI.A–C).
	Contacts []problem.Contact
	// Metrics are the function's own, shown beside those of HTTP; nil for none.
	Metrics *metrics.Set
	// Close releases what the function holds, after the last call has ended; nil for nothing.
	Close func(ctx context.Context) error
}

// Check asks one dependency whether it can be used.
type Check struct {
	Name string // for the log
	// Ask must return when ctx ends, which is within a second. Its error is free of personal data; a problem with status
	// 503 is shown to the prober.
	Ask func(ctx context.Context) error
}

// Builder makes the function; ctx ends with the first signal.
type Builder func(ctx context.Context) (Function, error)

// Main runs the function called name until SIGTERM or SIGINT and ends the process: 0 after a clean stop, 1 otherwise. The
// function listens only once build has succeeded, so that health is never true before a call would be.
func Main(name string, build Builder) {
	os.Exit(run(name, build, os.Stderr))
}

func run(name string, build Builder, out io.Writer) int {
	log := httpserver.NewLogger(out).With("function", name)
	slog.SetDefault(log)
	if err := start(httpserver.StopSignal(log), build, log); err != nil {
		log.Error("ended", "error", err.Error())
		return 1
	}
	return 0
}

func start(ctx context.Context, build Builder, log *slog.Logger) error {
	settings, err := ReadSettings(os.LookupEnv)
	if err != nil {
		return err
	}
	f, err := build(ctx)
	if err != nil {
		return err
	}
	server := NewServer(f, settings, log)
	if err := server.listen(ctx); err != nil {
		return errors.Join(err, server.close(ctx))
	}
	return server.serve(ctx)
}
