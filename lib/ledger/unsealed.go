package ledger

// rest checks what no seal covers.
func (v *verification) rest() error {
	for _, e := range v.open {
		if err := v.unsealed(e); err != nil {
			return err
		}
	}
	v.open = nil
	return nil
}

func (v *verification) unsealed(e Entry) error {
	next := v.proven() + v.report.Unsealed + 1
	switch {
	case e.Seq > next:
		return &Bad{Wrong: Missing, Seq: next}
	case e.Seq < next:
		return &Bad{Wrong: Inserted, Seq: e.Seq}
	case v.proof.CheckMAC != nil && v.proof.CheckMAC(e.Record, e.MAC) != nil:
		return &Bad{Wrong: Unsigned, Seq: e.Seq}
	}
	v.report.Unsealed++
	return v.record(e, 0)
}

// proven is the last entry that a seal covers.
func (v *verification) proven() uint64 {
	if v.report.Head == nil {
		return 0
	}
	return v.report.Head.To
}
