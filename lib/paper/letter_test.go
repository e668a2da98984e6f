package paper_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"math"
	"strings"
	"testing"

	"simpul/lib/paper"
)

func logo(t testing.TB, width, height int) []byte {
	t.Helper()
	picture := image.NewGray(image.Rect(0, 0, width, height))
	for x := range width {
		picture.SetGray(x, x*height/width, color.Gray{Y: 200})
	}
	var file bytes.Buffer
	if err := png.Encode(&file, picture); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func letterhead(logo []byte) *paper.Document {
	return paper.New(paper.Sheet{Title: "Surat", Letter: true, At: when,
		Head: paper.Letterhead{Above: []string{"PEMERINTAH"}, Name: "DINAS CONTOH", Below: []string{"Jalan"}, Logo: logo}})
}

func TestALogoStandsBesideTheLetterheadAndNotInIt(t *testing.T) {
	for name, file := range map[string][]byte{"square": logo(t, 200, 200), "wide": logo(t, 900, 60), "tall": logo(t, 60, 900)} {
		d := letterhead(file)
		d.Paragraph("Isi surat")
		bare, with := letterhead(nil), made(t, d)
		bare.Paragraph("Isi surat")
		if bytes.Equal(with, made(t, bare)) || !bytes.Equal(with, made(t, d)) {
			t.Errorf("%s: the logo is not in it, or not the same each time", name)
		}
		for _, w := range words(t, with) {
			if w.Text == "DINAS" && w.Left < (25+24)*72/25.4 {
				t.Errorf("%s: the office's name begins at %.0f points, in the logo", name, w.Left)
			}
		}
	}
}

func TestAFileThatIsNoLogoIsRefused(t *testing.T) {
	for name, file := range map[string][]byte{
		"text": []byte("bukan gambar"), "cut short": logo(t, 50, 50)[:60], "too wide": logo(t, 2001, 1), "too long": append(logo(t, 10, 10), make([]byte, 256<<10)...),
	} {
		if err := paper.CheckLogo(file); !errors.Is(err, paper.ErrLogo) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := letterhead(file).Bytes(); !errors.Is(err, paper.ErrLogo) {
			t.Errorf("%s in a letterhead: %v", name, err)
		}
	}
}

func FuzzCheckLogo(f *testing.F) {
	f.Add(logo(f, 20, 20))
	f.Add([]byte("\x89PNG\r\n\x1a\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		if paper.CheckLogo(file) == nil {
			if _, err := letterhead(file).Bytes(); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestASignatureNeverStandsWithoutTheTextItSigns(t *testing.T) {
	for lines := 28; lines < 52; lines++ {
		d := blank()
		for range lines {
			d.Facts(paper.Fact{Label: "a", Value: "b"})
		}
		d.Sign("Demikian laporan ini", "Contoh", "6 Juli 2026", paper.Signature{Office: "KEPALA", Name: "Nama Rekaan", Rank: "Pembina"})
		for _, text := range pages(t, made(t, d)) {
			for _, other := range []string{"6 Juli 2026", "KEPALA", "Nama Rekaan", "Pembina", "NIP."} {
				if strings.Contains(text, "Demikian") != strings.Contains(text, other) {
					t.Fatalf("after %d lines: parted from %s", lines, other)
				}
			}
		}
	}
}

func TestNothingIsCutOfALongName(t *testing.T) { // officials bear all their titles, and licences are told by their whole names
	name, rank := "Dr. Drs. H. NAMA REKAAN YANG PANJANG SEKALI, S.H., M.Hum., M.M., Ak., CA.", "Pembina Utama Muda dengan keterangan yang panjang"
	licence := "Perpanjangan persetujuan bangunan gedung bertingkat"
	d := letterhead(nil)
	d.Bars("Izin", paper.Bar{Name: licence, Value: 3, Shown: "3"})
	d.Sign("Demikian.", "Contoh", "", paper.Signature{Office: "KEPALA", Name: name, Rank: rank, Number: "NIP. 1"})
	d.Signatures("Contoh", paper.Signature{Capacity: "KESATU", Name: name, Rank: rank, Number: "NIP. 2"}, paper.Signature{Capacity: "KEDUA", Name: "Nama Pendek"})
	seen := map[string]int{}
	for _, w := range words(t, made(t, d)) {
		seen[w.Text]++
	}
	for text, times := range map[string]int{name: 2, rank: 2, licence: 1} {
		for word := range strings.FieldsSeq(text) {
			if seen[word] < times {
				t.Errorf("%q of %q is not there", word, text)
			}
		}
	}
}

func TestBarsHaveNamesAndNumbersOfTheirOwn(t *testing.T) {
	d := blank()
	d.Bars("Per bulan", paper.Bar{Name: "Januari", Value: 10, Shown: "10"}, paper.Bar{Name: "Februari", Value: 5, Shown: "5"}, paper.Bar{Name: "Maret", Shown: "0"})
	at := map[string]float64{}
	for _, w := range words(t, made(t, d)) {
		at[w.Text] = w.Left
	}
	long, half, none := at["10"], at["5"], at["0"]
	if math.Abs((long-none)-2*(half-none)) > 1 || none == 0 {
		t.Errorf("numbers stand at %.1f, %.1f, %.1f", long, half, none)
	}
	empty := blank()
	empty.Bars("Per bulan")
	if text := pages(t, made(t, empty))[0]; strings.Contains(text, "Per bulan") {
		t.Error("a chart of nothing has a title")
	}
}

func TestAPageOfItsOwnHasATitleOfItsOwn(t *testing.T) {
	d := letterhead(nil)
	d.Lines("Yth.", "Kepala")
	d.Page("LAPORAN", "Semester I")
	all := pages(t, made(t, d))
	if len(all) != 2 || strings.Contains(all[0], "LAPORAN") || !strings.Contains(all[1], "Semester I") || strings.Contains(all[0], "Surat") {
		t.Errorf("%q", all)
	}
}

func TestALetterOpensWithPlaceAndDateAtTheRight(t *testing.T) {
	d := blank()
	d.Opening("Contoh", "6 Juli 2026", paper.Fact{Label: "Nomor", Value: "400/1"})
	d.Opening("Contoh", "")
	d.Sign("", "", "", paper.Signature{Office: "Kepala", Name: "Nama"})
	text := strings.Join(pages(t, made(t, d)), "")
	all := words(t, made(t, d))
	right := 0.0
	for _, w := range all {
		if w.Text == "2026" {
			right = w.Right
		}
	}
	if right < 150*millimetre || !strings.Contains(text, "Contoh, ....") || strings.Count(text, "Contoh") != 2 {
		t.Errorf("ends at %.0f points:\n%s", right, text)
	}
}
