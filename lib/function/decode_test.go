package function_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/function"
	"simpul/lib/personal"
	"simpul/lib/problem"
)

// form has a field of every kind that requests use.
type form struct {
	NIK     personal.Text            `json:"nik"`
	Name    string                   `json:"name"`
	Count   int8                     `json:"count"`
	Share   float64                  `json:"share"`
	Yes     bool                     `json:"yes"`
	When    time.Time                `json:"when"`
	Tags    []string                 `json:"tags"`
	Claimed map[string]personal.Text `json:"claimed"`
	Units   []unit                   `json:"units"`
}

type unit struct {
	Number string `json:"number"`
	Sizes  []int  `json:"sizes"`
}

func decode(body string) (form, error) {
	var f form
	err := function.Decode(handler.Request{Body: []byte(body)}, &f)
	return f, err
}

func TestDecodeReadsWhatTheContractAllows(t *testing.T) {
	f, err := decode(` {"nik":"3303990101900001","count":7,"yes":true,"when":"2026-01-02T03:04:05Z","tags":["a"],
		"claimed":{"alamat":"Jalan Uji"},"units":[{"number":"A-1","sizes":[1,2]}],"name":null} `)
	if err != nil {
		t.Fatal(err)
	}
	if f.NIK.RevealPersonalData() != "3303990101900001" || f.Count != 7 || !f.Yes || f.Tags[0] != "a" || f.Name != "" ||
		f.Claimed["alamat"].RevealPersonalData() != "Jalan Uji" || f.Units[0].Sizes[1] != 2 {
		t.Error("a value was lost")
	}
}

func TestDecodeRefusesWhatIsNoStrictJSONObject(t *testing.T) {
	for name, body := range map[string]string{
		"nothing": "", "blanks": "  ", "null": "null", "list": "[]", "text": `"nik"`, "number": "1",
		"cut short": `{"name":"a"`, "trailing comma": `{"name":"a",}`, "single quotes": `{'name':'a'}`,
		"second value": `{"name":"a"}{}`, "trailing text": `{"name":"a"} x`, "comment": `{/**/}`,
		"duplicate name": `{"name":"a","name":"b"}`, "duplicate by escape": `{"name":"a","n\u0061me":"b"}`,
		"invalid UTF-8": "{\"name\":\"\xff\"}", "lone surrogate": `{"name":"\ud800"}`,
		"byte order mark": "\xef\xbb\xbf{}", "nested": strings.Repeat(`{"claimed":`, 9) + "1" + strings.Repeat("}", 9),
	} {
		if _, err := decode(body); !problem.Is(err, problem.CodePermintaanRusak) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDecodeNamesEveryWrongFieldAtOnce(t *testing.T) {
	_, err := decode(`{"nik":3303990101900001,"name":[],"Name":"","count":300,"share":"x","yes":"true","when":"besok","tags":{},
		"claimed":{"alamat":7,"nama_lengkap":"Uji"},"units":[{"number":"A"},7,{"number":{},"sizes":[1,"2",1.5],"lain":1}],
		"tidak_ada":{"nik":1}}`)
	want := map[string]string{
		"nik": "tipe_salah", "name": "tipe_salah", "(nama isian tidak sah)": "tidak_dikenal", "count": "di_luar_batas",
		"share": "tipe_salah", "yes": "tipe_salah", "when": "bentuk_salah", "tags": "tipe_salah", "claimed.alamat": "tipe_salah",
		"units[1]": "tipe_salah", "units[2].number": "tipe_salah", "units[2].sizes[1]": "tipe_salah",
		"units[2].sizes[2]": "tipe_salah", "units[2].lain": "tidak_dikenal", "tidak_ada": "tidak_dikenal",
	}
	p := problem.As(err)
	for _, f := range p.Fields {
		if want[f.Name] != f.Code || f.Detail == "" {
			t.Errorf("%s: %s %q", f.Name, f.Code, f.Detail)
		}
		delete(want, f.Name)
	}
	if p.Code != problem.CodeIsianSalah || len(want) > 0 {
		t.Errorf("%s, not named: %v", p.Code, want)
	}
}

func TestDecodeSaysWhichKindBelongsThere(t *testing.T) {
	for body, want := range map[string]string{
		`{"nik":1}`: "teks", `{"name":1}`: "teks", `{"count":"1"}`: "bilangan bulat", `{"share":""}`: "bilangan.",
		`{"yes":1}`: "true atau false", `{"tags":1}`: "daftar", `{"claimed":1}`: "objek", `{"units":[1]}`: "objek",
	} {
		_, err := decode(body)
		if p := problem.As(err); len(p.Fields) != 1 || !strings.Contains(p.Fields[0].Detail, want) {
			t.Errorf("%s: %v", body, p.Fields)
		}
	}
}

// PKS-2.2j: a NIK may stand anywhere a caller can type, also as a name.
func TestDecodeNeverRepeatsWhatWasSent(t *testing.T) {
	const marker = "3303990101900001"
	for _, body := range []string{
		`{"` + marker + `":1}`, `{"claimed":{"` + marker + `":1}}`, `{"claimed":{"a].` + marker + `":"x"}}`,
		`{"count":` + marker + `}`, `{"when":"` + marker + `"}`, `{"nik":{"` + marker + `":1}}`, `{"name":` + marker + `}`,
		`{"nik":"` + marker + `","nik":"` + marker + `"}`, marker, `{"` + marker, `{"units":[{"` + marker + `":{"` + marker + `":1}}]}`,
	} {
		_, err := decode(body)
		if err == nil {
			t.Errorf("accepted %s", body)
			continue
		}
		if text := err.Error() + string(problem.As(err).Body("")); strings.Contains(text, marker) {
			t.Errorf("%s is repeated: %s", body, text)
		}
	}
}

func TestDecodeStopsNamingAfterTwenty(t *testing.T) {
	for _, name := range []string{"A%d", "a"} {
		body := "{"
		for i := range 600 {
			body += `"` + strings.ReplaceAll(name, "%d", "") + strings.Repeat("b", i%30) + strings.Repeat("c", i/30) + `":1,`
		}
		_, err := decode(body + `"name":""}`)
		if n := len(problem.As(err).Fields); n != 20 {
			t.Errorf("%s: %d fields named", name, n)
		}
	}
}

func TestDecodeNamesNothingThatIsNoName(t *testing.T) {
	long := strings.Repeat("a", 40)
	for name, want := range map[string]string{
		"_": "_", "a_b": "a_b", long: long, long + "a": "(nama isian tidak sah)", "": "(nama isian tidak sah)",
		"a1": "(nama isian tidak sah)", "1": "[1]", "12345": "(nama isian tidak sah)", "a-b": "(nama isian tidak sah)", "é": "(nama isian tidak sah)",
	} {
		_, err := decode(`{"` + name + `":1}`)
		if p := problem.As(err); len(p.Fields) != 1 || p.Fields[0].Name != want || p.Fields[0].Code != "tidak_dikenal" {
			t.Errorf("%q: %+v", name, p.Fields)
		}
	}
}

func TestDecodeIsCaseSensitive(t *testing.T) {
	if _, err := decode(`{"NAME":"x"}`); !problem.Is(err, problem.CodeIsianSalah) {
		t.Errorf("got %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{`{}`, `{"nik":"3303990101900001"}`, `{"units":[{"sizes":[1,"x"]}],"q":{}}`, `{"a":1,"a":2}`, `[`, `{"claimed":{"X":[]}}`} {
		f.Add(seed)
	}
	safe := regexp.MustCompile(`^(\(nama isian tidak sah\)|[a-z_]{1,40}|\[[0-9]{1,4}\]|\.)+$`)
	f.Fuzz(func(t *testing.T, body string) {
		_, err := decode(body)
		if err == nil {
			return
		}
		p := problem.As(err)
		if p.Code != problem.CodePermintaanRusak && p.Code != problem.CodeIsianSalah {
			t.Fatalf("code %s", p.Code)
		}
		for _, field := range p.Fields {
			if !safe.MatchString(field.Name) || len(p.Fields) > 20 {
				t.Fatalf("field %q", field.Name)
			}
		}
	})
}
