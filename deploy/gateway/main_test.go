package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"simpul/lib/function/httpserver"
)

// childVariable makes the test binary the gateway instead of a test.
const childVariable = "simpul_test_gateway"

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		main()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// start runs a gateway process and returns it with its address.
func start(t *testing.T, args ...string) (*exec.Cmd, string) {
	t.Helper()
	c := exec.Command(os.Args[0], append([]string{"-listen", "127.0.0.1:0"}, args...)...)
	c.Env = []string{childVariable + "=1", "healthcheck_interval=100ms", "GORACE=atexit_sleep_ms=0"}
	lines, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill() })
	reader := bufio.NewReader(lines)
	first, err := reader.ReadBytes('\n')
	if err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.Copy(io.Discard, reader) }()
	var entry struct{ Msg, Address string }
	if err := json.Unmarshal(first, &entry); err != nil || entry.Msg != "listening" {
		t.Fatalf("%s: %v", first, err)
	}
	return c, "http://" + entry.Address
}

func TestTheProcessServesAndStopsWithZero(t *testing.T) {
	for _, sig := range []os.Signal{syscall.SIGTERM, syscall.SIGINT} {
		entered, release := make(chan struct{}), make(chan struct{})
		function := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/" {
				entered <- struct{}{}
				<-release
				_, _ = io.Copy(w, r.Body)
			}
		}))
		c, url := start(t, "verify-nik="+function.URL)
		answer := make(chan string, 1)
		go func() {
			res, err := http.Post(url+"/function/verify-nik", "application/json", strings.NewReader("{}"))
			if err != nil {
				answer <- err.Error()
				return
			}
			text, _ := io.ReadAll(res.Body)
			_ = res.Body.Close()
			answer <- string(text)
		}()
		<-entered
		if err := c.Process.Signal(sig); err != nil {
			t.Fatal(err)
		}
		close(release)
		if text := <-answer; text != "{}" {
			t.Errorf("%v: the call in flight got %q", sig, text)
		}
		if err := c.Wait(); err != nil {
			t.Errorf("%v: %v", sig, err)
		}
		function.Close()
	}
}

func TestWrongArgumentsAreAllNamedAndNotShown(t *testing.T) {
	const good = "http://127.0.0.1:1"
	for _, args := range [][]string{nil, {"verify-nik"}, {"=" + good}, {"A=" + good}, {"-a=" + good}, {"a=rahasia"},
		{"a=" + good, "a=" + good}, {"a=http://192.0.2.1:1"}} {
		if _, err := readFunctions(args); err == nil || strings.Contains(err.Error(), "rahasia") {
			t.Errorf("%v: %v", args, err)
		}
	}
	_, err := readFunctions([]string{"a=x", "b=y", "c=" + good})
	if err == nil || !strings.Contains(err.Error(), "a: ") || !strings.Contains(err.Error(), "b: ") || strings.Contains(err.Error(), "c: ") {
		t.Errorf("%v", err)
	}
}

func FuzzReadFunctions(f *testing.F) {
	for _, seed := range []string{"verify-nik=http://127.0.0.1:1", "a=http://127.0.0.1:1,http://[::1]:2", "=", "a", "A=http://127.0.0.1:1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, arg string) {
		pools, err := readFunctions([]string{arg})
		if (err == nil) != (len(pools) == 1) {
			t.Fatalf("%q: %d functions, %v", arg, len(pools), err)
		}
		for name := range pools {
			if !nameShape.MatchString(name) || !strings.HasPrefix(arg, name+"=") {
				t.Fatalf("%q: %q", arg, name)
			}
		}
	})
}

func TestTheEnvironmentIsReadStrictly(t *testing.T) {
	values := map[string]string{"read_timeout": "5", "write_timeout": "1m", "exec_timeout": "59s", "healthcheck_interval": "0", "max_inflight": "7"}
	lookup := func(name string) (string, bool) { v, ok := values[name]; return v, ok }
	s, err := readSettings(lookup)
	if want := (settings{5 * time.Second, time.Minute, 59 * time.Second, 0, 7}); s != want || err != nil {
		t.Errorf("%+v %v", s, err)
	}
	for name := range values {
		values[name] = "rahasia"
	}
	_, err = readSettings(lookup)
	for name := range values {
		if err == nil || !strings.Contains(err.Error(), " "+name+": ") || strings.Contains(err.Error(), "rahasia") {
			t.Errorf("%s: %v", name, err)
		}
	}
	values = map[string]string{"exec_timeout": "30s"}
	if _, err := readSettings(lookup); err == nil {
		t.Error("a call may last longer than its answer")
	}
}

func TestItDoesNotStartWithWhatCannotWork(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	for name, args := range map[string][]string{
		"taken": {"-listen", taken.Addr().String(), "a=http://127.0.0.1:1"}, "flag": {"-rahasia"}, "nothing": nil, "route": {"a=b"},
	} {
		if err := run(context.Background(), args, httpserver.NewLogger(io.Discard)); err == nil || strings.Contains(err.Error(), "rahasia") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
