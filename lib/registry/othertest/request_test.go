package othertest_test

import (
	"net/http"
	"strings"
	"testing"

	"simpul/lib/registry/othertest"
)

func TestKeysAreReadExactlyAndValuesChecked(t *testing.T) {
	r := start(t, othertest.Options{})
	nik := r.first(t, othertest.Found).NIK
	for _, c := range []struct {
		name, drop string
		key        string
		value      any
		code       string
	}{
		{"nik in lower case", "NIK", "nik", nik, "07"},
		{"user id in upper case", "user_id", "USER_ID", r.UserID(), "07"},
		{"password in upper case", "password", "PASSWORD", r.Password(), "07"},
		{"ip_user in lower case", "IP_USER", "ip_user", r.IPUser(), "07"},
		{"no NIK at all", "NIK", "ignored", "", "07"},
		{"NIK as a number", "", "NIK", 1, "07"},
		{"password null", "", "password", nil, "07"},
		{"user empty", "", "user_id", "", "09"},
		{"password empty", "", "password", "", "09"},
		{"address empty", "", "IP_USER", "", "09"},
		{"other user", "", "user_id", "orang-lain", "03"},
		{"other password", "", "password", "salah", "03"},
		{"other address", "", "IP_USER", "192.0.2.1", "04"},
		{"NIK empty", "", "NIK", "", "15"},
		{"NIK short", "", "NIK", "330399", "15"},
		{"NIK with a letter", "", "NIK", nik[:15] + "x", "15"},
		{"NIK of nobody", "", "NIK", "3303990101900001", "13"},
		{"a key too many", "", "TRESHOLD", 90, ""},
	} {
		body := r.good(nik)
		delete(body, c.drop)
		body[c.key] = c.value
		if got := r.ask(t, body).text("RESPONSE_CODE"); got != c.code {
			t.Errorf("%s: code %q, want %q", c.name, got, c.code)
		}
	}
}

func TestTransportFaultsAreNoBusinessAnswers(t *testing.T) {
	r := start(t, othertest.Options{})
	basic, _ := r.ExtraHeader()
	for name, c := range map[string]struct {
		body   string
		edit   func(*http.Request)
		status int
	}{
		"no extra header":        {"{}", func(q *http.Request) { q.Header.Del(basic) }, http.StatusUnauthorized},
		"other user in header":   {"{}", func(q *http.Request) { q.SetBasicAuth("orang-lain", r.Password()) }, http.StatusUnauthorized},
		"other secret in header": {"{}", func(q *http.Request) { q.SetBasicAuth(r.UserID(), "salah") }, http.StatusUnauthorized},
		"bearer":                 {"{}", func(q *http.Request) { q.Header.Set(basic, "Bearer x") }, http.StatusUnauthorized},
		"other path":             {"{}", func(q *http.Request) { q.URL.Path = "/dukcapil/get_json/34/IZIN_3400/CALL_NIK" }, http.StatusNotFound},
		"GET":                    {"", func(q *http.Request) { q.Method = http.MethodGet }, http.StatusMethodNotAllowed},
		"form":                   {"NIK=1", func(q *http.Request) { q.Header.Set("Content-Type", "application/x-www-form-urlencoded") }, http.StatusUnsupportedMediaType},
		"no content type":        {"{}", func(q *http.Request) { q.Header.Del("Content-Type") }, http.StatusUnsupportedMediaType},
		"broken JSON":            {`{"NIK":`, func(*http.Request) {}, http.StatusBadRequest},
		"JSON array":             {`[]`, func(*http.Request) {}, http.StatusBadRequest},
		"JSON null":              {`null`, func(*http.Request) {}, http.StatusBadRequest},
		"large":                  {`{"NIK":"` + strings.Repeat("1", 20<<10) + `"}`, func(*http.Request) {}, http.StatusRequestEntityTooLarge},
		"charset":                {"{}", func(q *http.Request) { q.Header.Set("Content-Type", "application/json; charset=utf-8") }, http.StatusOK},
	} {
		req := r.request(t, []byte(c.body))
		c.edit(req)
		status, body := r.send(t, req)
		if status != c.status || status != http.StatusOK && strings.Contains(string(body), "content") {
			t.Errorf("%s: status %d, want %d", name, status, c.status)
		}
	}
}

// FuzzRequest holds that no body makes the fake fall over or give out a record
// without the credentials.
func FuzzRequest(f *testing.F) {
	r := start(f, othertest.Options{})
	for _, seed := range []string{`{}`, `{"NIK":"3404990503880002","user_id":"a","password":"b","IP_USER":"c"}`, `{"NIK":1}`, `[`, "\xff", `{"NIK":null,"NIK":""}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		status, answer := r.send(t, r.request(t, body))
		if status != http.StatusOK && status != http.StatusBadRequest && status != http.StatusRequestEntityTooLarge {
			t.Errorf("status %d", status)
		}
		if strings.Contains(string(answer), r.Marker()) {
			t.Error("a record without credentials")
		}
	})
}
