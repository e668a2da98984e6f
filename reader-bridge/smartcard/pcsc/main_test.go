//go:build cgo && linux

package pcsc_test

import (
	"os"
	"testing"

	"simpul/reader-bridge/smartcard/pcscdtest"
)

func TestMain(m *testing.M) { os.Exit(pcscdtest.Main(m)) }
