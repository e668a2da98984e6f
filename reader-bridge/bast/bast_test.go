package bast_test

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"
	"time"

	"simpul/lib/agreement"
	"simpul/reader-bridge/bast"
	"simpul/reader-bridge/sam"
)

func date(t *testing.T, text string) agreement.Date {
	t.Helper()
	d, err := agreement.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func record(t *testing.T, at time.Time) bast.Record {
	t.Helper()
	return bast.Record{
		Bridge: "pc-loket-1", At: at,
		Agreement: "400.12/2426/2025",
		SAMs: sam.Inventory{ValidUntil: date(t, "2027-09-16"),
			Bridging: &sam.Bridging{SPTJM: agreement.Paper{Number: "503/12/2027", Date: date(t, "2027-09-01")}, Until: date(t, "2027-12-31")}},
		Readers: []bast.Reader{
			{Name: "loket-1", SAM: sam.Module{Label: "SAM-UJI-1", ActivatedOn: date(t, "2025-10-01"), Handover: agreement.Paper{Number: "400.12/99", Date: date(t, "2025-09-20")}}, Reads: 1234},
			{Name: "loket-2", SAM: sam.Module{Label: "SAM-UJI-2"}},
		},
	}
}

// text is the document as a person reads it.
func text(t *testing.T, r bast.Record) string {
	t.Helper()
	pdf, err := r.PDF()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command("pdftotext", "-layout", "-", "-")
	command.Stdin = bytes.NewReader(pdf)
	out, err := command.Output()
	if err != nil {
		t.Fatalf("pdftotext: %v; poppler-utils reads the documents of these tests", err)
	}
	return strings.Join(strings.Fields(string(out)), " ")
}

func TestTheRecordNamesEachSAMAndWhatIsDoneWithIt(t *testing.T) { // PKS-9.4, JUKNIS-IV.H, IV.I
	got := text(t, record(t, time.Date(2028, time.January, 3, 9, 0, 0, 0, agreement.WIB)))
	for _, want := range []string{
		"400.12/2426/2025", "16 September 2027", "SPTJM 503/12/2027", "31 Desember 2027", "pc-loket-1",
		"SAM-UJI-1", "loket-1", "400.12/99", "1 Oktober 2025", "1.234", "SAM-UJI-2", "loket-2",
		"keluarkan kartu SAM", "Nonaktifkan pembaca", "kirim kartu SAM itu sendiri", "SIFILMA", "PIHAK KEDUA, yang menyerahkan", "PIHAK KESATU, yang menerima",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not on the paper", want)
		}
	}
	if strings.Contains(got, "dari 2") {
		t.Error("the signatures are on a page of their own")
	}
	if strings.Contains(got, "belum lewat") {
		t.Error("it doubts an end that has come")
	}
}

func TestBeforeTheEndTheRecordSaysSo(t *testing.T) {
	last := text(t, record(t, time.Date(2027, time.December, 31, 23, 0, 0, 0, agreement.WIB)))
	if !strings.Contains(last, "belum lewat") {
		t.Error("a record printed on the last day does not say that it is early")
	}
}

func TestTheSameRecordGivesTheSameBytes(t *testing.T) {
	r := record(t, time.Date(2028, time.January, 3, 9, 0, 0, 0, agreement.WIB))
	first, err := r.PDF()
	if err != nil {
		t.Fatal(err)
	}
	if again, err := r.PDF(); err != nil || !bytes.Equal(first, again) {
		t.Error("the bytes differ")
	}
}
