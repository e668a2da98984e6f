package othertest_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"simpul/lib/registry/othertest"
)

// bodies are all raw answers, by person.
func bodies(t *testing.T, r rig) map[othertest.Person]string {
	t.Helper()
	all := map[othertest.Person]string{}
	for _, p := range r.People() {
		_, body := r.send(t, r.request(t, []byte(`{"NIK":"`+p.NIK+`","user_id":"`+r.UserID()+`","password":"`+r.Password()+`","IP_USER":"`+r.IPUser()+`"}`)))
		all[p] = string(body)
	}
	return all
}

// TestEveryShapeOccurs holds the shapes of wire 1 that this fake is for, each as
// it must look in the raw JSON of somebody.
func TestEveryShapeOccurs(t *testing.T) {
	all := strings.Builder{}
	for _, body := range bodies(t, start(t, othertest.Options{})) {
		all.WriteString(body)
	}
	for section, pattern := range map[string]string{
		"1.3 empty array":           `"content":\[\]`,
		"1.3 object found":          `"content":\{[^}]*"NAMA_LGKP"`,
		"1.3 object refused":        `"content":\{"RESPON"`,
		"1.4 NIK number":            `"NIK":3404990503880002[,}]`,
		"1.4 NIK string":            `"NIK":"3578992207790011"`,
		"1.5 NIK number above 2^53": `"NIK":9[1-6]\d{13}[13579][,}]`,
		"1.4 NO_KK number":          `"NO_KK":\d{16}[,}]`,
		"1.4 NO_KK null":            `"NO_KK":null`,
		"1.4 NO_KEC one digit":      `"NO_KEC":\d[,}]`,
		"1.4 NO_RT null":            `"NO_RT":null`,
		"1.4 NO_RT string":          `"NO_RT":"2"`,
		"1.4 sex upper":             `"JENIS_KLMIN":"LAKI-LAKI"`,
		"1.4 sex mixed":             `"JENIS_KLMIN":"Perempuan"`,
		"1.4 trailing blank":        `"NAMA_LGKP":"[^"]+ "`,
		"1.4 degree":                `"NAMA_LGKP":"[^"]+, S\.PD"`,
		"1.4 kabupaten bare":        `"KAB_NAME":"SLEMAN"`,
		"1.4 kota":                  `"KAB_NAME":"KOTA SURABAYA"`,
		"1.4 Jakarta":               `"KAB_NAME":"KOTA ADM\. `,
		"1.6 ISO":                   `"TGL_LHR":"\d{4}-\d\d-\d\d"`,
		"1.6 ISO with time":         `"TGL_LHR":"\d{4}-\d\d-\d\d 00:00:00"`,
		"1.6 dashes":                `"TGL_LHR":"\d\d-\d\d-\d{4}"`,
		"1.6 dashes with time":      `"TGL_LHR":"\d\d-\d\d-\d{4} 00:00:00"`,
		"1.6 dots":                  `"TGL_LHR":"\d\d\.\d\d\.\d{4}"`,
		"1.8 code 00 with record":   `"NAMA_LGKP"[^}]*"RESPONSE_CODE":"00"`,
		"1.8 code 01 with record":   `"NAMA_LGKP"[^}]*"RESPONSE_CODE":"01"`,
		"1.8.1":                     `\{"RESPON":"[^"]+"\}`,
		"1.8.2":                     `\{"RESPON":"[^"]+","RESPONSE_CODE":"\d\d"\}`,
		"1.8.3":                     `\{"RESPONSE":"[^"]+","RESPONSE_CODE":"\d\d","RESPONSE_DESC":"[^"]+"\}`,
		"1.9 code only":             `\{"RESPONSE_CODE":"\d\d"\}`,
		"1.9 silakan":               `silakan`,
		"1.9 silahkan":              `silahkan`,
		"1.9 non aktif":             `Non Aktif`,
		"1.9 two blanks":            `IP Client  Tidak terdaftar`,
	} {
		if !regexp.MustCompile(pattern).MatchString(all.String()) {
			t.Errorf("%s: nobody shows %s", section, pattern)
		}
	}
}

func TestMarkerIsInEveryRecordAndNowhereElse(t *testing.T) {
	r := start(t, othertest.Options{})
	for p, body := range bodies(t, r) {
		record := strings.Contains(body, `"NAMA_LGKP"`)
		if marked := strings.Contains(body, `"NO_AKTA_LHR":"`+r.Marker()+`"`); marked != record || p.Status == "found" && !record {
			t.Errorf("%s: record %t, marked %t", p.Group, record, marked)
		}
	}
}

func TestFoundRecordsHoldFieldsOutsideTheAgreement(t *testing.T) {
	r := start(t, othertest.Options{})
	for p, body := range bodies(t, r) {
		if p.Status == othertest.Found && !(strings.Contains(body, `"NO_KK":`) && strings.Contains(body, `"NAMA_LGKP_IBU":`)) {
			t.Errorf("%s: no family data to drop", p.Group)
		}
	}
}

func TestEnvelopeIsASpringPage(t *testing.T) {
	r := start(t, othertest.Options{AnswerAs: "3404992705910002"})
	req := r.request(t, []byte(`{}`))
	status, body := r.send(t, req)
	want := `{"content":[{"RESPONSE":"Parameter Tidak Lengkap / Tidak Valid","RESPONSE_CODE":"07","RESPONSE_DESC":"Parameter Tidak Lengkap / Tidak Valid"}],` +
		`"lastPage":true,"numberOfElements":1,"sort":null,"totalElements":1,"firstPage":true,"number":0,"size":1}` + "\n"
	if status != http.StatusOK || string(body) != want {
		t.Errorf("status %d, body %s", status, body)
	}
}

func TestBareObjectOptionUnwrapsAllButTheEmptyArray(t *testing.T) {
	r := start(t, othertest.Options{BareObject: true})
	for p, body := range bodies(t, r) {
		if empty := strings.Contains(p.Group, "empty array"); strings.HasPrefix(body, `{"content":[`) != empty {
			t.Errorf("%s: content %.30s", p.Group, body)
		}
	}
}
