package agreement_test

import (
	"testing"

	"simpul/lib/agreement"
)

func TestAQuotaNeedsALimit(t *testing.T) { // JUKNIS-II.B.1
	for limit, ok := range map[int64]bool{200: true, 1: true, 0: false, -1: false} {
		if err := (agreement.Quota{DailyLimit: limit}).Check(); (err == nil) != ok {
			t.Errorf("%d: %v", limit, err)
		}
	}
}
