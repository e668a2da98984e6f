package agreement_test

import (
	"strings"
	"testing"

	"simpul/lib/agreement"
)

func TestTheModeNeedsItsLimitOrItsPaper(t *testing.T) { // JUKNIS-II.B.1, II.B.2
	letter := &agreement.Paper{Number: "P-1", Date: date(t, "2026-02-02")}
	for _, row := range []struct {
		quota agreement.Quota
		want  string
	}{
		{agreement.Quota{Mode: agreement.ModePoC, DailyLimit: 200}, ""},
		{agreement.Quota{Mode: agreement.ModePoC, DailyLimit: 1}, ""},
		{agreement.Quota{Mode: agreement.ModePoC}, "quota.daily_limit"},
		{agreement.Quota{Mode: agreement.ModePoC, PoCLetter: letter}, "quota.daily_limit"},
		{agreement.Quota{Mode: agreement.ModePoC, DailyLimit: -1}, "quota.daily_limit"},
		{agreement.Quota{Mode: agreement.ModeUnlimited, PoCLetter: letter}, ""},
		{agreement.Quota{Mode: agreement.ModeUnlimited, DailyLimit: 200}, "quota.poc_letter"},
	} {
		switch err := row.quota.Check(); {
		case row.want == "" && err != nil:
			t.Errorf("%+v: %v", row.quota, err)
		case row.want != "" && (err == nil || !strings.HasPrefix(err.Error(), row.want+": ")):
			t.Errorf("%+v: %v, want %s", row.quota, err, row.want)
		}
	}
}

func TestOnlyTheModeUnlimitedLiftsTheLimit(t *testing.T) { // JUKNIS-II.B
	for mode, limited := range map[agreement.Mode]bool{
		agreement.ModePoC: true, agreement.ModeUnlimited: false, "": true, "Unlimited": true,
	} {
		limit, ok := agreement.Quota{Mode: mode, DailyLimit: 200}.Limit()
		if ok != limited || limit != 200 {
			t.Errorf("%q: %d, %t", mode, limit, ok)
		}
	}
}
