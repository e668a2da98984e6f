//go:build soak

package admission_test

import (
	"strconv"
	"testing"
)

// TestSoakTheLedgerAloneTellsEachDaysCount lives ten thousand random lives (schedules of admit, settle, sweep, late words,
// nights, losses), in rounds with a Redis and seeds of their own. It shows its progress.
func TestSoakTheLedgerAloneTellsEachDaysCount(t *testing.T) {
	for round := range 50 {
		t.Run(strconv.Itoa(round+1), func(t *testing.T) { tellLives(t, 200) })
		if t.Failed() {
			t.FailNow() // rapid has printed the seed
		}
		t.Logf("%d of 50 rounds, 200 lives each", round+1)
	}
}
