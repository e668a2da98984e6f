package backup

import (
	"archive/tar"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// Refusals. None of them says more: a backup that is not ours is not looked into.
var (
	ErrSignature = errors.New("tanda tangan cadangan tidak sah")
	ErrChanged   = errors.New("isi cadangan bukan yang ditandatangani")
	ErrOccupied  = errors.New("folder data Redis tidak kosong")
	errArchive   = errors.New("bukan berkas cadangan")
)

// largestManifest bounds what is read before a signature was seen.
const largestManifest = 64 << 10

func pack(path, work string, manifest, signature []byte) (err error) {
	out, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	w := tar.NewWriter(out)
	for _, part := range []struct {
		name    string
		content []byte
	}{{manifestName, manifest}, {signatureName, signature}} {
		err = errors.Join(err, add(w, part.name, int64(len(part.content)), bytes.NewReader(part.content)))
	}
	for _, name := range []string{ledgerName, snapshotName} {
		err = errors.Join(err, addFile(w, work, name))
	}
	if err = errors.Join(err, w.Close(), out.Sync(), out.Close()); err != nil {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}

func addFile(w *tar.Writer, folder, name string) error {
	in, err := os.Open(filepath.Join(folder, name))
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	return add(w, name, info.Size(), in)
}

func add(w *tar.Writer, name string, size int64, content io.Reader) error {
	if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: size, Format: tar.FormatPAX}); err != nil {
		return err
	}
	_, err := io.Copy(w, content)
	return err
}

// Check reads the whole file; nothing of it is believed before its signature was.
func Check(path string, public ed25519.PublicKey) (Manifest, error) {
	return read(path, public, func(string) (io.WriteCloser, error) { return discard{io.Discard}, nil })
}

type discard struct{ io.Writer }

func (discard) Close() error { return nil }

// read passes each part on, and says at the end whether all of it was signed: who puts it somewhere must wait for that.
func read(path string, public ed25519.PublicKey, open func(name string) (io.WriteCloser, error)) (Manifest, error) {
	in, err := os.Open(path)
	if err != nil {
		return Manifest{}, err
	}
	defer func() { _ = in.Close() }()
	r := tar.NewReader(in)
	m, err := signed(r, public)
	if err != nil {
		return m, err
	}
	for _, want := range m.Files {
		if err := part(r, want, open); err != nil {
			return m, err
		}
	}
	if _, err := r.Next(); !errors.Is(err, io.EOF) {
		return m, ErrChanged
	}
	return m, nil
}

func signed(r *tar.Reader, public ed25519.PublicKey) (Manifest, error) {
	text, err := small(r, manifestName)
	if err != nil {
		return Manifest{}, err
	}
	signature, err := small(r, signatureName)
	if err != nil {
		return Manifest{}, err
	}
	if len(public) != ed25519.PublicKeySize || !ed25519.Verify(public, text, signature) {
		return Manifest{}, ErrSignature
	}
	var m Manifest
	if err := json.Unmarshal(text, &m); err != nil || m.Format != 1 || len(m.Files) != 2 ||
		!slices.EqualFunc(m.Files, []string{ledgerName, snapshotName}, func(f File, name string) bool { return f.Name == name }) {
		return m, errArchive
	}
	return m, nil
}

func small(r *tar.Reader, name string) ([]byte, error) {
	header, err := r.Next()
	if err != nil || header.Name != name || header.Size > largestManifest {
		return nil, errArchive
	}
	return io.ReadAll(io.LimitReader(r, largestManifest))
}

func part(r *tar.Reader, want File, open func(name string) (io.WriteCloser, error)) error {
	header, err := r.Next()
	if err != nil || header.Name != want.Name || header.Size != want.Size {
		return ErrChanged
	}
	out, err := open(want.Name)
	if err != nil {
		return err
	}
	sum := sha256.New()
	_, err = io.Copy(io.MultiWriter(out, sum), io.LimitReader(r, want.Size))
	if err = errors.Join(err, out.Close()); err != nil {
		return err
	}
	if fmt.Sprintf("%x", sum.Sum(nil)) != want.SHA256 {
		return ErrChanged
	}
	return nil
}
