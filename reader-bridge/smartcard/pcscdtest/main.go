//go:build unix

package pcscdtest

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// socket is the variable in which libpcsclite looks for the name of pcscd's socket (pcscd(8)).
const socket = "PCSCLITE_CSOCK_NAME"

// Main runs the tests of a package with a socket for pcscd of their own, and returns the exit status.
func Main(m *testing.M) int {
	dir, err := os.MkdirTemp("", "pcscd")
	if err == nil {
		defer func() { _ = os.RemoveAll(dir) }() // what is left in a temporary folder does no harm
		err = os.Setenv(socket, filepath.Join(dir, "pcscd.comm"))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "pcscdtest:", err)
		return 1
	}
	return m.Run()
}
