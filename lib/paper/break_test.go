package paper_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"simpul/lib/paper"
)

func TestATableRepeatsItsHeadingsAndLosesNoRow(t *testing.T) {
	d := blank()
	d.Table(ruled(150))
	all := pages(t, made(t, d))
	if len(all) < 3 {
		t.Fatalf("%d pages", len(all))
	}
	next := 0
	for i, text := range all {
		if strings.Count(text, "Langkah") != 1 {
			t.Errorf("page %d has its headings %d times", i+1, strings.Count(text, "Langkah"))
		}
		for strings.Contains(text, fmt.Sprintf("baris-%03d", next)) {
			next++
		}
	}
	if next != 150 || !strings.Contains(all[len(all)-1], "Jumlah") {
		t.Errorf("row %d is missing, or the sums are", next)
	}
}

func TestHeadingsNeverStandAloneAtTheEndOfAPage(t *testing.T) {
	for lines := 28; lines < 38; lines++ {
		d := blank()
		for range lines {
			d.Facts(paper.Fact{Label: "a", Value: "b"})
		}
		d.Heading("Judul bab")
		d.Table(paper.Table{Columns: []paper.Column{{Title: "Langkah", Share: 1}}, Rows: [][]string{{"baris"}}})
		for _, text := range pages(t, made(t, d)) {
			bab, kolom, baris := strings.Contains(text, "Judul bab"), strings.Contains(text, "Langkah"), strings.Contains(text, "baris")
			if bab != kolom || kolom != baris {
				t.Fatalf("after %d lines: heading %t, columns %t, row %t", lines, bab, kolom, baris)
			}
		}
	}
}

func TestARowHigherThanAPageIsGivenInPieces(t *testing.T) {
	d := blank()
	var text []string
	for i := range 3000 {
		text = append(text, fmt.Sprintf("kata%04d", i))
	}
	d.Table(paper.Table{Columns: []paper.Column{{Title: "Langkah", Share: 1}, {Title: "Isi", Share: 3}}, Rows: [][]string{{"satu", strings.Join(text, " ")}}})
	whole := strings.Join(pages(t, made(t, d)), "\n")
	for _, w := range text {
		if strings.Count(whole, w) != 1 {
			t.Fatalf("%s stands there %d times", w, strings.Count(whole, w))
		}
	}
}

func TestNumbersEndOnOneLine(t *testing.T) {
	d := blank()
	d.Table(paper.Table{Columns: []paper.Column{{Title: "Langkah", Share: 2}, {Title: "Bita", Share: 1, Align: paper.Right}},
		Rows: [][]string{{"a", "4"}, {"b", "22.222"}, {"c", "333"}}})
	ends := map[string]float64{}
	for _, w := range words(t, made(t, d)) {
		ends[w.Text] = w.Right
	}
	for _, number := range []string{"22.222", "333", "Bita"} {
		if math.Abs(ends[number]-ends["4"]) > 0.6 {
			t.Errorf("%s ends at %.1f, 4 at %.1f", number, ends[number], ends["4"])
		}
	}
}

func TestADigestBreaksBetweenItsGroups(t *testing.T) {
	groups := strings.Repeat("0a1b2c3d-", 7) + "0a1b2c3d"
	d := blank()
	d.Table(paper.Table{Columns: []paper.Column{{Title: "Uraian", Share: 1}, {Title: "Nilai", Share: 1}}, Rows: [][]string{{"Sidik", groups}}})
	lines := 0
	for _, w := range words(t, made(t, d)) {
		if !strings.Contains(w.Text, "0a1b") {
			continue
		}
		if lines++; !strings.HasPrefix(groups+"-", strings.TrimSuffix(w.Text, "-")+"-") {
			t.Errorf("%q ends within a group", w.Text)
		}
	}
	if lines < 2 {
		t.Errorf("on %d lines", lines)
	}
}

func TestSignaturesAreNeverPartedByAPage(t *testing.T) {
	for lines := 18; lines < 42; lines += 3 {
		d := blank()
		for range lines {
			d.Facts(paper.Fact{Label: "a", Value: "b"})
		}
		d.Closing("Demikian dibuat.")
		d.Signatures("Purbalingga", paper.Signature{Capacity: "KESATU", Number: "NIP. 1"}, paper.Signature{Capacity: "KEDUA", Name: "Nama Rekaan"})
		for _, text := range pages(t, made(t, d)) {
			for _, other := range []string{"Demikian dibuat.", "Purbalingga, ...", "KEDUA", "NIP. 1", "Nama Rekaan"} {
				if strings.Contains(text, "KESATU") != strings.Contains(text, other) {
					t.Fatalf("after %d lines: parted from %s", lines, other)
				}
			}
		}
	}
}

func TestAShortRowHasEmptyCellsAndALongOneIsCut(t *testing.T) {
	d := blank()
	d.Table(paper.Table{Columns: []paper.Column{{Title: "A", Share: 1}, {Title: "B", Share: 1}}, Rows: [][]string{{"satu"}, {"dua", "tiga", "empat"}}})
	if text := pages(t, made(t, d))[0]; !strings.Contains(text, "satu") || !strings.Contains(text, "tiga") || strings.Contains(text, "empat") {
		t.Error(text)
	}
}

func TestATablesHeadingsStayWithItsFirstRow(t *testing.T) {
	high := strings.Repeat("kata ", 200)
	for lines := 22; lines < 38; lines += 2 {
		d := blank()
		for range lines {
			d.Facts(paper.Fact{Label: "a", Value: "b"})
		}
		d.Table(paper.Table{Columns: []paper.Column{{Title: "Langkah", Share: 1}}, Rows: [][]string{{high}}})
		for _, text := range pages(t, made(t, d)) {
			if strings.Contains(text, "Langkah") != strings.Contains(text, "kata") {
				t.Fatalf("after %d lines the headings stand alone", lines)
			}
		}
	}
}
