package form_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/config"
	"simpul/lib/ledger"
	"simpul/lib/report"
	"simpul/lib/report/form"
)

func figures(t testing.TB) report.Figures {
	t.Helper()
	p, err := report.ParseSemester("2026-S1")
	if err != nil {
		t.Fatal(err)
	}
	return report.Figures{Agreement: "400.12/1", Period: report.Range{Name: p.Name, From: p.First, To: p.Last, Partial: true, Preliminary: true},
		AsOf: time.Date(2026, 6, 29, 3, 0, 0, 0, time.UTC), Accesses: report.Accesses{Decisions: ledger.Counts{"sesuai": 5, "": 2, "kode_baru": 9}}}
}

func shippedText(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("laporan.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func find(t *testing.T, r form.Report, id string) form.Table {
	t.Helper()
	for _, table := range r.Tables {
		if table.ID == id {
			return table
		}
	}
	t.Fatal("there is no table " + id)
	return form.Table{}
}

func TestATableHasTheFrequentFirstAndWhatIsNotSaidLast(t *testing.T) {
	got := find(t, form.Shipped().Lay(figures(t), ledger.Hash{}, form.Texts{}), "decisions")
	want := []string{"Kode baru", "Sesuai", "Tidak tercatat"}
	for i, row := range got.Rows {
		if row[0].Text != want[i] {
			t.Errorf("row %d: %s, want %s", i, row[0].Text, want[i])
		}
	}
	if len(got.Rows) != 3 || got.Sums[1].Number != 16 {
		t.Errorf("%+v", got)
	}
}

func TestAPreliminaryReportSaysSo(t *testing.T) {
	r := form.Shipped().Lay(figures(t), ledger.Hash{}, form.Texts{})
	if r.Under != "Semester I Tahun 2026, sementara (periode tidak penuh)" || !strings.Contains(r.Letter.Subject, "sementara") || !strings.Contains(r.Footer, "belum bersegel") {
		t.Errorf("%q, %q, %q", r.Under, r.Letter.Subject, r.Footer)
	}
	f := figures(t)
	f.Period = report.Range{Name: "2026-03-05..2026-03-06", From: day(t, "2026-03-05"), To: day(t, "2026-03-06")}
	if r = form.Shipped().Lay(f, ledger.Hash{}, form.Texts{}); r.Under != "5 Maret 2026 sampai 6 Maret 2026, final" {
		t.Error(r.Under)
	}
}

func TestAReportSaysSinceWhenThereIsALedger(t *testing.T) { // months before it are no months without access
	f := figures(t)
	f.Ledger.Since = time.Date(2026, 2, 2, 1, 0, 0, 0, time.UTC)
	if row := find(t, form.Shipped().Lay(f, ledger.Hash{}, form.Texts{}), "proof").Rows[0]; row[0].Text != "Catatan dimulai" || row[1].Text != "2 Februari 2026 pukul 08.00.00 WIB" {
		t.Errorf("%+v", row)
	}
}

func day(t testing.TB, s string) agreement.Date {
	t.Helper()
	d, err := agreement.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestWhatPeopleWroteStandsInItsChapter(t *testing.T) { // PKS-2.2f
	texts := form.Texts{Recipient: []string{"Kepala"}, Semester: config.Semester{Number: "400/1", Socialisation: []string{"Leaflet."}}}
	r := form.Shipped().Lay(figures(t), ledger.Hash{}, texts)
	for _, c := range r.Chapters {
		switch {
		case strings.Contains(c.Heading, "Sosialisasi") && (len(c.List) != 1 || c.List[0] != "Leaflet."):
			t.Errorf("%+v", c)
		case strings.Contains(c.Heading, "Kendala") && (len(c.Text) != 1 || c.Text[0] != "Nihil."):
			t.Errorf("%+v", c)
		}
	}
	if r.Letter.Number != "400/1" || r.Letter.Recipient[0] != "Kepala" {
		t.Errorf("%+v", r.Letter)
	}
}

func TestEveryTableThereIsIsInTheShippedTemplate(t *testing.T) {
	r := form.Shipped().Lay(figures(t), ledger.Hash{}, form.Texts{})
	for _, id := range form.Tables() {
		find(t, r, id)
	}
}

func TestNoTextKeepsAPlaceThatIsNotFilled(t *testing.T) {
	r := form.Shipped().Lay(figures(t), ledger.Hash{}, form.Texts{})
	all := append([]string{r.Title, r.Under, r.Closing, r.Letter.Subject, r.Letter.Closing}, r.Letter.Body...)
	for _, c := range r.Chapters {
		all = append(append(append(all, c.Heading), c.Text...), c.List...)
	}
	for _, text := range all {
		if strings.ContainsAny(text, "{}") {
			t.Error(text)
		}
	}
}

func TestATemplateThatCannotBeMeantIsRefused(t *testing.T) {
	good := shippedText(t)
	for name, bad := range map[string]string{
		"nothing":        "",
		"another format": strings.Replace(good, "template/1", "template/2", 1),
		"unknown key":    good + "\nwarna: biru\n",
		"two documents":  good + "\n---\n{}\n",
		"unknown table":  strings.Replace(good, "  roles: {title", "  peran: {title", 1),
		"heads":          strings.Replace(good, "head: [Keputusan, Jumlah]", "head: [Keputusan]", 1),
		"untitled":       strings.Replace(good, "tables: [crossed]", "tables: [silang]", 1),
		"notes":          strings.Replace(good, "notes: obstacles", "notes: kendala", 1),
		"no subject":     strings.Replace(good, "  subject: Peny", "  attachments: Peny", 1),
		"too long":       good + strings.Repeat("# panjang\n", 30_000),
	} {
		if _, err := form.Parse([]byte(bad)); !errors.Is(err, form.ErrTemplate) || bad == good {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(shippedText(f))
	f.Add("format: simpul-laporan-template/1\ntitle: x\n")
	given := figures(f)
	f.Fuzz(func(t *testing.T, text string) {
		if template, err := form.Parse([]byte(text)); err == nil {
			template.Lay(given, ledger.Hash{}, form.Texts{})
		}
	})
}
