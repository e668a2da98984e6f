package othertest_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"simpul/lib/registry/othertest"
)

// claim is a right body of kesesuaian for nik, with these elements.
func (r rig) claim(nik string, elements map[string]any) map[string]any {
	body := map[string]any{
		"NIK": nik, "user_id": r.UserID(), "password": r.Password(), "ip_user": r.IPUser(), "treshold": 85,
	}
	maps.Copy(body, elements)
	return body
}

// judge asks kesesuaian and gives the raw answer beside its one element.
func (r rig) judge(t testing.TB, body map[string]any) (page, string) {
	t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	req := r.request(t, raw)
	req.URL.Path = r.ConformityPath()
	status, answer := r.send(t, req)
	if status != http.StatusOK {
		t.Fatalf("status %d", status)
	}
	var p page
	if err := json.Unmarshal(answer, &p); err != nil {
		t.Fatal(err)
	}
	p.element = element(t, p.Content)
	return p, string(answer)
}

// truthful are all elements of p as they are recorded.
func truthful(p othertest.Person) map[string]any {
	return map[string]any{
		"NAMA_LGKP": p.FullName, "JENIS_KLMIN": strings.ToLower(p.Sex), "TMPT_LHR": p.BirthPlace,
		"TGL_LHR": p.BirthDate[8:] + "/" + p.BirthDate[5:7] + "/" + p.BirthDate[:4], "KAB_NAME": p.KabupatenName,
	}
}

var verdictShape = regexp.MustCompile(`(?i)^(tidak )?sesuai( \((\d+)\))?$`)

func TestWhatIsRecordedAgreesAndNoValueComesBack(t *testing.T) {
	r := start(t, othertest.Options{})
	shapes := map[string]bool{}
	for _, person := range r.People() {
		if person.Status != othertest.Found {
			continue
		}
		p, raw := r.judge(t, r.claim(person.NIK, truthful(person)))
		for element := range truthful(person) {
			word := p.text(element)
			shapes[regexp.MustCompile(`\d+`).ReplaceAllString(word, "n")] = true
			if !verdictShape.MatchString(word) || strings.HasPrefix(strings.ToLower(word), "tidak") {
				t.Errorf("%s: %s %q", person.Group, element, word)
			}
		}
		if strings.Contains(raw, r.Marker()) || strings.Contains(raw, person.FullName) {
			t.Errorf("%s: a value came back", person.Group)
		}
	}
	for _, want := range []string{"Sesuai", "Sesuai (n)", "SESUAI", "SESUAI (n)", "sesuai"} {
		if !shapes[want] {
			t.Errorf("nobody is answered %q (2.3)", want)
		}
	}
}

func TestAnotherValueDiffersAndALikeNameAgreesByTheThreshold(t *testing.T) {
	r := start(t, othertest.Options{})
	for _, c := range []struct {
		element string
		value   any
		limit   int
		want    string
	}{
		{"NAMA_LGKP", "MELATI CONTAH", 85, "sesuai"},
		{"NAMA_LGKP", "MELATI CONTAH", 100, "tidak sesuai"},
		{"NAMA_LGKP", "melati contoh", 85, "tidak sesuai"}, // by the letter
		{"TGL_LHR", "1988-03-05", 0, "tidak sesuai"},       // another layout
		{"TGL_LHR", "05/03/1988", 100, "sesuai"},
		{"NO_RT", "003", 0, "tidak sesuai"},
		{"NO_RT", 3, 0, "sesuai"},
		{"STATUS_KAWIN", "belum kawin", 100, "sesuai"},
	} {
		body := r.claim("3404990503880002", map[string]any{c.element: c.value, "treshold": c.limit})
		p, _ := r.judge(t, body)
		if got := strings.ToLower(strings.Split(p.text(c.element), " (")[0]); got != c.want {
			t.Errorf("%s %v at %d: %q", c.element, c.value, c.limit, got)
		}
	}
}

func TestRefusalsOfTheLookupReplaceTheMatchResults(t *testing.T) {
	r := start(t, othertest.Options{})
	for _, person := range r.People() {
		p, raw := r.judge(t, r.claim(person.NIK, map[string]any{"NAMA_LGKP": "X"}))
		if person.Status == othertest.Found {
			continue
		}
		if got := outcome(p); got != person.Status+person.Fault || strings.Contains(raw, "NAMA_LGKP") {
			t.Errorf("%s: got %q from kesesuaian", person.Group, got)
		}
	}
}

func TestKesesuaianReadsItsOwnKeysExactly(t *testing.T) {
	r := start(t, othertest.Options{})
	for name, value := range map[string]any{"treshold": "85", "ip_user": nil, "NIK": 1, "user_id": nil, "password": nil} {
		p, _ := r.judge(t, r.claim("3404990503880002", map[string]any{name: value}))
		if p.text("RESPONSE_CODE") != "07" {
			t.Errorf("%s %v: code %q", name, value, p.text("RESPONSE_CODE"))
		}
	}
	p, _ := r.judge(t, r.claim("3404990503880002", map[string]any{"password": "salah"}))
	if p.text("RESPONSE_CODE") != "03" {
		t.Errorf("code %q", p.text("RESPONSE_CODE"))
	}
}

func TestTheThreeWaysCountOneQuota_JUKNIS_II_B_1(t *testing.T) {
	r := start(t, othertest.Options{CountQuota: true, QuotaLeft: 2})
	b := browse(t, r)
	b.login(r.UserID(), r.Password())
	r.ask(t, r.good("3404990503880002"))
	r.judge(t, r.claim("3404990503880002", nil))
	if got := b.search("3404990503880002"); !strings.Contains(got, "Kuota akses hari ini telah habis") {
		t.Errorf("page %s", got)
	}
}

// FuzzClaims holds that no body makes kesesuaian fall over or tell a value.
func FuzzClaims(f *testing.F) {
	r := start(f, othertest.Options{})
	path := url.URL{Path: r.ConformityPath()}
	for _, seed := range []string{`{}`, `{"NIK":"3404990503880002","NAMA_LGKP":1,"treshold":85}`, `{"treshold":"x"}`, `{"NIK":null}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		req := r.request(t, body)
		req.URL.Path = path.Path
		if status, answer := r.send(t, req); status >= http.StatusInternalServerError || strings.Contains(string(answer), r.Marker()) {
			t.Errorf("status %d", status)
		}
	})
}
