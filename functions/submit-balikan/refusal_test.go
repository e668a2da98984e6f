package main

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"simpul/functions/functiontest"
	"simpul/lib/identity"
)

// refused fails unless a is that problem and repeats nothing.
func (d *desk) refused(t *testing.T, name string, a functiontest.Answer, status int, code string) {
	t.Helper()
	if a.Code != status || a.Problem != "urn:simpul:problem:"+code {
		t.Errorf("%s: %d %s %v, expected %d %s", name, a.Code, a.Problem, a.Fields, status, code)
	}
	d.silent(t, name, a)
}

// fields writes the wrong fields as one line.
func fields(a functiontest.Answer) string {
	words := make([]string, len(a.Fields))
	for i, f := range a.Fields {
		words[i] = f.Name + ":" + f.Code
		if f.Detail == "" {
			words[i] += " without a remedy"
		}
	}
	return strings.Join(words, " ")
}

func TestAReceiptProvesTheNIKThatWasAccessed(t *testing.T) { // agreement.md, "What counts as storing"
	d := newDesk(t, nil)
	other := d.unit(t, applicant)
	mine := func(changes ...any) map[string]any { return d.unit(t, someone, changes...) }
	for name, unit := range map[string]map[string]any{
		"of another access":       mine("receipt", other["receipt"]),
		"of another NIK":          mine("nik", applicant),
		"forged":                  mine("receipt", "v1.uji-1."+strings.Repeat("A", 43)),
		"of a key that is no key": mine("receipt", strings.Replace(mine()["receipt"].(string), "uji-1", "uji-2", 1)),
		"with another's access":   mine("access_ids", other["access_ids"]),
	} {
		d.refused(t, name, d.submit(unit), http.StatusUnprocessableEntity, "tanda_terima_salah")
	}
	if d.Balikan.Requests() != 0 {
		t.Error("something was sent")
	}
}

func TestEachWrongFieldOfAUnitIsNamed(t *testing.T) {
	d := newDesk(t, nil)
	uuid4 := "c7e3b1f0-9a55-4f3e-8c2d-1b7e5d6f8a90"
	many := []any{}
	for i := range 21 {
		many = append(many, licenceOf(fmt.Sprint("A", i), "nib"))
	}
	for want, changes := range map[string][]any{
		"application_number:wajib":                                  {"application_number", nil},
		"application_number:memuat_nik":                             {"application_number", "503/" + someone},
		"application_number:bentuk":                                 {"application_number", "503\x00"},
		"access_ids:wajib":                                          {"access_ids", nil},
		"access_ids[0]:bentuk":                                      {"access_ids", []string{uuid4}},
		"access_ids:kembar":                                         {"access_ids", []string{someID, someID}},
		"nik:panjang":                                               {"nik", "33039901"},
		"nik:tipe_salah":                                            {"nik", 3303990101900001},
		"receipt:wajib":                                             {"receipt", nil},
		"receipt:bentuk":                                            {"receipt", "PENANDA"},
		"licences:wajib":                                            {"licences", nil},
		"licences:wajib ":                                           {"licences", []any{}},
		"licences:terlalu_panjang":                                  {"licences", many},
		"licences[0].number:wajib":                                  {"licences", []any{licenceOf("", "nib")}},
		"licences[0].number:karakter_kendali":                       {"licences", []any{licenceOf("A\t1", "nib")}},
		"licences[0].number:karakter_kendali ":                      {"licences", []any{licenceOf("A\u202e1", "nib")}},
		"licences[0].number:karakter_kendali  ":                     {"licences", []any{licenceOf("A1 ", "nib")}},
		"licences[0].number:memuat_nik":                             {"licences", []any{licenceOf("IZIN "+someone, "nib")}},
		"licences[0].number:memuat_nik ":                            {"licences", []any{licenceOf("3303 9901 0190 0001", "nib")}},
		"licences[0].type:jenis_izin_tidak_terdaftar":               {"licences", []any{licenceOf("A1", "PENANDA")}},
		"licences[1].number:wajib licences[1].type:wajib":           {"licences", []any{licenceOf("A1", "nib"), map[string]any{}}},
		"licences[1]:kembar":                                        {"licences", []any{licenceOf("A1", "nib"), licenceOf("A1", "nib")}},
		"licences[0].holder:tidak_dikenal":                          {"licences", []any{map[string]any{"number": "A1", "type": "nib", "holder": "PENANDA"}}},
		"closed_without_licence:tidak_boleh_diisi":                  {"closed_without_licence", map[string]any{"code": "ditolak"}},
		"closed_without_licence.code:pilihan":                       {"licences", nil, "closed_without_licence", map[string]any{"code": "bosan"}},
		"closed_without_licence.note:memuat_nik":                    {"licences", nil, "closed_without_licence", map[string]any{"code": "ditolak", "note": "milik " + applicant}},
		"closed_without_licence.note:karakter_kendali":              {"licences", nil, "closed_without_licence", map[string]any{"code": "ditolak", "note": "a\nb"}},
		"override.code:wajib":                                       {"override", map[string]any{}},
		"override.note:memuat_nik":                                  {"override", map[string]any{"code": "sudah_dicek", "note": "3303.9901.0190.0001"}},
		"override:tidak_boleh_diisi":                                {"licences", nil, "closed_without_licence", map[string]any{"code": "ditolak"}, "override", map[string]any{"code": "sudah_dicek"}},
		"access_origin:pilihan":                                     {"access_origin", "peramban", "access_ids", nil, "receipt", nil},
		"access_ids:tidak_boleh_diisi receipt:tidak_boleh_diisi":    {"access_origin", "manual"},
		"(nama isian tidak sah):tidak_dikenal":                      {"3303990101900001", "x"},
		"nama:tidak_dikenal":                                        {"nama", "PENANDA"},
		"application_number:wajib nik:panjang licences:wajib (all)": {"application_number", nil, "nik", "1", "licences", nil},
	} {
		a := d.submit(d.unit(t, someone, changes...))
		d.refused(t, want, a, http.StatusUnprocessableEntity, "isian_salah")
		want = strings.TrimSpace(strings.TrimSuffix(want, " (all)"))
		got := fields(a)
		for one := range strings.SplitSeq(want, " ") {
			if !strings.Contains(want, "(nama") && !strings.Contains(got, one) || got == "" {
				t.Errorf("want %s, got %s", want, got)
			}
		}
	}
}

func TestANumberThatLooksLikeAnothersIsRefused(t *testing.T) { // and would be a unit of its own, without a receipt
	d := newDesk(t, nil)
	for _, number := range []string{"503/0001/2026 ", " 503/0001/2026"} {
		a := d.submit(d.unit(t, someone, "application_number", number, "access_ids", nil, "receipt", nil, "access_origin", "manual"))
		d.refused(t, "blank", a, http.StatusUnprocessableEntity, "isian_salah")
	}
	d.expect(t, d.submit(d.unit(t, someone, "application_number", "503 / 1", "access_ids", nil, "receipt", nil, "access_origin", "manual")), http.StatusOK, "delivered")
}

const someID = "0190f2a0-0000-7000-8000-000000000001"

func TestACallThatIsNoCallIsRefusedAsAWhole(t *testing.T) {
	d := newDesk(t, nil)
	good := d.unit(t, someone)
	hundredAndOne := make([]any, 101)
	for i := range hundredAndOne {
		hundredAndOne[i] = good
	}
	unit := map[string]any{"unit": "uji-1." + strings.Repeat("A", 22)}
	for name, row := range map[string]struct {
		body   any
		status int
		code   string
		field  string
	}{
		"no body's worth":   {map[string]any{}, 422, "isian_salah", "units:wajib"},
		"no unit":           {map[string]any{"units": []any{}}, 422, "isian_salah", "units:wajib"},
		"101 units":         {map[string]any{"units": hundredAndOne}, 422, "isian_salah", "units:terlalu_panjang"},
		"units and discard": {map[string]any{"units": []any{good}, "discard": unit}, 422, "isian_salah", "units:sendiri"},
		"both orders":       {map[string]any{"retry": unit, "discard": unit}, 422, "isian_salah", "units:sendiri"},
		"no code":           {map[string]any{"discard": unit}, 422, "isian_salah", "discard.code:wajib"},
		"no unit's name":    {map[string]any{"retry": map[string]any{"unit": someone}}, 422, "isian_salah", "retry.unit:bentuk"},
		"another member":    {map[string]any{"units": []any{good}, "penanda": 1}, 422, "isian_salah", "penanda:tidak_dikenal"},
		"units is a word":   {map[string]any{"units": "PENANDA"}, 422, "isian_salah", "units:tipe_salah"},
		"no JSON":           {[]byte(`{"units":[`), 400, "permintaan_rusak", ""},
		"twice":             {[]byte(`{"units":[],"units":[]}`), 400, "permintaan_rusak", ""},
		"a list":            {[]byte(`[]`), 400, "permintaan_rusak", ""},
		"not UTF-8":         {[]byte("{\"units\":[\"\xff\"]}"), 400, "permintaan_rusak", ""},
		"five megabytes":    {bytes.Repeat([]byte("PENANDA "), 5<<20/8), 413, "permintaan_terlalu_besar", ""},
	} {
		a := d.Do(functiontest.Call{Token: d.token, Body: row.body})
		d.refused(t, name, a, row.status, row.code)
		if !strings.Contains(fields(a), row.field) {
			t.Errorf("%s: %s", name, fields(a))
		}
	}
	if !strings.Contains(d.Do(functiontest.Call{Token: d.token, Body: bytes.Repeat([]byte(" "), maxBody+1)}).Text, fmt.Sprint(maxBody)) {
		t.Error("the limit is not told")
	}
}

func TestAUnitThatIsNoneGetsAProblemOfItsOwn(t *testing.T) {
	d := newDesk(t, nil)
	a := d.submit("PENANDA", 7, nil, []any{}, map[string]any{"units": []any{}}, d.unit(t, someone, "nik", "1"))
	d.refused(t, "several", a, http.StatusUnprocessableEntity, "balikan_ditolak")
	for want, times := range map[string]int{"permintaan_rusak": 4, "isian_salah": 2} {
		if got := strings.Count(a.Text, "urn:simpul:problem:"+want); got != times {
			t.Errorf("%s stands %d times", want, got)
		}
	}
}

func TestWhoMayDoWhat(t *testing.T) {
	d := newDesk(t, nil)
	order := map[string]any{"discard": map[string]any{"unit": "uji-1." + strings.Repeat("A", 22), "code": "uji"}}
	units := map[string]any{"units": []any{d.unit(t, someone)}}
	for name, row := range map[string]struct {
		call  functiontest.Call
		scope string
		code  string
	}{
		"submit without scope":      {functiontest.Call{Body: units}, identity.ScopeVerify, "kewenangan_kurang"},
		"submit as a manager alone": {functiontest.Call{Body: units}, identity.ScopeManageFeedback, "kewenangan_kurang"},
		"discard as an officer":     {functiontest.Call{Body: order}, identity.ScopeSubmitFeedback, "kewenangan_kurang"},
		"list without scope":        {functiontest.Call{Method: http.MethodGet, Query: "state=outstanding"}, identity.ScopeVerify, "kewenangan_kurang"},
		"garbage without scope":     {functiontest.Call{Body: []byte("{")}, identity.ScopeVerify, "kewenangan_kurang"},
	} {
		row.call.Token = d.Token(t, row.scope)
		d.refused(t, name, d.Do(row.call), http.StatusForbidden, row.code)
	}
	d.refused(t, "no token", d.Do(functiontest.Call{Body: units}), http.StatusUnauthorized, "token_tidak_ada")
	d.refused(t, "a NIK in the address", d.Do(functiontest.Call{Token: d.token, Query: "nik=" + someone, Body: units}), 422, "isian_salah")
	for _, query := range []string{"", "state=open", "state=outstanding&operator=petugas-02"} {
		d.refused(t, query, d.Do(functiontest.Call{Token: d.token, Method: http.MethodGet, Query: query}), 422, "isian_salah")
	}
}
