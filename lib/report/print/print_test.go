package print_test

import (
	"bytes"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/config"
	"simpul/lib/ledger"
	"simpul/lib/report"
	"simpul/lib/report/form"
	"simpul/lib/report/print"
)

func laid(t testing.TB, s config.Semester) form.Report {
	t.Helper()
	p, err := report.ParseSemester("2026-S1")
	if err != nil {
		t.Fatal(err)
	}
	return form.Shipped().Lay(report.Figures{
		Agreement: "400.12/1", Period: report.Range{Name: p.Name, From: p.First, To: p.Last, Preliminary: true}, AsOf: time.Date(2026, 6, 29, 3, 0, 0, 0, time.UTC),
		Ledger: report.Proof{Records: 5, Seal: &report.Seal{Number: 7, At: time.Date(2026, 6, 29, 3, 0, 0, 0, time.UTC), Hash: ledger.Hash{3}}},
		Accesses: report.Accesses{Decisions: ledger.Counts{"sesuai": 1234},
			Crossed: report.Crossed{Columns: []string{"sesuai"}, Rows: []string{"2026-01"}, Cells: [][]int64{{report.Hidden}}}},
	}, ledger.Hash{1, 2}, form.Texts{Recipient: []string{"Kepala Dinas", "Kabupaten Contoh"}, Semester: s})
}

func office() print.Office {
	return print.Office{
		Letterhead: config.Letterhead{Above: []string{"PEMERINTAH CONTOH"}, Name: "DINAS CONTOH", Below: []string{"Jalan Contoh 1"}}, Place: "Contoh",
		Signer: config.Signer{Capacity: "Plh.", Office: "KEPALA DINAS CONTOH", Name: "Nama Rekaan", Rank: "Pembina", Number: "NIP. 1 2 3"},
	}
}

// pages are the texts of the pages, runs of blanks as one.
func pages(t *testing.T, r form.Report, o print.Office) []string {
	t.Helper()
	pdf, err := print.PDF(r, o)
	if err != nil {
		t.Fatal(err)
	}
	tool := exec.CommandContext(t.Context(), "pdftotext", "-layout", "-", "-")
	tool.Stdin = bytes.NewReader(pdf)
	text, err := tool.Output()
	if err != nil {
		t.Fatal("pdftotext (poppler-utils): ", err)
	}
	all := strings.Split(regexp.MustCompile(`[ ]+`).ReplaceAllString(string(text), " "), "\f")
	return all[:len(all)-1]
}

func TestTheFirstPageIsTheCoverLetter(t *testing.T) { // JUKNIS-V.B
	day, err := agreement.ParseDate("2026-06-30")
	if err != nil {
		t.Fatal(err)
	}
	first := pages(t, laid(t, config.Semester{Number: "400.12/0912/2026", Date: day}), office())[0]
	last := -1
	for _, part := range []string{
		"PEMERINTAH CONTOH", "DINAS CONTOH", "Jalan Contoh 1", "Contoh, 30 Juni 2026", "Nomor : 400.12/0912/2026", "Sifat : Penting", "Lampiran : 1 (satu) berkas",
		"Hal : Penyampaian laporan", "Yth. Kepala Dinas", "Kabupaten Contoh", "Perjanjian Kerja Sama Nomor 400.12/1", "Plh. KEPALA DINAS CONTOH", "Nama Rekaan", "Pembina", "NIP. 1 2 3",
	} {
		at := strings.Index(first, part)
		if at <= last {
			t.Errorf("%q stands at %d, after %d:\n%s", part, at, last, first)
		}
		last = max(last, at)
	}
}

func TestWhatIsNotKnownYetIsLeftToBeWritten(t *testing.T) {
	o := office()
	o.Signer.Name, o.Signer.Number = "", ""
	first := pages(t, laid(t, config.Semester{}), o)[0]
	for _, line := range []string{`Contoh, \.{20}`, `Nomor : \.{20}`, `\(\.{20}`, `NIP\. \.{20}`} {
		if !regexp.MustCompile(line).MatchString(first) {
			t.Errorf("no line to write on: %s\n%s", line, first)
		}
	}
}

func TestTheLettersNatureIsTheTemplates(t *testing.T) {
	r := laid(t, config.Semester{})
	for nature, want := range map[string]string{"Segera": "Sifat : Segera", "": "Lampiran : "} {
		r.Letter.Nature = nature
		if first := pages(t, r, office())[0]; !strings.Contains(first, want) || strings.Contains(first, "Sifat") != (nature != "") {
			t.Errorf("%q: %s", nature, first)
		}
	}
}

func TestANumberAloneIsSignedAsNIP(t *testing.T) {
	o := office()
	o.Signer.Number = "1 2 3"
	if first := pages(t, laid(t, config.Semester{}), o)[0]; !strings.Contains(first, "NIP. 1 2 3") {
		t.Error(first)
	}
}

func TestHeadingsOfAnEmptyTableAreNotBroken(t *testing.T) {
	text := strings.Join(pages(t, laid(t, config.Semester{}), office()), "")
	for _, head := range []string{"Diaktifkan", "Dikembalikan", "Keadaan"} {
		if !strings.Contains(text, head) {
			t.Errorf("%s is not there in one piece", head)
		}
	}
}

func TestTheFootIsNotCutForALedgerWithoutSealNorForOneWithMany(t *testing.T) {
	for _, seal := range []string{"belum bersegel", "segel 123456789"} {
		r := laid(t, config.Semester{})
		r.Footer = "SHA-256 " + ledger.Hash{1, 2}.String() + ", " + seal
		if first := pages(t, r, office())[0]; !strings.Contains(first, r.Footer) {
			t.Errorf("%s: %s", seal, first[len(first)-200:])
		}
	}
}

func TestEveryPageBearsTheDigestAndTheSeal(t *testing.T) {
	all := pages(t, laid(t, config.Semester{}), office())
	for i, page := range all {
		if !strings.Contains(page, "SHA-256 "+ledger.Hash{1, 2}.String()+", segel 7") {
			t.Errorf("page %d", i+1)
		}
	}
	whole := strings.Join(all, "")
	for _, part := range []string{"Semester I Tahun 2026, sementara", "Sesuai 1.234", "Januari 2026 *", "Nihil", ledger.Hash{3}.String()[:20], "Demikian laporan ini dibuat"} {
		if !strings.Contains(whole, part) {
			t.Errorf("%q is not there", part)
		}
	}
	if len(all) < 5 || !strings.Contains(all[len(all)-1], "Nama Rekaan") {
		t.Errorf("%d pages, and nobody signs the last", len(all))
	}
}

func TestTheSameReportIsTheSameFile(t *testing.T) {
	first, errFirst := print.PDF(laid(t, config.Semester{}), office())
	again, errAgain := print.PDF(laid(t, config.Semester{}), office())
	if errFirst != nil || errAgain != nil || !bytes.Equal(first, again) {
		t.Errorf("%v, %v: two files of one report differ", errFirst, errAgain)
	}
}

func TestALogoThatIsNoneIsRefused(t *testing.T) {
	o := office()
	o.Logo = []byte("tidak")
	if _, err := print.PDF(laid(t, config.Semester{}), o); err == nil {
		t.Error("printed")
	}
}
