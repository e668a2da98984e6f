package front_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"
)

func TestHeadersThatPretendAreTakenOff(t *testing.T) { // facts: openfaas.md §1 and §5
	url, got := backend(t, echo)
	g := mount(t, options(discard()), url)
	foreign := []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port",
		"X-Forwarded-Client-Cert", "X-Real-Ip", "Te", "Trailer", "Upgrade"}
	var sent []string
	for _, name := range foreign {
		sent = append(sent, name, "http://192.0.2.1/")
	}
	post(t, g.URL+"/function/verify-nik", "{}", append(sent, "Connection", "Upgrade, Authorization-Not", "Authorization", "Bearer x",
		"Content-Type", "application/json", "Idempotency-Key", "k", "X-Timeout", "5s")...)
	r := <-got
	for _, name := range foreign {
		if r.Header.Get(name) != "" {
			t.Errorf("%s came through", name)
		}
	}
	for name, want := range map[string]string{"Authorization": "Bearer x", "Content-Type": "application/json",
		"Idempotency-Key": "k", "X-Timeout": "5s"} {
		if r.Header.Get(name) != want {
			t.Errorf("%s: %q", name, r.Header.Get(name))
		}
	}
}

func TestTheCallIDIsAUUIDAndTheStartTimeTheGateways(t *testing.T) {
	url, got := backend(t, echo)
	g := mount(t, options(discard()), url)
	const good = "0190f2a0-c0de-7abc-8def-0123456789ab"
	for sent, kept := range map[string]bool{good: true, "free text": false, "": false} {
		before := time.Now().UnixNano()
		post(t, g.URL+"/function/verify-nik", "{}", "X-Call-Id", sent, "X-Start-Time", "1")
		r := <-got
		id, err := uuid.Parse(r.Header.Get("X-Call-Id"))
		if err != nil || kept != (id.String() == good) || !kept && id.Version() != 7 {
			t.Errorf("%q became %q", sent, r.Header.Get("X-Call-Id"))
		}
		if at, err := strconv.ParseInt(r.Header.Get("X-Start-Time"), 10, 64); err != nil || at < before {
			t.Errorf("X-Start-Time %q", r.Header.Get("X-Start-Time"))
		}
	}
}

// A caller must not be able to have the gateway drop its own headers as hop-by-hop (RFC 9110 §7.6.1).
func TestTheCallIDCannotBeDroppedByConnection(t *testing.T) {
	url, got := backend(t, echo)
	g := mount(t, options(discard()), url)
	post(t, g.URL+"/function/verify-nik", "{}", "Connection", "X-Call-Id, X-Start-Time")
	if r := <-got; r.Header.Get("X-Call-Id") == "" || r.Header.Get("X-Start-Time") == "" {
		t.Errorf("%v", r.Header)
	}
}

func TestACallbackIsRefusedBeforeItCostsAHit(t *testing.T) { // openfaas.md §5
	url, got := backend(t, echo)
	g := mount(t, options(discard()), url)
	for _, address := range []string{"http://192.0.2.1/", ""} {
		res, text := post(t, g.URL+"/function/verify-nik", "{}", "X-Callback-Url", address)
		wantProblem(t, res, text, 400, "callback_ditolak")
	}
	if len(got) != 0 {
		t.Error("it reached the function")
	}
}
