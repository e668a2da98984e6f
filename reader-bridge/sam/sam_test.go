package sam_test

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/problem"
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

func TestASAMIsUsedFromActivationToTheEndAndNoLonger(t *testing.T) { // PKS-2.1c, PKS-4, PKS-9.4
	activated := sam.SAM{Label: "SAM-1", Activated: date(t, "2025-10-01")}
	plain := sam.Term{Number: "1", ValidUntil: date(t, "2027-09-16")}
	bridged := plain
	bridged.Bridging = &sam.Bridging{Number: "2", Date: date(t, "2027-09-01"), Until: date(t, "2027-12-31")}
	for name, row := range map[string]struct {
		sam  sam.SAM
		term sam.Term
		at   string // in WIB
		want error
	}{
		"never activated":            {sam.SAM{Label: "SAM-1"}, plain, "2026-01-01T09:00:00", sam.ErrNotActivated},
		"the evening before":         {activated, plain, "2025-09-30T23:59:59", sam.ErrNotActivated},
		"the first morning":          {activated, plain, "2025-10-01T00:00:00", nil},
		"the last second":            {activated, plain, "2027-09-16T23:59:59", nil},
		"the midnight after":         {activated, plain, "2027-09-17T00:00:00", sam.ErrOver},
		"that midnight, bridged":     {activated, bridged, "2027-09-17T00:00:00", nil},
		"the last second of that":    {activated, bridged, "2027-12-31T23:59:59", nil},
		"the midnight after bridged": {activated, bridged, "2028-01-01T00:00:00", sam.ErrOver},
	} {
		at, err := time.ParseInLocation("2006-01-02T15:04:05", row.at, agreement.WIB)
		if err != nil {
			t.Fatal(err)
		}
		err = row.sam.Usable(row.term, at.UTC())
		if !errors.Is(err, row.want) || row.want != nil && !problem.Is(err, problem.CodeSAMTidakAktif) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReadsAreCountedAcrossRestarts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "reads.json")
	counts, err := sam.OpenCounts(path)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if err := counts.Add("SAM-1"); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	again, err := sam.OpenCounts(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := again.Of("SAM-1"); got != 20 {
		t.Errorf("%d after a restart, want 20", got)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".*")); len(left) != 0 {
		t.Error("unfinished files are left")
	}
}

func TestCountsThatCannotBeReadAreNotBegunAgain(t *testing.T) {
	for _, text := range []string{"", "null", "{\"SAM-1\": 1", "[]"} {
		path := filepath.Join(t.TempDir(), "reads.json")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := sam.OpenCounts(path); err == nil {
			t.Errorf("%q is taken for counts", text)
		}
	}
}

func TestAReadCountsThoughTheFileCannotBeWritten(t *testing.T) {
	counts, err := sam.OpenCounts(filepath.Join(t.TempDir(), "gone", "reads.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := counts.Add("SAM-1"); err == nil {
		t.Error("nothing is said of a file that cannot be written")
	}
	if counts.Of("SAM-1") != 1 {
		t.Error("the read is not counted")
	}
}
