package acceptance_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync"
	"testing"

	"simpul/deploy/local/stack"
	"simpul/lib/identity"
	"simpul/lib/registry/registrytest"
)

// taken is what submit-balikan answered.
type taken struct {
	Units []struct{ Unit, State string }
}

// accessed verifies one invented person through the gateway and returns the unit that answers for it, with a licence of that number.
func (w *world) accessed(person registrytest.Person, licence string) map[string]any {
	w.t.Helper()
	application := "503/" + licence
	a, err := w.do(w.request(http.MethodPost, w.URL+"/function/verify-nik", map[string]any{
		"nik": person.NIK, "application_number": application, "licence_type": "nib", "subject_role": "pemohon", "recheck": true,
	}))
	must(w.t, err)
	if a.code != http.StatusOK {
		w.t.Fatalf("%d %s", a.code, a.text)
	}
	var verified struct {
		AccessID string `json:"access_id"`
		Receipt  string
	}
	must(w.t, json.Unmarshal(a.text, &verified))
	return map[string]any{
		"application_number": application, "access_ids": []string{verified.AccessID}, "nik": person.NIK, "receipt": verified.Receipt,
		"licences": []any{map[string]any{"number": licence, "type": "nib"}},
	}
}

// submit hands units in as an officer, or carries out an order as a manager.
func (w *world) submit(body map[string]any) (int, taken) {
	w.t.Helper()
	a, err := w.do(w.request(http.MethodPost, w.URL+"/function/submit-balikan", body))
	must(w.t, err)
	var result taken
	must(w.t, json.Unmarshal(a.text, &result))
	if a.code >= 400 {
		w.t.Errorf("%d %s", a.code, a.text)
	}
	return a.code, result
}

// deliver calls the scheduled duty as if a minute had passed, and returns how many units it delivered.
func (w *world) deliver() int {
	w.t.Helper()
	w.redis.Do("DEL", "{simpul}:duty:submit-balikan")
	res, err := http.Post(w.URL+"/function/submit-balikan", "", nil)
	must(w.t, err)
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	must(w.t, err)
	var done struct{ Delivered int }
	must(w.t, json.Unmarshal(text, &done))
	if res.StatusCode != http.StatusOK {
		w.t.Errorf("%d %s", res.StatusCode, text)
	}
	return done.Delivered
}

func (w *world) as(operator string, scopes ...string) {
	w.t.Helper()
	var err error
	w.token, err = stack.Token(w.options.State, operator, scopes...)
	must(w.t, err)
}

var officer = []string{identity.ScopeVerify, identity.ScopeSubmitFeedback, identity.ScopeReadQuota}

// From the counter to Dukcapil (JUKNIS Lampiran II, 3 to 6): verified, submitted, and in the books of the service, once.
func TestAVerifiedNIKEndsInTheBooksOfTheService(t *testing.T) {
	w := newWorld(t, 2)
	w.as("petugas-01", officer...)
	people := registrytest.WithExpected(registrytest.Found)
	var units []any
	for i := range 10 {
		units = append(units, w.accessed(people[i], fmt.Sprintf("REKAAN-%d", i)))
	}
	for range 2 { // the second time changes nothing
		code, result := w.submit(map[string]any{"units": units})
		if code != http.StatusOK || len(result.Units) != 10 || result.Units[9].State != "delivered" {
			t.Fatalf("%d %+v", code, result)
		}
	}
	if w.balikan.Stored() != 10 || w.balikan.Requests() != 1 {
		t.Errorf("%d stored after %d requests", w.balikan.Stored(), w.balikan.Requests())
	}
}

// The line to the service is cut: what is submitted waits, and goes out by itself when it is back, once.
func TestWhatIsSubmittedWhileTheLineIsCutGoesOutAfterwards(t *testing.T) {
	w := newWorld(t, 2)
	w.as("petugas-01", officer...)
	people := registrytest.WithExpected(registrytest.Found)
	var units []any
	for i := range 5 {
		units = append(units, w.accessed(people[i], fmt.Sprintf("REKAAN-%d", i)))
	}
	must(t, w.balikan.Refuse())
	code, waiting := w.submit(map[string]any{"units": units})
	if code != http.StatusAccepted || len(waiting.Units) != 5 {
		t.Fatalf("%d %+v", code, waiting)
	}
	w.accessed(people[5], "REKAAN-5") // verifications go on
	must(t, w.balikan.Reopen())
	w.as("admin-01", identity.ScopeManageFeedback)
	for _, unit := range waiting.Units {
		w.submit(map[string]any{"retry": map[string]any{"unit": unit.Unit}}) // or the pause after the failure would have to pass
	}
	if delivered := w.deliver(); delivered != 5 || w.balikan.Stored() != 5 {
		t.Errorf("%d delivered, %d stored", delivered, w.balikan.Stored())
	}
	for _, unit := range w.balikan.Units() {
		if unit.Arrived != 1 {
			t.Errorf("a unit arrived %d times", unit.Arrived)
		}
	}
}

// Two replicas get the same units at the same time: each is sent once.
func TestTheSameUnitsAtTwoReplicasAreSentOnce(t *testing.T) {
	w := newWorld(t, 2)
	w.as("petugas-01", officer...)
	people := registrytest.WithExpected(registrytest.Found)
	var units []any
	for i := range 5 {
		units = append(units, w.accessed(people[i], fmt.Sprintf("REKAAN-%d", i)))
	}
	var all sync.WaitGroup
	for _, r := range w.Running {
		if r.Function == "submit-balikan" {
			for range 3 {
				req := w.request(http.MethodPost, r.URL, map[string]any{"units": units})
				all.Go(func() {
					res, err := client.Do(req)
					if err != nil {
						t.Error(err)
						return
					}
					_ = res.Body.Close()
				})
			}
		}
	}
	all.Wait()
	if w.balikan.Stored() != 5 {
		t.Errorf("%d stored", w.balikan.Stored())
	}
	for _, unit := range w.balikan.Units() {
		if unit.Arrived != 1 {
			t.Errorf("a unit arrived %d times", unit.Arrived)
		}
	}
}
