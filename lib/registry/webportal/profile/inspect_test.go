package profile_test

import (
	"slices"
	"strings"
	"testing"

	"simpul/lib/registry/webportal/profile"
)

// faulty returns the paths of what a page of that kind must have otherwise.
func faulty(page *profile.Page, kind profile.Kind) string {
	var paths []string
	for _, f := range page.Inspect(kind) {
		if f.Fault {
			paths = append(paths, f.Path)
		}
	}
	slices.Sort(paths)
	return strings.Join(paths, ", ")
}

func TestWhatAPageLacksIsNamed(t *testing.T) {
	p := parse(t)
	const (
		login  = `<form class="masuk"><input name="_token" value="a"><input name="pengguna"><input name="sandi"></form>`
		search = `<meta name="csrf" content="a"><form class="cari"><input name="nik"></form>`
	)
	for body, want := range map[string]struct {
		kind profile.Kind
		lack string
	}{
		login:                                  {profile.LoginPage, ""},
		`<form class="masuk">`:                 {profile.LoginPage, "login field pengguna, login field sandi, login.tokens[0]"},
		strings.Replace(login, `"a"`, `""`, 1): {profile.LoginPage, "login.tokens[0]"},
		login + `<img class="captcha">`:        {profile.LoginPage, "pages.captcha"},
		search:                                 {profile.SearchPage, ""},
		`<form class="cari">`:                  {profile.SearchPage, "search field nik, search.tokens[0]"},
		record():                               {profile.ResultPage, ""},
		search + record():                      {profile.ResultPage, ""},
		says("Data Ditemukan") + record():      {profile.ResultPage, ""},
		says("Data Ditemukan, Data Ganda"):     {profile.ResultPage, ""},
		says("Gagal Login"):                    {profile.ResultPage, ""},
		says("X-SESUATU"):                      {profile.ResultPage, "result.message"},
		says("Data Ditemukan"):                 {profile.ResultPage, "result.record, " + all("nik", "nama_lengkap", "tempat_lahir", "tanggal_lahir", "alamat")},
		record("Alamat", "Domisili"):           {profile.ResultPage, all("alamat")},
		record("Agama", "Alamat"):              {profile.ResultPage, all("alamat")},
		record("RT/RW", "Lingkungan"):          {profile.ResultPage, ""}, // optional
		record("PURBALINGGA, 01", "01"):        {profile.ResultPage, all("tempat_lahir", "tanggal_lahir")},
		"<h1>Pemeliharaan</h1>":                {profile.NoPage, ""},
	} {
		page := read(t, p, body)
		wanted := strings.Split(want.lack, ", ")
		slices.Sort(wanted)
		if got := faulty(page, page.Kind()); page.Kind() != want.kind || got != strings.Join(wanted, ", ") {
			t.Errorf("%s:\n%s lacks %s", body, page.Kind(), got)
		}
	}
	page := read(t, p, "")
	for kind, want := range map[profile.Kind]string{profile.LoginPage: "pages.login", profile.SearchPage: "pages.search", profile.ResultPage: "result.record"} {
		if !strings.Contains(faulty(page, kind), want) {
			t.Errorf("an empty page as %s lacks %s", kind, faulty(page, kind))
		}
	}
}

func all(elements ...string) string {
	return "result.elements." + strings.Join(elements, ", result.elements.")
}

func TestAFindingPrintsNothingOfAPage(t *testing.T) {
	page := read(t, parse(t), says("X-SESUATU")+record())
	for _, f := range page.Inspect(profile.ResultPage) {
		if f.Path == "result.elements.alamat" && f.Text.RevealPersonalData() != "JALAN CONTOH 1" {
			t.Errorf("%q is not what stands there", f.Text.RevealPersonalData())
		}
		if strings.Contains(strings.Join([]string{f.Text.String(), f.Means}, ""), "CONTOH") {
			t.Errorf("%+v", f)
		}
	}
}

func TestAShapeSaysNothing(t *testing.T) {
	for text, want := range map[string]string{
		"JL. MAWAR NO. 12/A": "xx. xxxxx xx. 99/x", askedDigits: strings.Repeat("9", 16), "Réunion ½\u0007": "xxxxxxx 9?",
		strings.Repeat("é", 100): strings.Repeat("x", 60), "": "",
	} {
		if got := profile.Shape(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}
