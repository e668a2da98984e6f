package main

import (
	"net/http"
	"strings"
	"testing"

	"simpul/functions/functiontest"
	"simpul/lib/identity"
	"simpul/lib/registry/registrytest"
)

// newMatching is a counter that asks by kesesuaian: one line differs.
func newMatching(t *testing.T) *bench {
	t.Helper()
	return newBench(t, map[string]string{"SIMPUL_REGISTRY__METHOD": "kesesuaian"})
}

func TestByKesesuaianAClaimIsJudgedByTheRegistrysMatches(t *testing.T) { // JUKNIS-II.C.3, wire §2
	b := newMatching(t)
	person := registrytest.WithExpected(registrytest.Found)[0]
	right := b.ask(of(person.NIK, person.Elements()))
	if right.Code != http.StatusOK || right.Status != "found" || right.Verdict != "sesuai" || len(right.Elements) != 15 {
		t.Fatalf("%d %s", right.Code, right.Text)
	}
	for name, band := range right.Elements {
		if band != "sesuai" {
			t.Errorf("%s is %s", name, band)
		}
	}
	other := person.Elements()
	other["tanggal_lahir"] = "1999-12-31"
	if wrong := b.ask(of(person.NIK, other)); wrong.Verdict != "tidak_sesuai" || wrong.Elements["tanggal_lahir"] != "berbeda" {
		t.Errorf("another birth date: %s", wrong.Text)
	}
	partly := b.ask(of(person.NIK, map[string]string{"nama_lengkap": person.NamaLengkap}))
	if partly.Verdict != "tidak_dinilai" || partly.Elements["alamat"] != "tidak_diisi" {
		t.Errorf("the name alone: %s", partly.Text)
	}
}

func TestByKesesuaianEverybodyHasTheSameStatusAndFault(t *testing.T) { // JUKNIS-II.C.2b.2, .3
	for _, person := range append(registrytest.WithCode("99"), registrytest.WithCode("08")...) {
		if a := newMatching(t).ask(of(person.NIK, nil)); a.Code != http.StatusBadGateway {
			t.Errorf("%s: %d %s", person.Expected, a.Code, a.Problem)
		}
	}
	b := newMatching(t)
	for _, sample := range registrytest.Samples() {
		if a := b.ask(of(sample.NIK, sample.Claimed)); a.Code != http.StatusOK || a.Status != sample.ExpectedStatus {
			t.Errorf("%d %s, expected %s", a.Code, a.Text, sample.ExpectedStatus)
		}
	}
}

func TestByKesesuaianNothingCanBeShownAndTheTryIsFree(t *testing.T) { // PKS-2.1a
	b := newMatching(t)
	body := of(registrytest.Samples()[0].NIK, nil, "show", []string{"nama_lengkap"})
	a := b.Do(functiontest.Call{Token: b.Token(t, identity.ScopeVerify, identity.ScopeView), Body: body})
	if a.Code != http.StatusUnprocessableEntity || len(a.Fields) != 1 || a.Fields[0].Name != "show" || a.Fields[0].Code != "tidak_diungkap" {
		t.Errorf("%d %s", a.Code, a.Text)
	}
	if b.Registry.Calls() != 0 {
		t.Error("it cost a hit")
	}
	if a := b.ask(body); !strings.HasSuffix(a.Problem, "kewenangan_kurang") {
		t.Errorf("without nik:view: %s", a.Problem)
	}
}
