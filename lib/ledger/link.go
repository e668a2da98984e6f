package ledger

// link checks that a seal is the next one of the chain, and remembers whose turn it is then.
func (v *verification) link(signed Signed) (Sealed, *Bad) {
	bad := &Bad{Seq: v.proven() + 1, Seal: signed.Number}
	seal, err := signed.Open()
	switch {
	case err == nil && v.beheaded(seal):
		bad.Wrong, bad.Seal = NoSeal, seal.Number-1
	case v.loose || v.report.Head != nil && signed.Number != v.report.Head.Number+1:
		bad.Wrong = NoSeal
	case err != nil || !v.signed(seal):
		bad.Wrong = ForgedSeal
	case !v.follows(seal):
		bad.Wrong = OtherChain
	case !v.expected(seal):
		bad.Wrong = OtherChain
	default:
		return seal, nil
	}
	return Sealed{}, bad
}

// beheaded reports whether the first seal leaves out entries that are there.
func (v *verification) beheaded(seal Sealed) bool {
	return v.report.Head == nil && len(v.open) > 0 && v.open[0].Seq < seal.From
}

// signed reports whether the key whose turn it is signed the seal: a trusted one where a chain begins or this ledger does, else the
// one that the seals before handed over to.
func (v *verification) signed(seal Sealed) bool {
	if v.report.Head == nil || seal.Begins != nil {
		trusted := v.proof.Trust.find(seal.Key)
		if trusted == nil {
			return false
		}
		v.key = *trusted
	}
	good := seal.Key == v.key.ID && seal.Signed.by(v.key)
	if good && seal.Next != nil {
		v.key = *seal.Next
	}
	return good
}

// follows reports whether a seal takes up where the one before ended.
func (v *verification) follows(seal Sealed) bool {
	last := v.report.Head
	if last == nil {
		v.first, v.absent = seal.Number, seal.From-1
		v.report.Chains = 1
		return true
	}
	if seal.Begins != nil {
		v.report.Chains++
	}
	return seal.Previous == last.Signed.Hash() && seal.From == last.To+1 && !seal.At.Before(last.At) && v.cuts(seal)
}

// cuts reports whether what was removed only grows.
func (v *verification) cuts(seal Sealed) bool {
	before := v.report.Cut
	return before == nil || seal.Cut != nil && seal.Cut.Seal >= before.Seal && seal.Cut.To >= before.To
}

func (v *verification) expected(seal Sealed) bool {
	e := v.proof.Expected
	return e == nil || e.Number != seal.Number || e.Hash == seal.Signed.Hash()
}

// end checks what can only be said of the whole.
func (v *verification) end() error {
	if err := v.rest(); err != nil {
		return err
	}
	if bad := v.start(); bad != nil {
		return bad
	}
	e, head := v.proof.Expected, v.report.Head
	switch {
	case e == nil:
		return nil
	case head == nil || e.Number > head.Number:
		return &Bad{Wrong: TailCut, Seq: v.proven() + 1, Seal: e.Number}
	case e.Number < v.first:
		return &Bad{Wrong: TooOld, Seq: v.absent, Seal: e.Number}
	}
	return nil
}

// start returns what is missing at the start without a seal that says so.
func (v *verification) start() *Bad {
	cut := Cut{}
	if v.report.Cut != nil {
		cut = *v.report.Cut
	}
	switch {
	case v.absent > cut.To:
		return &Bad{Wrong: Missing, Seq: cut.To + 1}
	case v.first > cut.Seal+1:
		return &Bad{Wrong: NoSeal, Seq: v.absent, Seal: v.first - 1}
	}
	return nil
}
