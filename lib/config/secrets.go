package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// maxSecret bounds a secret file.
const maxSecret = 64 << 10

// settled is how old a change must be before the file's time is believed: two writes within one tick of the file system look
// alike, so a fresh file is read again.
const settled = 2 * time.Second

// Secrets reads secret files of one folder. It is safe for concurrent use.
type Secrets struct {
	dir   string
	mu    sync.Mutex
	cache map[string]cached
}

type cached struct {
	info    fs.FileInfo
	settled bool
	secret  Secret
}

// NewSecrets returns a reader of the files in dir. Nothing is read yet.
func NewSecrets(dir string) *Secrets { return &Secrets{dir: dir, cache: map[string]cached{}} }

// Read returns the content of a secret file without surrounding white space. The name is relative to the folder, or absolute;
// one that leaves the folder is refused, and so are an empty file, one above 64 KiB, and what is no regular file.
//
// Each call looks at the file, through symbolic links (Kubernetes rotates a secret by swapping one), and reads it again when
// its time, size or identity changed. Rotate by renaming a complete file into place: a file written in place may be read
// half written.
func (s *Secrets) Read(name string) (Secret, error) {
	if !isFileName(name) {
		return Secret{}, errors.New("secret file: not a file name below the secrets folder, nor an absolute one")
	}
	path := name
	if !filepath.IsAbs(name) {
		path = filepath.Join(s.dir, name)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	secret, err := s.read(path)
	if err != nil {
		return Secret{}, fmt.Errorf("secret file %s: %w", name, withoutPath(err))
	}
	return secret, nil
}

func (s *Secrets) read(path string) (Secret, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Secret{}, err
	}
	old := s.cache[path]
	if old.settled && unchanged(old.info, info) {
		return old.secret, nil
	}
	if !info.Mode().IsRegular() { // opening a named pipe would wait for ever
		return Secret{}, errors.New("not a regular file")
	}
	fresh, err := readSecret(path)
	if err != nil {
		return Secret{}, err
	}
	if old.secret.Reveal() == fresh.secret.Reveal() {
		fresh.secret = old.secret
	}
	s.cache[path] = fresh
	return fresh.secret, nil
}

func unchanged(a, b fs.FileInfo) bool {
	return os.SameFile(a, b) && a.ModTime().Equal(b.ModTime()) && a.Size() == b.Size()
}

// readSecret takes the file's identity from the open file, so that it belongs to the bytes read.
func readSecret(path string) (cached, error) {
	now := time.Now()
	file, err := os.Open(path)
	if err != nil {
		return cached{}, err
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		return cached{}, err
	}
	data, err := io.ReadAll(io.LimitReader(file, maxSecret+1))
	if err != nil {
		return cached{}, err
	}
	text := string(bytes.TrimSpace(data))
	switch {
	case len(data) > maxSecret:
		return cached{}, fmt.Errorf("larger than %d KiB", maxSecret>>10)
	case text == "":
		return cached{}, errors.New("empty")
	}
	return cached{info, now.Sub(info.ModTime()) > settled, Secret{&text}}, nil
}

// withoutPath drops the full path of a file error: the name is enough, and the folder is nobody's business.
func withoutPath(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err
	}
	return err
}
