package ledger

import (
	"iter"
	"time"
)

// Outdated returns what may be cut: all seals made before a time, and what they cover, but never the last entry: it shows where the
// next belongs. nil is nothing.
//
// The seals are all there are, from the oldest on. Each must be the one that the next names, up to last, whose signature is checked
// when the cut is sealed: else somebody could make seals look old, and the office would sign that what they cover may go.
func Outdated(seals iter.Seq2[Signed, error], last *Sealed, before time.Time) (*Cut, error) {
	var cut *Cut
	var previous *Sealed
	for signed, err := range seals {
		if err != nil {
			return nil, err
		}
		seal, err := signed.Open()
		if err != nil || previous != nil && seal.Previous != previous.Signed.Hash() {
			return nil, &Bad{Wrong: OtherChain, Seq: seal.From, Seal: signed.Number}
		}
		if seal.At.Before(before) && seal.To < last.To {
			cut = &Cut{Seal: seal.Number, To: seal.To}
		}
		if previous = &seal; seal.Number >= last.Number {
			break
		}
	}
	if previous == nil || previous.Signed.Hash() != last.Signed.Hash() {
		return nil, &Bad{Wrong: OtherChain, Seq: last.From, Seal: last.Number}
	}
	return cut, nil
}
