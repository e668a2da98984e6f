package feedback_test

import (
	"context"
	"strings"
	"sync"

	"simpul/lib/feedback"
)

// office is the registry's feedback service in memory: it stores a content once, and can be out of order.
type office struct {
	mu      sync.Mutex
	stored  map[string]int // by NIK and content: how often it was stored; more than once is a fault of the office itself
	sent    map[string]int // 〃: how often it came
	unsure  map[string]int // 〃: how often its outcome was lost
	refused map[string]int // 〃: how often it was refused
	calls   int
	parcels []feedback.Parcel // all that came
	ill     func(call int) illness
	during  func() // something that happens while it is asked
	byNIK   bool   // it takes one content of a NIK, and says of any other that it was sent before
}

// illness is what is wrong with a call.
type illness int

const (
	well      illness = iota
	away              // nothing arrives
	broken            // 500 before anything is stored
	cut               // 500, or silence, after all is stored
	halfStore         // it stores the first half and breaks
	refusing          // it refuses each
)

func newOffice() *office {
	return &office{stored: map[string]int{}, sent: map[string]int{}, unsure: map[string]int{}, refused: map[string]int{}}
}

func nameOf(p feedback.Parcel) string {
	name := p.NIK.RevealPersonalData()
	for _, l := range p.Licences {
		name += " " + l.Type + ":" + l.Number.RevealPersonalData()
	}
	return name
}

// Deliver takes parcels as the service does.
func (o *office) Deliver(_ context.Context, parcels []feedback.Parcel) []feedback.Outcome {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.calls++
	sick := well
	if o.ill != nil {
		sick = o.ill(o.calls)
	}
	outcomes := make([]feedback.Outcome, len(parcels))
	for i, p := range parcels {
		outcomes[i] = o.take(p, sick, i < len(parcels)/2)
	}
	if o.during != nil {
		o.during()
	}
	return outcomes
}

func (o *office) take(p feedback.Parcel, sick illness, early bool) feedback.Outcome {
	name := nameOf(p)
	if sick == away {
		return feedback.Outcome{Verdict: feedback.Later, Code: "tidak_terjangkau"}
	}
	o.sent[name]++
	o.parcels = append(o.parcels, p)
	switch {
	case sick == refusing:
		o.refused[name]++
		return feedback.Outcome{Verdict: feedback.Refused, Code: "ditolak_nik"}
	case sick == broken || sick == halfStore && !early:
		o.unsure[name]++
		return feedback.Outcome{Verdict: feedback.Unknown, Code: "http_500"}
	}
	again := o.stored[name] > 0 || o.byNIK && o.knows(p)
	if !again {
		o.stored[name] = 1
	}
	switch {
	case sick == cut || sick == halfStore:
		o.unsure[name]++
		return feedback.Outcome{Verdict: feedback.Unknown, Code: "tidak_menjawab"}
	case again:
		return feedback.Outcome{Verdict: feedback.AlreadySent}
	}
	return feedback.Outcome{Verdict: feedback.Accepted}
}

func (o *office) knows(p feedback.Parcel) bool {
	for name := range o.stored {
		if strings.HasPrefix(name, p.NIK.RevealPersonalData()) {
			return true
		}
	}
	return false
}

func (o *office) has(p feedback.Submission) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.stored[nameOf(feedback.Parcel{NIK: p.NIK, Licences: p.Licences})] == 1
}

func always(sick illness) func(int) illness { return func(int) illness { return sick } }
