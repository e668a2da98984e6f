package front_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"simpul/deploy/gateway/front"
	"simpul/deploy/gateway/upstream"
	"simpul/lib/function/httpserver"
)

// The sizes of perf-baselines.md §1.
const questionSize, answerSize = 297, 996

// BenchmarkOverhead compares a function asked directly with the same through the gateway, in the same run. Callers, gateway
// and function share the processors; the gateway logs to nowhere.
func BenchmarkOverhead(b *testing.B) {
	reply := []byte(strings.Repeat("x", answerSize))
	direct := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		_, _ = w.Write(reply)
	}))
	defer direct.Close()
	pool, err := upstream.NewPool(direct.URL)
	if err != nil {
		b.Fatal(err)
	}
	o := options(httpserver.NewLogger(io.Discard))
	o.Functions = map[string]http.RoundTripper{"verify-nik": pool}
	through := httptest.NewServer(front.New(o))
	defer through.Close()
	for _, connections := range []int{1, 16} {
		b.Run(fmt.Sprintf("direct/%d", connections), func(b *testing.B) { load(b, direct, "/", connections) })
		b.Run(fmt.Sprintf("gateway/%d", connections), func(b *testing.B) { load(b, through, "/function/verify-nik", connections) })
	}
}

// load sends b.N calls over that many kept connections and reports calls per second and the median.
func load(b *testing.B, server *httptest.Server, path string, connections int) {
	question := fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
		path, questionSize, strings.Repeat("1", questionSize))
	callers := make([]net.Conn, connections)
	for i := range callers {
		conn, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			b.Fatal(err)
		}
		callers[i] = conn
		defer func() { _ = conn.Close() }()
	}
	times := make([]time.Duration, b.N)
	var all sync.WaitGroup
	b.ResetTimer()
	for i, conn := range callers {
		all.Go(func() {
			answers := bufio.NewReader(conn)
			for n := i; n < b.N; n += connections {
				start := time.Now()
				exchange(b, conn, answers, question)
				times[n] = time.Since(start)
			}
		})
	}
	all.Wait()
	b.StopTimer()
	slices.Sort(times)
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "calls/s")
	b.ReportMetric(float64(times[b.N/2].Microseconds()), "p50-µs")
}

func exchange(b *testing.B, conn net.Conn, answers *bufio.Reader, question []byte) {
	if _, err := conn.Write(question); err != nil {
		b.Error(err)
	}
	res, err := http.ReadResponse(answers, nil)
	if err != nil {
		b.Error(err)
		return
	}
	if n, err := io.Copy(io.Discard, res.Body); n != answerSize || err != nil {
		b.Errorf("%d bytes, %v", n, err)
	}
}
