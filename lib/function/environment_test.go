package function_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"simpul/lib/function"
)

func environment(values map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		value, ok := values[name]
		return value, ok
	}
}

func TestTheDefaultsFitIntoTheTimeAPlatformGives(t *testing.T) {
	s, err := function.ReadSettings(environment(nil))
	want := function.Settings{Port: 8080, MetricsPort: 8081, ReadTimeout: 10 * time.Second, WriteTimeout: 20 * time.Second,
		ExecTimeout: 15 * time.Second, Interval: 3 * time.Second, MaxInflight: 256}
	if s != want || err != nil {
		t.Errorf("%+v %v", s, err)
	}
	if s.Interval+s.WriteTimeout >= 30*time.Second {
		t.Error("a stop would take longer than Kubernetes and faasd wait")
	}
}

func TestEveryVariableIsRead(t *testing.T) {
	s, err := function.ReadSettings(environment(map[string]string{"address": "::1", "port": "9000", "metrics_port": "9001",
		"read_timeout": "7", "write_timeout": "1m", "exec_timeout": "2500ms", "healthcheck_interval": "0", "max_inflight": "0"}))
	want := function.Settings{Address: "::1", Port: 9000, MetricsPort: 9001, ReadTimeout: 7 * time.Second, WriteTimeout: time.Minute,
		ExecTimeout: 2500 * time.Millisecond}
	if s != want || err != nil {
		t.Errorf("%+v %v", s, err)
	}
}

func TestEmptyVariablesAreUnsetAndMetricsCanBeOff(t *testing.T) {
	empty := environment(map[string]string{"port": "", "exec_timeout": "", "metrics_port": "off"})
	if s, err := function.ReadSettings(empty); err != nil || s.Port != 8080 || s.MetricsPort != 0 {
		t.Errorf("%+v %v", s, err)
	}
	if s, err := function.ReadSettings(environment(map[string]string{"metrics_port": "0"})); err != nil || s.MetricsPort != 0 {
		t.Errorf("%+v %v", s, err)
	}
}

func TestAllWrongVariablesAreNamedAtOnceAndNoneIsShown(t *testing.T) {
	const wrong = "7 detik rahasia"
	values := map[string]string{}
	for _, name := range []string{"address", "port", "metrics_port", "read_timeout", "write_timeout", "exec_timeout", "healthcheck_interval", "max_inflight"} {
		values[name] = wrong
	}
	_, err := function.ReadSettings(environment(values))
	for name := range values {
		if err == nil || strings.Count(err.Error(), " "+name+": ") != 1 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if strings.Contains(fmt.Sprint(err), "rahasia") {
		t.Error("a value is shown")
	}
}

func TestImpossibleValuesAreRefused(t *testing.T) {
	for _, one := range [][2]string{{"port", "65536"}, {"port", "-1"}, {"port", "80x"}, {"metrics_port", "8080"}, {"metrics_port", "on"},
		{"address", "localhost"}, {"address", "127.0.0.1:80"}, {"read_timeout", "0"}, {"write_timeout", "0"}, {"exec_timeout", "0"},
		{"exec_timeout", "20s"}, {"exec_timeout", "21s"}, {"write_timeout", "15"}, {"exec_timeout", "-1s"}, {"read_timeout", "2h"},
		{"healthcheck_interval", "16s"}, {"healthcheck_interval", "-1"}, {"max_inflight", "-1"}, {"max_inflight", "1.5"},
		{"read_timeout", "99999999999999999999"}, {"read_timeout", "10 s"}} {
		if _, err := function.ReadSettings(environment(map[string]string{one[0]: one[1]})); err == nil {
			t.Errorf("%s=%s is accepted", one[0], one[1])
		}
	}
}

func TestAWrongEnvironmentStopsTheStart(t *testing.T) {
	c := launch(t, "plain", "port=x", "exec_timeout=20s", "write_timeout=20s")
	if code := c.exitCode(); code != 1 {
		t.Errorf("exit %d", code)
	}
	text, _ := c.log.await(t, "ended")["error"].(string)
	if !strings.Contains(text, "port:") || !strings.Contains(text, "exec_timeout: want less than write_timeout") {
		t.Errorf("%s", c.log)
	}
}

func TestAFunctionThatCannotBeBuiltDoesNotListen(t *testing.T) {
	c := launch(t, "broken", "port=0", "metrics_port=0")
	if code := c.exitCode(); code != 1 || strings.Contains(c.log.String(), "listening") || !strings.Contains(c.log.String(), "cannot be opened") {
		t.Errorf("exit %d: %s", code, c.log)
	}
}

func TestATakenPortStopsTheStartAndClosesWhatWasOpened(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	_, port, _ := net.SplitHostPort(taken.Addr().String())
	for _, variables := range [][]string{{"port=" + port, "metrics_port=0"}, {"port=0", "metrics_port=" + port}} {
		c := launch(t, "plain", append(variables, "address=127.0.0.1")...)
		if code := c.exitCode(); code != 1 || !strings.Contains(c.log.String(), "closed") || !strings.Contains(c.log.String(), "port: listen") {
			t.Errorf("exit %d: %s", code, c.log)
		}
	}
}

func TestExecTimeoutAndXTimeoutHoldInTheProcess(t *testing.T) {
	c := startChild(t, "plain", "exec_timeout=50ms", "write_timeout=10s")
	if status := statusOf(t, "POST", c.url+"/?hold"); status != 504 {
		t.Errorf("status %d", status)
	}
	c = startChild(t, "plain", "exec_timeout=9s", "write_timeout=10s")
	res, body := call(t, http.MethodPost, c.url+"/?hold", nil, "X-Timeout", "50ms")
	wantProblem(t, res, body, 504, "waktu_habis")
}

func TestReadTimeoutCutsOffSlowSenders(t *testing.T) {
	c := startChild(t, "plain", "read_timeout=200ms")
	for name, part := range map[string]string{
		"header": "POST / HTTP/1.1\r\nHost: x\r\nX-Slow: ", "nothing": "",
		"body":    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12",
		"chunked": "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
	} {
		conn, err := net.Dial("tcp", strings.TrimPrefix(c.url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		_, _ = conn.Write([]byte(part))
		answer, err := io.ReadAll(conn) // returns only because the server closes
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if incomplete := strings.Contains(string(answer), "permintaan_rusak"); incomplete != (name == "body" || name == "chunked") {
			t.Errorf("%s: %s", name, answer)
		}
		_ = conn.Close()
	}
}

func TestWriteTimeoutCutsOffSlowReaders(t *testing.T) {
	c := startChild(t, "plain", "write_timeout=300ms", "exec_timeout=200ms")
	conn, err := net.Dial("tcp", strings.TrimPrefix(c.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	_, _ = conn.Write([]byte("POST /?huge HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"))
	if sent := c.log.await(t, "call")["bytes"]; sent == float64(64<<20) {
		t.Errorf("%v bytes went to a caller who reads nothing", sent)
	}
}

func TestHeadersAreLimitedTo16KiB(t *testing.T) {
	c := startChild(t, "plain")
	for size, want := range map[int]int{15 << 10: 200, 17 << 10: 431} {
		conn, err := net.Dial("tcp", strings.TrimPrefix(c.url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			_, _ = fmt.Fprintf(conn, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nX-Long: %s\r\n\r\n", strings.Repeat("a", size))
		}()
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil || res.StatusCode != want {
			t.Errorf("%d bytes: %v %v", size, res, err)
		}
		_ = conn.Close()
	}
}

func TestMaxInflightHoldsInTheProcess(t *testing.T) {
	c := startChild(t, "plain", "max_inflight=1", "exec_timeout=60s", "write_timeout=61s")
	go statusOf(t, "POST", c.url+"/?hold")
	c.log.await(t, "holding")
	if status := statusOf(t, "POST", c.url); status != 429 {
		t.Errorf("status %d", status)
	}
}

func TestMetricsBearOfWatchdogsNamesOnTheirOwnPort(t *testing.T) {
	port := freePort(t)
	c := startChild(t, "plain", "metrics_port="+port)
	statusOf(t, "POST", c.url)
	statusOf(t, "POST", c.url)
	statusOf(t, "BREW", c.url)
	statusOf(t, "POST", c.url+"/?busy")
	statusOf(t, "GET", c.url+"/_/health")
	_, text := call(t, http.MethodGet, "http://127.0.0.1:"+port+"/metrics", nil)
	for _, want := range []string{
		"# TYPE http_requests_total counter\n", `http_requests_total{code="200",method="post"} 2` + "\n",
		`http_requests_total{code="405",method="unknown"} 1` + "\n", `http_requests_total{code="429",method="post"} 1` + "\n",
		"# TYPE http_request_duration_seconds histogram\n", `http_request_duration_seconds_bucket{code="200",method="post",le="0.005"} `,
		`http_request_duration_seconds_bucket{code="200",method="post",le="10"} 2` + "\n",
		`http_request_duration_seconds_bucket{code="200",method="post",le="+Inf"} 2` + "\n",
		`http_request_duration_seconds_count{code="200",method="post"} 2` + "\n", `http_request_duration_seconds_sum{code="200",method="post"} `,
		"# TYPE http_requests_in_flight gauge\nhttp_requests_in_flight 0\n", "simpul_uji_total 7\n", "go_goroutines ", "process_resident_memory_bytes ",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in:\n%s", want, text)
		}
	}
	if n := strings.Count(text, `http_request_duration_seconds_bucket{code="200",method="post"`); n != 12 || strings.Contains(text, "BREW") {
		t.Errorf("%d buckets:\n%s", n, text)
	}
	if status := statusOf(t, "GET", "http://127.0.0.1:"+port+"/"); status != 404 {
		t.Errorf("another address on the metrics port: %d", status)
	}
}
