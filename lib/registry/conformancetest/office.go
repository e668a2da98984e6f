package conformancetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"simpul/lib/nik"
	"simpul/lib/personal"
	"simpul/lib/registry"
	"simpul/lib/registry/registrytest"
	"simpul/lib/resident"
)

// patient is a timeout that no test waits for; impatient is for those that do.
const (
	patient   = 30 * time.Second
	impatient = 2 * time.Second
)

func (s Subject) start(t *testing.T, timeout time.Duration) office {
	t.Helper()
	o := office{t, s.Start(t, timeout)}
	if o.People == nil {
		o.People = registrytest.People()
	}
	return o
}

type office struct {
	t *testing.T
	Office
}

// question is what an officer asks of a person whose papers are in order.
func question(t *testing.T, p registrytest.Person) registry.Question {
	t.Helper()
	n, err := nik.Parse(p.NIK)
	if err != nil {
		t.Fatalf("%s: %v", p.Expected, err)
	}
	claimed := map[resident.Element]personal.Text{resident.NIK: n.Text()}
	for element, text := range p.Elements() {
		claimed[resident.Element(element)] = personal.New(text)
	}
	return registry.Question{NIK: n, Claimed: resident.NewPerson(claimed), Operator: "petugas-01"}
}

// answer expects an answer about p.
func (o office) answer(p registrytest.Person) registry.Answer {
	o.t.Helper()
	answer, err := o.Connector.Ask(o.t.Context(), question(o.t, p))
	if err != nil {
		o.t.Fatalf("%s: %v", p.Expected, err)
	}
	if string(answer.Status) != p.Expected {
		o.t.Fatalf("%s instead of %s", answer.Status, p.Expected)
	}
	return answer
}

// fault expects a fault of that kind, which tells nothing that it must not.
func (o office) fault(ctx context.Context, p registrytest.Person, kind registry.FaultKind) *registry.Fault {
	o.t.Helper()
	answer, err := o.Connector.Ask(ctx, question(o.t, p))
	fault, ok := errors.AsType[*registry.Fault](err)
	if !ok || fault.Kind != kind {
		o.t.Fatalf("want %s, got %v", kind, err)
	}
	if answer != (registry.Answer{}) {
		o.t.Error("an answer came with the fault")
	}
	o.discreet(fault, p)
	return fault
}

// refuse expects a fault of that kind about someone.
func (o office) refuse(ctx context.Context, kind registry.FaultKind) {
	o.t.Helper()
	_ = o.fault(ctx, o.someone(), kind)
}

// discreet looks through all that log and caller see of a fault (PKS-2.2g, PKS-2.2j).
func (o office) discreet(fault *registry.Fault, p registrytest.Person) {
	o.t.Helper()
	hidden := slices.Concat(o.Hidden, registrytest.Markers(), []string{p.NIK, "127.0.0.1", "::1"})
	for _, text := range p.Elements() {
		if len(text) > 3 {
			hidden = append(hidden, text)
		}
	}
	told := fmt.Sprintf("%v %+v %#v %v %s", fault, fault, fault.Cause, fault.Problem(), fault.Problem().Body(""))
	for _, text := range hidden {
		if text != "" && strings.Contains(strings.ToUpper(told), strings.ToUpper(text)) {
			o.t.Errorf("%s tells what it must not", fault.Kind)
		}
	}
}

// calls expects that the registry got so many questions in all.
func (o office) calls(want int) {
	o.t.Helper()
	if got := o.Registry.Calls(); got != want {
		o.t.Errorf("%d questions, want %d", got, want)
	}
}

func (o office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// with returns the people of one status or kind of fault.
func (o office) with(word string) (all []registrytest.Person) {
	for _, p := range o.People {
		if p.Expected == word {
			all = append(all, p)
		}
	}
	return all
}

// varied returns three of each group of those who are found.
func (o office) varied() (all []registrytest.Person) {
	of := map[string]int{}
	for _, p := range o.with(registrytest.Found) {
		if of[p.Group]++; of[p.Group] <= 3 {
			all = append(all, p)
		}
	}
	return all
}

// someone is a person who is found.
func (o office) someone() registrytest.Person { return o.with(registrytest.Found)[0] }
