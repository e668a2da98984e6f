package ledger

import "slices"

// compare returns the first of the entries that is not what the seal covers, nil if all are.
func (s Seal) compare(entries []Entry) *Bad {
	leaves, root := leavesOf(entries)
	for i, leaf := range s.Leaves {
		seq := s.From + uint64(i)
		switch {
		case i >= len(entries) || entries[i].Seq > seq:
			return &Bad{Wrong: Missing, Seq: seq, Seal: s.Number}
		case entries[i].Seq < seq:
			return &Bad{Wrong: Inserted, Seq: entries[i].Seq, Seal: s.Number}
		case leaves[i] != leaf:
			return s.name(leaves, i)
		}
	}
	switch {
	case len(entries) > len(s.Leaves):
		return &Bad{Wrong: Inserted, Seq: entries[len(s.Leaves)].Seq, Seal: s.Number}
	case root != s.Root: // somebody found an entry with the same 16 bytes of hash
		return &Bad{Wrong: Changed, Seq: s.From, Seal: s.Number}
	}
	return nil
}

// name says what happened to the entry at i, the first whose leaf is not the sealed one: where else its content was sealed, and
// where else the sealed content is, tell.
func (s Seal) name(leaves []Leaf, i int) *Bad {
	bad := &Bad{Wrong: Changed, Seq: s.From + uint64(i), Seal: s.Number}
	origin, now := slices.Index(s.Leaves, leaves[i]), slices.Index(leaves, s.Leaves[i])
	switch {
	case origin < 0 && now < 0:
		return bad
	case origin < 0:
		bad.Wrong = Inserted
		return bad
	case now == origin:
		bad.Wrong = Swapped
	case origin == i+1:
		bad.Wrong = Missing
		return bad
	default:
		bad.Wrong = Moved
	}
	bad.Other = s.From + uint64(origin)
	return bad
}
