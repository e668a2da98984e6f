package ledger

import (
	"errors"
	"iter"
)

// Item is an entry or a seal, as a store or an export yields them: entries by their numbers, each seal behind the last entry it
// covers. What is not sealed yet comes last.
type Item struct {
	Entry *Entry
	Seal  *Signed
}

// Expected is a seal that somebody printed, or found in a log: the ledger must still hold it.
type Expected struct {
	Number uint64
	Hash   Hash
}

// Proof is what [Verify] goes by.
type Proof struct {
	Trust    Trust
	Expected *Expected                             // nil for none: then nobody can say that the tail was not cut
	CheckMAC func(record []byte, mac string) error // see [Signer.Check]; nil: MACs of what is not sealed yet are not checked
	Each     func(Record)                          // sees each record once it was found good, in order; nil for nobody
}

// Report is what [Verify] found good.
type Report struct {
	Records     uint64 // sealed ones that are as they were
	First, Last uint64 // numbers of the first and the last of them, 0 for none
	Seals       uint64
	Chains      uint64  // 2 and more: a key was lost, and a trusted one began anew
	Head        *Sealed // the last seal, nil for none
	Unsealed    uint64  // records that no seal covers yet
	Cut         *Cut    // what was removed after its time, nil for nothing
}

// Verify checks a whole ledger, in one pass and in memory that grows by a few bytes with each access. It returns what it found good
// so far, and a [*Bad] that names the first bad record, or an error of items. What cannot be found out is in the package comment.
func Verify(items iter.Seq2[Item, error], proof Proof) (Report, error) {
	v := verification{proof: proof, seen: repeats{}}
	for item, err := range items {
		if err == nil {
			err = v.take(item)
		}
		if err != nil {
			return v.report, err
		}
	}
	return v.report, v.end()
}

// maxOpen is how many entries may wait for the seal that covers them. More than a seal can cover, so that what is too much can be
// named.
const maxOpen = 2 * MaxSealed

// verification is where a check stands.
type verification struct {
	proof  Proof
	report Report
	seen   repeats
	open   []Entry   // since the last seal
	key    PublicKey // whose turn it is
	absent uint64    // entries up to here were not there at the start
	first  uint64    // number of the first seal
	loose  bool      // so many entries since the last seal that none can cover them any more
}

func (v *verification) take(item Item) error {
	switch {
	case item.Seal != nil:
		return v.seal(*item.Seal)
	case item.Entry == nil:
		return errors.New("ledger: an item that is neither entry nor seal")
	case v.loose:
		return v.unsealed(*item.Entry)
	}
	v.open = append(v.open, *item.Entry)
	if len(v.open) > maxOpen {
		v.loose = true
		return v.rest()
	}
	return nil
}

// seal checks a seal, and the entries it covers.
func (v *verification) seal(signed Signed) error {
	seal, bad := v.link(signed)
	switch {
	case bad != nil:
		return bad
	case len(v.open) == 0 && v.report.Last == 0 && seal.To >= seal.From:
		v.absent = seal.To // whether that may be, the last seal says
	default:
		if err := v.covered(seal); err != nil {
			return err
		}
	}
	v.report.Seals++
	v.report.Head = &seal
	v.report.Cut = seal.Cut
	return nil
}

func (v *verification) covered(seal Sealed) error {
	if bad := seal.compare(v.open); bad != nil {
		return v.repeated(bad)
	}
	for _, e := range v.open {
		if err := v.record(e, seal.Number); err != nil {
			return err
		}
		v.report.Records++
		v.report.Last = e.Seq
		if v.report.First == 0 {
			v.report.First = e.Seq
		}
	}
	v.open = v.open[:0]
	return nil
}

// repeated looks whether a changed record is a copy of an earlier one.
func (v *verification) repeated(bad *Bad) *Bad {
	if bad.Wrong != Changed && bad.Wrong != Inserted {
		return bad
	}
	for _, e := range v.open {
		if r, err := Decode(e.Record); e.Seq == bad.Seq && err == nil && !v.seen.take(r) {
			bad.Wrong = Repeated
		}
	}
	return bad
}

// record checks what is in an entry.
func (v *verification) record(e Entry, seal uint64) error {
	record, err := Decode(e.Record)
	switch {
	case err != nil:
		return &Bad{Wrong: Unreadable, Seq: e.Seq, Seal: seal}
	case !v.seen.take(record):
		return &Bad{Wrong: Repeated, Seq: e.Seq, Seal: seal}
	}
	if v.proof.Each != nil {
		v.proof.Each(record)
	}
	return nil
}
