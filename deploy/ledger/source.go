package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"simpul/lib/admission"
	"simpul/lib/config"
	"simpul/lib/keyring"
	"simpul/lib/ledger"
	"simpul/lib/ledger/store"
)

// patience is how long Redis may take for a page.
const patience = 10 * time.Second

// connect returns the ledger in Redis, and how to close the connection.
func (f flags) connect() (*store.Store, func(), error) {
	if err := need("redis", f.redis); err != nil {
		return nil, nil, err
	}
	password, err := absolute(f.passwordFile)
	if err != nil {
		return nil, nil, err
	}
	client, err := admission.NewClient(config.Redis{URL: f.redis, PasswordFile: password, Timeout: patience}, config.NewSecrets(""))
	if err != nil {
		return nil, nil, err
	}
	return store.New(client), func() { _ = client.Close() }, nil
}

// items returns the ledger from where the flags say, and how to close that.
func (f flags) items(ctx context.Context) (iter.Seq2[ledger.Item, error], func(), error) {
	switch {
	case (f.redis == "") == (f.file == ""):
		return nil, nil, errors.New("either -redis or -file")
	case f.file == "":
		s, done, err := f.connect()
		if err != nil {
			return nil, nil, err
		}
		return s.Items(ctx), done, nil
	}
	file, err := os.Open(f.file)
	if err != nil {
		return nil, nil, fmt.Errorf("-file: %w", err)
	}
	return ledger.Import(file), func() { _ = file.Close() }, nil
}

// proof reads what the ledger is checked with.
func (f flags) proof() (ledger.Proof, error) {
	text, err := read("trust", f.trust)
	if err != nil {
		return ledger.Proof{}, err
	}
	proof := ledger.Proof{}
	if proof.Trust, err = ledger.ParseTrust(text); err != nil {
		return ledger.Proof{}, fmt.Errorf("-trust: %w", err)
	}
	if proof.Expected, err = expected(f.expectSeal); err != nil || f.macFile == "" {
		return proof, err
	}
	keys, err := ring("mac-file", f.macFile)
	if err != nil {
		return ledger.Proof{}, err
	}
	proof.CheckMAC = ledger.NewSigner(keys).Check
	return proof, nil
}

// expected reads number:hash.
func expected(text string) (*ledger.Expected, error) {
	if text == "" {
		return nil, nil
	}
	number, hash, _ := strings.Cut(text, ":")
	n, err := strconv.ParseUint(number, 10, 53)
	e := ledger.Expected{Number: n}
	if err = errors.Join(err, e.Hash.UnmarshalText([]byte(hash))); err != nil || n == 0 {
		return nil, errors.New("-expect-seal: needs the seal's number, a colon, and its hash of eight groups of eight")
	}
	return &e, nil
}

func ring(name, path string) (*keyring.Ring, error) {
	path, err := absolute(path)
	if err != nil {
		return nil, err
	}
	keys, err := keyring.Open(config.NewSecrets(""), path, slog.New(slog.DiscardHandler))
	if err != nil {
		return nil, fmt.Errorf("-%s: %w", name, err)
	}
	return keys, nil
}

// read returns a file of keys.
func read(name, path string) (string, error) {
	if err := need(name, path); err != nil {
		return "", err
	}
	path, err := absolute(path)
	if err != nil {
		return "", err
	}
	text, err := config.NewSecrets("").Read(path)
	if err != nil {
		return "", fmt.Errorf("-%s: %w", name, err)
	}
	return text.Reveal(), nil
}

// absolute leaves "" as it is.
func absolute(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	return filepath.Abs(path)
}
