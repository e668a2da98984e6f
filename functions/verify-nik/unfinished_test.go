package main

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"simpul/functions/functiontest"
	"simpul/lib/assembly"
	"simpul/lib/function"
	"simpul/lib/identity"
	"simpul/lib/registry"
	"simpul/lib/registry/registrytest"
)

// newChanged is a counter whose function has been changed in one place.
func newChanged(t *testing.T, environ map[string]string, change func(*verifier)) *bench {
	t.Helper()
	rig := functiontest.New(t, root, environ)
	rig.Initialise(t, 0)
	client := rig.Serve(t, "verify-nik", func(context.Context) (function.Function, error) {
		parts, err := assembly.Build()
		if err != nil {
			return function.Function{}, err
		}
		v, line, err := newVerifier(parts)
		if err != nil {
			return function.Function{}, err
		}
		change(v)
		return function.Function{Handler: v.Handle, Close: func(ctx context.Context) error {
			line.Close(ctx)
			return parts.Close(ctx)
		}}, nil
	})
	return &bench{rig, client, rig.Token(t, identity.ScopeVerify)}
}

// panicking is a connector with a fault of the program in it, until it has none.
type panicking struct {
	registry.Connector
	left int
}

func (p *panicking) Ask(ctx context.Context, q registry.Question) (registry.Answer, error) {
	if p.left > 0 {
		p.left--
		panic(errors.New("a fault of the program"))
	}
	return p.Connector.Ask(ctx, q)
}

func TestAPanicKeepsNoPlaceOnTheLine(t *testing.T) { // one slot: whoever kept it would stop everybody
	b := newChanged(t, map[string]string{"SIMPUL_REGISTRY__SLOTS": "1"}, func(v *verifier) { v.registry = &panicking{v.registry, 3} })
	sample := registrytest.Samples()[0]
	for range 3 {
		if a := b.ask(of(sample.NIK, sample.Claimed)); a.Code != 500 || !strings.HasSuffix(a.Problem, "kesalahan_internal") {
			t.Errorf("%d %s", a.Code, a.Problem)
		}
	}
	if a := b.ask(of(sample.NIK, sample.Claimed)); a.Code != http.StatusOK || a.Quota.Used != 4 {
		t.Errorf("%d %s, used %d: what panicked counts", a.Code, a.Problem, a.Quota.Used)
	}
}

func TestAQuestionHeldUpAfterAdmissionDoesNotLeave(t *testing.T) { // it could fall on another day (JUKNIS-II.B.1)
	var looks atomic.Int64
	b := newChanged(t, nil, func(v *verifier) {
		v.now = func() time.Time {
			if looks.Add(1) == lookBeforeAsking {
				return time.Now().Add(time.Minute) // the machine was paused after admission
			}
			return time.Now()
		}
	})
	sample := registrytest.Samples()[0]
	if a := b.ask(of(sample.NIK, sample.Claimed)); a.Code != 503 || !strings.HasSuffix(a.Problem, "dukcapil_tidak_terjangkau") {
		t.Errorf("%d %s", a.Code, a.Problem)
	}
	if a := b.ask(of(sample.NIK, sample.Claimed)); a.Code != http.StatusOK || a.Quota.Used != 1 || b.Registry.Calls() != 1 {
		t.Errorf("%d %s, used %d, %d calls: the one held up is given back", a.Code, a.Problem, a.Quota.Used, b.Registry.Calls())
	}
}

// lookBeforeAsking counts the looks at the clock of one call: agreement, method, before admission, before the question.
const lookBeforeAsking = 4

func TestAHastyCallerNeitherCutsNorBreaksTheLine(t *testing.T) { // X-Timeout ends the caller's waiting alone
	b := newBench(t, map[string]string{"SIMPUL_REGISTRY__BREAKER": "{failures: 1, cooldown: 1m}"})
	b.Registry.SetLatency(300 * time.Millisecond)
	sample := registrytest.Samples()[0]
	hasty := functiontest.Call{Token: b.token, Body: of(sample.NIK, sample.Claimed), Header: map[string]string{"X-Timeout": "150ms"}}
	if a := b.Do(hasty); a.Code != http.StatusGatewayTimeout || !strings.HasSuffix(a.Problem, "waktu_habis") {
		t.Errorf("%d %s", a.Code, a.Problem)
	}
	b.Registry.SetLatency(0)
	a := b.ask(of(sample.NIK, sample.Claimed))
	if a.Code != http.StatusOK || a.Quota.Used != int64(b.Registry.Calls()) {
		t.Errorf("%d %s, used %d of %d calls", a.Code, a.Problem, a.Quota.Used, b.Registry.Calls())
	}
}

func TestTimesThatCutACallShortDoNotStart(t *testing.T) {
	for name, settings := range map[string]map[string]string{
		"services": {"SIMPUL_REGISTRY__TIMEOUT": "59s"},
		"portal":   {"SIMPUL_REGISTRY__METHOD": "webportal", "SIMPUL_REGISTRY__TIMEOUT": "36s", "SIMPUL_REDIS__TIMEOUT": "5s"}, // whose fifth step is the one too many
	} {
		t.Run(name, func(t *testing.T) {
			functiontest.New(t, root, settings)
			if _, err := build(t.Context()); err == nil || !strings.Contains(err.Error(), "exec_timeout") {
				t.Errorf("got %v", err)
			}
		})
	}
}

// The longest wait and the slowest method, with the times that stack.yml names for offices with readers, and no longer ones (JUKNIS-IV).
func TestReadersFitIntoTheTimesOfTheStackFile(t *testing.T) {
	for wait, fits := range map[string]bool{"5s": true, "6s": false} {
		rig := functiontest.New(t, root, map[string]string{
			"SIMPUL_REGISTRY__METHOD": "webportal", "SIMPUL_REGISTRY__TIMEOUT": "5s", "SIMPUL_REDIS__TIMEOUT": "1s", "exec_timeout": "23s", "write_timeout": "26s",
			"SIMPUL_READERS__KEY_FILE": "simpul-bridge", "SIMPUL_READERS__WAIT": wait,
			"SIMPUL_READERS__KNOWN": "[{name: loket-1, url: 'https://192.0.2.50:7443', bridge: pc-loket-1, fingerprint: '" + strings.Repeat("0a", 32) + "'}]",
		})
		rig.Write(t, "simpul-bridge", "k1:"+strings.Repeat("A", 43)+"=")
		built, err := build(t.Context())
		if fits && err != nil || !fits && (err == nil || !strings.Contains(err.Error(), "exec_timeout")) {
			t.Errorf("a wait of %s: %v", wait, err)
		}
		if err := built.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}
}

func TestAnAddendumOfTomorrowGrantsNothingToday(t *testing.T) { // JUKNIS-II.C.3
	functiontest.New(t, root, map[string]string{
		"SIMPUL_REGISTRY__SIMULATOR": "false", "SIMPUL_AGREEMENT__ADDENDUM": "{number: ADD-1, date: 2098-01-31}",
	})
	if _, err := build(t.Context()); err == nil || !strings.Contains(err.Error(), "metode_belum_diizinkan") {
		t.Errorf("got %v", err)
	}
}

func TestTheRegistryItselfIsAskedOnlyWithTheLetterOfTheProofOfConcept(t *testing.T) { // JUKNIS-II.D
	functiontest.New(t, root, map[string]string{
		"SIMPUL_REGISTRY__SIMULATOR": "false", "SIMPUL_AGREEMENT__ADDENDUM": "{number: ADD-1, date: 2026-01-31}",
	})
	for letter, starts := range map[string]bool{"null": false, "{number: POC-1, date: 2098-01-31}": false, "{number: POC-1, date: 2026-01-31}": true} {
		t.Setenv("SIMPUL_AGREEMENT__POC_LETTER", letter)
		f, err := build(t.Context())
		if err == nil {
			t.Cleanup(func() { _ = f.Close(context.Background()) })
		}
		if starts != (err == nil) || err != nil && !strings.Contains(err.Error(), "agreement.poc_letter") {
			t.Errorf("%s: %v", letter, err)
		}
	}
}
