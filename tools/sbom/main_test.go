package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// office is a folder of vendored modules with these licences, and this test's own program, which is made of real ones.
func office(t *testing.T, licence string) (options, string) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	o := options{version: "1.0", vendor: dir + "/vendor", goroot: dir + "/go", out: dir + "/sbom.json", licences: dir + "/licences"}
	linked, err := link([]string{program})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range linked {
		folder := filepath.Join(o.vendor, m.path)
		if m.path == standard {
			folder = o.goroot
		}
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, "LICENSE"), []byte(licence), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return o, program
}

const isc = `Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted, provided that
the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF
MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY
DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION,
ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.
`

func TestTheBillNamesWhatIsLinkedTheSameEachTime(t *testing.T) {
	o, program := office(t, isc)
	var texts [2]string
	for i := range texts {
		if err := run(o, []string{program}); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(o.out)
		if err != nil {
			t.Fatal(err)
		}
		texts[i] = string(text)
	}
	var bill struct {
		Components []struct{ Name, PURL string }
	}
	if err := json.Unmarshal([]byte(texts[0]), &bill); err != nil || len(bill.Components) < 2 || texts[0] != texts[1] {
		t.Error(err, bill)
	}
	if _, err := os.Stat(filepath.Join(o.licences, standard, "LICENSE")); err != nil {
		t.Error(err)
	}
}

func TestALicenceThatIsNotPermissiveIsRefused(t *testing.T) {
	for _, licence := range []string{"", "All rights reserved.", "GNU GENERAL PUBLIC LICENSE Version 3, 29 June 2007"} {
		if o, program := office(t, licence); run(o, []string{program}) == nil {
			t.Errorf("%q is taken", licence)
		}
	}
}

func TestWhatIsNoProgramIsSaid(t *testing.T) {
	if run(options{}, nil) == nil || run(options{}, []string{"main_test.go"}) == nil {
		t.Error("taken")
	}
}
