package ktpel_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"runtime"
	"sync"
	"testing"

	"simpul/reader-bridge/ktpel"
	"simpul/reader-bridge/smartcard"
)

// looped gives the answers of one recorded read again and again. The simulator would spend most of the time on its own ciphers.
type looped struct {
	answers [][]byte
	next    int
}

func (l *looped) Watch(context.Context, func([]smartcard.Slot)) error {
	return smartcard.ErrUnsupported
}

func (l *looped) Connect(string) (smartcard.Card, error) { return l, nil }

func (l *looped) Disconnect() error { return nil }

func (l *looped) Transmit([]byte) ([]byte, error) {
	answer := l.answers[l.next%len(l.answers)]
	l.next++
	return bytes.Clone(answer), nil
}

// record reads the card once and returns the answers.
func record(t testing.TB) *looped {
	t.Helper()
	v, w := witnessedWorld(t)
	v.wantGenuine(t)
	l := &looped{}
	for i := 1; i < len(w.told); i += 2 {
		answer, err := hex.DecodeString(w.told[i])
		if err != nil {
			t.Fatal(err)
		}
		l.answers = append(l.answers, answer)
	}
	return l
}

// TestTenThousandReadsLeaveNothingBehind: neither memory nor goroutines nor connections. The first thousand fill what is
// filled once.
func TestTenThousandReadsLeaveNothingBehind(t *testing.T) {
	v := newWorld(t, public(t))
	v.counting.Service = record(t)
	reads := func(n int) (heap uint64, goroutines int) {
		for range n {
			if _, err := v.reader.Read(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		runtime.GC()
		runtime.GC() // what was weakly held goes with the second
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc, runtime.NumGoroutine()
	}
	before, goroutines := reads(1000)
	after, left := reads(9000)
	const slack = 512 << 10 // 60 bytes a read
	if after > before+slack || left > goroutines+2 {
		t.Errorf("%d bytes more after 9000 reads, and %d goroutines", after-before, left-goroutines)
	}
	t.Logf("heap %d KiB after 1000 reads, %d KiB after 10000; %d connections", before>>10, after>>10, v.counting.Taken())
	if held := v.counting.Held(); held != 0 {
		t.Errorf("%d connections are still held", held)
	}
}

// TestFiftyCallersAtOneReader: some read the one person there is, the others hear that it is busy, and nobody anything else.
func TestFiftyCallersAtOneReader(t *testing.T) {
	v := newWorld(t, public(t))
	var all sync.WaitGroup
	var mu sync.Mutex
	genuine := 0
	for range 50 {
		all.Go(func() {
			got, err := v.reader.Read(t.Context())
			if err == nil {
				mu.Lock()
				defer mu.Unlock()
				genuine++
				wantPerson(t, got)
				return
			}
			f, ok := errors.AsType[*ktpel.Failure](err)
			if !ok || f.Class != ktpel.Broken || !errors.Is(err, smartcard.ErrBusy) || f.Title() != "Pembaca sedang dipakai" || !got.Empty() {
				t.Errorf("%v", err)
			}
		})
	}
	all.Wait()
	if genuine == 0 || v.counting.Held() != 0 {
		t.Errorf("%d read, %d connections are still held", genuine, v.counting.Held())
	}
}

// BenchmarkRead is what a read costs without card, SAM and PC/SC: desk, templates, record, wiping.
func BenchmarkRead(b *testing.B) {
	v := newWorld(b, public(b))
	v.counting.Service = record(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := v.reader.Read(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
