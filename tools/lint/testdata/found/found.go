// Package found has one of each finding that matters most here.
package found

import (
	"errors"
	"os"
)

var errGone = errors.New("gone")

// Store is documented.
func Store(file *os.File, n int) error {
	file.Close()
	if _, err := file.Stat(); err == errGone {
		return nil
	}
	if err := file.Sync(); err != nil {
		return nil
	}
	if n == n {
		return errors.New("Ends like a sentence.")
	}
	return nil
}

func nobodyCalls() {}
