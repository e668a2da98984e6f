package sheet_test

import (
	"bytes"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"simpul/lib/agreement"
	"simpul/lib/ledger"
	"simpul/lib/report"
	"simpul/lib/report/form"
	"simpul/lib/report/sheet"
)

func laid(t testing.TB) form.Report {
	t.Helper()
	p, err := report.ParseSemester("2026-S1")
	if err != nil {
		t.Fatal(err)
	}
	return form.Shipped().Lay(report.Figures{
		Agreement: "400.12/1", Period: report.Range{Name: p.Name, From: p.First, To: p.Last}, AsOf: time.Date(2026, 7, 6, 3, 0, 0, 0, time.UTC),
		Accesses: report.Accesses{Decisions: ledger.Counts{"sesuai": 5}, Line: report.Line{PerMille: 984},
			Recorded: []report.Act{{Day: "2026-02-03", Action: "suspend", Code: "=1+1", Paper: "<b>&\"400/1\""}}},
		Cards: report.Cards{SAM: []agreement.SAM{{Serial: "-1"}}},
	}, ledger.Hash{1}, form.Texts{})
}

func made(t testing.TB, r form.Report) []byte {
	t.Helper()
	file, err := sheet.XLSX(r)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// An office program that finds one of these faults offers to repair the file.
func TestAWorkbookHasNothingToRepair(t *testing.T) {
	p := open(t, made(t, laid(t)))
	p.wellFormed(t)
	p.typed(t)
	p.related(t)
	p.celled(t)
}

func TestTheSameReportIsTheSameFile(t *testing.T) {
	if !bytes.Equal(made(t, laid(t)), made(t, laid(t))) {
		t.Error("two workbooks of one report differ")
	}
}

func TestCellsKeepTheirTypes(t *testing.T) {
	book, err := excelize.OpenReader(bytes.NewReader(made(t, laid(t))))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	for _, row := range []struct{ table, place, raw, shown string }{
		{"decisions", "B2", "5", "5"},
		{"registry", "B5", "0.984", "98.40%"},
		{"acts_log", "A2", "46056", "03/02/2026"},
		{"acts_log", "C2", "=1+1", "=1+1"}, // a text, however it begins
		{"acts_log", "D2", `<b>&"400/1"`, `<b>&"400/1"`},
	} {
		name := sheetOf(t, book, laid(t), row.table)
		raw, errRaw := book.GetCellValue(name, row.place, excelize.Options{RawCellValue: true})
		shown, errShown := book.GetCellValue(name, row.place)
		formula, errFormula := book.GetCellFormula(name, row.place)
		if errRaw != nil || errShown != nil || errFormula != nil || raw != row.raw || shown != row.shown || formula != "" {
			t.Errorf("%s %s: %q, %q", row.table, row.place, raw, shown)
		}
	}
}

func sheetOf(t *testing.T, book *excelize.File, r form.Report, id string) string {
	t.Helper()
	for i, table := range r.Tables {
		if table.ID == id {
			return book.GetSheetList()[i+1]
		}
	}
	t.Fatal("there is no table " + id)
	return ""
}

func TestSheetsAreNamedAsOfficersReadThem(t *testing.T) {
	r := laid(t)
	r.Tables[1].Title = "Apa / siapa: [berapa]?" + strings.Repeat(" panjang", 9)
	book, err := excelize.OpenReader(bytes.NewReader(made(t, r)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	names := book.GetSheetList()
	if names[0] != "Laporan" || names[1] != "01 Izin terbit menurut jenis" || names[2] != "02 Apa siapa berapa panjang" {
		t.Errorf("%q", names[:3])
	}
	for i, name := range names[1:] {
		panes, err := book.GetPanes(name)
		if err != nil || !panes.Freeze || panes.YSplit != 1 || utf8.RuneCountInString(name) > 31 {
			t.Errorf("%s: %v, %+v", name, err, panes)
		}
		if title, err := book.GetCellValue("Laporan", "B"+strconv.Itoa(i+6)); err != nil || title != r.Tables[i].Title {
			t.Errorf("the first sheet says %q of %s", title, name)
		}
	}
}

// FuzzAnyText: titles and words come from a template and from records; whatever they are, the workbook can be read.
func FuzzAnyText(f *testing.F) {
	for _, seed := range []string{"Izin", "", "'", "a'b", "[x]", "=1+1", "\x00\x1f", "\xff", "  ", "Laporan", strings.Repeat("é", 40), "_x0041_"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := laid(t)
		r.Tables = r.Tables[:2]
		r.Tables[0].Title, r.Tables[1].Title = text, text
		r.Tables[0].Rows = [][]form.Cell{{{Kind: form.Word, Text: text}, {Kind: form.Number, Number: 1}}}
		file := made(t, r)
		open(t, file).wellFormed(t)
		book, err := excelize.OpenReader(bytes.NewReader(file))
		if err != nil || len(book.GetSheetList()) != 3 {
			t.Fatal(err)
		}
		if n, err := book.GetCellValue(book.GetSheetList()[1], "B2"); err != nil || n != "1" {
			t.Errorf("%q: %v, %q", text, err, n)
		}
	})
}
