package paper_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"simpul/lib/paper"
)

// full is a document with one of everything, over several pages.
func full() *paper.Document {
	d := paper.New(paper.Sheet{
		Title: "Protokol uji coba", Under: "Nomor 400.12/1/2026", Author: "DPMPTSP", Footer: "Lampiran surat hasil", At: when,
		Head: paper.Letterhead{Above: []string{"PEMERINTAH KABUPATEN PURBALINGGA"}, Name: "DINAS PENANAMAN MODAL", Below: []string{"Jalan Contoh 1"}},
	})
	d.Heading("Hasil")
	d.Paragraph(strings.Repeat("Uji coba dijalankan menurut petunjuk teknis. ", 12))
	d.Facts(paper.Fact{Label: "Nomor", Value: "400.12/1"}, paper.Fact{Label: "Keterangan yang agak panjang", Value: strings.Repeat("nilai ", 40)})
	d.HeadingBelow("Rincian")
	d.Table(ruled(60))
	d.List("Apakah begitu?", strings.Repeat("Kapan hal itu terjadi, dan mengapa? ", 8))
	d.Closing("Demikian.")
	d.Signatures("Purbalingga", paper.Signature{Capacity: "PIHAK KESATU", Office: "Kepala Dinas"}, paper.Signature{Capacity: "PIHAK KEDUA", Office: "Kepala Dinas", Name: "Nama Rekaan", Number: "NIP. 1"})
	return d
}

// ruled is a table with so many numbered rows.
func ruled(rows int) paper.Table {
	t := paper.Table{Columns: []paper.Column{{Title: "Langkah", Share: 3}, {Title: "Bita", Share: 1, Align: paper.Right}}, Sums: []string{"Jumlah", "9.999"}}
	for i := range rows {
		t.Rows = append(t.Rows, []string{fmt.Sprintf("baris-%03d", i), paper.Number(int64(i) * 37)})
	}
	return t
}

func TestTheSameDocumentGivesTheSameBytes(t *testing.T) {
	want := made(t, full())
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			d := full()
			for range 3 {
				if got, err := d.Bytes(); err != nil || !bytes.Equal(got, want) {
					t.Errorf("other bytes, %v", err)
				}
			}
		})
	}
	all.Wait()
}

func TestADocumentWithoutATimeIsRefused(t *testing.T) {
	if _, err := paper.New(paper.Sheet{Title: "Judul"}).Bytes(); !errors.Is(err, paper.ErrNoTime) {
		t.Error(err)
	}
}

func TestTheFileTellsLanguageTitleAndTheTimeInWIB(t *testing.T) {
	pdf := made(t, paper.New(paper.Sheet{Title: "Judul – dua", Author: "Kantor", At: when.UTC()}))
	info := through(t, pdf, "pdfinfo", "-rawdates", "-")
	for _, want := range []string{"Judul – dua", "Kantor", "D:20261123210309", "A4"} {
		if !strings.Contains(info, want) {
			t.Errorf("%s is missing in\n%s", want, info)
		}
	}
	if !bytes.Contains(pdf, []byte("/Lang (id-ID)")) {
		t.Error("no language: a screen reader would read it as English")
	}
}

func TestEveryPageSaysWhichOfHowManyItIs(t *testing.T) {
	all := pages(t, made(t, full()))
	if len(all) < 2 {
		t.Fatalf("%d pages", len(all))
	}
	for i, text := range all {
		if !strings.Contains(text, fmt.Sprintf("Halaman %d dari %d", i+1, len(all))) || !strings.Contains(text, "Lampiran surat hasil") {
			t.Errorf("page %d:\n%s", i+1, text)
		}
		if head := strings.Contains(text, "PEMERINTAH KABUPATEN"); head != (i == 0) {
			t.Errorf("page %d: letterhead %t", i+1, head)
		}
	}
}

func TestHeadingsAreBookmarks(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.pdf") // this one reads no pipe
	if err := os.WriteFile(file, made(t, full()), 0o600); err != nil {
		t.Fatal(err)
	}
	outline := through(t, nil, "pdftohtml", "-xml", "-i", "-stdout", file)
	hasil, rincian := strings.Index(outline, ">Hasil</item>"), strings.Index(outline, ">Rincian</item>")
	if hasil < 0 || rincian < hasil || !strings.Contains(outline[hasil:rincian], "<outline>") {
		t.Errorf("no chapter with a part below it in\n%s", outline)
	}
}

func TestNothingStandsOutsideTheMargins(t *testing.T) {
	long := strings.Repeat("W", 200)
	d := paper.New(paper.Sheet{Title: long, Under: long, Footer: long, At: when, Head: paper.Letterhead{Above: []string{long}, Name: long, Below: []string{long}}})
	d.Heading(long)
	d.Paragraph(long)
	d.Facts(paper.Fact{Label: long, Value: long})
	d.List(long)
	d.Table(paper.Table{Columns: []paper.Column{{Title: long, Share: 1, Align: paper.Center}, {Title: long, Share: 9}}, Rows: [][]string{{long, long}}})
	d.Signatures("Purbalingga", paper.Signature{Capacity: long, Office: long, Name: long, Number: long}, paper.Signature{Capacity: long})
	for _, w := range words(t, made(t, d)) {
		if w.Left < 24*millimetre || w.Right > 191*millimetre || w.Top < 17*millimetre || w.Bottom > 289*millimetre {
			t.Errorf("%.0f…%.0f × %.0f…%.0f: %.20s", w.Left, w.Right, w.Top, w.Bottom, w.Text)
		}
	}
}

func TestAPageMayHoldAnything(t *testing.T) { // what is written like a library's own sign stays as it is written
	d := blank()
	d.Paragraph("{nb} (a\\b) <c> %d")
	if text := pages(t, made(t, d))[0]; !strings.Contains(text, "{nb} (a\\b) <c> %d") {
		t.Error(text)
	}
}

func TestAddingGoesOnAfterwards(t *testing.T) {
	d := blank()
	d.Paragraph("satu")
	made(t, d)
	d.Paragraph("dua")
	if text := pages(t, made(t, d))[0]; !strings.Contains(text, "satu") || !strings.Contains(text, "dua") {
		t.Error(text)
	}
}

func BenchmarkADocumentOfFourPages(b *testing.B) {
	for b.Loop() {
		made(b, full())
	}
}

func FuzzADocumentOfAnyText(f *testing.F) {
	f.Add("Uji coba", 3)
	f.Add("\u0000\uFFFF\U0010FFFF é 日本 {nb}", 1)
	f.Add(strings.Repeat("x", 1000), 2)
	f.Fuzz(func(t *testing.T, text string, columns int) {
		d := paper.New(paper.Sheet{Title: text, Under: text, Author: text, Footer: text, At: when.Add(time.Hour), Head: paper.Letterhead{Above: []string{text}, Name: text}})
		d.Heading(text)
		d.Facts(paper.Fact{Label: text, Value: text})
		d.List(text)
		table := paper.Table{Rows: [][]string{{text, text}}, Sums: []string{text}}
		for range min(max(columns, 0), 6) {
			table.Columns = append(table.Columns, paper.Column{Title: text, Share: 1})
		}
		d.Table(table)
		d.Closing(text)
		d.Signatures(text, paper.Signature{Capacity: text, Name: text})
		if _, err := d.Bytes(); err != nil {
			t.Fatal(err)
		}
	})
}

func TestEveryFontIsInTheFile(t *testing.T) { // an archive's reader may have none of them
	d := blank()
	d.Heading("Bab")
	d.Paragraph("Teks")
	list := strings.Split(strings.TrimSpace(through(t, made(t, d), "pdffonts", "-")), "\n")[2:]
	if len(list) == 0 {
		t.Fatal("no fonts")
	}
	for _, font := range list {
		columns := strings.Fields(font)
		if embedded := columns[len(columns)-5]; embedded != "yes" {
			t.Error(font)
		}
	}
}
