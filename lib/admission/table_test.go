package admission_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Who runs Redis decides by the table of the package comment: what it names must be there to run.
func TestEachRowOfTheTableIsShownByATest(t *testing.T) {
	manual, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var tests strings.Builder
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tests.Write(text)
	}
	rows := regexp.MustCompile(`(?m)^//\t(none|everysec|always|any) .*$`).FindAllString(string(manual), -1)
	for _, row := range rows {
		names := regexp.MustCompile(`\bTest\w+`).FindAllString(row, -1)
		if len(names) == 0 {
			t.Errorf("nothing shows %q", row)
		}
		for _, name := range names {
			if !strings.Contains(tests.String(), "func "+name+"(t *testing.T)") {
				t.Errorf("there is no %s", name)
			}
		}
	}
	if len(rows) < 8 {
		t.Errorf("%d rows", len(rows))
	}
}
