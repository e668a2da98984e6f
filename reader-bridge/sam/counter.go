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

// maxFile bounds the counter's file: sixteen labels and their numbers are far less.
const maxFile = 16 << 10

// maxReads is more than any reader lives to see.
const maxReads = 1e12

var errCounter = errors.New("the counter's file is not numbers beside labels")

// Counter counts reads by the SAM's label, across restarts. Its methods may be called from several goroutines, of one process.
type Counter struct {
	path string

	mu     sync.Mutex
	counts map[string]int64
}

// OpenCounter reads the file at path; one that is not there begins at nothing. One that cannot be read is an error: an
// inventory that quietly begins anew would be a false one.
func OpenCounter(path string) (*Counter, error) {
	c := &Counter{path: path, counts: map[string]int64{}}
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return nil, fmt.Errorf("counter of reads: %w", err)
	}
	defer func() { _ = file.Close() }()
	text, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("counter of reads: %w", err)
	}
	if c.counts, err = parseCounts(text); err != nil {
		return nil, fmt.Errorf("counter of reads: %w", err)
	}
	return c, nil
}

// parseCounts reads {"label": 12}.
func parseCounts(text []byte) (map[string]int64, error) {
	counts := map[string]int64{}
	if len(text) > maxFile || json.Unmarshal(text, &counts) != nil || counts == nil {
		return nil, errCounter
	}
	for _, n := range counts {
		if n < 0 || n > maxReads {
			return nil, errCounter
		}
	}
	return counts, nil
}

// Add counts one read and writes the file: a new one beside it, which then takes its place. After an error the read is counted in
// memory, and written with the next.
func (c *Counter) Add(label string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.counts[label]++
	if err := c.write(); err != nil {
		return fmt.Errorf("counter of reads: %w", err)
	}
	return nil
}

// Counts returns the number of reads by label.
func (c *Counter) Counts() map[string]int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.counts)
}

func (c *Counter) write() error {
	text, err := json.Marshal(c.counts)
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(c.path), filepath.Base(c.path)+".*")
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	err = errors.Join(err, file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), c.path)
	}
	if err != nil {
		_ = os.Remove(file.Name()) // what is left is a number, in a folder of our own
	}
	return err
}
