package profile_test

import (
	"strings"
	"testing"
	"time"

	"simpul/lib/registry/webportal/profile"
)

func TestAProfileIsReadCompletely(t *testing.T) {
	p := parse(t)
	if p.Search.Path() != "/cari/nik" || p.Login.Path() != "/masuk" || p.Logout.Method != "GET" || p.Session.Age != 8*time.Hour {
		t.Errorf("%+v", p)
	}
	if p.Result.Elements.RW != (profile.Value{Label: "RT/RW", After: "/", Optional: true}) || p.Pages.Statuses[1] != 419 {
		t.Errorf("%+v %+v", p.Result.Elements.RW, p.Pages)
	}
}

func TestAProfileThatCannotWorkSaysWhere(t *testing.T) {
	for _, change := range [][3]string{
		{"page: /masuk", "halaman: /masuk", "login (line 2): unknown key"},
		{"page: /masuk", "page: masuk", "login.page: is not a path of this server"},
		{"page: /masuk", "page: https://192.0.2.1/masuk", "login.page: is not a path of this server"},
		{"page: /masuk", "page: //192.0.2.1/masuk", "login.page: is not a path of this server"},
		{"page: /masuk", `page: "/\\192.0.2.1"`, "login.page: is not a path of this server"},
		{"page: /masuk", "page: /masuk#a", "login.page: is not a path of this server"},
		{"page: /masuk", "page: /masuk/" + askedDigits, "login.page: is not a path of this server"},
		{"action: /cari/nik", "action: https://192.0.2.1", "search.action: is not a path of this server"},
		{`"/keluar?semua=1"`, "keluar", "logout.path: is not a path of this server"},
		{"method: GET", "method: PUT", "logout.method: must be one of: GET POST"},
		{"  nik: nik", "  nik: aksi", "search: two fields have the same name"},
		{"password: sandi", "password: _token", "login: two fields have the same name"},
		{", header: X-CSRF-TOKEN", "", "search.tokens[0]: needs either field or header"},
		{"header: X-CSRF-TOKEN", "header: X-CSRF-TOKEN, field: a", "search.tokens[0]: needs either field or header"},
		{"header: X-CSRF-TOKEN", `header: "X: y"`, "search.tokens[0].header: is not a header name"},
		{`"meta[name=csrf]"`, `"meta["`, "search.tokens[0].selector: is not a CSS selector"},
		{`"form.masuk"`, `"form..masuk"`, "pages.login: is not a CSS selector"},
		{`"#hasil"`, `"#"`, "result.record: is not a CSS selector"},
		{`selector: ".kuota"`, `selector: "::::"`, "result.quota.selector: is not a CSS selector"},
		{`"img.captcha"`, `"img["`, "pages.captcha: is not a CSS selector"},
		{`{label: Alamat}`, `{selector: "td["}`, "result.elements.alamat.selector: is not a CSS selector"},
		{`{label: Alamat}`, `{label: Alamat, selector: td}`, "result.elements.alamat: needs label or selector, not both"},
		{`{label: Alamat}`, `{before: ","}`, "result.elements.alamat: needs label or selector"},
		{`nik: {label: NIK}`, ``, "result.elements.nik: needs label or selector"},
		{`nama_lengkap: {label: Nama}`, `nama_lengkap: {label: Nama, optional: true}`, "result.elements.nama_lengkap: cannot be optional"},
		{"  nik: nik", "  nik: nik\n  answer: /hasil", "result.echo: is missing, but search.answer needs it"},
		{"  nik: nik", "  nik: nik\n  answer: /masuk", "search.answer: cannot be told from login.page"},
		{"  nik: nik", "  nik: nik\n  answer: /masuk?halaman=hasil", "search.answer: cannot be told from login.page"},
		{`["Gagal Login"]`, `[]`, "texts.login_failed: needs this many entries: 1"},
		{`["Gagal Login"]`, `["!!"]`, "texts.login_failed[0]: has no letter"},
		{`["Gagal Login"]`, `["Gagal Login", "data ditemukan meninggal dunia."]`, "texts.login_failed[1]: another text that reads the same has another meaning"},
		{"[401, 419]", "[302]", "pages.expired_statuses[0]: must be at least 400"},
		{"idle: 15m", "idle: 15s", "session.idle: must be at least 1m"},
		{"age: 8h", "age: 24h", "session.age: must be at most 12h"},
	} {
		_, err := profile.Parse([]byte(changed(t, change[0], change[1])))
		if err == nil || !strings.Contains(err.Error(), change[2]) {
			t.Errorf("%s: %v, want %q", change[1], err, change[2])
		}
	}
}

func TestPagesOfOneScriptAreToldApartByTheirQueries(t *testing.T) {
	echo := "result:\n  echo: {selector: \"#nik\"}"
	parse(t, "page: /masuk", "page: /index.php?p=masuk", "  nik: nik", "  nik: nik\n  answer: /index.php?p=hasil", "result:", echo)
}

func FuzzParse(f *testing.F) {
	const secret = "Penanda9Rahasia"
	f.Add(text(f))
	for _, old := range []string{"/masuk", "form.masuk", "NIK", "Gagal Login", "X-CSRF-TOKEN", "GET", "15m", "419", "_token"} {
		f.Add(strings.ReplaceAll(text(f), old, secret))
		f.Add(strings.Replace(text(f), old, "["+secret+":", 1))
	}
	f.Fuzz(func(t *testing.T, data string) {
		p, err := profile.Parse([]byte(data))
		if (p == nil) == (err == nil) {
			t.Fatalf("profile %t, error %v", p != nil, err)
		}
		if err != nil {
			if strings.Contains(err.Error(), secret) {
				t.Fatalf("the error repeats the profile: %v", err)
			}
			return
		}
		page, err := p.Read([]byte(record()), "")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = page.Answer(asked)
		page.Inspect(page.Kind())
	})
}
