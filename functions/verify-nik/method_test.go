package main

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"simpul/functions/functiontest"
	"simpul/lib/agreement"
	"simpul/lib/registry/registrytest"
)

// newMethod is a counter that asks by one of the methods: one line differs.
func newMethod(t testing.TB, method string, environ map[string]string) *bench {
	t.Helper()
	settings := map[string]string{"SIMPUL_REGISTRY__METHOD": method, "SIMPUL_REDIS__TIMEOUT": "5s"}
	maps.Copy(settings, environ)
	return newBench(t, settings)
}

// told is all of an answer that does not name the access or the moment.
func told(a functiontest.Answer) string {
	return fmt.Sprintln(a.Code, a.Problem, a.Status, a.StatusText, a.Verdict, a.NextStep, a.Elements, a.Warnings, a.Quota.Used)
}

// A frontend does not notice by which method the office asks.
func TestAnotherMethodTellsTheCallerTheSame(t *testing.T) { // JUKNIS-II.C.1, II.C.3
	tell := map[string][]string{}
	for _, method := range methods {
		t.Run(method, func(t *testing.T) {
			b := newMethod(t, method, nil)
			for _, sample := range registrytest.Samples() {
				a := b.ask(of(sample.NIK, sample.Claimed, "licence_type", sample.LicenceType, "subject_role", sample.SubjectRole))
				titled := strings.HasPrefix(sample.Claimed["nama_lengkap"], "Ir. H. ") // a registry that matches letters takes them for a part of the name
				if a.Code != http.StatusOK || a.Status != sample.ExpectedStatus || a.Verdict != sample.ExpectedVerdict && !(titled && method == agreement.MethodKesesuaian) {
					t.Errorf("%s %s, expected %s %s", a.Status, a.Verdict, sample.ExpectedStatus, sample.ExpectedVerdict)
				}
				tell[method] = append(tell[method], told(a))
			}
		})
	}
	for i, portal := range tell[agreement.MethodWebPortal] {
		if lookup := tell[agreement.MethodLookup][i]; lookup != portal {
			t.Errorf("sample %d:\n%s%s", i, lookup, portal)
		}
	}
}

// Each way of losing an answer is told alike, counts once, and is never asked again, by whatever method.
func TestALostAnswerIsTheSameByEachMethod(t *testing.T) { // JUKNIS-II.B.1
	for _, method := range methods {
		for failure, want := range map[registrytest.Failure]string{
			registrytest.Hang: "dukcapil_tidak_menjawab", registrytest.Cut: "jawaban_rusak", registrytest.CutMidBody: "jawaban_rusak",
			registrytest.HugeBody: "jawaban_rusak", registrytest.Status503: "dukcapil_menolak_koneksi", registrytest.Redirect: "dukcapil_menolak_koneksi",
		} {
			t.Run(method+" "+string(failure), func(t *testing.T) {
				timeout := "20s" // nothing waits for it but what hangs
				if failure == registrytest.Hang {
					timeout = "2s"
				}
				b := newMethod(t, method, map[string]string{"SIMPUL_REGISTRY__TIMEOUT": timeout})
				if method == agreement.MethodWebPortal && failure == registrytest.Redirect {
					want = "halaman_berubah" // to a page that the profile does not name
				}
				nik := registrytest.Samples()[0].NIK
				if err := b.Registry.Fail(failure, 1); err != nil {
					t.Fatal(err)
				}
				if a := b.ask(of(nik, nil)); !strings.HasSuffix(a.Problem, want) {
					t.Errorf("%d %s", a.Code, a.Problem)
				}
				if after := b.ask(of(nik, nil)); after.Quota.Used != 2 || b.Registry.Calls() != 2 {
					t.Errorf("%d %s, used %d of %d questions", after.Code, after.Problem, after.Quota.Used, b.Registry.Calls())
				}
			})
		}
	}
}

// While nobody answers, callers go on as ever: probes are few, none costs a hit, and the first that gets through is answered.
func TestARegistryThatIsDownCostsNothingByAnyMethod(t *testing.T) { // JUKNIS-I.B, II.B.1
	const failures, cooldown = 3, time.Second
	for _, method := range methods {
		t.Run(method, func(t *testing.T) {
			b := newMethod(t, method, map[string]string{"SIMPUL_REGISTRY__BREAKER": fmt.Sprintf("{failures: %d, cooldown: %s}", failures, cooldown)})
			b.used(t)
			if err := b.Registry.Refuse(); err != nil {
				t.Fatal(err)
			}
			start := time.Now()
			b.untilProbed(t, failures+1)
			if time.Since(start) < cooldown {
				t.Error("one probe too many")
			}
			if err := b.Registry.Reopen(); err != nil {
				t.Fatal(err)
			}
			for a := b.knock(); a.Code != http.StatusOK; a = b.knock() {
				if !strings.HasSuffix(a.Problem, "jalur_terputus") {
					t.Fatalf("the first probe after the outage: %d %s", a.Code, a.Problem)
				}
			}
			if used := b.used(t); used != 3 || b.Registry.Calls() != 3 {
				t.Errorf("used %d, %d questions: the outage cost something", used, b.Registry.Calls())
			}
		})
	}
}

func (b *bench) knock() functiontest.Answer { return b.ask(of(registrytest.Samples()[0].NIK, nil)) }

// untilProbed asks on and on until so many callers were let through to a registry that refuses.
func (b *bench) untilProbed(t *testing.T, probes int) {
	t.Helper()
	for probes > 0 {
		time.Sleep(5 * time.Millisecond) // a steady load and no storm; nothing depends on it
		switch a := b.knock(); {
		case strings.HasSuffix(a.Problem, "dukcapil_tidak_terjangkau"):
			probes--
		case !strings.HasSuffix(a.Problem, "jalur_terputus"):
			t.Fatalf("while down: %d %s", a.Code, a.Problem)
		}
	}
}
