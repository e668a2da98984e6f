package main

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"simpul/lib/admission"
	"simpul/lib/ledger"
	"simpul/lib/resident"
)

// settled makes an access that is over.
func settled(t testing.TB, a *admission.Admission, settlement func(uuid.UUID) admission.Settlement) {
	t.Helper()
	id, err := uuid.NewV7()
	must(t, err)
	admitted, err := a.Admit(t.Context(), admission.Request{AccessID: id, Evidence: evidence, Recheck: true, Record: ledger.Record{Operator: "petugas-01"}})
	must(t, err)
	record := admitted.Record
	record.Outcome = ledger.Data
	_, err = a.Settle(t.Context(), settlement(id).Recorded(record))
	must(t, err)
}

// lose forgets all but the ledger, as a Redis does that was emptied and got its ledger back.
func (d *desk) lose(t testing.TB) {
	t.Helper()
	keys, err := d.raw(t).Keys(t.Context(), "*").Result()
	must(t, err)
	for _, key := range keys {
		if key != "{simpul}:ledger" && key != "{simpul}:seals" {
			must(t, d.raw(t).Del(t.Context(), key).Err())
		}
	}
}

func (d *desk) initialiseAs(t testing.TB, a *admission.Admission) {
	t.Helper()
	must(t, a.Initialise(t.Context(), admission.Initialisation{Basis: admission.Basis{Operator: "petugas-01", Code: "uji"}}))
}

// busyDay is a count that began at 10, with four accesses of which one was given back, and two hits made in a browser: 15.
func busyDay(t testing.TB) *desk {
	t.Helper()
	d := newDesk(t, nil)
	d.done(t, order("initialise", "used_today", 10))
	a := d.at(t, 0)
	for range 3 {
		settled(t, a, admission.Counted)
	}
	settled(t, a, admission.NeverSent)
	d.done(t, order("record_external", "hits", 2))
	return d
}

func TestALostCountIsRebuiltFromTheLedger(t *testing.T) { // issue: rebuild
	for name, before := range map[string]func(*desk){
		"nothing sealed yet": func(*desk) {},
		"half of it sealed":  func(d *desk) { d.duty() },
	} {
		d := busyDay(t)
		before(d)
		d.lose(t)
		if a := d.done(t, order("initialise")); a.Quota.Used != 15 || a.Ledger.Unsealed != 1 || a.Ledger.Seal == nil {
			t.Errorf("%s: %s", name, a.Text)
		}
		records := d.records(t)
		if last := records[len(records)-1]; last.Action != ledger.Initialise || *last.Hits != 15 {
			t.Errorf("%s: %+v", name, last)
		}
	}
}

// PKS-2.2b: with Redis go the units, not the duty. They are owed as hits in a browser are, until somebody answers for them.
func TestALostRedisForgetsNoUnit(t *testing.T) {
	d := newDesk(t, nil)
	d.Initialise(t, 0)
	for _, someone := range []string{"3303990101900001", "3303990101900002"} {
		d.Access(t, "petugas-01", someone, "503/1/2026", resident.Found)
	}
	d.lose(t)
	d.duty()
	if log := d.Log.String(); !strings.Contains(log, "are not those of the ledger") {
		t.Error("nobody was warned")
	}
	state := d.done(t, order("initialise", "used_today", 5))
	if f := state.Feedback; f.Units != 5 || f.Open != 5 || f.External != 5 || !f.Balanced || !slices.Equal(codes(state), []string{"akses_luar_belum_dilaporkan"}) {
		t.Errorf("%+v", f)
	}
	records := d.records(t)
	if last := records[len(records)-1]; last.Lost != 2 || last.Unheard != 3 {
		t.Errorf("%+v", last)
	}
	d.Access(t, "petugas-01", "3303990101900001", "503/1/2026", resident.Found)
	d.nextTurn(t)
	d.duty()
	if state = d.read(t); state.Feedback.Units != 6 || slices.Contains(codes(state), "catatan_tidak_cocok") {
		t.Errorf("%+v", state.Feedback)
	}
	must(t, d.raw(t).HIncrBy(t.Context(), "{simpul}:units", "delivered", 1).Err())
	again := openDesk(t, d.Rig)
	again.nextTurn(t)
	again.duty()
	if state = again.read(t); !slices.Contains(codes(state), "catatan_tidak_cocok") {
		t.Errorf("%+v", state.Feedback)
	}
}

// What is under way is counted and in no record yet.
func TestARebuiltCountHasWhatIsUnderWay(t *testing.T) {
	d := busyDay(t)
	must(t, admit(t, d.at(t, 0)))
	d.done(t, order("suspend"))
	if a := d.done(t, order("initialise", "force", true)); a.Quota.Used != 16 {
		t.Errorf("%s", a.Text)
	}
}

func TestWhatCannotBeRebuiltMustBeTold(t *testing.T) {
	for name, row := range map[string]struct {
		spoil func(*desk)
		body  map[string]any
		field string
		code  string
	}{
		"an empty ledger":              {func(d *desk) { must(t, d.raw(t).FlushAll(t.Context()).Err()) }, order("initialise"), "used_today", "catatan_kosong"},
		"a running count":              {func(*desk) {}, order("initialise"), "force", "sudah_disiapkan"},
		"a running count that goes on": {func(*desk) {}, order("initialise", "force", true), "force", "belum_ditangguhkan"},
		"a record that was changed": {func(d *desk) {
			d.duty()
			d.change(t, 3)
			d.lose(t)
		}, order("initialise"), "used_today", "catatan_tidak_utuh"},
		"a record that nobody signed": {func(d *desk) {
			must(t, d.raw(t).Do(t.Context(), "XADD", "{simpul}:ledger", "0-*", "r", "{}", "m", "x").Err())
			d.lose(t)
		}, order("initialise"), "used_today", "catatan_tidak_utuh"},
		"seals that are gone": {func(d *desk) {
			d.duty()
			d.lose(t)
			must(t, d.raw(t).Del(t.Context(), "{simpul}:seals").Err())
		}, order("initialise"), "used_today", "catatan_tidak_utuh"},
		"a Redis that was rolled back": {func(d *desk) {
			d.tamper(t, 1, -2)
		}, order("initialise", "force", true), "used_today", "catatan_mundur"},
	} {
		d := busyDay(t)
		row.spoil(d)
		a := d.order(t, row.body)
		if a.Code != 422 || len(a.Fields) != 1 || a.Fields[0].Name != row.field || a.Fields[0].Code != row.code {
			t.Errorf("%s: %d %s", name, a.Code, a.Text)
		}
		if row.field == "force" {
			d.done(t, order("suspend"))
		}
		if b := d.order(t, withCount(row.body)); b.Code != http.StatusOK || b.Quota.Used != 42 {
			t.Errorf("%s, told: %d %s", name, b.Code, b.Text)
		}
	}
}

func withCount(body map[string]any) map[string]any {
	body["used_today"], body["force"] = 42, true
	return body
}

// change writes another record in the place of one: all behind it is written again, as who has Redis alone could.
func (d *desk) change(t testing.TB, number int) {
	t.Helper()
	raw := d.raw(t)
	all, err := raw.XRange(t.Context(), "{simpul}:ledger", "-", "+").Result()
	must(t, err)
	must(t, raw.Del(t.Context(), "{simpul}:ledger").Err())
	for i, m := range all {
		if i+1 == number {
			m.Values = all[number].Values
		}
		must(t, raw.Do(t.Context(), "XADD", "{simpul}:ledger", m.ID, "r", m.Values["r"], "m", m.Values["m"]).Err())
	}
}

// The tally is of today: what yesterday had does not count.
func TestARebuiltCountIsTodays(t *testing.T) {
	d := newDesk(t, nil)
	yesterday := d.at(t, -36*time.Hour) // or the day before: never close to today's midnight
	d.initialiseAs(t, yesterday)
	settled(t, yesterday, admission.Counted)
	settled(t, d.at(t, 0), admission.Counted)
	d.lose(t)
	if a := d.done(t, order("initialise")); a.Quota.Used != 1 {
		t.Errorf("%s", a.Text)
	}
}
