package ledger

// Fresh returns those of the entries that the next seal may cover, up to [MaxSealed]. The entries begin with the last sealed one, if
// there is one: it must still be what was sealed. Beside a [*Bad] Fresh returns the entries before the bad one: what is in order
// gets its proof, and over the fault goes no seal.
func Fresh(last *Sealed, entries []Entry, checkMAC func(record []byte, mac string) error) ([]Entry, error) {
	next := uint64(1)
	if last != nil && last.To > 0 {
		if bad := last.ends(entries); bad != nil {
			return nil, bad
		}
		next, entries = last.To+1, entries[1:]
	}
	for i, e := range entries[:min(len(entries), MaxSealed)] {
		if err := fresh(e, next+uint64(i), checkMAC); err != nil {
			return entries[:i], err
		}
	}
	return entries[:min(len(entries), MaxSealed)], nil
}

// ends compares the first of the entries with the last one that the seal covers.
func (s *Sealed) ends(entries []Entry) *Bad {
	n := len(s.Leaves)
	switch {
	case len(entries) == 0 || entries[0].Seq != s.To:
		return &Bad{Wrong: Missing, Seq: s.To, Seal: s.Number}
	case n > 0 && hashEntry(entries[0]).leaf() != s.Leaves[n-1]:
		return &Bad{Wrong: Changed, Seq: s.To, Seal: s.Number}
	}
	return nil
}

func fresh(e Entry, seq uint64, checkMAC func(record []byte, mac string) error) error {
	bad := &Bad{Seq: seq}
	_, err := Decode(e.Record)
	switch {
	case e.Seq > seq:
		bad.Wrong = Missing
	case e.Seq < seq:
		bad.Wrong = Inserted
	case checkMAC(e.Record, e.MAC) != nil:
		bad.Wrong = Unsigned
	case err != nil:
		bad.Wrong = Unreadable
	default:
		return nil
	}
	return bad
}
