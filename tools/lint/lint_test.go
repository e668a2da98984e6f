package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// run lints a package of testdata, which is a module of its own so that nothing else lints it.
func run(t *testing.T, pattern string) (string, error) {
	t.Helper()
	program := filepath.Join(t.TempDir(), "lint")
	if output, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	lint := exec.Command(program, pattern)
	lint.Dir = "testdata"
	output, err := lint.CombinedOutput()
	return string(output), err
}

func TestEachKindOfFindingIsFound(t *testing.T) {
	output, err := run(t, "./found")
	if err == nil {
		t.Error("lint was content")
	}
	for _, check := range []string{"errcheck", "errorlint", "nilerr", "SA4000", "ST1005", "U1000"} {
		if !strings.Contains(output, "("+check+")") {
			t.Errorf("no %s in\n%s", check, output)
		}
	}
}

func TestWhatIsFineIsNotFound(t *testing.T) {
	if output, err := run(t, "./fine"); err != nil {
		t.Errorf("%v\n%s", err, output)
	}
}
