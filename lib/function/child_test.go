package function_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/VictoriaMetrics/metrics"
	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/function"
	"simpul/lib/problem"
)

// childVariable makes the test binary a function instead of a test.
const childVariable = "simpul_test_child"

func TestMain(m *testing.M) {
	if kind := os.Getenv(childVariable); kind != "" {
		function.Main("uji", func(context.Context) (function.Function, error) { return childFunction(kind) })
	}
	os.Exit(m.Run())
}

// childFunction closes noisily, so that tests see when.
func childFunction(kind string) (function.Function, error) {
	if kind == "broken" {
		return function.Function{}, errors.New("the store cannot be opened")
	}
	own := metrics.NewSet()
	own.NewCounter("simpul_uji_total").Add(7)
	return function.Function{Handler: childHandle, Metrics: own, Methods: []string{"GET", "POST"}, Warm: childWarm, Close: func(context.Context) error {
		_, err := os.Stderr.WriteString(`{"msg":"closed"}` + "\n")
		if kind == "unclosable" {
			return errors.New("the store does not close")
		}
		return err
	}}, nil
}

// childWarm never gets ready, which must hold up nothing.
func childWarm(ctx context.Context) {
	_, _ = os.Stderr.WriteString(`{"msg":"warming"}` + "\n")
	<-ctx.Done()
}

// childHandle does what the query says.
func childHandle(req handler.Request) (handler.Response, error) {
	switch req.QueryString {
	case "hold": // until the caller hangs up or time is up
		_, _ = os.Stderr.WriteString(`{"msg":"holding"}` + "\n")
		<-req.Context().Done()
		return handler.Response{}, req.Context().Err()
	case "settle": // goes on after its caller was given up, until standard input ends
		_, _ = os.Stderr.WriteString(`{"msg":"holding"}` + "\n")
		_, _ = io.Copy(io.Discard, os.Stdin)
		_, err := os.Stderr.WriteString(`{"msg":"settled"}` + "\n")
		return handler.Response{}, err
	case "huge":
		return handler.Response{Body: bytes.Repeat([]byte("x"), 64<<20)}, nil
	case "busy":
		return handler.Response{}, problem.New(problem.CodeTerlaluSibuk)
	}
	return handler.Response{Body: req.Body}, nil
}

// child is a function in a process of its own.
type child struct {
	*exec.Cmd
	log   *journal
	url   string
	stdin io.Closer
}

// startChild runs kind with only the variables given, on free ports, and waits until it listens.
func startChild(t *testing.T, kind string, environment ...string) *child {
	t.Helper()
	c := launch(t, kind, append([]string{"address=127.0.0.1", "port=0", "metrics_port=off"}, environment...)...)
	address, _ := c.log.await(t, "listening")["address"].(string)
	c.url = "http://" + address
	return c
}

func launch(t *testing.T, kind string, environment ...string) *child {
	t.Helper()
	c := &child{Cmd: exec.Command(os.Args[0]), log: newJournal()}
	// A place to write is withheld: the function must not need one. The race detector would wait a second at exit.
	c.Env = append([]string{childVariable + "=" + kind, "TMPDIR=/nonexistent", "HOME=/nonexistent", "GORACE=atexit_sleep_ms=0"}, environment...)
	c.Dir, c.Stderr, c.Stdout = "/", c.log, c.log
	var err error
	if c.stdin, err = c.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = c.Wait() // ProcessState says how it ended
		c.log.end()
	}()
	t.Cleanup(func() {
		_ = c.Process.Kill()
		c.exitCode()
	})
	return c
}

// exitCode waits for the end; -1 means that a signal ended the process.
func (c *child) exitCode() int {
	c.log.mu.Lock()
	defer c.log.mu.Unlock()
	for !c.log.done {
		c.log.grew.Wait()
	}
	return c.ProcessState.ExitCode()
}

func (c *child) signal(t *testing.T, s os.Signal) {
	t.Helper()
	if err := c.Process.Signal(s); err != nil {
		t.Fatal(err)
	}
}

// freePort returns a port nobody listens on at the moment.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

// statusOf sends one request on a connection of its own; 0 means that the connection was refused.
func statusOf(t *testing.T, method, url string) int {
	t.Helper()
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	req, err := http.NewRequest(method, url, nil)
	if err != nil {
		t.Error(err)
		return -1
	}
	res, err := client.Do(req)
	if err != nil {
		return 0
	}
	defer func() { _ = res.Body.Close() }()
	return res.StatusCode
}

// lines returns the log's entries.
func (c *child) lines() (entries []map[string]any) {
	for line := range strings.Lines(c.log.String()) {
		var entry map[string]any
		if json.Unmarshal([]byte(line), &entry) == nil {
			entries = append(entries, entry)
		}
	}
	return entries
}
