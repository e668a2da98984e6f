package lookup_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"simpul/lib/registry"
	"simpul/lib/registry/lookup"
	"simpul/lib/resident"
)

// marker stands in the corpus's fields beyond the agreement.
const marker = "PENANDA"

// sample is one answer of the corpus in testdata. The file's name says what must come out, before "--": a status of
// resident.Status or a kind of registry.FaultKind, behind a dot the code that may be shown; then the section of the wire facts
// and what is special. In a file .grow the first empty text is filled until the answer is as large as the line lets through.
type sample struct {
	name, outcome, code string
	body                []byte
}

func corpus(t testing.TB) []sample {
	t.Helper()
	files, err := filepath.Glob("testdata/*--*")
	if err != nil || len(files) < 200 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	samples := make([]sample, len(files))
	for i, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(file)
		expected, _, _ := strings.Cut(name, "--")
		outcome, code, _ := strings.Cut(expected, ".")
		if strings.HasSuffix(name, ".grow") {
			body = bytes.Replace(body, []byte(`""`), []byte(`"`+strings.Repeat("x", 256<<10-len(body))+`"`), 1)
		}
		samples[i] = sample{name, outcome, code, body}
	}
	return samples
}

func TestTheCorpusOfDialectsIsUnderstood_Wire_1(t *testing.T) {
	met := map[string]bool{}
	for _, s := range corpus(t) {
		answer, err := lookup.Classify(s.body, asked)
		outcome, code := string(answer.Status), answer.Code
		if fault, isFault := errors.AsType[*registry.Fault](err); isFault {
			outcome, code = string(fault.Kind), fault.Code
			checkFault(t, answer, err)
		}
		if outcome != s.outcome || code != s.code {
			t.Errorf("%s: %s, code %q", s.name, outcome, code)
		}
		checkPerson(t, s, answer)
		met[outcome] = true
	}
	for _, status := range resident.Statuses() {
		if !met[string(status)] {
			t.Errorf("no sample of %s", status)
		}
	}
	for code, kind := range codes { // wire §1.9
		if !met[kind] {
			t.Errorf("no sample of %s, as code %s is", kind, code)
		}
	}
}

// checkPerson holds the edge of PKS-2.1a: nothing beyond the agreement, and nothing at all of who is not found.
func checkPerson(t *testing.T, s sample, answer registry.Answer) {
	t.Helper()
	if answer.Person.Empty() == (answer.Status == resident.Found) {
		t.Errorf("%s: data and status do not fit", s.name)
	}
	for _, e := range resident.Elements() {
		if strings.Contains(answer.Person.Get(e).RevealPersonalData(), marker) {
			t.Errorf("%s: a field beyond the agreement came through as %s", s.name, e)
		}
	}
}
