package acceptance_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"simpul/deploy/local/stack"
	"simpul/lib/identity"
	"simpul/lib/registry/registrytest"
)

const stops = 20

// TestNoVerificationIsLostOrCutInTwentyStopsUnder64Callers stops one process after the other while 64 callers verify at it. Half keep
// a connection until an answer ends it, half look at readiness before each call and come on a new one: what a balancer does. Each
// call gets its whole right answer, and the registry was asked and the quota charged once for each.
func TestNoVerificationIsLostOrCutInTwentyStopsUnder64Callers(t *testing.T) {
	w := newWorld(t, stops, "healthcheck_interval=2s") // longer than a caller on a busy machine waits between its probe and its call
	w.lift()
	var answered atomic.Int64
	var leaving sync.WaitGroup // each ends a while after its last caller has gone
	for round, process := range w.verifiers() {
		var callers sync.WaitGroup
		warm := make(chan struct{}, 64)
		for i := range 64 {
			callers.Go(func() {
				if err := w.verifyUntilSentAway(process, i%2 == 0, warm, &answered); err != nil {
					t.Errorf("stop %d: %v", round, err)
				}
			})
		}
		for range 16 + round*2 { // the signal falls into another moment each time
			<-warm
		}
		replica := w.at(process)
		must(t, replica.Signal(syscall.SIGTERM))
		callers.Wait()
		leaving.Go(func() {
			<-replica.Done()
			if err := replica.Process.Stop(); err != nil {
				t.Errorf("stop %d: %v", round, err)
			}
		})
	}
	leaving.Wait()
	w.counts(answered.Load())
}

func (w *world) at(url string) stack.Replica {
	for _, r := range w.Running {
		if r.URL == url {
			return r
		}
	}
	w.t.Fatal("no process at that address")
	return stack.Replica{}
}

// lift makes the quota unlimited (JUKNIS-II.B.2): this load is many days of it.
func (w *world) lift() {
	w.t.Helper()
	token, err := stack.Token(w.options.State, "admin-01", identity.ScopeAdmin)
	must(w.t, err)
	act := w.request(http.MethodPost, w.URL+"/function/quota-check", map[string]string{
		"action": "mode", "mode": "unlimited", "code": "uji_beban", "paper_number": "UJI-2", "paper_date": "2026-01-31",
	})
	act.Header.Set("Authorization", "Bearer "+token)
	if a, err := w.do(act); err != nil || a.code != http.StatusOK {
		w.t.Fatalf("mode unlimited: %d %s %v", a.code, a.Type, err)
	}
}

// verifyUntilSentAway calls one process until it says that it is going, and tells when its first call was answered.
func (w *world) verifyUntilSentAway(url string, keep bool, warm chan<- struct{}, answered *atomic.Int64) error {
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: !keep}}
	defer client.CloseIdleConnections()
	for n := 0; keep || ready(client, url); n++ {
		last, err := answeredWhole(client, w.request(http.MethodPost, url, verification(registrytest.Samples()[0])))
		if !keep && errors.Is(err, syscall.ECONNREFUSED) { // nothing was sent: a balancer goes elsewhere
			return nil
		}
		if err != nil {
			return fmt.Errorf("call %d: %w", n, err)
		}
		answered.Add(1)
		if n == 0 {
			warm <- struct{}{}
		}
		if keep && last {
			return nil
		}
	}
	return nil
}

// ready is what a balancer concludes from the probe.
func ready(client *http.Client, url string) bool {
	res, err := client.Get(url + "/_/ready")
	if err != nil {
		return false
	}
	return res.Body.Close() == nil && res.StatusCode == http.StatusOK
}

// answeredWhole sends a verification and reports whether its answer ended the connection. Anything but the right verdict is an error.
func answeredWhole(client *http.Client, req *http.Request) (last bool, err error) {
	res, err := client.Do(req)
	if err != nil {
		return false, err
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return false, err
	}
	var a struct{ Verdict, Type string }
	if err := json.Unmarshal(text, &a); err != nil || res.StatusCode != http.StatusOK || a.Verdict != registrytest.Samples()[0].ExpectedVerdict {
		return false, fmt.Errorf("%d %s %w", res.StatusCode, a.Type, err)
	}
	return res.Close, nil
}
