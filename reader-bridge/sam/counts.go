package sam

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"sync"
)

// maxCounts bounds the file.
const maxCounts = 64 << 10

// Counts are the reads of each SAM, by label, kept in a file. They are safe for concurrent use.
type Counts struct {
	path string

	mu    sync.Mutex
	reads map[string]int64
}

// OpenCounts reads the file, which need not be there yet. One that cannot be read is an error: counting again from nothing would be a lie.
func OpenCounts(path string) (*Counts, error) {
	c := &Counts{path: path, reads: map[string]int64{}}
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return nil, fmt.Errorf("counts of reads: %w", err)
	}
	defer func() { _ = file.Close() }()
	text, err := io.ReadAll(io.LimitReader(file, maxCounts))
	if err == nil {
		err = json.Unmarshal(text, &c.reads)
	}
	if err != nil || c.reads == nil {
		return nil, errors.New("counts of reads: the file cannot be read; move it away, and note its numbers if they are legible")
	}
	return c, nil
}

// Of returns the reads of a SAM.
func (c *Counts) Of(label string) int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.reads[label]
}

// Add counts a read. It counts even if the file cannot be written, which the error says.
func (c *Counts) Add(label string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.reads[label]++
	return c.write(maps.Clone(c.reads))
}

// write replaces the file whole, so that a loss of power leaves the old or the new one.
func (c *Counts) write(reads map[string]int64) error {
	text, err := json.Marshal(reads)
	if err != nil {
		return err
	}
	fresh, err := os.CreateTemp(filepath.Dir(c.path), ".reads-*")
	if err != nil {
		return err
	}
	_, err = fresh.Write(append(text, '\n'))
	if err := errors.Join(err, fresh.Sync(), fresh.Close()); err != nil {
		return errors.Join(err, os.Remove(fresh.Name()))
	}
	return os.Rename(fresh.Name(), c.path)
}
