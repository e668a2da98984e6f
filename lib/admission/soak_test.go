//go:build soak

package admission

import (
	"strconv"
	"testing"

	"simpul/lib/admission/redistest"
)

// TestSoakRedisDecidesByTheRuleBook is the differential test at length: fifty times as many stories, four million requests and
// more, each round with seeds of its own on a Redis of its own. It shows its progress.
func TestSoakRedisDecidesByTheRuleBook(t *testing.T) {
	for round := range 50 {
		t.Run(strconv.Itoa(round+1), func(t *testing.T) { tellStories(t, redistest.Start(t).Addr(), 4400, 90_000) })
		if t.Failed() {
			t.FailNow() // rapid has printed the seed
		}
		t.Logf("%d of 50 rounds, 4400 stories each", round+1)
	}
}
