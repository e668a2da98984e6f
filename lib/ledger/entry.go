package ledger

// Entry is a record as it is stored.
type Entry struct {
	Seq    uint64 // its place, from 1 without gaps; given by the step in Redis that appends it
	Record []byte // canonical JSON, see [Record.Encode]
	MAC    string // see [Signer.Sign]
}
