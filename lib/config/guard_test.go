package config_test

import (
	"testing"
	"time"

	"simpul/lib/config"
)

func TestRecordsAreKeptForThreeYearsUnlessTheFileSaysOtherwise(t *testing.T) {
	for years, want := range map[int]time.Duration{0: 3, 3: 3, 10: 10} {
		if got := (config.Ledger{RetentionYears: years}).Retention(); got != want*366*24*time.Hour {
			t.Errorf("%d: %v", years, got)
		}
	}
	c, err := config.Parse([]byte(changed(t, "  retention_years: 3\n", "")), nil)
	if err != nil || c.Ledger.Retention() != 3*366*24*time.Hour {
		t.Error(err)
	}
}
