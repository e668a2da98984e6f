package protocol_test

import (
	"bytes"
	"os/exec"
	"reflect"
	"strings"
	"testing"
	"time"

	"simpul/deploy/poc/protocol"
	"simpul/lib/agreement"
)

// short is a protocol with one of everything.
func short(t testing.TB) protocol.Protocol {
	t.Helper()
	day, err := agreement.ParseDate("2026-02-03")
	if err != nil {
		t.Fatal(err)
	}
	left, at := int64(199), time.Date(2026, time.February, 4, 9, 30, 0, 0, agreement.WIB)
	answers := protocol.Step{Code: "jawaban", Title: "Jawaban", Cases: []protocol.Case{
		{Number: 1, Expected: "found", Got: "found", Result: protocol.Passed, Left: &left, Used: 1, Cost: protocol.Cost{Micros: 21500, Hits: 1, Up: 321, Down: 1305}},
		{Number: 2, Expected: "deceased", Got: "unknown", RegistryCode: "99", Result: protocol.Failed, Note: "Kode baru.", Used: 2, Cost: protocol.Cost{Micros: 20000, Hits: 1, Up: 300, Down: 400}},
		{Expected: "inactive", Result: protocol.Untested, Note: "Dukcapil belum memberi NIK uji."},
	}}
	answers.Judge()
	return protocol.Protocol{
		Schema: protocol.Schema, Method: "webportal", Agreement: "400.12/2426/2025", Letter: &protocol.Letter{Number: "400.12/17/2026", Date: day},
		Operator: "admin-01", Began: at, Ended: at.Add(time.Minute), Quota: protocol.Quota{Mode: agreement.ModePoC, Limit: 200, Before: 3, After: 5},
		Steps: []protocol.Step{
			{Code: "tls", Title: "TLS", Result: protocol.Passed, Facts: []protocol.Fact{{Label: "Sidik jari", Value: strings.Repeat("0a1b", 16)}}},
			answers,
			{Code: "balikan", Title: "Data balikan", Result: protocol.Untested, Reason: "Belum dirangkai."},
		},
		Questions: []protocol.Question{{Text: "Pukul berapa?", Observed: "sore."}},
		Versions:  protocol.Versions{Program: "v1", Go: "go1.26", Platform: "linux/amd64", Config: strings.Repeat("0a1b", 16)},
	}
}

func TestAProtocolReadsBackAsItWasWritten(t *testing.T) {
	p := short(t)
	text, err := p.JSON()
	if err != nil {
		t.Fatal(err)
	}
	got, err := protocol.Read(text)
	if err != nil {
		t.Fatal(err)
	}
	again, err := got.JSON()
	if err != nil || !bytes.Equal(again, text) || !reflect.DeepEqual(got.Steps, p.Steps) {
		t.Errorf("%v\n%s\n%s", err, text, again)
	}
}

func TestAProtocolOfAnotherSchemaIsRefused(t *testing.T) {
	for _, text := range []string{`{}`, `{"schema": "urn:simpul:poc:2"}`, `{"schema": "urn:simpul:poc:1", "more": 1}`, `{"schema": "urn:simpul:poc:1"} {}`, `x`} {
		if _, err := protocol.Read([]byte(text)); err == nil {
			t.Errorf("%s was taken", text)
		}
	}
}

func TestAStepIsWhatItsCasesAre(t *testing.T) {
	of := func(results ...protocol.Result) protocol.Result {
		var s protocol.Step
		for _, r := range results {
			s.Cases = append(s.Cases, protocol.Case{Result: r})
		}
		s.Judge()
		return s.Result
	}
	for _, row := range []struct{ got, want protocol.Result }{
		{of(), protocol.Untested},
		{of(protocol.Untested), protocol.Untested},
		{of(protocol.Passed), protocol.Passed},
		{of(protocol.Passed, protocol.Untested), protocol.Partly},
		{of(protocol.Passed, protocol.Failed, protocol.Untested), protocol.Failed},
		{of(protocol.Failed, protocol.Untested), protocol.Failed},
	} {
		if row.got != row.want {
			t.Errorf("%s, not %s", row.got, row.want)
		}
	}
	if p := short(t); p.Passed() || p.Steps[1].Hits != 2 || p.Steps[1].Micros != 41500 || p.Steps[1].Up != 621 || p.Steps[1].Down != 1705 {
		t.Errorf("%+v", p.Steps[1].Cost)
	}
}

func TestThePaperSaysAllThatTheProtocolSays(t *testing.T) {
	p := short(t)
	pdf, err := p.Paper()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command("pdftotext", "-layout", "-", "-")
	command.Stdin = bytes.NewReader(pdf)
	output, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(string(output)), " ")
	for _, want := range []string{
		"400.12/17/2026, 3 Februari 2026", "web portal (Juknis II.C.1)", "4 Februari 2026 pukul 09.30.00 WIB", "200 akses sehari, terpakai 3 sebelum dan 5 sesudah",
		"1 berhasil, 1 gagal, 1 belum diuji, dari 3 langkah", "2. Jawaban: gagal", "41,5", "321 / 1.305", "199", "(kode 99). Kode", "Dukcapil belum memberi NIK uji.",
		"Belum dirangkai.", "1. Pukul berapa? Pengamatan: sore.", "urn:simpul:poc:1", "PIHAK KESATU", "PIHAK KEDUA", "Lampiran surat hasil uji coba (Juknis II.D)",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if strings.Contains(text, "SIMULATOR") {
		t.Error("a protocol of the real line says that it is none")
	}
	p.Simulator = true
	if other, err := p.Paper(); err != nil || bytes.Equal(other, pdf) {
		t.Error("nothing tells a protocol of the simulator")
	}
}

func FuzzRead(f *testing.F) {
	text, err := short(f).JSON()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"schema": "urn:simpul:poc:1", "ended": "2026-01-01T00:00:00Z"}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := protocol.Read(text)
		if err != nil || p.Ended.IsZero() {
			return
		}
		if _, err := p.Paper(); err != nil {
			t.Error(err)
		}
	})
}
