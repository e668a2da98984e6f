package samples_test

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"simpul/lib/ledger"
	"simpul/lib/paper"
	"simpul/lib/report"
	"simpul/lib/report/form"
)

// told are the figures that all three forms must have, by the id of the table and its row.
func told(f report.Figures) map[string]map[string]int64 {
	return map[string]map[string]int64{
		"accesses": {"Akses": f.Accesses.Total, "Di antaranya memakai kuota": f.Accesses.Charged, "Akses di luar Simpul": f.Accesses.External},
		"balance":  {"Unit": f.Documents.Balance.Units, "Terkirim": f.Documents.Balance.Delivered, "Terbuka": f.Documents.Balance.Open},
		"statuses": {"Data ditemukan": f.Accesses.Statuses["found"], "Meninggal dunia": f.Accesses.Statuses["deceased"]},
		"verdicts": {"Sesuai": f.Accesses.Verdicts["sesuai"], "Tidak tercatat": f.Accesses.Verdicts[""]},
		"licences": {"Nomor Induk Berusaha": f.Documents.Licences["nib"]},
		"sources":  {"Pembacaan KTP-el": f.Cards.Reads, "Diketik petugas": f.Cards.Typed},
		"closings": {"Berkas ditolak": f.Documents.Closings["berkas_ditolak"]},
	}
}

func TestFiguresSheetAndPaperSayTheSame(t *testing.T) {
	made := documents(t, figures(t, 20_000))
	var f report.Figures
	if err := json.Unmarshal(made["laporan-2026-s1.json"], &f); err != nil {
		t.Fatal(err)
	}
	text := pdfText(t, made["laporan-2026-s1.pdf"])
	book, err := excelize.OpenReader(bytes.NewReader(made["laporan-2026-s1.xlsx"]))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	for table, rows := range told(f) {
		for label, n := range rows {
			if got := cell(t, book, table, label); got != strconv.FormatInt(n, 10) {
				t.Errorf("sheet %s, %s: %s, want %d", table, label, got, n)
			}
			if !strings.Contains(text, label+" "+paper.Number(n)+"\n") {
				t.Errorf("paper: %s is not %s", label, paper.Number(n))
			}
		}
	}
	if !strings.Contains(text, report.Digest(made["laporan-2026-s1.json"]).String()) {
		t.Error("the foot does not bear the digest of the figures")
	}
}

// pdfText returns the text with each run of blanks as one.
func pdfText(t *testing.T, pdf []byte) string {
	t.Helper()
	tool := exec.CommandContext(t.Context(), "pdftotext", "-layout", "-", "-")
	tool.Stdin = bytes.NewReader(pdf)
	out, err := tool.Output()
	if err != nil {
		t.Fatal("pdftotext (poppler-utils): ", err)
	}
	var lines strings.Builder
	for line := range strings.Lines(string(out)) {
		lines.WriteString(strings.Join(strings.Fields(line), " ") + "\n")
	}
	return lines.String()
}

// cell returns the second cell of the row that begins with a label, as it is stored.
func cell(t *testing.T, book *excelize.File, table, label string) string {
	t.Helper()
	rows, err := book.GetRows(nameOf(t, book, table), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if row[0] == label {
			return row[1]
		}
	}
	return "nothing"
}

// nameOf returns the sheet of a table: they stand in the order of the template.
func nameOf(t *testing.T, book *excelize.File, table string) string {
	t.Helper()
	laid := form.Shipped().Lay(report.Figures{}, ledger.Hash{}, form.Texts{})
	i := slices.IndexFunc(laid.Tables, func(one form.Table) bool { return one.ID == table })
	if i < 0 {
		t.Fatal("there is no table " + table)
	}
	return book.GetSheetList()[i+1]
}

func TestEveryRowOnPaperStandsInTheSheetToo(t *testing.T) {
	f := figures(t, 3_000)
	made := documents(t, f)
	text := pdfText(t, made["laporan-2026-s1.pdf"])
	book, err := excelize.OpenReader(bytes.NewReader(made["laporan-2026-s1.xlsx"]))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	for _, table := range form.Shipped().Lay(f, ledger.Hash{}, texts(t)).Tables {
		rows, err := book.GetRows(nameOf(t, book, table.ID), excelize.Options{RawCellValue: true})
		if err != nil || len(rows) < 1+len(table.Rows) {
			t.Fatalf("%s: %v, %d rows", table.ID, err, len(rows))
		}
		for i, row := range table.Rows {
			for j, cell := range row {
				if cell.Kind == form.Number && rows[i+1][j] != strconv.FormatInt(cell.Number, 10) {
					t.Errorf("%s: row %d: %s, want %d", table.ID, i, rows[i+1][j], cell.Number)
				}
				if cell.Kind == form.Number && !strings.Contains(text, paper.Number(cell.Number)) {
					t.Errorf("paper: %s: %d is not there", table.ID, cell.Number)
				}
			}
		}
	}
}

func TestEachSheetHasTypesAndHeadingsThatStay(t *testing.T) {
	made := documents(t, figures(t, 300))
	book, err := excelize.OpenReader(bytes.NewReader(made["laporan-2026-s1.xlsx"]))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	for _, name := range book.GetSheetList()[1:] {
		panes, err := book.GetPanes(name)
		if err != nil || !panes.Freeze || panes.YSplit != 1 {
			t.Errorf("%s: %v, %+v", name, err, panes)
		}
	}
	for place, want := range map[string]excelize.CellType{"A2": excelize.CellTypeSharedString, "B2": excelize.CellTypeUnset} { // unset is a number
		if kind, err := book.GetCellType(nameOf(t, book, "ages"), place); err != nil || kind != want {
			t.Errorf("%s: %v, %v", place, err, kind)
		}
	}
}
