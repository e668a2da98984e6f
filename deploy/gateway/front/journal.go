package front

import (
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"simpul/lib/function/httpserver"
)

// entry is what the log says of one call: nothing that the caller chose freely.
type entry struct {
	start    time.Time
	id       string
	method   string
	function string
	out      *recorder
}

// log writes the entry, also when the answer broke off. A function that dies over its answer makes ReverseProxy panic, and
// the connection must break off too: half an answer must not look like a whole one.
func (f *Front) log(e *entry) {
	broken := recover()
	f.options.Book.note(e)
	fields := []any{"to", e.function, "method", httpserver.Method(e.method), "status", e.out.status,
		"duration_seconds", time.Since(e.start).Seconds(), "bytes", e.out.bytes, "call_id", e.id}
	if broken == nil {
		f.options.Log.Info("call", fields...)
		return
	}
	f.options.Log.Warn("call", append(fields, slog.String("broken", fmt.Sprintf("%T", broken)))...)
	panic(http.ErrAbortHandler) // whatever it was, its text goes nowhere
}

// recorder remembers status and size of the answer.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// WriteHeader notes the final status.
func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

// Write counts.
func (r *recorder) Write(p []byte) (int, error) {
	n, err := r.ResponseWriter.Write(p)
	r.bytes += int64(n)
	return n, err
}

// Unwrap lets net/http find what else the writer can do.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
