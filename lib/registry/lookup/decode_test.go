package lookup_test

import (
	"errors"
	"strings"
	"testing"

	"simpul/lib/registry"
	"simpul/lib/registry/lookup"
	"simpul/lib/resident"
)

func TestTheEnvelopesOfProxiesAndOldHosts_Wire_1_3(t *testing.T) {
	for body, want := range map[string]string{
		`{"content":` + data("") + `}`: "found",
		data(""):                       "found",
		`{"Content":[` + data("") + `],"quotalimiter":null}`:                       "found",
		`{"content":null,"RESPONSE_CODE":"05"}`:                                    "quota_exhausted",
		`{"content":[],"RESPON":"Gagal Login"}`:                                    "login_failed",
		`{"content":[` + data("") + `],"RESPONSE_CODE":"11"}`:                      "deceased",
		`{"content":[` + data(`,"RESPONSE_CODE":"11"`) + `],"RESPONSE_CODE":"00"}`: "deceased",
		`{"content":[]}`:             "unknown", // never not_found: nothing was said
		`{"content":[{}]}`:           "unknown",
		`{"content":[null]}`:         "unknown",
		`{}`:                         "unknown",
		`{"content":[{"STATUS":1}]}`: "unknown",
	} {
		if got := verdict(t, body); got != want {
			t.Errorf("%s: %s, want %s", body, got, want)
		}
	}
}

func TestWhatIsNotOneRecordIsBroken(t *testing.T) {
	for _, body := range []string{
		``, ` `, `null`, `[]`, `"x"`, `1`, `{`, `{"content":[`, `{"content":"x"}`, `{"content":[1]}`, `{"content":[[]]}`,
		data("") + `x`, `{"content":[` + data("") + `]}{}`, // more than one answer
		`{"content":[` + data("") + `,` + data("") + `]}`, // more than one person
		`{"content":[],"content":[` + data("") + `]}`,     // the same key twice
		envelope(data(`,"nik":"` + askedDigits + `"`)),
		envelope(data(`,"ALAMAT":{"x":1}`)), envelope(`{"NIK":[` + askedDigits + `],"NAMA_LGKP":"X"}`),
		strings.Repeat("[", 1e5), `{"content":` + strings.Repeat("[", 1e5),
	} {
		if got := verdict(t, body); got != "broken_answer" {
			t.Errorf("%.80s: %s", body, got)
		}
	}
}

func TestARecordOfAnotherNIKIsNoAnswer_PKS_2_1a(t *testing.T) {
	for _, record := range []string{
		`{"NIK":` + otherDigits + `,"NAMA_LGKP":"X"}`, `{"NAMA_LGKP":"X"}`, `{"NIK":null,"NAMA_LGKP":"X"}`,
		`{"NIK":9.1039901019000e15,"NAMA_LGKP":"X"}`, // what is left of it after a float
		`{"NIK":"` + otherDigits + `","RESPONSE_CODE":"11"}`, `{"NIK":` + otherDigits + `,"RESPON":"Data Tidak Ditemukan"}`,
	} {
		if got := verdict(t, envelope(record)); got != "broken_answer" {
			t.Errorf("%s: %s", record, got)
		}
	}
}

func TestDataWithoutANameIsNoAnswer(t *testing.T) {
	for _, name := range []string{`null`, `""`, `"  "`} {
		if got := verdict(t, envelope(`{"NIK":`+askedDigits+`,"NAMA_LGKP":`+name+`}`)); got != "broken_answer" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestNumbersKeepEveryDigit_Wire_1_5(t *testing.T) {
	for _, number := range []string{askedDigits, `"` + askedDigits + ` "`, askedDigits + ".0", "9.103990101900001E15",
		"9.1039901019000010e+15", "910399010190000.1E1", askedDigits + "0e-1", "0.9103990101900001e16"} {
		if got := element(t, resident.NIK, number); got != askedDigits {
			t.Errorf("%s became %q", number, got)
		}
	}
	for number, want := range map[string]string{`2`: "2", `"002"`: "002", `2.0`: "2", `20e-1`: "2", `0`: "0", `0.0`: "0", `0e5`: "0",
		`2.5`: "2.5", `-2`: "-2", `1e99`: "1e99", `1e99999999999999999999`: "1e99999999999999999999", `null`: "", `true`: "true"} {
		if got := element(t, resident.RT, number); got != want {
			t.Errorf("%s became %q, want %q", number, got, want)
		}
	}
}

// element returns what becomes of a value in the answer.
func element(t *testing.T, name resident.Element, value string) string {
	t.Helper()
	record := map[resident.Element]string{resident.NIK: askedDigits, resident.RT: "1"}
	record[name] = value
	answer, err := lookup.Classify([]byte(envelope(`{"NIK":`+record[resident.NIK]+`,"NAMA_LGKP":"X","NO_RT":`+record[resident.RT]+`}`)), asked)
	if err != nil {
		t.Fatalf("%s: %v", value, err)
	}
	return answer.Person.Get(name).RevealPersonalData()
}

func TestOnlyFoundBringsAPerson_JUKNIS_II_C_2b(t *testing.T) {
	for code := range codes {
		answer, _ := lookup.Classify([]byte(envelope(data(`,"RESPONSE_CODE":"`+code+`"`))), asked)
		if !answer.Person.Empty() {
			t.Errorf("code %s brings data", code)
		}
	}
}

func TestTheRegistrysCodeIsShownAndNoMoreThanACode(t *testing.T) {
	for code, want := range map[string]string{"3": "03", "18": "18", "E-77x": "E77x", askedDigits: "9103", "<b>": "b", "é": ""} {
		_, err := lookup.Classify([]byte(envelope(`{"RESPONSE_CODE":"`+code+`"}`)), asked)
		var fault *registry.Fault
		if !errors.As(err, &fault) || fault.Code != want {
			t.Errorf("%s: %v", code, err)
		}
	}
	if answer, err := lookup.Classify([]byte(envelope(`{"RESPONSE_CODE":"13"}`)), asked); err != nil || answer.Code != "13" {
		t.Errorf("got %q, %v", answer.Code, err)
	}
}

func TestTheQuotaWordComesWithAnswersAndFaults_Wire_1_3(t *testing.T) {
	for word, want := range map[string]int64{`123`: 123, `"77"`: 77, `0`: 0, `1.2e2`: 120, `-1`: -9, `null`: -9, `"?"`: -9, `1e30`: -9} {
		for _, record := range []string{data(""), `{"RESPONSE_CODE":"13"}`, `{"RESPONSE_CODE":"08"}`, `{"NAMA_LGKP":"X"}`} {
			answer, err := lookup.Classify([]byte(`{"content":[`+record+`],"quotaLimiter":`+word+`}`), asked)
			left := answer.Left
			if fault, isFault := errors.AsType[*registry.Fault](err); isFault {
				left = fault.Left
			}
			if got := orMinus9(left); got != want {
				t.Errorf("%s in %s: %d, want %d", word, record, got, want)
			}
		}
	}
}

func orMinus9(left *int64) int64 {
	if left == nil {
		return -9
	}
	return *left
}
