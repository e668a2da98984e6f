package ledger

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"
)

// MaxRecord bounds one record's bytes; the largest that [Record.Check] lets pass is smaller.
const MaxRecord = 4 << 10

// Encode returns the canonical JSON of a record, the bytes that are signed and stored as they are, or what [Record.Check] says.
func (r Record) Encode() ([]byte, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	b, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("ledger: record: %w", err)
	}
	return b, nil
}

var errForm = errors.New("ledger: record: not in canonical form")

// Decode returns the record whose canonical JSON b is: a record has one spelling, so nothing hides in blanks, in repeated or
// unknown fields. The error repeats nothing of b.
func Decode(b []byte) (Record, error) {
	var r Record
	if len(b) > MaxRecord {
		return Record{}, ErrRecord{"length"}
	}
	if err := json.Unmarshal(b, &r, json.RejectUnknownMembers(true)); err != nil {
		return Record{}, errForm
	}
	canonical, err := r.Encode()
	switch {
	case err != nil:
		return Record{}, err
	case !bytes.Equal(canonical, b):
		return Record{}, errForm
	}
	return r, nil
}
