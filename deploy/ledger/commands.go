package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"

	"simpul/lib/ledger"
)

func verify(ctx context.Context, f flags, c console) error {
	proof, err := f.proof()
	if err != nil {
		return err
	}
	items, done, err := f.items(ctx)
	if err != nil {
		return err
	}
	defer done()
	report, err := ledger.Verify(items, proof)
	tell(c.out, report, proof, err)
	return err
}

// restore puts an export into a Redis that has no ledger.
func restore(ctx context.Context, f flags, c console) error {
	proof, err := f.proof()
	if err != nil {
		return err
	}
	if err = need("file", f.file); err != nil {
		return err
	}
	s, done, err := f.connect()
	if err != nil {
		return err
	}
	defer done()
	file, err := os.Open(f.file)
	if err != nil {
		return fmt.Errorf("-file: %w", err)
	}
	defer func() { _ = file.Close() }()
	report, err := s.Import(ctx, ledger.Import(file), proof)
	tell(c.out, report, proof, err)
	if err == nil {
		say(c.out, "Buku sudah dimasukkan ke Redis.")
	}
	return err
}

// export writes the ledger as it is: a bad one is evidence too.
func export(ctx context.Context, f flags, c console) error {
	if err := need("file", f.file); err != nil {
		return err
	}
	s, done, err := f.connect()
	if err != nil {
		return err
	}
	defer done()
	if err = write(f.file, s.Items(ctx)); err == nil {
		say(c.out, "Buku sudah ditulis.")
	}
	return err
}

// write writes a new file for its owner alone: one that is there stays as it is, and half a file does not stay.
func write(path string, items iter.Seq2[ledger.Item, error]) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("-file: %w", err)
	}
	if err = ledger.Export(file, items); err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}

// public prints the public halves of the keys of seals, as a trust file has them.
func public(_ context.Context, f flags, c console) error {
	text, err := read("key-file", f.keyFile)
	if err != nil {
		return err
	}
	keys, err := ledger.ParseSealKeys(text)
	if err != nil {
		return fmt.Errorf("-key-file: %w", err)
	}
	for _, key := range keys.Public() {
		say(c.out, "%s", key)
	}
	return nil
}
