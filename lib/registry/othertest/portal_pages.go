package othertest

import (
	"html/template"
	"net/http"
	"strings"
	"time"
)

// view is what a page needs.
type view struct {
	Check   string
	Refusal string
	Record  []column
	Left    *int
}

// column is one column of the table of results: a heading and the one value.
type column struct{ Heading, Value string }

// columns are the record as this portal lays it out: across, a heading above
// each value. Three of them are outside the agreement.
func (s *Server) columns(p Person) []column {
	born, err := time.Parse(dateISO, p.BirthDate)
	if err != nil {
		panic(err) // a slip in the tables of this package
	}
	return []column{
		{"No.", "1"},
		{"NIK", p.NIK}, {"No. KK", p.NIK[:12] + "9001"}, {"Nama Lengkap", p.FullName + " "},
		{"Jenis Kelamin", strings.ToUpper(p.Sex)}, {"Tempat Lahir", p.BirthPlace},
		{"Tanggal Lahir", born.Format(dateDash)}, {"No. Akta Lahir", s.marker},
		{"Status Kawin", p.MaritalStatus}, {"Pekerjaan", p.Occupation}, {"Alamat", p.Alamat},
		{"RT", p.RT}, {"RW", p.RW}, {"Kelurahan/Desa", p.KelurahanName},
		{"Kode Kec.", unpadded(p.KecamatanCode)}, {"Kecamatan", p.KecamatanName},
		{"Kabupaten/Kota", p.KabupatenName}, {"Provinsi", p.ProvinceName},
		{"Nama Ibu", "BUNGA SEPATU CONTOH"},
	}
}

// The pages: no classes on cells, tags left open, values only to be found by
// their place.
var (
	loginPage = page(`<h3>Silakan Masuk</h3>
{{with .Refusal}}<p><b><font color=red>{{.}}</font></b>{{end}}
<form name=masuk method=post action="masuk.php">
<input type=hidden name=__cek value="{{.Check}}">
<p>Akun <input name=akun autocomplete=off>
<p>Kata kunci <input type=password name=kata_kunci>
<p><input type=submit name=tombol value=Masuk></form>`)

	homePage = page(`<h3>Beranda</h3><p>Selamat datang.<ul><li><a href="cari.php">Cari NIK</a><li><a href="keluar.php">Keluar</a></ul>`)

	searchPage = page(`<p><a href="beranda.php">Beranda</a> | <a href="keluar.php">Keluar</a>
{{with .Left}}<p><small>Sisa kuota: <i>{{.}}</i> kali</small>{{end}}
{{with .Refusal}}<p><b><font color=red>{{.}}</font></b>{{end}}
{{with .Record}}<table border=1 width="100%"><tr>{{range .}}<th>{{.Heading}}{{end}}
<tr>{{range .}}<td>{{with .Value}}{{.}}{{else}}&nbsp;{{end}}{{end}}</table>{{end}}
<form name=cari method=post action="cari.php">
<input type=hidden name=__cek value="{{.Check}}">
<input type=hidden name=jenis value=perorangan>
<p>Nomor induk <input name=nomor_induk maxlength=16> <input type=submit value=Cari></form>`)
)

// page is a body in the frame that all pages share.
func page(body string) *template.Template {
	return template.Must(template.New("").Parse(
		`<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN"><html><head><title>Pemanfaatan Data</title></head>
<body bgcolor=white><h2>Pemanfaatan Data Kependudukan</h2>` + body + `<hr><small>Versi 1.4</small></body></html>` + "\n"))
}

// show sends a page. The texts are ASCII, so that the old charset is true.
func show(w http.ResponseWriter, page *template.Template, with any) {
	w.Header().Set("Content-Type", "text/html; charset=ISO-8859-1")
	w.Header().Set("Cache-Control", "no-store, private")
	// The headers are out: a browser that hung up cannot be told anything.
	_ = page.Execute(w, with)
}
