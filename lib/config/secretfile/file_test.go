package secretfile_test

import (
	"bytes"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"simpul/lib/config"
	"simpul/lib/config/secretfile"
)

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// even takes texts of an even number of characters.
func even(text string) (int, error) {
	if len(text)%2 != 0 {
		return 0, errors.New("odd")
	}
	return len(text), nil
}

func TestAFileIsFollowedAndItsLastGoodFormStays(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	write(t, path, "four")
	var log bytes.Buffer
	file, err := secretfile.Open(config.NewSecrets(""), path, even, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	for i, step := range []struct {
		text   string
		want   int
		faults int // in the log so far
	}{{"four", 4, 0}, {"eight888", 8, 0}, {"odd", 8, 1}, {"odd", 8, 1}, {"", 8, 2}, {"odd", 8, 3}, {"two222", 6, 3}, {"odd", 6, 4}} {
		write(t, path, step.text)
		if got := file.Current(); got != step.want || strings.Count(log.String(), "last good one stays") != step.faults {
			t.Errorf("step %d: %d\n%s", i, got, log.String())
		}
	}
}

func TestAFileThatWasNeverGoodIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if _, err := secretfile.Open(config.NewSecrets(""), path, even, slog.New(slog.DiscardHandler)); err == nil {
		t.Error("a missing file is taken")
	}
	write(t, path, "odd")
	if _, err := secretfile.Open(config.NewSecrets(""), path, even, slog.New(slog.DiscardHandler)); err == nil || err.Error() != "odd" {
		t.Errorf("%v", err)
	}
}
