package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"simpul/deploy/poc/protocol"
)

// renew is how the sample is made anew: make poc YES=1 OUT=…, then copy both files.
const renew = "; make it anew with make poc YES=1 OUT=…, and copy both files to deploy/samples"

func sample(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "deploy/samples", name))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// words are what a PDF says, each once: where its lines and pages end is lib/paper's to change.
func words(t *testing.T, pdf []byte) []string {
	t.Helper()
	command := exec.Command("pdftotext", "-", "-")
	command.Stdin = bytes.NewReader(pdf)
	text, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Fields(regexp.MustCompile(`Halaman \d+ dari \d+`).ReplaceAllString(string(text), ""))
	slices.Sort(all)
	return slices.Compact(all)
}

func TestTheSampleIsOfTheSchemaAndItsPaperSaysTheSame(t *testing.T) {
	text := sample(t, "poc-simulator.json")
	p, err := protocol.Read(text)
	if err != nil {
		t.Fatal(err, renew)
	}
	if again, err := p.JSON(); err != nil || !bytes.Equal(again, text) {
		t.Error("the sample's JSON would be written otherwise today", renew)
	}
	pdf, err := p.Paper()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := words(t, pdf), words(t, sample(t, "poc-simulator.pdf")); !slices.Equal(got, want) {
		t.Errorf("the sample's PDF would say something else today%s\n%s\n%s", renew, got, want)
	}
}

// steady leaves of a protocol what every run against the simulator gives alike.
func steady(p protocol.Protocol) protocol.Protocol {
	p.Operator, p.Letter, p.Began, p.Ended, p.Versions = "", nil, time.Time{}, time.Time{}, protocol.Versions{}
	p.Steps = slices.Clone(p.Steps)
	for i := range p.Steps {
		s := &p.Steps[i]
		s.Cost = protocol.Cost{Hits: s.Hits}
		s.Cases = slices.Clone(s.Cases)
		for j := range s.Cases {
			s.Cases[j].Cost = protocol.Cost{Hits: s.Cases[j].Hits}
		}
		if s.Code == "tls" { // a certificate of its own for each simulator
			s.Facts = s.Facts[2:]
		}
	}
	return p
}

func sameAsTheSample(t *testing.T, p protocol.Protocol) {
	t.Helper()
	kept, err := protocol.Read(sample(t, "poc-simulator.json"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := steady(p), steady(kept); !reflect.DeepEqual(got, want) {
		t.Errorf("the sample is of another time%s\n%+v\n%+v", renew, got, want)
	}
}
