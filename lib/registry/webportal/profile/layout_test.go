package profile_test

import (
	"fmt"
	"strings"
	"testing"

	"simpul/lib/registry"
	"simpul/lib/registry/webportal/profile"
	"simpul/lib/resident"
)

// Each layout shows the same value once, beside the label Alamat or where the selector .alamat points.
func TestAValueIsFoundInEveryLayout(t *testing.T) {
	byLabel, bySelector := parse(t), parse(t, "alamat: {label: Alamat}", `alamat: {selector: ".alamat"}`)
	for name, row := range map[string]struct {
		p    *profile.Profile
		html string
	}{
		"th and td":             {byLabel, `<table><tr><th> Alamat :</th><td>%s</td></tr></table>`},
		"td and td":             {byLabel, `<table><tr><td>ALAMAT</td><td>%s</td></tr></table>`},
		"a cell for the colon":  {byLabel, `<table><tr><td>Alamat</td><td>:</td><td>: %s</td></tr></table>`},
		"pairs in one row":      {byLabel, `<table><tr><td>Agama</td><td>X</td><td>Alamat</td><td>%s</td></tr></table>`},
		"headings above":        {byLabel, `<table><thead><tr><th>Agama</th><th>Alamat</th></tr></thead><tbody><tr><td>X</td><td>%s</td></tr></tbody></table>`},
		"a heading over all":    {byLabel, `<table><tr><th colspan="2">Alamat</th></tr><tr><td>Alamat</td><td>%s</td></tr></table>`},
		"definition list":       {byLabel, `<dl><dt>Agama</dt><dd>X</dd><dt>Alamat</dt><dd> %s </dd></dl>`},
		"label for an input":    {byLabel, `<label for="a.b">Alamat</label><p><input id="a.b" value="%s"></p>`},
		"label around an input": {byLabel, `<label>Alamat <input value="%s"></label>`},
		"label before an input": {byLabel, `<label>Alamat</label><input value="%s">`},
		"label before a box":    {byLabel, `<label>Alamat</label><div><textarea>%s</textarea></div>`},
		"label before a text":   {byLabel, `<label>Alamat</label><p>%s</p>`},
		"chosen option":         {byLabel, `<label>Alamat <select><option>X<option selected>%s</select></label>`},
		"selector of a text":    {bySelector, `<p class="alamat">%s</p>`},
		"selector of an input":  {bySelector, `<input class="alamat" value="%s">`},
		"blanks and line feeds": {byLabel, "<dl><dt>Alamat</dt><dd>\n JALAN\t\n\u00a0CONTOH&nbsp;1 %.0s</dd></dl>"},
	} {
		t.Run(name, func(t *testing.T) {
			body := strings.Replace(record("Alamat", "Lain"), "</table>", "</table>"+fmt.Sprintf(row.html, "JALAN CONTOH 1"), 1)
			page := read(t, row.p, `<div id="hasil">`+strings.Replace(body, ` id="hasil"`, "", 1)+`</div>`)
			if got := element(answer(t, page), resident.Alamat); got != "JALAN CONTOH 1" {
				t.Errorf("%q", got)
			}
		})
	}
}

func TestAValueThatCouldBeTwoIsNone(t *testing.T) {
	p := parse(t)
	for name, html := range map[string]string{
		"two rows under headings": `<table><tr><th>Agama</th><th>Alamat</th></tr><tr><td>X</td><td>A</td></tr><tr><td>X</td><td>B</td></tr></table>`,
		"two lists":               `<dl><dt>Alamat</dt><dd>A</dd></dl><dl><dt>Alamat</dt><dd>B</dd></dl>`,
		"an id twice":             `<label for="a">Alamat</label><input id="a" value="A"><input id="a" value="B">`,
		"two inputs in a label":   `<label>Alamat <input value="A"><input value="B"></label>`,
		"a label and nothing":     `<label>Alamat</label>`,
		"labels without end":      strings.Repeat(`<p><label>Alamat</label></p>`, 21) + `<label>Alamat</label><i>A</i>`,
		"a heading and nothing":   `<table><tr><th>Agama</th><th>Alamat</th></tr></table>`,
	} {
		body := strings.Replace(record("Alamat", "Lain"), "</table>", "</table>"+html, 1)
		t.Run(name, func(t *testing.T) {
			refuse(t, read(t, p, `<div id="hasil">`+strings.Replace(body, ` id="hasil"`, "", 1)+`</div>`), registry.PageChanged)
		})
	}
}

func TestThePlainFormOfATextForgetsHowItIsWritten(t *testing.T) {
	for text, want := range map[string]string{
		"  Data\u00a0Ditemukan,\n DATA ganda!": "data ditemukan data ganda",
		"NIK 9103-9901 tidak ada":              "nik 9 tidak ada",
		"Sisa 1.250 dari 2.000":                "sisa 9 dari 9",
		"RT/RW":                                "rt rw",
		"kuota2 3a":                            "kuota9 9a",
		" – ×":                                 "",
	} {
		if got := profile.Plain(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestTokensAreSentBackAsTheProfileSays(t *testing.T) {
	p := parse(t)
	page := read(t, p, `<meta name="csrf" content="abc"><input name="_token" value="d&amp;f">`)
	fields, headers, err := page.Tokens(append(p.Login.Tokens, p.Search.Tokens...))
	if err != nil || len(fields) != 1 || fields[0] != (profile.Field{Name: "_token", Value: "d&f"}) || headers[0] != (profile.Field{Name: "X-CSRF-TOKEN", Value: "abc"}) {
		t.Errorf("%v %v %v", fields, headers, err)
	}
	for _, body := range []string{"", `<input name="_token">`, `<meta name="csrf" content="">`} {
		if _, _, err := read(t, p, body).Tokens(p.Login.Tokens); err == nil || !strings.Contains(err.Error(), "page_changed") {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestPagesAreToldApart(t *testing.T) {
	p := parse(t)
	const login, search, expired = 1, 2, 4
	for body, want := range map[string]int{
		`<form class="masuk">`:                                           login | expired,
		`<form class="masuk">` + says("Sesi berakhir"):                   login | expired,
		`<form class="masuk">` + says("Selamat datang"):                  login | expired,
		`<form class="masuk">` + says("Gagal Login"):                     login,
		`<form class="masuk">` + says("X"):                               login,
		`<form class="masuk"></form>` + record():                         login,
		`<form class="cari">`:                                            search,
		`<form class="cari"></form><form class="masuk">`:                 login | expired,
		`<form class="cari"></form>` + says("Data Ditemukan") + record(): search,
		says("Sesi berakhir"):                                            0,
	} {
		page, got := read(t, p, body), 0
		for bit, is := range map[int]bool{login: page.IsLogin(), search: page.IsSearch(), expired: page.IsExpired()} {
			if is {
				got |= bit
			}
		}
		if got != want {
			t.Errorf("%s: %b, want %b", body, got, want)
		}
	}
}
