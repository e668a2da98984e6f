package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const example = "../local/portal-profile.yaml"

// found is a result as a browser would save it; the person is invented.
const found = `<!DOCTYPE html><html><body><form id="form-cari"><input type="hidden" name="_token" value="tok"><input id="nik" name="nik" value="3303990101900001"></form>
<div class="alert">Data Ditemukan</div><p>Sisa kuota: <b id="sisa-kuota">150</b></p><table id="hasil">
<tr><th>NIK</th><td>3303990101900001</td></tr><tr><th>Nama Lengkap</th><td>CONTOH WARGA</td></tr><tr><th>Jenis Kelamin</th><td>LAKI-LAKI</td></tr>
<tr><th>Tempat Lahir</th><td>PURBALINGGA</td></tr><tr><th>Tanggal Lahir</th><td>01-01-1990</td></tr><tr><th>Status Perkawinan</th><td>KAWIN</td></tr>
<tr><th>Pekerjaan</th><td>PETANI</td></tr><tr><th>Alamat</th><td>JL. CONTOH 1</td></tr><tr><th>Provinsi</th><td>JAWA TENGAH</td></tr>
<tr><th>Kabupaten/Kota</th><td>PURBALINGGA</td></tr><tr><th>Kode Kecamatan</th><td>99</td></tr><tr><th>Kecamatan</th><td>CONTOH</td></tr>
<tr><th>Desa/Kelurahan</th><td>CONTOH KIDUL</td></tr><tr><th>RT</th><td>2</td></tr><tr><th>RW</th><td></td></tr><tr><th>Agama</th><td>X-AGAMA</td></tr></table></body></html>`

// inspect runs the command on a page.
func inspect(t *testing.T, page string, flags ...string) (string, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "saved.html")
	if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	err := run(append(flags, example, file), &out)
	return out.String(), err
}

func TestAPageThatFitsIsShownAsShapes(t *testing.T) { // PKS-2.2j: saved pages hold population data
	out, err := inspect(t, found)
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, shown := range []string{"a page of kind result", "texts.found", "result.elements.nama_lengkap       1 ×  xxxxxx xxxxx", "99-99-9999", "result.quota"} {
		if !strings.Contains(out, shown) {
			t.Errorf("%q is missing in\n%s", shown, out)
		}
	}
	for _, hidden := range []string{"3303", "CONTOH", "1990", "AGAMA", "150"} {
		if strings.Contains(out, hidden) {
			t.Errorf("%q is shown", hidden)
		}
	}
}

func TestWhatIsFoundCanBeRevealed(t *testing.T) {
	out, err := inspect(t, found, "-reveal")
	if err != nil || !strings.Contains(out, "CONTOH WARGA") || strings.Contains(out, "AGAMA") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestAPageThatDoesNotFitIsAnErrorThatNamesTheLines(t *testing.T) {
	for _, row := range []struct{ page, as, shown, err string }{
		{strings.Replace(found, "Nama Lengkap", "Nama", 1), "", "WRONG  result.elements.nama_lengkap       0 ×", "1 lines of the profile do not fit"},
		{strings.Replace(found, "Data Ditemukan", "Data ada", 1), "", "xxxx xxx  → in no list of texts", "1 lines of the profile do not fit"},
		{strings.Replace(found, "<td>PETANI</td>", "", 1), "", "WRONG  result.elements.pekerjaan", "1 lines"},
		{`<div class="g-recaptcha">` + found, "", "WRONG  pages.captcha", "1 lines"},
		{"<h1>Pemeliharaan</h1>", "", "this looks like no page", "of no kind that the profile knows"},
		{"<h1>Pemeliharaan</h1>", "login", "WRONG  login field sandi", "4 lines"},
		{`<form id="form-cari"><input name="_token" value="a"><input name="nik"></form>`, "result", "WRONG  result.record", "lines"},
		{"<div>" + strings.Repeat(" ", 1<<20), "", "", "above 1 MiB"},
		{found, "hasil", "", "-as takes login, search or result"},
	} {
		out, err := inspect(t, row.page, "-as", row.as)
		if err == nil || !strings.Contains(err.Error(), row.err) || !strings.Contains(out, row.shown) {
			t.Errorf("%v\n%s", err, out)
		}
	}
}

func TestWhatCannotBeReadSaysWhy(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "none")
	for want, args := range map[string][]string{
		"use:": {}, "no such file": {missing, missing}, "portal profile refused": {"main.go", missing}, "none: no such": {example, missing},
		"flag provided": {"-all"},
	} {
		if err := run(args, &strings.Builder{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v", args, err)
		}
	}
}
