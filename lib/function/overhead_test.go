package function_test

import (
	"bufio"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/function"
)

// The sizes of perf-baselines.md §1.
const questionSize, answerSize = 297, 996

// BenchmarkOverhead compares the contract with the same handler on bare net/http, in the same run. The callers are as thin as
// possible, because they share the processors with the server. The contract logs every call, to nowhere.
func BenchmarkOverhead(b *testing.B) {
	reply := []byte(strings.Repeat("x", answerSize))
	header := http.Header{"Content-Type": {"application/json"}}
	bare := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.ReadAll(r.Body); err != nil {
			b.Error(err)
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", strconv.Itoa(len(reply)))
		_, _ = w.Write(reply)
	})
	log := slog.New(slog.NewJSONHandler(io.Discard, nil))
	contract := function.NewServer(answering(handler.Response{Body: reply, Header: header}, nil), settings(), log)
	for _, connections := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("bare/%d", connections), func(b *testing.B) { load(b, bare, connections) })
		b.Run(fmt.Sprintf("function/%d", connections), func(b *testing.B) { load(b, contract, connections) })
	}
}

// load sends b.N calls over that many connections and reports calls per second and the median.
func load(b *testing.B, h http.Handler, connections int) {
	server := httptest.NewServer(h)
	defer server.Close()
	callers := make([]*caller, connections)
	for i := range callers {
		callers[i] = dial(b, server.Listener.Addr().String())
	}
	times := make([]time.Duration, b.N)
	var all sync.WaitGroup
	b.ResetTimer()
	for i, c := range callers {
		all.Go(func() {
			for n := i; n < b.N; n += connections {
				times[n] = c.call(b)
			}
		})
	}
	all.Wait()
	b.StopTimer()
	slices.Sort(times)
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "calls/s")
	b.ReportMetric(float64(times[b.N/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(times[b.N*99/100].Microseconds()), "p99-µs")
}

// caller is one kept connection.
type caller struct {
	conn     net.Conn
	answers  *bufio.Reader
	question []byte
}

func dial(b *testing.B, address string) *caller {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		b.Fatal(err)
	}
	question := fmt.Sprintf("POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
		questionSize, strings.Repeat("1", questionSize))
	return &caller{conn: conn, answers: bufio.NewReader(conn), question: []byte(question)}
}

func (c *caller) call(b *testing.B) time.Duration {
	start := time.Now()
	if _, err := c.conn.Write(c.question); err != nil {
		b.Error(err)
	}
	for {
		line, err := c.answers.ReadSlice('\n')
		if err != nil {
			b.Error(err)
			return 0
		}
		if len(line) == len("\r\n") {
			break
		}
	}
	if _, err := c.answers.Discard(answerSize); err != nil {
		b.Error(err)
	}
	return time.Since(start)
}
