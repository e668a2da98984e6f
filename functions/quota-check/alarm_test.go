package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"simpul/deploy/monitoring/alarmtest"
	"simpul/functions/functiontest"
	"simpul/lib/assembly"
	"simpul/lib/identity"
	"simpul/lib/identity/identitytest"
	"simpul/lib/ledger"
	"simpul/lib/report/register"
)

// told is what Prometheus gets of quota-check once the duty has looked.
func (d *desk) told(t *testing.T) string {
	t.Helper()
	d.nextTurn(t)
	d.duty()
	return d.Scrape()
}

// fires expects the alarm of what came after before, and none while it was before.
func fires(t *testing.T, alarm, before, after string) {
	t.Helper()
	alarmtest.Rests(t, root, alarm, alarmtest.Of("quota-check", before))
	alarmtest.Fires(t, root, alarm, alarmtest.Of("quota-check", before, after))
}

func TestASuspensionSoundsItsAlarm(t *testing.T) { // PKS-5
	d := newDesk(t, nil)
	d.Initialise(t, 0)
	before := d.told(t)
	d.done(t, order("suspend"))
	fires(t, "AksesDitangguhkan", before, d.told(t))
}

func TestAFailedLoginSoundsItsAlarm(t *testing.T) { // JUKNIS-II.C.2b.3a
	d := newDesk(t, nil)
	d.Initialise(t, 0)
	before := d.told(t)
	failLogin(t, d)
	fires(t, "LoginGagal", before, d.told(t))
}

func TestAQuotaThatEndsSoundsItsAlarms(t *testing.T) { // JUKNIS-II.B.1
	d := newDesk(t, nil)
	d.Initialise(t, 0)
	d.done(t, order("record_external", "hits", 179))
	before := d.told(t)
	d.done(t, order("record_external", "hits", 1))
	nearly := d.told(t)
	fires(t, "KuotaHampirHabis", before, nearly)
	d.done(t, order("record_external", "hits", 20))
	fires(t, "KuotaHabis", nearly, d.told(t))
}

// Where nothing bounds the hits nothing ends.
func TestAnUnlimitedQuotaSoundsNoAlarm(t *testing.T) { // JUKNIS-II.B.2
	d := newDesk(t, nil)
	d.Initialise(t, 200)
	d.done(t, order("mode", "mode", "unlimited", "paper_date", today(-1)))
	for _, alarm := range []string{"KuotaHampirHabis", "KuotaHabis"} {
		alarmtest.Rests(t, root, alarm, alarmtest.Of("quota-check", d.told(t)))
	}
}

func TestAnAgreementThatEndsSoundsItsAlarm(t *testing.T) { // PKS-4, JUKNIS-VI.F
	told := func(days int) string {
		d := newDesk(t, map[string]string{"SIMPUL_AGREEMENT__VALID_UNTIL": today(days)})
		d.Initialise(t, 0)
		return d.told(t)
	}
	fires(t, "PerjanjianSegeraBerakhir", told(100), told(99))
}

func TestARedisThatIsNotReadySoundsItsAlarm(t *testing.T) { // design.md, Fail closed
	d := newDesk(t, nil)
	before := d.Scrape()
	d.duty() // nobody has initialised
	unprepared := d.Scrape()
	fires(t, "PenyimpananTidakSiap", before, unprepared)
	d.Redis.Kill()
	d.duty()
	fires(t, "PenyimpananTidakSiap", unprepared, d.Scrape())
}

func TestADutyThatNobodyCallsSoundsItsAlarm(t *testing.T) {
	d := newDesk(t, nil)
	d.Initialise(t, 0)
	var called []string
	for range alarmtest.Minutes + 1 {
		called = append(called, d.told(t))
	}
	alarmtest.Rests(t, root, "TugasTidakBerjalan", alarmtest.Of("quota-check", called...))
	alarmtest.Fires(t, root, "TugasTidakBerjalan", alarmtest.Of("quota-check", called[:20]...))
	alarmtest.Fires(t, root, "TugasTidakBerjalan")
}

func TestALedgerThatDoesNotHoldSoundsItsAlarms(t *testing.T) { // JUKNIS-II.E.6
	d := newDesk(t, nil)
	d.Initialise(t, 0)
	before := d.told(t)
	must(t, d.raw(t).Do(t.Context(), "XADD", "{simpul}:ledger", "0-*", "r", "{}", "m", "x").Err())
	after := d.told(t)
	for _, alarm := range []string{"CatatanTidakUtuh", "SegelTerlambat", "KesalahanInternal"} {
		fires(t, alarm, before, after)
	}
}

func TestDataBalikanThatAreLateOrLostSoundTheirAlarms(t *testing.T) { // PKS-2.2b
	d := newDesk(t, nil)
	past := d.at(t, -15*24*time.Hour)
	d.initialiseAs(t, past)
	before := d.told(t)
	accessed(t, past)
	late := d.told(t)
	fires(t, "BalikanTerlambat", before, late)
	must(t, d.raw(t).ZAdd(t.Context(), "{simpul}:units:dead", redis.Z{Member: "uji"}).Err())
	fires(t, "BalikanTidakCocok", late, d.told(t))
}

// Every function shows the same metrics of its calls (lib/function); one replica is enough.
func TestAFunctionThatIsGoneSoundsItsAlarm(t *testing.T) {
	d := newDesk(t, nil)
	var all []alarmtest.Series
	for _, function := range []string{"verify-nik", "quota-check", "submit-balikan", "semester-report"} {
		all = append(all, alarmtest.Of(function, d.Scrape()))
	}
	alarmtest.Rests(t, root, "FungsiHilang", all...)
	for i := range all {
		alarmtest.Fires(t, root, "FungsiHilang", append(all[:i:i], all[i+1:]...)...)
	}
}

// What nobody has looked at for a while is not shown: another replica did the duty.
func TestStandingIsShownWhileItIsFresh(t *testing.T) {
	d := newDesk(t, nil)
	d.Initialise(t, 7)
	other := openDesk(t, d.Rig)
	if got := d.read(t); got.Code != http.StatusOK {
		t.Fatal(got.Text)
	}
	told, untold := d.told(t), other.Scrape()
	for series, want := range map[string]string{"simpul_quota_used_today": "7", "simpul_quota_left_today": "193", "simpul_access_suspended": "0", "simpul_ledger_unsealed": "0",
		"simpul_feedback_unrecorded": "0", `simpul_obligations{state="selesai"}`: "0"} {
		if got, other := functiontest.Metric(told, series), functiontest.Metric(untold, series); got != want || other != "NaN" {
			t.Errorf("%s: %s, and %s where the duty was not done", series, got, other)
		}
	}
}

func TestWhatIsOwedSoundsItsAlarmsInTime(t *testing.T) { // PKS-8.1, PKS-2.1c
	told := func(from int) string {
		rig := functiontest.New(t, root, map[string]string{"SIMPUL_AGREEMENT__VALID_FROM": today(from), "SIMPUL_AGREEMENT__VALID_UNTIL": today(900)})
		must(t, identitytest.WriteOperators(rig.Secrets, identitytest.Operator{ // the rig's own has some whose assignment is over
			ID: "petugas-01", Active: true, NDADate: date(t, "2025-09-20"), AssignedUntil: date(t, "2099-12-31"), Scopes: identity.Scopes(),
		}))
		d := openDesk(t, rig)
		d.Initialise(t, 0)
		return d.told(t)
	}
	before := told(200)
	fires(t, "KewajibanJatuhTempo", before, told(-1))
	fires(t, "KewajibanTerlambat", before, told(-700))
}

// A replica that has just started knows of no delivery: until it has read the register it shows nothing.
func TestReportsOnRecordSoundNoAlarmAfterARestart(t *testing.T) { // PKS-8.1
	const late = `simpul_obligations{state="terlambat"}`
	d := newDesk(t, map[string]string{"SIMPUL_AGREEMENT__VALID_FROM": "2020-01-01", "SIMPUL_AGREEMENT__VALID_UNTIL": "2099-12-31"})
	d.Initialise(t, 0)
	if before := functiontest.Metric(d.told(t), late); before == "0" {
		t.Fatal("nothing is late")
	}
	parts, err := assembly.Build()
	must(t, err)
	book := register.New(parts.Redis, ledger.NewSigner(parts.Ledger), parts.Config.Redis.Timeout, time.Now)
	rest := 0
	for _, o := range d.state(t).Obligations {
		if _, isReport := strings.CutPrefix(o.ID, "laporan-"); isReport && o.State == "terlambat" {
			_, err := book.Record(t.Context(), register.Entry{Action: ledger.ReportDelivered, Report: o.ID, Code: "diantar", Paper: "400/1", PaperDate: date(t, today(0))}, "petugas-01", "")
			must(t, err)
		} else if o.State == "terlambat" {
			rest++
		}
	}
	must(t, parts.Close(t.Context()))
	other := openDesk(t, d.Rig)
	if got := functiontest.Metric(other.Scrape(), late); got != "NaN" {
		t.Errorf("%s late before anything was read", got)
	}
	if got := functiontest.Metric(other.told(t), late); got != fmt.Sprint(rest) {
		t.Errorf("%s late, want %d", got, rest)
	}
}
