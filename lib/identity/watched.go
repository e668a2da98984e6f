package identity

import (
	"errors"
	"log/slog"
	"sync"

	"simpul/lib/config"
)

// watched is a secret file in parsed form, parsed again when it changes. The last good form stays (package comment).
type watched[T any] struct {
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

// watch reads the file for the first time, when there is no last good form to fall back on.
func watch[T any](secrets *config.Secrets, name string, parse func(string) (T, error), log *slog.Logger) (*watched[T], error) {
	w := &watched[T]{secrets: secrets, name: name, parse: parse, log: log}
	if w.refresh(); w.bad != nil {
		return nil, w.bad
	}
	return w, nil
}

// current returns the file as it is now, or the last good form. A fault is logged once, not for each call that meets it.
func (w *watched[T]) current() T {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.refresh()
	if w.bad != nil && !errors.Is(w.bad, w.reported) {
		w.log.Error("secret file cannot be used, the last good one stays in use", "file", w.name, "error", w.bad)
	}
	w.reported = w.bad
	return w.value
}

// refresh parses the file if it changed since the last attempt.
func (w *watched[T]) refresh() {
	secret, err := w.secrets.Read(w.name)
	switch {
	case err != nil:
		if w.bad == nil || w.bad.Error() != err.Error() {
			w.bad = err
		}
		w.seen = config.Secret{} // parse again once it can be read, whatever it holds
	case secret != w.seen:
		w.seen = secret
		w.take(secret)
	}
}

func (w *watched[T]) take(secret config.Secret) {
	value, err := w.parse(secret.Reveal())
	if err == nil {
		w.value = value
	}
	w.bad = err
}
