//go:build soak && cgo && linux

package pcsc_test

import (
	"testing"

	"simpul/reader-bridge/ktpel"
	"simpul/reader-bridge/smartcard/smartcardtest"
)

// TestSoakEveryFaultAtEveryCommandThroughTheRealStack takes minutes: pcscd looks twice a second for a card that comes back.
func TestSoakEveryFaultAtEveryCommandThroughTheRealStack(t *testing.T) {
	for name, way := range map[string]struct {
		profile *ktpel.Profile
		dialect smartcardtest.Dialect
	}{"shipped profile": {ktpel.Default(), smartcardtest.Public()}, "other profile": {other(t), smartcardtest.Other()}} {
		t.Run(name, func(t *testing.T) {
			s := start(t, way.profile, way.dialect)
			s.wantGenuine(t)
			commands, faults := s.plan.Count(), 0
			for _, fault := range smartcardtest.Faults() {
				for i := range commands {
					s.suffers(t, i, fault)
					faults++
				}
			}
			t.Logf("%d faults at %d commands", faults, commands)
			if held := s.counting.Held(); held != 0 {
				t.Errorf("%d connections are still held", held)
			}
		})
	}
}
