package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"simpul/deploy/poc/protocol"
	"simpul/deploy/poc/trialtest"
	"simpul/functions/functiontest"
	"simpul/lib/admission"
	"simpul/lib/assembly"
)

const root = "../.."

// world is an installation with the simulator, and a folder for protocols.
type world struct {
	*functiontest.Rig
	out, niks string
	said      bytes.Buffer
	stopAt    string // what is said when Ctrl-C is pressed, "" for never
}

func newWorld(t *testing.T, environ map[string]string, faults bool) *world {
	t.Helper()
	overrides := trialtest.Pace()
	overrides["SIMPUL_REGISTRY__TIMEOUT"] = "2s" // what a lost answer takes
	maps.Copy(overrides, environ)
	w := &world{Rig: functiontest.NewGuarded(t, root, overrides), out: t.TempDir(), niks: filepath.Join(t.TempDir(), "niks.yaml")}
	w.Initialise(t, 0)
	text, err := trialtest.File(faults)
	if err != nil {
		t.Fatal(err)
	}
	w.writeNIKs(t, string(text))
	return w
}

func (w *world) writeNIKs(t *testing.T, text string) {
	t.Helper()
	if err := os.WriteFile(w.niks, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// run runs the program as petugas-01, who may do everything, without a terminal.
func (w *world) run(t *testing.T, args ...string) int {
	t.Helper()
	return w.at(t, "", false, args...)
}

// at runs it with somebody who types.
func (w *world) at(t *testing.T, typed string, terminal bool, args ...string) int {
	t.Helper()
	w.said.Reset()
	args = append([]string{"-operator", "petugas-01", "-out", w.out}, args...)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	return run(ctx, args, console{bufio.NewReader(strings.NewReader(typed)), listener{&w.said, w.stopAt, cancel}, terminal})
}

// listener stops the program when it says something.
type listener struct {
	io.Writer
	stopAt string // "": never
	stop   func()
}

func (l listener) Write(line []byte) (int, error) {
	if l.stopAt != "" && strings.Contains(string(line), l.stopAt) {
		l.stop()
	}
	return l.Writer.Write(line)
}

// kept returns the only protocol in the folder.
func (w *world) kept(t *testing.T) protocol.Protocol {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(w.out, "*.json"))
	if err != nil || len(names) != 1 {
		t.Fatalf("%d protocols, %v\n%s", len(names), err, w.said.String())
	}
	text, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	p, err := protocol.Read(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// state is how the quota stands.
func (w *world) state(t *testing.T) admission.State {
	t.Helper()
	parts, err := assembly.Build()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = parts.Close(context.Background()) }()
	state, err := parts.Admission.State(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return state
}

func step(t *testing.T, p protocol.Protocol, code string) protocol.Step {
	t.Helper()
	for _, s := range p.Steps {
		if s.Code == code {
			return s
		}
	}
	t.Fatalf("no step %s", code)
	return protocol.Step{}
}
