package dialect

import (
	"simpul/lib/registry"
	"simpul/lib/resident"
)

// Word is what an answer says before its data are looked at: a status of the person, or a fault.
type Word struct {
	Status resident.Status // "" for a fault
	fault  registry.FaultKind
	code   string
	left   *int64
	seen   registry.Address // the asker's, as the registry saw it
}

// Word returns what the answer says. said is the record's own statement; hasData reports whether the record holds data, which
// without a statement means that the person was found. A statement that stands beside "content" holds for a record that has
// none.
func (e Envelope) Word(said Statement, hasData bool) Word {
	if said.empty() {
		said = e.beside
	}
	means := said.meaning(hasData)
	word := Word{Status: means.status, fault: means.fault, code: said.shownCode(), left: e.left}
	if word.fault == registry.AddressRefused {
		word.seen = theAddress(said.texts())
	}
	return word
}

// Err returns the [*registry.Fault], nil for a status.
func (w Word) Err() error {
	if w.fault == "" {
		return nil
	}
	return &registry.Fault{Kind: w.fault, Code: w.code, Left: w.left, ObservedAddress: w.seen}
}

// Refuse returns the fault of an answer that was understood and cannot be used, for a cause without personal data.
func (w Word) Refuse(kind registry.FaultKind, cause error) *registry.Fault {
	return &registry.Fault{Kind: kind, Code: w.code, Left: w.left, Cause: cause, NotTheLine: true}
}

// Answer returns the answer of a status, still without data.
func (w Word) Answer() registry.Answer {
	return registry.Answer{Status: w.Status, Code: w.code, Left: w.left}
}
