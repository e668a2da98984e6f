package registrytest_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"testing"

	"simpul/lib/registry/registrytest"
)

func with(q map[string]any, key string, value any) map[string]any {
	q = maps.Clone(q)
	q[key] = value
	return q
}

func without(q map[string]any, key string) map[string]any {
	q = maps.Clone(q)
	delete(q, key)
	return q
}

func TestAQuestionThatCannotLogInIsRefusedAndFree(t *testing.T) {
	r := start(t, registrytest.Options{IPUser: address, Quota: 1})
	good := question(someoneFound().NIK)
	for _, c := range []struct {
		what, want string
		question   any
	}{
		{"wrong user", "03", with(good, "user_id", "lain")},
		{"wrong password", "03", with(good, "password", "lain")},
		{"wrong address", "04", with(good, "ip_user", "192.0.2.11")},
		{"no NIK", "07", without(good, "nik")},
		{"no address", "07", without(good, "ip_user")},
		{"another spelling", "07", with(without(good, "nik"), "NIK", good["nik"])},
		{"one key too many", "07", with(good, "treshold", "80")},
		{"an empty key", "07", with(good, "", "")},
		{"NIK as a number", "07", with(good, "nik", json.Number(someoneFound().NIK))},
		{"not an object", "07", []string{}},
		{"null", "07", nil},
		{"empty user", "09", with(good, "user_id", "")},
		{"empty password", "09", with(good, "password", "")},
		{"empty address", "09", with(good, "ip_user", "")},
	} {
		if got := r.ask(c.question)["RESPONSE_CODE"]; got != c.want {
			t.Errorf("%s: %v instead of %s", c.what, got, c.want)
		}
	}
	if got := r.code(someoneFound().NIK); got != "" {
		t.Errorf("the one hit was gone: code %s", got)
	}
}

func TestOtherSpellingsAndNoAddress(t *testing.T) {
	nik := someoneFound().NIK
	r := start(t, registrytest.Options{Keys: registrytest.Keys{NIK: "NIK", UserID: "USER_ID", Password: "PASSWORD"}})
	spelt := map[string]any{"NIK": nik, "USER_ID": userID, "PASSWORD": password}
	if got := r.ask(spelt); got["RESPONSE_CODE"] != nil {
		t.Errorf("refused: %v", got["RESPONSE_CODE"])
	}
	if got := r.ask(with(spelt, "IP_USER", address)); got["RESPONSE_CODE"] != "07" {
		t.Errorf("an address nobody wants: %v", got["RESPONSE_CODE"])
	}
}

func TestCredentialsRotateWithoutARestart(t *testing.T) {
	r := start(t, registrytest.Options{})
	r.SetCredentials(userID, "sandi-baru")
	if got := r.code(someoneFound().NIK); got != "03" {
		t.Errorf("the old password: code %q", got)
	}
	if got := r.ask(with(question(someoneFound().NIK), "password", "sandi-baru")); got["RESPONSE_CODE"] != nil {
		t.Errorf("the new password: %v", got["RESPONSE_CODE"])
	}
}

func TestTheWebServerBeforeTheServiceHasItsOwnWord(t *testing.T) {
	r := start(t, registrytest.Options{HeaderName: "Authorization", HeaderValue: "Bearer uji", Quota: 1})
	for _, c := range []struct {
		media, authorization string
		want                 int
	}{
		{"application/json", "", http.StatusUnauthorized},
		{"application/json", "Bearer lain", http.StatusUnauthorized},
		{"text/plain", "Bearer uji", http.StatusUnsupportedMediaType},
		{"application/json; charset=utf-8", "Bearer uji", http.StatusOK},
	} {
		body, _ := json.Marshal(question(someoneFound().NIK))
		request, _ := http.NewRequest(http.MethodPost, r.URL()+r.Path(), bytes.NewReader(body))
		request.Header.Set("Content-Type", c.media)
		request.Header.Set("Authorization", c.authorization)
		answer, err := r.client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		if answer.StatusCode != c.want {
			t.Errorf("%s, %s: %d", c.media, c.authorization, answer.StatusCode)
		}
	}
	if r.Calls() != 4 || r.Refused() != 0 {
		t.Errorf("%d calls, %d refused", r.Calls(), r.Refused())
	}
}

func FuzzAnyQuestionGetsAnEnvelope(f *testing.F) {
	good, _ := json.Marshal(question(someoneFound().NIK))
	for _, seed := range []string{string(good), `{"nik":1}`, `{"nik":"3303990101900001"`, `[`, ``, `{"":""}`} {
		f.Add([]byte(seed))
	}
	r := start(f, registrytest.Options{})
	f.Fuzz(func(t *testing.T, body []byte) {
		answer, err := r.client.Post(r.URL()+r.Path(), "application/json", bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		var p page
		if err := json.NewDecoder(answer.Body).Decode(&p); err != nil || len(p.Content) != 1 {
			t.Errorf("status %d: %v", answer.StatusCode, err)
		}
	})
}
