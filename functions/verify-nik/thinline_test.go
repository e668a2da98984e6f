package main

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"simpul/functions/functiontest"
	"simpul/lib/identity"
	"simpul/lib/registry/linetest"
	"simpul/lib/registry/registrytest"
)

// agreed is the line of JUKNIS-I.B, in bytes a second.
const agreed = 1_000_000 / 8

// newThin is a counter at the end of the agreed line.
func newThin(t *testing.T, method string, rtt time.Duration) (*bench, *linetest.Link) {
	t.Helper()
	rig := functiontest.New(t, root, map[string]string{
		"SIMPUL_REGISTRY__METHOD": method, "SIMPUL_REDIS__TIMEOUT": "5s", "SIMPUL_REGISTRY__TIMEOUT": "20s",
		"SIMPUL_REGISTRY__BREAKER": "{failures: 50, cooldown: 1s}", // a line that is cut twice is not down
	})
	link := linetest.New(rtt, agreed)
	address, stop, err := link.Proxy(strings.TrimPrefix(rig.Registry.URL(), "https://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
	t.Setenv("SIMPUL_REGISTRY__URL", "https://"+address)
	rig.Initialise(t, 0)
	return &bench{rig, rig.Serve(t, "verify-nik", build), rig.Token(t, identity.ScopeVerify)}, link
}

// together lets so many officers ask at once, each about somebody else, and sorts what they hear by problem, "" for an answer.
func (b *bench) together(people []registrytest.Person) (heard map[string]int, median time.Duration) {
	var mu sync.Mutex
	var all sync.WaitGroup
	var took []time.Duration
	heard = map[string]int{}
	for _, p := range people {
		all.Go(func() {
			start := time.Now()
			a := b.Do(functiontest.Call{Token: b.token, Body: of(p.NIK, p.Elements()), Header: map[string]string{"X-Timeout": "30s"}})
			mu.Lock()
			defer mu.Unlock()
			heard[strings.TrimPrefix(a.Problem, "urn:simpul:problem:")]++
			if a.Code == http.StatusOK {
				took = append(took, time.Since(start))
			}
		})
	}
	all.Wait()
	if len(took) == 0 {
		return heard, 0
	}
	slices.Sort(took)
	return heard, took[len(took)/2]
}

// Every officer gets an answer or is told at once, and without cost, that the line is full; nobody waits in vain.
func TestTwentyOfficersAtOnceOnTheAgreedLine_JUKNIS_I_B(t *testing.T) {
	people := registrytest.WithExpected(registrytest.Found)[:40]
	for _, method := range methods {
		for _, rtt := range []time.Duration{20 * time.Millisecond, 300 * time.Millisecond} {
			t.Run(method+" "+rtt.String(), func(t *testing.T) {
				b, _ := newThin(t, method, rtt)
				answered := 0
				for round, officers := range [][]registrytest.Person{people[:20], people[20:]} { // the first over a cold line
					heard, median := b.together(officers)
					t.Logf("round %d: %v, p50 %s", round+1, heard, median.Round(time.Millisecond))
					if heard[""]+heard["jalur_penuh"] != 20 || heard[""] == 0 {
						t.Errorf("some heard neither an answer nor a clear refusal: %v", heard)
					}
					answered += heard[""]
				}
				b.countsOnce(t, people, answered, answered)
			})
		}
	}
}

// A line that breaks under twenty questions loses some of them: each counts at most once, and is never asked again.
func TestALineThatBreaksUnderTwentyOfficersCountsNobodyTwice_JUKNIS_II_B_1(t *testing.T) {
	people := registrytest.WithExpected(registrytest.Found)[:20]
	for _, method := range methods {
		t.Run(method, func(t *testing.T) {
			b, link := newThin(t, method, 20*time.Millisecond)
			over, end := context.WithCancel(t.Context())
			var cuts sync.WaitGroup
			cuts.Go(func() {
				for _, asked := range []int{2, 6} {
					if b.Registry.WaitCalls(over, asked) == nil {
						link.Cut(false)
					}
				}
			})
			heard, _ := b.together(people)
			end() // perhaps not that many questions arrived
			cuts.Wait()
			t.Logf("%v", heard)
			told := heard[""] + heard["jalur_penuh"] + heard["jawaban_rusak"] + heard["dukcapil_tidak_terjangkau"] + heard["jalur_terputus"]
			if told != 20 || heard[""] == 20 {
				t.Errorf("%v", heard)
			}
			b.countsOnce(t, people, heard[""], heard[""]+heard["jawaban_rusak"])
		})
	}
}

// countsOnce wants each question asked once at most, those counted that were answered, and no more than may have left.
func (b *bench) countsOnce(t *testing.T, people []registrytest.Person, answered, left int) {
	t.Helper()
	for _, p := range people {
		if b.Registry.CallsFor(p.NIK) > 1 {
			t.Error("somebody was asked about twice")
		}
	}
	calls := b.Registry.Calls()
	a := b.ask(of(registrytest.WithExpected(registrytest.Found)[50].NIK, nil))
	if a.Code != http.StatusOK {
		t.Fatalf("afterwards: %d %s", a.Code, a.Problem)
	}
	if used := int(a.Quota.Used) - 1; used < calls || used < answered || used > left {
		t.Errorf("%d counted, %d answered, %d arrived, %d may have left", used, answered, calls, left)
	}
}
