package admission_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/agreement"
	"simpul/lib/problem"
)

func TestWithoutAnOffsetTheDayIsRedissCalendarDayInWIB(t *testing.T) {
	w := newWorld(t, redistest.Start(t).URL())
	a := w.replica(func(s *admission.Settings) { s.Clock, s.Offset = nil, nil })
	s, err := a.State(t.Context())
	if !problem.Is(err, problem.CodeBelumDisiapkan) {
		t.Fatal(err)
	}
	if s.Day != agreement.DateOf(s.Now) || !s.Midnight.Equal(s.Day.Next().Midnight()) || time.Since(s.Now).Abs() > time.Minute {
		t.Errorf("%+v", s)
	}
}

// The offset moves the day: set in what ships, it would hand out a second quota.
func TestNothingThatShipsMovesTheClock(t *testing.T) {
	files := 0
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files++
		source, err := os.ReadFile(path)
		if strings.Contains(string(source), `"simpul/lib/admission"`) {
			if strings.Contains(string(source), "Offset:") || strings.Contains(string(source), ".Offset =") {
				t.Errorf("%s sets Settings.Offset", path)
			}
		}
		return err
	})
	if err != nil || files == 0 {
		t.Errorf("%d files, %v", files, err)
	}
}
