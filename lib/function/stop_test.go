package function_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
)

func TestSIGTERMAndSIGINTDrainAndEndWithZero(t *testing.T) {
	for _, sig := range []os.Signal{syscall.SIGTERM, syscall.SIGINT} {
		c := startChild(t, "plain", "healthcheck_interval=300ms")
		held := make(chan int)
		go func() {
			res, _ := call(t, http.MethodPost, c.url+"/?hold", nil, "X-Timeout", "600ms")
			held <- res.StatusCode
		}()
		c.log.await(t, "holding")
		c.signal(t, sig)
		c.log.await(t, "stopping")
		for path, want := range map[string]int{"/_/ready": 503, "/_/health": 503} {
			if got := statusOf(t, "GET", c.url+path); got != want {
				t.Errorf("%v: %s %d", sig, path, got)
			}
		}
		if status := statusOf(t, "POST", c.url); status != 200 {
			t.Errorf("%v: a new call got %d", sig, status)
		}
		if status := <-held; status != 504 { // its own deadline; a cut connection has no status
			t.Errorf("%v: the call in flight got %d", sig, status)
		}
		if code := c.exitCode(); code != 0 {
			t.Errorf("%v: exit %d\n%s", sig, code, c.log)
		}
		wantOrder(t, c, "listening", "stopping", "closed", "stopped")
	}
}

// wantOrder checks that the messages were logged in that order.
func wantOrder(t *testing.T, c *child, messages ...string) {
	t.Helper()
	next := 0
	for _, line := range c.lines() {
		if next < len(messages) && line["msg"] == messages[next] {
			next++
		}
	}
	if next < len(messages) {
		t.Errorf("%q is missing or out of order:\n%s", messages[next], c.log)
	}
}

// Design: settle runs even when the caller is gone; its connection to Redis must live until then.
func TestCloseWaitsForHandlersWhoseCallersWereGivenUp(t *testing.T) {
	c := startChild(t, "plain", "healthcheck_interval=0")
	res, body := call(t, http.MethodPost, c.url+"/?settle", nil, "X-Timeout", "50ms")
	wantProblem(t, res, body, 504, "waktu_habis")
	c.signal(t, syscall.SIGTERM)
	c.log.await(t, "stopping")
	if err := c.stdin.Close(); err != nil {
		t.Fatal(err)
	}
	if code := c.exitCode(); code != 0 {
		t.Errorf("exit %d\n%s", code, c.log)
	}
	wantOrder(t, c, "holding", "stopping", "settled", "closed", "stopped")
}

func TestASecondSignalEndsTheProcessAtOnce(t *testing.T) {
	c := startChild(t, "plain", "exec_timeout=20s", "write_timeout=25s")
	go statusOf(t, "POST", c.url+"/?hold")
	c.log.await(t, "holding")
	c.signal(t, syscall.SIGTERM)
	c.log.await(t, "stopping")
	c.signal(t, syscall.SIGTERM)
	if code := c.exitCode(); code != 1 || strings.Contains(c.log.String(), "closed") {
		t.Errorf("exit %d\n%s", code, c.log)
	}
}

func TestAFailingCloseIsToldAndEndsWithOne(t *testing.T) {
	c := startChild(t, "unclosable", "healthcheck_interval=0")
	c.signal(t, syscall.SIGTERM)
	if code := c.exitCode(); code != 1 || !strings.Contains(c.log.String(), "the store does not close") {
		t.Errorf("exit %d\n%s", code, c.log)
	}
}

// Callers behave like a balancer: half keep a connection until an answer ends it, half look at readiness before each call
// and come on a new connection. Not one of their calls may be lost or cut, however the signal falls between them.
func TestNoCallIsLostOrCutWhile64CallersRaceTheSignal(t *testing.T) {
	for round := range 20 {
		c := startChild(t, "plain", "healthcheck_interval=500ms")
		var callers sync.WaitGroup
		warm := make(chan struct{}, 64)
		for i := range 64 {
			callers.Go(func() {
				if err := hammer(c.url, i%2 == 0, warm); err != nil {
					t.Errorf("round %d: %v", round, err)
				}
			})
		}
		for range 16 + round*2 { // the signal falls into another moment each round
			<-warm
		}
		c.signal(t, syscall.SIGTERM)
		callers.Wait()
		if code := c.exitCode(); code != 0 {
			t.Errorf("round %d: exit %d\n%s", round, code, c.log)
		}
	}
}

// Callers who look at nothing and connect anew each time meet a closed port in the end; until then every connection that was
// taken is answered.
func TestACallThatWasTakenIsAnsweredEvenToCallersWhoIgnoreReadiness(t *testing.T) {
	for round := range 5 {
		c := startChild(t, "plain", "healthcheck_interval=200ms")
		var callers sync.WaitGroup
		warm := make(chan struct{}, 64)
		for range 64 {
			callers.Go(func() {
				client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
				_, err := ask(client, c.url, "{}")
				warm <- struct{}{}
				for err == nil {
					_, err = ask(client, c.url, "{}")
				}
				if !unread(err) {
					t.Errorf("round %d: %v", round, err)
				}
			})
		}
		for range 64 {
			<-warm
		}
		c.signal(t, syscall.SIGTERM)
		callers.Wait()
		if code := c.exitCode(); code != 0 {
			t.Errorf("round %d: exit %d\n%s", round, code, c.log)
		}
	}
}

// unread reports whether the kernel turned the connection away, before or after it had queued it: nobody read the call.
func unread(err error) bool {
	return errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}

// hammer calls until it is told to go away, and tells when its first call was served.
func hammer(url string, keep bool, warm chan<- struct{}) error {
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: !keep}}
	defer client.CloseIdleConnections()
	for n := 0; ; n++ {
		if !keep && away(client, url) {
			return nil
		}
		last, err := ask(client, url, fmt.Sprintf(`{"n":%d}`, n))
		if err != nil {
			return fmt.Errorf("call %d: %w", n, err)
		}
		if n == 0 {
			warm <- struct{}{}
		}
		if keep && last {
			return nil
		}
	}
}

// ask sends one call and reports whether its answer was whole and ended the connection.
func ask(client *http.Client, url, question string) (last bool, err error) {
	res, err := client.Post(url, "application/json", strings.NewReader(question))
	if err != nil {
		return false, err
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if res.StatusCode != http.StatusOK || string(body) != question {
		return false, fmt.Errorf("%d %s %w", res.StatusCode, body, err)
	}
	return res.Close, err
}

// away is what a balancer concludes from readiness.
func away(client *http.Client, url string) bool {
	res, err := client.Get(url + "/_/ready")
	if err != nil {
		return true
	}
	return res.Body.Close() != nil || res.StatusCode != http.StatusOK
}
