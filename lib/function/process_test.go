package function_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

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

func TestCallsDoNotWaitForWhatWarmsUp(t *testing.T) {
	c := startChild(t, "plain")
	c.log.await(t, "warming")
	if status := statusOf(t, "POST", c.url); status != 200 {
		t.Errorf("status %d", status)
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
		if code := c.exitCode(); code != 1 || !strings.Contains(c.log.String(), "closed") || strings.Contains(c.log.String(), "warming") || !strings.Contains(c.log.String(), "port: listen") {
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
