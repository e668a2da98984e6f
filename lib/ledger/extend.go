package ledger

import (
	"errors"
	"slices"
	"time"
)

// Errors of [SealKeys.Extend].
var (
	ErrKeyLost    = errors.New("ledger: the key that signed the last seal is not in the file: put it back below the new one, or let a new chain begin (see SealKeys)")
	ErrSealForged = errors.New("ledger: the last seal was not signed by the key it names")
)

// Draft is what the next seal is to hold.
type Draft struct {
	At      time.Time // the seal's time is never before the last one's
	Entries []Entry   // those after the last seal's, without a gap, at most [MaxSealed]
	Totals  Totals
	Cut     *Cut // nil: as in the last seal
}

// Extend signs the seal that follows last, nil for the first of all. It reads no clock and keeps nothing: two who extend the same
// seal make two, and the store takes one of them.
//
// Errors: [ErrKeyLost], [ErrSealForged]; [ErrSeal] if the draft does not fit.
func (k SealKeys) Extend(last *Sealed, d Draft) (Sealed, error) {
	signer, begins, err := k.signer(last)
	if err != nil {
		return Sealed{}, err
	}
	seal := Seal{Number: 1, At: d.At.UTC().Truncate(time.Millisecond), From: 1, Totals: d.Totals, Cut: d.Cut, Key: signer.ID}
	if last != nil {
		seal.follow(last)
	}
	seal.Leaves, seal.Root = leavesOf(d.Entries)
	seal.To = seal.From + uint64(len(d.Entries)) - 1
	switch first := (*k.keys)[0]; {
	case begins:
		seal.Begins = &signer.PublicKey
	case !signer.equal(first.PublicKey):
		seal.Next = &first.PublicKey
	}
	return signer.sign(seal)
}

func (s *Seal) follow(last *Sealed) {
	s.Number, s.Previous, s.From = last.Number+1, last.Signed.Hash(), last.To+1
	if s.At.Before(last.At) {
		s.At = last.At
	}
	if s.Cut == nil {
		s.Cut = last.Cut
	}
}

// Turns reports whether a seal is due though nothing else is: a new key waits to be introduced, or was and has not yet signed.
func (k SealKeys) Turns(last *Sealed) bool {
	return last != nil && (last.Next != nil || last.Key != (*k.keys)[0].ID)
}

// signer returns the key whose turn it is, and whether a chain begins with it.
func (k SealKeys) signer(last *Sealed) (key sealKey, begins bool, err error) {
	first := (*k.keys)[0]
	if last == nil {
		return first, true, nil
	}
	if first.after == last.Number {
		return first, true, nil
	}
	signed, turn := k.find(last.Key), k.find(last.Key)
	if last.Next != nil {
		turn = k.find(last.Next.ID)
	}
	switch {
	case signed == nil || turn == nil:
		return sealKey{}, false, ErrKeyLost
	case !last.Signed.by(signed.PublicKey) || last.Next != nil && !turn.equal(*last.Next):
		return sealKey{}, false, ErrSealForged
	}
	return *turn, false, nil
}

func (k SealKeys) find(id string) *sealKey {
	if i := slices.IndexFunc(*k.keys, func(key sealKey) bool { return key.ID == id }); i >= 0 {
		return &(*k.keys)[i]
	}
	return nil
}
