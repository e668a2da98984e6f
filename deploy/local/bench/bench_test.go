package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"simpul/deploy/local/bench/load"
)

const source = "../../.."

// build makes what `make build` makes of what the bench starts.
func build(t *testing.T) (binaries string) {
	t.Helper()
	binaries = t.TempDir()
	for path, target := range map[string]string{
		"functions/verify-nik": "verify-nik/fn", "functions/quota-check": "quota-check/fn", "functions/submit-balikan": "submit-balikan/fn", "deploy/gateway": "gateway",
	} {
		cmd := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-tags", "validator_novalidatefn,nethttpomithttp2", "-o", filepath.Join(binaries, target), "./"+path)
		cmd.Dir, cmd.Env = source, append(os.Environ(), "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("build %s: %v\n%s", path, err, out)
		}
	}
	return binaries
}

// TestTheBenchFillsItsPage runs it as CI does, so that it cannot rot. What it measured here says nothing.
func TestTheBenchFillsItsPage(t *testing.T) {
	p := hasty
	p.binaries = build(t)
	root, err := filepath.Abs(source)
	if err != nil {
		t.Fatal(err)
	}
	p.root = root
	result, err := measure(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	if err := result.failure(); err != nil {
		t.Error(err)
	}
	checkRows(t, result, result.String())
}

// checkRows wants every row with a figure in each column, but for what has none.
func checkRows(t *testing.T, p *page, text string) {
	t.Helper()
	want := map[*section]int{p.verification: 4*3 + 3, p.start: 4, p.size: 5, p.counting: 5}
	for s, rows := range want {
		if len(s.rows) != rows {
			t.Errorf("%s has %d rows, expected %d", s.title, len(s.rows), rows)
		}
		for _, r := range s.rows {
			ours := r.cells[min(2, len(r.cells)-2)] // "verify-nik", and of Redis the time
			if !strings.ContainsAny(ours, "0123456789") && !unmeasured(s, r) {
				t.Errorf("%s, %s: %q", s.title, r.name, ours)
			}
			if !strings.Contains(text, r.name) {
				t.Errorf("%s, %s is not on the page", s.title, r.name)
			}
		}
	}
}

// unmeasured rows say why: a machine without the network may lack the one module that only the bench needs.
func unmeasured(s *section, r row) bool {
	return strings.Contains(strings.Join(s.notes, "\n"), r.name+" was not measured: ")
}

func TestAWrongAnswerFailsTheBench(t *testing.T) {
	p := newPage(hasty, newFacts(t.Context()))
	p.fails("right ones", load.Result{Calls: 2})
	if err := p.failure(); err != nil {
		t.Errorf("nothing failed: %v", err)
	}
	for _, answer := range []http.HandlerFunc{
		func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) },
		func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"verdict":"tidak_sesuai"}`) },
	} {
		server := httptest.NewServer(answer)
		c := &caller{address: address(server.URL), question: []byte("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), want: []byte(`"verdict":"sesuai"`)}
		if c.call() == nil {
			t.Error("a wrong answer passed")
		}
		server.Close()
	}
	p.fails("wrong ones", load.Result{Calls: 2, Failed: 1, Error: "status 502"})
	if err := p.failure(); err == nil || !strings.Contains(err.Error(), "wrong ones: 1 of 2 calls") {
		t.Errorf("%v", err)
	}
}
