package fine

import (
	"errors"
	"testing"
)

func refused(t *testing.T) error {
	t.Helper()
	return errors.New("refused")
}

func TestHelpersMayReturnAnErrorToLookAt(t *testing.T) { refused(t) }
