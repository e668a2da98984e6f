package main

import (
	"net/http"
	"strings"
	"testing"

	"simpul/functions/functiontest"
	"simpul/lib/identity"
	"simpul/lib/registry/registrytest"
	"simpul/lib/resident"
)

const root = "../.."

// bench is a counter: a function, its world, and a token that may ask.
type bench struct {
	*functiontest.Rig
	*functiontest.Client
	token string
}

func newBench(t testing.TB, environ map[string]string) *bench {
	t.Helper()
	rig := functiontest.New(t, root, environ)
	rig.Initialise(t, 0)
	return &bench{rig, rig.Serve(t, "verify-nik", build), rig.Token(t, identity.ScopeVerify)}
}

// ask sends a body with a good token.
func (b *bench) ask(body any) functiontest.Answer {
	return b.Do(functiontest.Call{Token: b.token, Body: body})
}

// of is what a frontend sends for a person, changed by the pairs that follow.
func of(nik string, claimed map[string]string, changes ...any) map[string]any {
	body := map[string]any{"nik": nik, "application_number": "503/0001/2026", "licence_type": "nib", "subject_role": "pemohon"}
	if claimed != nil {
		body["claimed"] = claimed
	}
	for i := 0; i < len(changes); i += 2 {
		body[changes[i].(string)] = changes[i+1]
	}
	return body
}

func TestEachSampleGetsItsStatusWithTheWordsOfTheJUKNIS(t *testing.T) { // JUKNIS-II.C.2b.1, .2
	b := newBench(t, nil)
	steps := map[string]bool{}
	for i, sample := range registrytest.Samples() {
		a := b.ask(of(sample.NIK, sample.Claimed, "licence_type", sample.LicenceType, "subject_role", sample.SubjectRole))
		if a.Code != http.StatusOK || a.Status != sample.ExpectedStatus || a.Verdict != sample.ExpectedVerdict {
			t.Errorf("sample %d: %d %s %s %s, expected %s %s", i, a.Code, a.Problem, a.Status, a.Verdict, sample.ExpectedStatus, sample.ExpectedVerdict)
		}
		if a.StatusText != resident.Status(a.Status).Text() {
			t.Errorf("sample %d: %q are not the JUKNIS's words", i, a.StatusText)
		}
		if a.Quota.Used != int64(i+1) || *a.Quota.Left != int64(199-i) {
			t.Errorf("sample %d: used %d, left %d", i, a.Quota.Used, *a.Quota.Left)
		}
		steps[a.NextStep] = true
	}
	if len(steps) < 8 {
		t.Errorf("only %d different next steps for six statuses and three verdicts", len(steps))
	}
}

func TestWithoutShowNoElementComesBack(t *testing.T) { // PKS-2.2j: an officer without nik:view sees bands
	b := newBench(t, nil)
	person := registrytest.WithExpected(registrytest.Found)[0]
	a := b.ask(of(person.NIK, map[string]string{"nama_lengkap": "SALAH SAMA SEKALI", "tanggal_lahir": "1999-12-31"}))
	if a.Verdict != "tidak_sesuai" || a.Data != nil {
		t.Fatalf("verdict %s, data %v", a.Verdict, a.Data)
	}
	for name, value := range person.Elements() {
		if len(value) > 3 && strings.Contains(strings.ToUpper(a.Text), strings.ToUpper(value)) {
			t.Errorf("%s came back", name)
		}
	}
}

func TestShowRevealsOnlyWhatWasAskedForAndMayNotBeStored(t *testing.T) { // PKS-2.1a, PKS-2.2j
	b := newBench(t, nil)
	person := registrytest.WithExpected(registrytest.Found)[0]
	body := of(person.NIK, nil, "show", []string{"nama_lengkap", "alamat"})
	if a := b.ask(body); a.Code != http.StatusForbidden || !strings.HasSuffix(a.Problem, "kewenangan_kurang") {
		t.Errorf("without nik:view: %d %s", a.Code, a.Problem)
	}
	a := b.Do(functiontest.Call{Token: b.Token(t, identity.ScopeVerify, identity.ScopeView), Body: body})
	if a.Data == nil || a.Data.MayStore || len(a.Data.Elements) != 2 || a.Data.Elements["nama_lengkap"] != person.NamaLengkap {
		t.Fatalf("data %+v", a.Data)
	}
	for _, mark := range registrytest.Markers() {
		if strings.Contains(a.Text, mark) {
			t.Errorf("an element beyond the agreement came back")
		}
	}
	if b.Registry.Calls() != 1 {
		t.Errorf("%d calls, the refused one must cost nothing", b.Registry.Calls())
	}
}

func TestHintsOfTheNIKWarnAndNeverRefuse(t *testing.T) { // PKS-2.2e, wire §5
	b := newBench(t, nil)
	person := registrytest.InGroup(registrytest.Corrected)[0]
	claimed := person.Elements()
	a := b.ask(of(person.NIK, claimed))
	if a.Code != http.StatusOK || a.Verdict != "sesuai" {
		t.Fatalf("%d %s %s", a.Code, a.Problem, a.Verdict)
	}
	if len(a.Warnings) != 1 || a.Warnings[0].Code != "tanggal_lahir_beda" {
		t.Errorf("warnings %v", a.Warnings)
	}
}

func TestAReceiptProvesAccessAndNIKAndNothingElseIsKept(t *testing.T) { // PKS-2.2b
	b := newBench(t, nil)
	sample := registrytest.Samples()[0]
	a := b.ask(of(sample.NIK, sample.Claimed))
	if a.Receipt == "" || strings.Contains(a.Receipt, sample.NIK) || a.AccessID == "" {
		t.Errorf("receipt %q of access %q", a.Receipt, a.AccessID)
	}
}
