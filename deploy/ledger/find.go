package main

import (
	"context"
	"errors"
	"io"
	"iter"
	"strings"

	"simpul/lib/ledger"
)

// maxNumber bounds an application number, as verify-nik does.
const maxNumber = 64

// find prints the records of an application, each with its number, and what became of the check of the whole ledger: a record is
// worth as much as the ledger it stands in.
func find(ctx context.Context, f flags, c console) error {
	proof, err := f.proof()
	if err != nil {
		return err
	}
	tokens, err := f.tokens(c.in)
	if err != nil {
		return err
	}
	items, done, err := f.items(ctx)
	if err != nil {
		return err
	}
	defer done()
	s := search{tokens: tokens, accesses: map[string]bool{}, out: c.out}
	report, err := ledger.Verify(s.through(items), proof)
	say(c.out, "Ditemukan: %d catatan.", s.found)
	tell(c.out, report, proof, err)
	return err
}

// tokens returns what stands for the application number on the first line of in, by each key there ever was.
func (f flags) tokens(in io.Reader) (map[string]bool, error) {
	if err := need("application-file", f.applicationFile); err != nil {
		return nil, err
	}
	keys, err := ring("application-file", f.applicationFile)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(in, maxNumber+3))
	number := strings.TrimSpace(string(text))
	if err != nil || number == "" || len(number) > maxNumber {
		return nil, errors.New("give the application number, and nothing else, on standard input")
	}
	tokens := map[string]bool{}
	for _, key := range keys.All() {
		tokens[key.Application(number)] = true
	}
	return tokens, nil
}

// search prints what it looks for among the items that pass.
type search struct {
	tokens   map[string]bool
	accesses map[string]bool // of the application: a decision names only its access
	out      io.Writer
	found    int
}

func (s *search) through(items iter.Seq2[ledger.Item, error]) iter.Seq2[ledger.Item, error] {
	return func(yield func(ledger.Item, error) bool) {
		for item, err := range items {
			if err == nil && item.Entry != nil {
				s.look(*item.Entry)
			}
			if !yield(item, err) {
				return
			}
		}
	}
}

func (s *search) look(e ledger.Entry) {
	record, err := ledger.Decode(e.Record)
	switch {
	case err != nil: // who verifies names it
		return
	case s.tokens[record.Application]:
		s.accesses[record.AccessID] = true
	case !s.accesses[record.AccessID]:
		return
	}
	s.found++
	say(s.out, "%d\t%s", e.Seq, e.Record)
}
