package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"simpul/functions/functiontest"
	"simpul/lib/report"
)

func TestAManualDeliveryLaysTheFilesOut(t *testing.T) { // JUKNIS-V.B
	folder := t.TempDir()
	o := newOffice(t, 100, map[string]string{"SIMPUL_REPORT__FOLDER": folder})
	if a := o.duty(); a.Built != 1 || a.Failed != 0 {
		t.Fatalf("%d %s", a.Code, a.Text)
	}
	figures := read(t, folder, "laporan-2026-s1.json")
	if got := report.Digest(figures); got != *o.records(t)[0].Digest {
		t.Error("the digest on record is another file's")
	}
	for name, start := range map[string]string{"laporan-2026-s1.pdf": "%PDF-", "laporan-2026-s1.xlsx": "PK"} {
		if !bytes.HasPrefix(read(t, folder, name), []byte(start)) {
			t.Errorf("%s is none", name)
		}
	}
	if files, err := os.ReadDir(folder); err != nil || len(files) != 3 {
		t.Errorf("%v, %v", files, err)
	}
}

func read(t *testing.T, folder, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(folder, name))
	must(t, err)
	return content
}

func TestAFolderThatCannotBeWrittenIsTriedAgainAndNothingIsOnRecord(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "laporan")
	must(t, os.Mkdir(folder, 0o755))
	o := newOffice(t, 40, map[string]string{"SIMPUL_REPORT__FOLDER": folder})
	must(t, os.Remove(folder))
	if a := o.duty(); a.Failed != 1 || a.Built != 0 || len(o.records(t)) != 0 {
		t.Errorf("%d %s", a.Code, a.Text)
	}
	must(t, os.Mkdir(folder, 0o755))
	o.nextTurn(t)
	if a := o.duty(); a.Failed != 0 || a.Built != 1 {
		t.Errorf("%d %s", a.Code, a.Text)
	}
}

func TestAFolderThatIsNoneStopsTheStart(t *testing.T) {
	rig := functiontest.New(t, "../..", map[string]string{"SIMPUL_REPORT__FOLDER": "/tidak/ada"})
	rig.Write(t, "simpul-trust", fill(t, 10).Keys.Public().String())
	if _, err := build(t.Context()); err == nil {
		t.Error("started")
	}
}
