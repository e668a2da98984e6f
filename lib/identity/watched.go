package identity

import (
	"log/slog"

	"simpul/lib/config"
	"simpul/lib/config/secretfile"
)

// watched is a secret file in parsed form, as it is now or was when it was last good (package comment).
type watched[T any] struct{ file *secretfile.File[T] }

func watch[T any](secrets *config.Secrets, name string, parse func(string) (T, error), log *slog.Logger) (*watched[T], error) {
	file, err := secretfile.Open(secrets, name, parse, log)
	if err != nil {
		return nil, err
	}
	return &watched[T]{file}, nil
}

func (w *watched[T]) current() T { return w.file.Current() }
