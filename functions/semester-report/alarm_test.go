package main

import (
	"slices"
	"testing"

	"simpul/deploy/monitoring/alarmtest"
	"simpul/lib/ledger/ledgertest"
)

// hours is what Prometheus gets while the duty is called each hour; one text for each.
func (o *office) hours(t *testing.T, n int) []string {
	t.Helper()
	var told []string
	for range n {
		o.nextTurn(t)
		o.duty()
		told = append(told, slices.Repeat([]string{o.Scrape()}, 60)...)
	}
	return told
}

func TestADutyThatNobodyCallsOrThatFailsSoundsItsAlarm(t *testing.T) { // PKS-8.1
	const alarm = "LaporanTidakBerjalan"
	o := newOffice(t, 20, nil)
	started := slices.Repeat([]string{o.Scrape()}, 59)
	called := slices.Concat(started, o.hours(t, 6))
	alarmtest.Rests(t, "../..", alarm, alarmtest.Of("semester-report", called...))
	silent := slices.Concat(called, slices.Repeat(called[len(called)-1:], 240))
	alarmtest.Fires(t, "../..", alarm, alarmtest.Of("semester-report", silent...))
	o.Redis.Kill()
	var failed []string
	for range 5 {
		o.duty()
		failed = append(failed, slices.Repeat([]string{o.Scrape()}, 60)...)
	}
	alarmtest.Fires(t, "../..", alarm, alarmtest.Of("semester-report", slices.Concat(called, failed)...))
}

func TestMailThatIsRefusedAgainAndAgainSoundsItsAlarm(t *testing.T) { // JUKNIS-V.B
	const alarm = "LaporanTidakTerkirim"
	o, server := mailing(t, 20, "smtp", "admin@contoh.invalid")
	started := slices.Repeat([]string{o.Scrape()}, 30)
	server.Grey(t, true)
	refused := slices.Concat(started, o.hours(t, 1))
	alarmtest.Rests(t, "../..", alarm, alarmtest.Of("semester-report", refused...))
	again := slices.Concat(refused, o.hours(t, 1))
	alarmtest.Fires(t, "../..", alarm, alarmtest.Of("semester-report", again...))
	alarmtest.Rests(t, "../..", "LaporanTidakBerjalan", alarmtest.Of("semester-report", again...))
}

// quota-check looks at what it seals; what was sealed long ago a report is the first to look at again.
func TestALedgerThatNoReportCanBeMadeOfSoundsItsAlarm(t *testing.T) { // JUKNIS-II.E.6
	o := newOffice(t, 20, nil)
	before := o.Scrape()
	alarmtest.Rests(t, "../..", "CatatanTidakUtuh", alarmtest.Of("semester-report", before))
	o.Write(t, "simpul-trust", ledgertest.SealKeys(ledgertest.KeyLine("s2")).Public().String())
	o.open(t)
	o.duty()
	alarmtest.Fires(t, "../..", "CatatanTidakUtuh", alarmtest.Of("semester-report", before, o.Scrape()))
}
