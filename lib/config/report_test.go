package config_test

import (
	"slices"
	"strings"
	"testing"

	"simpul/lib/config"
)

// reported is a valid file with a section for reports, changed by pairs of old and new.
func reported(t *testing.T, changes ...string) string {
	t.Helper()
	return valid(t) + strings.NewReplacer(changes...).Replace(`
report:
  trust_file: simpul-trust
  letterhead: {name: DINAS CONTOH}
  place: Contoh
  recipient: [Kepala Dinas]
  signer: {office: KEPALA DINAS CONTOH}
  delivery: smtp
  smtp: {address: "192.0.2.25:587", tls: starttls, user: simpul, password_file: smtp-password, from: simpul@contoh.invalid,
    to: [dukcapil@contoh.invalid], remind: [admin@contoh.invalid], timeout: 30s}
`)
}

func TestReportsAreConfiguredInASectionOfTheirOwn(t *testing.T) {
	for name, text := range map[string]string{
		"smtp": reported(t), "with texts": reported(t, "place: Contoh", "place: Contoh\n  semesters: [{period: 2026-S1}, {period: 2026-01-01..2026-03-31}]"), "left out": valid(t), "by hand": reported(t, "delivery: smtp", "delivery: manual\n  folder: /var/laporan", "to: [dukcapil@contoh.invalid], ", ""),
	} {
		if _, err := config.Parse([]byte(text), nil); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAWayToDeliverThatCannotWorkIsRefused(t *testing.T) { // JUKNIS-V.B
	for name, row := range map[string]struct {
		changes []string
		want    string
	}{
		"no recipient":   {[]string{"to: [dukcapil@contoh.invalid], ", ""}, "report.smtp.to: is missing, and delivery smtp needs it"},
		"no port":        {[]string{"192.0.2.25:587", "192.0.2.25"}, "report.smtp.address: is not of the form host:port"},
		"no password":    {[]string{"password_file: smtp-password, ", ""}, "report.smtp: needs both user and password_file, or neither"},
		"no address":     {[]string{"admin@contoh.invalid", "admin"}, "report.smtp: has an address in from, to or remind that is none"},
		"in the clear":   {[]string{"tls: starttls", "tls: none"}, "report.smtp.tls: must be one of: starttls implicit"},
		"one file twice": {[]string{"password_file: smtp-password", "password_file: simpul-trust"}, "report.smtp.password_file: is the same file as report.trust_file"},
		"another period": {[]string{"place: Contoh", "place: Contoh\n  semesters: [{period: 2026-s1}]"}, "report.semesters[0].period: is not of the form 2026-S1, nor two days with two dots between"},
		"a long dash":    {[]string{"place: Contoh", "place: Contoh\n  semesters: [{period: 2026-S1, letter_number: 400 – 1}]"}, "report.semesters[0].letter_number: has other signs than letters, digits, blanks, dots, slashes, dashes and low lines"},
		"a folder here":  {[]string{"delivery: smtp", "delivery: smtp\n  folder: laporan"}, "report.folder: must start with /"},
	} {
		if got := complaints(t, reported(t, row.changes...)); !slices.Contains(got, row.want) {
			t.Errorf("%s: %q, want %q", name, got, row.want)
		}
	}
	noWay := reported(t)
	if got := complaints(t, noWay[:strings.Index(noWay, "  smtp:")]); !slices.Contains(got, "report.smtp: is missing, and delivery smtp needs it") {
		t.Errorf("without a way: %q", got)
	}
}
