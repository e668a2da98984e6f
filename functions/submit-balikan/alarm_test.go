package main

import (
	"net/http"
	"testing"

	"simpul/deploy/monitoring/alarmtest"
	"simpul/functions/functiontest"
)

func TestADeliveryThatNobodyCallsForSoundsItsAlarm(t *testing.T) {
	d := newDesk(t, nil)
	var called []string
	for range alarmtest.Minutes + 1 {
		d.nextTurn()
		d.Do(functiontest.Call{})
		called = append(called, d.Scrape())
	}
	alarmtest.Rests(t, root, "PengirimanTidakBerjalan", alarmtest.Of("submit-balikan", called...))
	alarmtest.Fires(t, root, "PengirimanTidakBerjalan", alarmtest.Of("submit-balikan", called[:20]...))
	unit := functiontest.Feedback("NIB/1", d.access(t, 1))
	d.submit(unit)
	for range 30 { // officers go on, and nobody sends what waits
		d.expect(t, d.submit(unit), http.StatusOK, "delivered again")
		called = append(called, d.Scrape())
	}
	alarmtest.Fires(t, root, "PengirimanTidakBerjalan", alarmtest.Of("submit-balikan", called...))
}

func TestDataBalikanThatDoNotGoOutSoundTheirAlarms(t *testing.T) { // PKS-2.2b
	d := newDesk(t, nil)
	d.Do(functiontest.Call{})
	before := d.Scrape()
	d.waiting(t, 1)
	d.dead(t, 2)
	d.nextTurn()
	d.Do(functiontest.Call{})
	after := d.Scrape()
	for _, alarm := range []string{"BalikanTertahan", "BalikanHarusDikirimUlang"} {
		alarmtest.Rests(t, root, alarm, alarmtest.Of("submit-balikan", before))
		alarmtest.Fires(t, root, alarm, alarmtest.Of("submit-balikan", before, after))
	}
}
