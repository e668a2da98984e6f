package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"simpul/functions/functiontest"
	"simpul/lib/feedback/feedbacktest"
	"simpul/lib/identity"
	"simpul/lib/resident"
)

// person returns the NIK of an invented person, one of ten thousand.
func invented(n int) string { return fmt.Sprintf("330399010190%04d", n) }

func (d *desk) access(t testing.TB, n int) functiontest.Access {
	t.Helper()
	return d.Access(t, "petugas-01", invented(n), fmt.Sprintf("503/%04d/2026", n), resident.Found)
}

// states writes what became of units as one line: delivered queued refused:tanda_terima_salah …
func states(a functiontest.Answer) string {
	words := make([]string, len(a.Units))
	for i, u := range a.Units {
		words[i] = u.State
		if u.Refusal != nil {
			words[i] = "refused:" + strings.TrimPrefix(u.Refusal.Type, "urn:simpul:problem:")
		}
		if u.Again {
			words[i] += " again"
		}
	}
	return strings.Join(words, ", ")
}

func (d *desk) expect(t testing.TB, a functiontest.Answer, status int, want string) {
	t.Helper()
	if got := states(a); a.Code != status || got != want {
		t.Errorf("%d %s, expected %d %s\n%s", a.Code, got, status, want, a.Text)
	}
	d.silent(t, want, a)
}

func TestALicenceIsDeliveredAtOnceAndStoredOnce(t *testing.T) { // PKS-2.2b, JUKNIS-III
	d := newDesk(t, nil)
	unit := functiontest.Feedback("NIB/PENANDA/1", d.access(t, 1))
	a := d.submit(unit)
	d.expect(t, a, http.StatusOK, "delivered")
	if a.Units[0].StateText == "" || a.Units[0].ID == "" {
		t.Errorf("%+v", a.Units[0])
	}
	d.expect(t, d.submit(unit), http.StatusOK, "delivered again")
	if d.Balikan.Stored() != 1 || d.Balikan.Requests() != 1 {
		t.Errorf("%d stored, %d requests", d.Balikan.Stored(), d.Balikan.Requests())
	}
}

func TestOneSubmissionAnswersForAllAccessesOfItsUnit(t *testing.T) {
	d := newDesk(t, nil)
	first, second := d.access(t, 1), d.access(t, 1)
	unit := functiontest.Feedback("NIB/1", first, second)
	unit["licences"] = append(unit["licences"].([]any), licenceOf("LOKASI/1", "izin_lokasi"))
	unit["receipt"] = second.Receipt // of either of them
	d.expect(t, d.submit(unit), http.StatusOK, "delivered")
	units := d.Balikan.Units()
	if len(units) != 1 || len(units[0].Param) != 2 {
		t.Errorf("%+v", units)
	}
}

func TestGoodUnitsAreTakenBesideBadOnes(t *testing.T) {
	d := newDesk(t, nil)
	forged, wrong := functiontest.Feedback("NIB/2", d.access(t, 2)), functiontest.Feedback("NIB/3", d.access(t, 3))
	forged["receipt"] = "v1.uji-1." + strings.Repeat("A", 43)
	wrong["licences"] = []any{licenceOf(invented(3), "nib")}
	a := d.submit(functiontest.Feedback("NIB/1", d.access(t, 1)), forged, "apa", wrong, functiontest.Feedback("NIB/4", d.access(t, 4)))
	d.expect(t, a, http.StatusOK, "delivered, refused:tanda_terima_salah, refused:permintaan_rusak, refused:isian_salah, delivered")
	if d.Balikan.Stored() != 2 {
		t.Errorf("%d stored", d.Balikan.Stored())
	}
}

func TestAHundredUnitsGoInOneCall(t *testing.T) {
	d := newDesk(t, map[string]string{"SIMPUL_AGREEMENT__QUOTA__DAILY_LIMIT": "500"})
	units := make([]any, 100)
	for i := range units {
		units[i] = functiontest.Feedback(fmt.Sprintf("NIB/%d", i), d.access(t, i+1))
	}
	a := d.submit(units...)
	if a.Code != http.StatusOK || len(a.Units) != 100 || d.Balikan.Stored() != 100 {
		t.Errorf("%d, %d units, %d stored", a.Code, len(a.Units), d.Balikan.Stored())
	}
}

func TestALicenceNeedsANIKThatIsFound(t *testing.T) { // PKS-2.2a
	d := newDesk(t, nil)
	for i, status := range resident.Statuses() {
		if status == resident.Found {
			continue
		}
		unit := functiontest.Feedback("NIB/1", d.Access(t, "petugas-01", invented(i+1), "503/1", status))
		a := d.submit(unit)
		d.refused(t, string(status), a, http.StatusConflict, "status_tidak_mendukung")
		if !strings.Contains(a.Text, "Periksa ulang") {
			t.Error("no remedy")
		}
		unit["override"] = map[string]any{"code": "sudah_dicek", "note": "sudah ditanyakan"}
		d.expect(t, d.submit(unit), http.StatusOK, "delivered")
	}
	closed := functiontest.Feedback("", d.Access(t, "petugas-01", invented(50), "503/1", resident.Duplicate))
	delete(closed, "licences")
	closed["closed_without_licence"] = map[string]any{"code": "ditolak", "note": "berkas tidak lengkap"}
	d.expect(t, d.submit(closed), http.StatusOK, "closed")
	d.expect(t, d.submit(closed), http.StatusOK, "closed again")
}

func TestWhatWasSaidOnceIsChangedByACorrectionAlone(t *testing.T) {
	d := newDesk(t, nil)
	access := d.access(t, 1)
	d.expect(t, d.submit(functiontest.Feedback("NIB/1", access)), http.StatusOK, "delivered")
	other := functiontest.Feedback("NIB/2", access)
	d.refused(t, "other number", d.submit(other), http.StatusConflict, "balikan_sudah_selesai")
	other["correction"] = true
	d.expect(t, d.submit(other), http.StatusOK, "delivered")
	if d.Balikan.Stored() != 2 {
		t.Errorf("%d stored", d.Balikan.Stored())
	}
	twice := functiontest.Feedback("", access)
	delete(twice, "licences")
	twice["closed_without_licence"] = map[string]any{"code": "ditolak"}
	d.refused(t, "closed after that", d.submit(twice), http.StatusConflict, "balikan_sudah_selesai")
}

func TestACorrectionThatIsNotTakenSaysWhatToDo(t *testing.T) {
	d := newDesk(t, nil)
	d.Balikan.SetByNIK(true)
	access := d.access(t, 1)
	d.expect(t, d.submit(functiontest.Feedback("NIB/1", access)), http.StatusOK, "delivered")
	other := functiontest.Feedback("NIB/2", access)
	other["correction"] = true
	a := d.submit(other)
	d.expect(t, a, http.StatusOK, "dead")
	if u := a.Units[0]; u.UnitCode != "koreksi_tidak_diterima" || !strings.Contains(u.StateText, "discard") || d.Balikan.Stored() != 1 {
		t.Errorf("%+v", u)
	}
	if u := d.list(t, identity.ScopeManageFeedback).Units[0]; !strings.Contains(u.StateText, "koreksi tidak dicatat") {
		t.Errorf("%+v", u)
	}
}

func TestAUnitThatNobodyAccessedIsNotTaken(t *testing.T) {
	d := newDesk(t, nil)
	access := d.access(t, 1)
	unit := functiontest.Feedback("NIB/1", access)
	unit["application_number"] = "503/9999/2026"
	d.refused(t, "another application", d.submit(unit), http.StatusNotFound, "balikan_tidak_ada")
	d.refused(t, "never accessed", d.submit(d.unit(t, someone, "application_number", "503/9998/2026")), http.StatusNotFound, "balikan_tidak_ada")
}

func TestAHitMadeInABrowserIsAnsweredForToo(t *testing.T) { // agreement.md, "At the counter"
	d := newDesk(t, nil)
	manual := d.unit(t, someone, "access_ids", nil, "receipt", nil, "access_origin", "manual")
	d.expect(t, d.submit(manual), http.StatusOK, "delivered")
	d.expect(t, d.submit(manual), http.StatusOK, "delivered again")
}

func TestReceiptsOfBothKeysHoldWhileTheyRotate(t *testing.T) {
	d := newDesk(t, nil)
	old := functiontest.Feedback("NIB/1", d.access(t, 1))
	d.rotate(t, identityReceipts)
	fresh := functiontest.Feedback("NIB/2", d.access(t, 2))
	if old["receipt"].(string)[:8] == fresh["receipt"].(string)[:8] {
		t.Fatal("the key did not rotate")
	}
	d.expect(t, d.submit(old, fresh), http.StatusOK, "delivered, delivered")
}

func TestWhatTheServiceDoesNotTakeNowWaits(t *testing.T) {
	for _, failure := range []feedbacktest.Failure{feedbacktest.Status500, feedbacktest.CutAfter, feedbacktest.Status429} {
		t.Run(string(failure), func(t *testing.T) {
			d := newDesk(t, nil)
			must(t, d.Balikan.Fail(failure, 0))
			unit := functiontest.Feedback("NIB/1", d.access(t, 1))
			d.expect(t, d.submit(unit), http.StatusAccepted, "queued")
			must(t, d.Balikan.Fail(feedbacktest.None, 0))
			d.expect(t, d.submit(unit), http.StatusAccepted, "queued again")
		})
	}
}

func TestAKeyStandsForOneBody(t *testing.T) {
	d := newDesk(t, nil)
	send := func(token, key string, unit any) functiontest.Answer {
		return d.Do(functiontest.Call{Token: token, Header: map[string]string{"Idempotency-Key": key}, Body: map[string]any{"units": []any{unit}}})
	}
	first, second := functiontest.Feedback("NIB/1", d.access(t, 1)), functiontest.Feedback("NIB/2", d.access(t, 2))
	d.expect(t, send(d.token, "kunci-1", first), http.StatusOK, "delivered")
	d.expect(t, send(d.token, "kunci-1", first), http.StatusOK, "delivered again")
	d.refused(t, "another body", send(d.token, "kunci-1", second), http.StatusConflict, "kunci_sudah_dipakai")
	d.rotate(t, "simpul-application") // the key of receipts stays
	d.Client = openDesk(t, d.Rig).Client
	d.expect(t, send(d.token, "kunci-1", first), http.StatusOK, "delivered again")
	d.expect(t, send(d.TokenOf(t, "petugas-02", identity.ScopeSubmitFeedback), "kunci-1", second), http.StatusOK, "delivered")
	d.refused(t, "a NIK as key", send(d.token, someone, first), 422, "isian_salah")
}
