package lookup_test

import (
	"errors"
	"fmt"
	"testing"

	"simpul/lib/registry"
	"simpul/lib/registry/lookup"
)

// verdict returns what an answer says: a status, or a fault's kind.
func verdict(t testing.TB, body string) string {
	t.Helper()
	answer, err := lookup.Classify([]byte(body), asked)
	if err == nil {
		return string(answer.Status)
	}
	var fault *registry.Fault
	if !errors.As(err, &fault) {
		t.Fatalf("%T is no fault", err)
	}
	return string(fault.Kind)
}

// envelope is wire §1.3.
func envelope(record string) string {
	return `{"content":[` + record + `],"lastPage":true,"numberOfElements":1,"sort":null,"totalElements":1,"firstPage":true,"number":0,"size":1}`
}

// data is a record with NIK and name, and what else is given.
func data(more string) string {
	return fmt.Sprintf(`{"NIK":%s,"NAMA_LGKP":"CONTOH WARGA"%s}`, askedDigits, more)
}

// person is the record of an invented resident.
func person(nik string) string {
	return fmt.Sprintf(`{"content":[{"NIK":%s,"NO_KK":%s,"NAMA_LGKP":"CONTOH WARGA ","JENIS_KLMIN":"Laki-Laki","TMPT_LHR":"PURBALINGGA",
"TGL_LHR":"1990-01-01","STATUS_KAWIN":"KAWIN","JENIS_PKRJN":"KARYAWAN SWASTA","ALAMAT":"JALAN CONTOH 1","PROP_NAME":"JAWA TENGAH",
"KAB_NAME":"PURBALINGGA","NO_KEC":99,"KEC_NAME":"CONTOH","KEL_NAME":"CONTOH KIDUL","NO_RT":2,"NO_RW":null,"AGAMA":"X-AGAMA",
"NAMA_LGKP_IBU":"X-IBU","GOL_DARAH":"X-DARAH"}],"lastPage":true,"numberOfElements":1,"quotaLimiter":123}`, nik, nik)
}

var codes = map[string]string{
	"02": "unknown", "03": "login_failed", "04": "address_refused", "05": "quota_exhausted", "06": "outside_hours",
	"07": "request_incomplete", "08": "not_processable", "09": "request_incomplete", "10": "address_refused", "11": "deceased",
	"12": "duplicate", "13": "not_found", "14": "inactive", "15": "invalid_format", "16": "institution_inactive",
	"17": "user_inactive", "18": "unknown", "99": "unknown", "005": "unknown", "A1": "unknown", "--": "unknown",
}

func TestTheCodeDecidesWhateverStandsBesideIt_Wire_1_9(t *testing.T) {
	for code, want := range codes {
		for _, record := range []string{
			`{"RESPONSE_CODE":"%s"}`,
			`{"response_code":" %s ","RESPON":"Data Ditemukan"}`,
			`{"RESPONSE_CODE":"%s","RESPONSE_DESC":"Success","RESPONSE":"Success"}`,
			data(`,"RESPONSE_CODE":"%s","RESPON":"Success"`),
		} {
			if got := verdict(t, envelope(fmt.Sprintf(record, code))); got != want {
				t.Errorf("code %s in %s: %s, want %s", code, record, got, want)
			}
		}
	}
}

func TestACodeMayBeANumberOrOneDigit_Wire_1_8(t *testing.T) {
	for code, want := range map[string]string{`5`: "quota_exhausted", `"5"`: "quota_exhausted", `11`: "deceased", `11.0`: "deceased",
		`1.1e1`: "deceased", `true`: "unknown", `-5`: "unknown", `1.5`: "unknown"} {
		if got := verdict(t, envelope(`{"RESPONSE_CODE":`+code+`}`)); got != want {
			t.Errorf("%s: %s, want %s", code, got, want)
		}
	}
}

func TestSuccessCodesNeedDataAndNoContradiction_Wire_1_8(t *testing.T) {
	for _, code := range []string{`"00"`, `"01"`, `0`} {
		for record, want := range map[string]string{
			data(`,"RESPONSE_CODE":` + code):                                                 "found",
			data(`,"RESPONSE_CODE":` + code + `,"RESPONSE":"Success"`):                       "found",
			data(`,"RESPONSE_CODE":` + code + `,"RESPONSE":"Sip"`):                           "found",
			data(`,"RESPONSE_CODE":` + code + `,"RESPON":"Data Ditemukan, Meninggal Dunia"`): "unknown",
			data(`,"RESPONSE_CODE":` + code + `,"RESPON":"Gagal Login"`):                     "unknown",
			`{"RESPONSE_CODE":` + code + `}`:                                                 "broken_answer",
		} {
			if got := verdict(t, envelope(record)); got != want {
				t.Errorf("%s: %s, want %s", record, got, want)
			}
		}
	}
}

// The texts of wire §1.9 and JUKNIS-II.C.2b, in the cases, blanks and wordings that hosts use.
var texts = map[string]string{
	"Login Gagal": "login_failed", "Gagal Login": "login_failed", "LOGIN  GAGAL": "login_failed",
	"IP Tidak Sesuai": "address_refused", "IP Address Tidak Sesuai": "address_refused",
	"IP Client  Tidak terdaftar": "address_refused", "IP Client Tidak Terdaftar": "address_refused",
	"Kuota Akses Hari ini telah Habis": "quota_exhausted", "kuota akses hari ini telah habis.": "quota_exhausted",
	"Parameter Tidak Lengkap / Tidak Valid":    "request_incomplete",
	"User, password dan IP tidak boleh kosong": "request_incomplete",
	"Instansi Tidak Aktif":                     "institution_inactive", "Instansi non-aktif": "institution_inactive",
	"User ID Tidak Aktif": "user_inactive", "User ID non aktif, silahkan menghubungi Admin": "user_inactive",
	"Data Ditemukan, Meninggal Dunia": "deceased", "data ditemukan,meninggal  dunia": "deceased",
	"UserID NonAktif": "user_inactive", "Data Ditemukan, NIK Ganda": "duplicate",
	"Data Ditemukan, Data Ganda":                                        "duplicate",
	"Data Ditemukan, Status Non Aktif silahkan hubungi Dinas Dukcapil":  "inactive",
	"Data Ditemukan, Status Tidak Aktif silakan hubungi Dinas Dukcapil": "inactive",
	"DATA DITEMUKAN - STATUS NON-AKTIF":                                 "inactive",
	"Data Tidak Ditemukan, NIK tidak terdapat di database Kependudukan": "not_found",
	"Data Tidak Ditemukan":                                              "not_found",
	"\\tData\\u00a0tidak\\nditemukan ":                                  "not_found",
	"Data Tidak Ditemukan, NIK tidak sesuai format Dukcapil":            "invalid_format",
	"Data tidak ditemukan; NIK TIDAK SESUAI FORMAT":                     "invalid_format",
	"User ID tidak ditemukan":                                           "unknown", "Halaman tidak ditemukan": "unknown", "Data Ditemukan, Dalam Pengawasan": "unknown",
	"Terjadi kesalahan": "unknown", "0": "unknown",
}

func TestWithoutACodeTheTextDecides_Wire_1_8(t *testing.T) {
	for text, want := range texts {
		for _, record := range []string{
			`{"RESPON":"%s"}`, `{"Respon":"%s","RESPONSE_CODE":null}`, `{"RESPONSE_DESC":"%[1]s","RESPONSE":"%[1]s"}`,
			`{"RESPONSE":"%s","NIK":"` + askedDigits + `","RESPONSE_CODE":""}`, data(`,"RESPON":"%s"`),
		} {
			if got := verdict(t, envelope(fmt.Sprintf(record, text))); got != want {
				t.Errorf("%q in %s: %s, want %s", text, record, got, want)
			}
		}
	}
}

func TestTextsThatDisagreeAreNotChosenFrom(t *testing.T) {
	if got := verdict(t, envelope(`{"RESPONSE":"Data Tidak Ditemukan","RESPONSE_DESC":"Gagal Login"}`)); got != "unknown" {
		t.Errorf("got %s", got)
	}
}

func TestASuccessTextIsFoundOnlyWithData(t *testing.T) {
	for _, text := range []string{"Success", "SUKSES", "Data Ditemukan", ""} {
		if got := verdict(t, envelope(data(`,"RESPON":"`+text+`"`))); got != "found" {
			t.Errorf("%q: %s", text, got)
		}
	}
	if got := verdict(t, envelope(`{"RESPON":"Data Ditemukan"}`)); got != "broken_answer" {
		t.Errorf("without data: %s", got)
	}
}
