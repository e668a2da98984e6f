//go:build soak

package bridge_test

import (
	"log/slog"
	"os"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"simpul/lib/cardreader"
	"simpul/lib/config"
	"simpul/reader-bridge/bridge/bridgetest"
)

// left is what a process holds.
type left struct {
	heap              uint64
	goroutines, files int
}

func holds(t *testing.T, c *bridgetest.Counter) left {
	t.Helper()
	c.Log.Forget()
	runtime.GC()
	runtime.GC() // what was weakly held goes with the second
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	files, err := os.ReadDir("/proc/self/fd")
	must(t, err)
	return left{m.HeapAlloc, runtime.NumGoroutine(), len(files)}
}

// TestSoakTenThousandReadsThroughTheBridgeLeaveNothingBehind: token, TLS, desk, card and SAM, count on disk. Minutes pass between them, else there
// would be more tokens than the bridge remembers at a time.
func TestSoakTenThousandReadsThroughTheBridgeLeaveNothingBehind(t *testing.T) {
	c := bridgetest.Start(t, bridgetest.Options{})
	c.Lay(person)
	var ahead atomic.Int64
	clock := func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	client, err := cardreader.Open(c.Config(), config.NewSecrets(c.Secrets), clock, slog.New(slog.DiscardHandler))
	must(t, err)
	thousand := func() left {
		c.Shift(time.Duration(ahead.Add(int64(2 * time.Minute))))
		for range 1000 {
			_, err := order(client, time.Minute)
			must(t, err)
		}
		return holds(t, c)
	}
	first := thousand() // fills what is filled once
	var last left
	for range 9 {
		last = thousand()
		t.Logf("heap %d KiB, %d goroutines, %d files", last.heap>>10, last.goroutines, last.files)
	}
	const slack = 512 << 10 // 60 bytes a read
	if last.heap > first.heap+slack || last.goroutines > first.goroutines+4 || last.files > first.files+4 {
		t.Errorf("%+v after a thousand reads, %+v after ten", first, last)
	}
}
