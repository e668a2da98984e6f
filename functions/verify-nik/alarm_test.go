package main

import (
	"fmt"
	"testing"

	"simpul/deploy/monitoring/alarmtest"
	"simpul/lib/registry/registrytest"
	"simpul/reader-bridge/bridge/bridgetest"
)

// fires drives a counter into a condition and expects its alarm, and none of what was before.
func (b *bench) fires(t *testing.T, alarm string, drive func()) {
	t.Helper()
	before := b.Scrape()
	drive()
	alarmtest.Rests(t, root, alarm, alarmtest.Of("verify-nik", before))
	alarmtest.Fires(t, root, alarm, alarmtest.Of("verify-nik", before, b.Scrape()))
}

// The word of the registry is enough, whatever quota-check has seen.
func TestWhatTheRegistryRefusesSoundsItsAlarm(t *testing.T) { // JUKNIS-II.C.2b.3a, I.A
	for code, alarm := range map[string]string{"03": "LoginGagal", "04": "AlamatDitolak", "10": "AlamatDitolak"} {
		b := newBench(t, nil)
		b.fires(t, alarm, func() { b.ask(of(registrytest.WithCode(code)[0].NIK, nil)) })
	}
}

func TestABrokenLineSoundsItsAlarm(t *testing.T) { // JUKNIS-I.B
	b := newBench(t, map[string]string{"SIMPUL_REGISTRY__BREAKER": "{failures: 2, cooldown: 1m}"})
	if err := b.Registry.Fail(registrytest.Status500, 2); err != nil {
		t.Fatal(err)
	}
	b.fires(t, "JalurTerputus", func() {
		for range 3 {
			b.ask(of(registrytest.Samples()[0].NIK, nil))
		}
	})
}

func TestAPatternSoundsItsAlarm(t *testing.T) { // JUKNIS-II.E.1
	b := guarded(t, map[string]string{"SIMPUL_GUARD__SEQUENTIAL": "3"})
	b.fires(t, "PolaAkses", func() {
		for i := range 3 {
			b.ask(of(serials(7000+i), nil, "application_number", fmt.Sprint("503/", i)))
		}
	})
}

func TestAForgedCardAndAReaderThatFailsSoundTheirAlarms(t *testing.T) { // JUKNIS-IV
	c := newCounter(t, nil, bridgetest.Options{})
	person := found()
	forged := c.cards.Print(printed(person, nil))
	forged.Tamper()
	c.fires(t, "KartuDiubah", func() {
		c.cards.Cards.Put(forged)
		c.ask(with(person.NIK, nil))
	})
	c.fires(t, "PembacaBermasalah", func() {
		c.cards.Lay(printed(person, nil))
		c.cards.SAMs.Take()
		c.ask(with(person.NIK, nil))
	})
}
