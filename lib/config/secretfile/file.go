// Package secretfile keeps a secret file in parsed form, and parses it again when it changes, so that keys and lists rotate without
// a restart.
//
// When a changed file cannot be used, the last good form stays and the log says so once: a slip of the editor must not stop the
// office, and whoever writes these files could as well write a good one. A new process refuses to start with it.
package secretfile

import (
	"errors"
	"log/slog"
	"sync"

	"simpul/lib/config"
)

// File is a secret file in the form T. It is safe for concurrent use.
type File[T any] struct {
	secrets *config.Secrets
	name    string
	parse   func(string) (T, error)
	log     *slog.Logger

	mu       sync.Mutex
	seen     config.Secret // the last content tried
	bad      error         // why it was not taken, nil if it was
	reported error         // what the log was told last
	value    T             // the last good one
}

// Open reads the file for the first time, when there is no last good form to fall back on. The errors of parse are logged: they
// must repeat nothing of the file.
func Open[T any](secrets *config.Secrets, name string, parse func(string) (T, error), log *slog.Logger) (*File[T], error) {
	f := &File[T]{secrets: secrets, name: name, parse: parse, log: log}
	if f.refresh(); f.bad != nil {
		return nil, f.bad
	}
	return f, nil
}

// Current returns the file as it is now, or the last good form. A fault is logged once, not for each call that meets it.
func (f *File[T]) Current() T {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.refresh()
	if f.bad != nil && !errors.Is(f.bad, f.reported) {
		f.log.Error("secret file cannot be used, the last good one stays in use", "file", f.name, "error", f.bad)
	}
	f.reported = f.bad
	return f.value
}

// refresh parses the file if it changed since the last attempt.
func (f *File[T]) refresh() {
	secret, err := f.secrets.Read(f.name)
	switch {
	case err != nil:
		if f.bad == nil || f.bad.Error() != err.Error() {
			f.bad = err
		}
		f.seen = config.Secret{} // parse again once it can be read, whatever it holds
	case secret != f.seen:
		f.seen = secret
		f.take(secret)
	}
}

func (f *File[T]) take(secret config.Secret) {
	value, err := f.parse(secret.Reveal())
	if err == nil {
		f.value = value
	}
	f.bad = err
}
