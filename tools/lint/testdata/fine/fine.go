// Package fine has what looks like a finding, and is none.
package fine

import (
	"errors"
	"io"
	"io/fs"
	"strings"
)

// Read closes what was only read, and silences a finding with its reason.
func Read(from io.ReadCloser) (string, error) {
	defer from.Close()
	var text strings.Builder
	if _, err := io.Copy(&text, from); errors.Is(err, fs.ErrClosed) {
		//lint:ignore ST1005 shows that a finding can be silenced where it is
		return "", errors.New("Ends like a sentence.")
	}
	return text.String(), nil
}
