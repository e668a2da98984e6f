// Package conformancetest is what every connector to the registry is held to, whatever service it asks: one suite for lookup,
// web portal and kesesuaian, so that changing the method changes nothing for who asks.
//
// A connector's own test gives [Run] a way to start an [Office]: the connector, and the simulated registry that it asks. It
// runs against two: the simulator, and [Another], which was written by somebody who had not seen any connector.
package conformancetest

import (
	"context"
	"testing"
	"time"

	"simpul/lib/registry"
	"simpul/lib/registry/registrytest"
)

// Registry is the simulated registry, whose books the suite reads; *registrytest.Server is one.
type Registry interface {
	Fail(f registrytest.Failure, times int) error // spoils the next answers
	Calls() int                                   // questions that arrived whole
	CallsFor(nik string) int
	SpendElsewhere(n int)
	WaitCalls(ctx context.Context, n int) error
	CloseIdle()
	Refuse() error
	Reopen() error
}

// Office is a connector on its way to a registry that has [Quota] questions a day.
type Office struct {
	Connector registry.Connector
	Registry  Registry
	People    []registrytest.Person // whom the registry knows; nil: those of package registrytest
	Hidden    []string              // what no error may tell: user id, password, host, path
}

// Quota is how many questions a day the registry of an [Office] takes.
const Quota = 200

// Subject is a connector under test.
type Subject struct {
	// Start starts an office whose connector waits as long as timeout for an answer.
	Start func(t *testing.T, timeout time.Duration) Office
	// Reads are the faults that this connector makes of a spoilt answer, where they differ from those of the others: "" is an answer.
	Reads map[registrytest.Failure]registry.FaultKind
}

// Run tests a connector.
func Run(t *testing.T, s Subject) {
	for promise, test := range map[string]func(*testing.T, Subject){
		"every status of the JUKNIS is told":                         statuses,
		"the answer is the person's and nothing else is told":        elements,
		"what was not claimed is not judged":                         partly,
		"every fault of the registry has its kind":                   faults,
		"a used-up quota is no reason to try again":                  quota,
		"a spoilt answer is a fault, and never asked for again":      spoilt,
		"a registry that is silent is given up":                      silent,
		"who hangs up after the question gets no answer":             hangUp,
		"what is over before it begins costs nothing":                beforehand,
		"a refused connection costs nothing, and is made anew":       refusedConnection,
		"a connection that was closed meanwhile costs no hit":        idleClosed,
		"officers at once get each their own answer":                 atOnce,
		"without a NIK nobody is asked":                              noNIK,
		"the remaining hits are told right or not at all":            remaining,
		"an answer that comes late, long or oddly labelled is taken": oddButWhole,
	} {
		t.Run(promise, func(t *testing.T) { test(t, s) })
	}
}
