// Package backup makes one signed file of ledger and queue, and puts it back on an empty machine.
//
//	manifest, err := backup.Make(ctx, "/media/simpul.cadangan", source)   // a new file, for its owner alone
//	manifest, err := backup.Check("/media/simpul.cadangan", public)       // who made it, and that nothing was changed
//	manifest, err := backup.Restore("/media/…", public, "/var/lib/redis") // where Redis has nothing yet, and does not run
//
// The file is an archive: manifest.json, its signature (Ed25519), the ledger as package ledger exports it, and Redis's snapshot,
// which holds count, ledger, and what is owed with the sealed data balikan that wait. No NIK is in it in clear (deploy/redis/README.md);
// the keys are not in it, and without them what waits cannot be sent: they are kept another way.
//
// What was restored is behind, so its count is not taken along: nobody gets access until an administrator has counted (initialise,
// which takes today's count from the ledger).
package backup

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// Names in the archive.
const (
	manifestName  = "manifest.json"
	signatureName = "manifest.sig"
	ledgerName    = "ledger"
	snapshotName  = "dump.rdb"
)

// Manifest says what a backup holds. It is what is signed.
type Manifest struct {
	Format  int       `json:"format"` // 1
	At      time.Time `json:"at"`
	Entries uint64    `json:"ledger_entries"` // number of the newest
	Seal    string    `json:"last_seal"`      // number:hash, as ledger verify -expect-seal wants it; "" for none
	Files   []File    `json:"files"`
}

// File is one part.
type File struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Source is where a backup comes from.
type Source struct {
	Ledger   func(ctx context.Context, w io.Writer) (entries uint64, seal string, err error)
	Snapshot func(ctx context.Context) (path string, err error) // has Redis write one, and says where
	Key      ed25519.PrivateKey
	Now      time.Time
}

// Make writes a new file; one that is there stays as it is, and half a file does not stay.
func Make(ctx context.Context, path string, s Source) (Manifest, error) {
	work, err := os.MkdirTemp(filepath.Dir(path), ".cadangan-*") // 0700, on the same disk
	if err != nil {
		return Manifest{}, err
	}
	defer func() { _ = os.RemoveAll(work) }()
	m := Manifest{Format: 1, At: s.Now.UTC().Truncate(time.Second)}
	if err := s.gather(ctx, work, &m); err != nil {
		return Manifest{}, err
	}
	for _, name := range []string{ledgerName, snapshotName} {
		file, err := describe(work, name)
		if err != nil {
			return Manifest{}, err
		}
		m.Files = append(m.Files, file)
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return Manifest{}, err
	}
	return m, pack(path, work, text, ed25519.Sign(s.Key, text))
}

// gather takes the ledger first: what is appended meanwhile is in the snapshot, and never the other way round.
func (s Source) gather(ctx context.Context, work string, m *Manifest) error {
	file, err := os.OpenFile(filepath.Join(work, ledgerName), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	m.Entries, m.Seal, err = s.Ledger(ctx, file)
	if err = errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	snapshot, err := s.Snapshot(ctx)
	if err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	return copyFile(snapshot, filepath.Join(work, snapshotName))
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

func describe(folder, name string) (File, error) {
	in, err := os.Open(filepath.Join(folder, name))
	if err != nil {
		return File{}, err
	}
	defer func() { _ = in.Close() }()
	sum := sha256.New()
	size, err := io.Copy(sum, in)
	return File{Name: name, Size: size, SHA256: fmt.Sprintf("%x", sum.Sum(nil))}, err
}
