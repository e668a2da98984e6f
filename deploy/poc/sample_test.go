package main

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"slices"
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

func TestTheSampleIsOfTheSchemaAndItsPaperIsMadeFromIt(t *testing.T) {
	text := sample(t, "poc-simulator.json")
	p, err := protocol.Read(text)
	if err != nil {
		t.Fatal(err, renew)
	}
	if again, err := p.JSON(); err != nil || !bytes.Equal(again, text) {
		t.Error("the sample's JSON would be written otherwise today", renew)
	}
	if pdf, err := p.Paper(); err != nil || !bytes.Equal(pdf, sample(t, "poc-simulator.pdf")) {
		t.Error("the sample's PDF would be another today", renew)
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
