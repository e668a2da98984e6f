package othertest_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"simpul/lib/registry/othertest"
)

// codes are §1.9.
var codes = map[string]string{
	"03": "login_failed", "04": "ip_mismatch", "05": "quota_exhausted", "06": "outside_hours",
	"07": "incomplete", "09": "incomplete", "10": "ip_unregistered", "11": "deceased", "12": "duplicate",
	"13": "not_found", "14": "inactive", "15": "invalid_format", "16": "institution_inactive",
	"17": "user_inactive", "99": "unknown",
}

// texts are the code-less refusals, folded; the first that matches counts.
var texts = []struct{ pattern, outcome string }{
	{`format dukcapil`, "invalid_format"}, {`tidak ditemukan`, "not_found"}, {`meninggal`, "deceased"},
	{`ganda`, "duplicate"}, {`ditemukan, status (non|tidak) aktif`, "inactive"},
	{`^(login gagal|gagal login)$`, "login_failed"}, {`^kuota akses hari ini telah habis$`, "quota_exhausted"},
	{`^instansi (non|tidak) aktif$`, "institution_inactive"}, {`^user id (non|tidak) aktif`, "user_inactive"},
	{`^ip address tidak sesuai$`, "ip_mismatch"}, {`^ip client tidak terdaftar$`, "ip_unregistered"},
	{`^parameter tidak lengkap`, "incomplete"}, {``, "unknown"},
}

// outcome reads a refusal the way §1.8 advises: by code, else by folded text.
func outcome(p page) string {
	if p.element == nil {
		return "not_found"
	}
	if code := p.text("RESPONSE_CODE"); code != "" && code != "00" && code != "01" {
		return codes[code]
	}
	if p.text("NAMA_LGKP") != "" {
		return "found"
	}
	folded := strings.Join(strings.Fields(strings.ToLower(p.text("RESPON"))), " ")
	for _, t := range texts {
		if regexp.MustCompile(t.pattern).MatchString(folded) {
			return t.outcome
		}
	}
	return ""
}

func TestEveryPersonGetsTheDocumentedOutcome_JUKNIS_II_C_2b(t *testing.T) {
	r := start(t, othertest.Options{})
	for _, person := range r.People() {
		want := person.Status + person.Fault
		if got := outcome(r.ask(t, r.good(person.NIK))); got != want {
			t.Errorf("%s: got %q, want %q", person.Group, got, want)
		}
	}
}

func TestFoundRecordsHoldTheTrueElements_JUKNIS_II_C_2a(t *testing.T) {
	r := start(t, othertest.Options{})
	for _, want := range r.People() {
		if want.Status != othertest.Found {
			continue
		}
		if got := truth(t, r.ask(t, r.good(want.NIK)), want.Group); got != want {
			t.Errorf("%s:\n got %+v\nwant %+v", want.Group, got, want)
		}
	}
}

// truth rebuilds a person from an answer.
func truth(t *testing.T, p page, group string) othertest.Person {
	t.Helper()
	sex := map[string]string{"laki-laki": "Laki-Laki", "perempuan": "Perempuan"}[strings.ToLower(p.text("JENIS_KLMIN"))]
	got := othertest.Person{
		NIK: p.text("NIK"), Group: group, Status: "found", FullName: p.text("NAMA_LGKP"), Sex: sex,
		BirthPlace: p.text("TMPT_LHR"), BirthDate: date(t, p.text("TGL_LHR")), MaritalStatus: p.text("STATUS_KAWIN"),
		Occupation: p.text("JENIS_PKRJN"), Alamat: p.text("ALAMAT"), ProvinceName: p.text("PROP_NAME"),
		KabupatenName: p.text("KAB_NAME"), KecamatanCode: pad(t, p.text("NO_KEC")), KecamatanName: p.text("KEC_NAME"),
		KelurahanName: p.text("KEL_NAME"), RT: p.text("NO_RT"), RW: p.text("NO_RW"),
	}
	if p.element["NO_PROP"] != nil {
		got.RegionCode = pad(t, p.text("NO_PROP")) + pad(t, p.text("NO_KAB")) + got.KecamatanCode
	}
	return got
}

func pad(t *testing.T, digits string) string {
	t.Helper()
	n, err := strconv.Atoi(digits)
	if err != nil || digits != strconv.Itoa(n) {
		t.Fatalf("%q is padded or no number", digits)
	}
	if n < 10 {
		return "0" + digits
	}
	return digits
}

func date(t *testing.T, text string) string {
	t.Helper()
	for _, layout := range []string{"2006-01-02", "02-01-2006", "02.01.2006"} {
		if day, err := time.Parse(layout, strings.TrimSuffix(text, " 00:00:00")); err == nil {
			return day.Format("2006-01-02")
		}
	}
	t.Fatalf("no date of wire 1.6: %q", text)
	return ""
}

func TestPeopleAreInventedUniqueAndOfEveryOutcome(t *testing.T) {
	r := start(t, othertest.Options{})
	invented := regexp.MustCompile(`^[1-9]\d{3}99\d{10}$`)
	seen, outcomes := map[string]bool{}, map[string]int{}
	for _, p := range r.People() {
		if !invented.MatchString(p.NIK) || seen[p.NIK] || (p.Status == "") == (p.Fault == "") || p.Group == "" {
			t.Errorf("%s: NIK not invented or not unique, or not exactly one outcome", p.Group)
		}
		if _, err := time.Parse("020106", born(p.NIK)); err != nil {
			t.Errorf("%s: NIK without a real day", p.Group)
		}
		seen[p.NIK] = true
		outcomes[p.Status+p.Fault]++
	}
	for _, want := range append([]string{"found"}, values(codes)...) {
		if outcomes[want] < 2 {
			t.Errorf("%s: %d people, want 2 or more", want, outcomes[want])
		}
	}
	if len(seen) < 40 {
		t.Errorf("%d people", len(seen))
	}
}

// born is DDMMYY of a NIK, 40 taken off for women.
func born(nik string) string {
	if nik[6] >= '4' {
		return string(nik[6]-4) + nik[7:12]
	}
	return nik[6:12]
}

func values(m map[string]string) (all []string) {
	for _, v := range m {
		all = append(all, v)
	}
	return all
}
