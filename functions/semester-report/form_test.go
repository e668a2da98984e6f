package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// The form is Subdit MED's business: an office lays down its own, and again, without a restart.
func TestTheReportHasTheFormThatTheOfficeLaidDown(t *testing.T) { // JUKNIS-V.D to V.F
	shipped, err := os.ReadFile("../../lib/report/form/laporan.yaml")
	must(t, err)
	o := newOffice(t, 20, nil)
	lay := func(title string) {
		o.Write(t, "laporan-template", strings.Replace(string(shipped), "title: LAPORAN PEMANFAATAN NIK", "title: "+title, 1))
	}
	lay("FORMULIR LAMA")
	t.Setenv("SIMPUL_REPORT__TEMPLATE_FILE", "laporan-template")
	o.open(t)
	for _, title := range []string{"FORMULIR RESMI SUBDIT MED", "FORMULIR BARU"} {
		lay(title)
		pdf := exec.Command("pdftotext", "-", "-")
		pdf.Stdin = strings.NewReader(o.ask(t, map[string]any{"period": "2026-S1"}).Text)
		text, err := pdf.Output()
		if err != nil || !strings.Contains(string(text), title) {
			t.Errorf("%s: %v\n%.600s", title, err, text)
		}
	}
}
