package main

import (
	"strings"
	"testing"

	"simpul/deploy/poc/protocol"
	"simpul/lib/admission"
	"simpul/lib/registry/registrytest"
)

// live is what makes the simulator pass for the registry.
func live() map[string]string {
	return map[string]string{"SIMPUL_REGISTRY__SIMULATOR": "false", "SIMPUL_AGREEMENT__ADDENDUM": "{number: ADD-1, date: 2026-01-31}"}
}

func TestALivePoCRunNeedsLetterTerminalAndConsent(t *testing.T) { // JUKNIS-II.D
	w := newWorld(t, live(), false)
	letter := []string{"-letter", "400.12/17/2026", "-letter-date", "2026-02-03", "-niks", w.niks}
	for name, row := range map[string]struct {
		typed    string
		terminal bool
		args     []string
		says     string
	}{
		"no letter":           {"8\n", true, []string{"-niks", w.niks}, "nomor dan tanggal surat"},
		"no date":             {"8\n", true, letter[:2], "-letter-date"},
		"a date to come":      {"8\n", true, []string{"-letter", "1", "-letter-date", "2999-01-01"}, "belum tiba"},
		"a NIK as the letter": {"8\n", true, []string{"-letter", "3303990101900001", "-letter-date", "2026-02-03"}, "-letter"},
		"-yes":                {"8\n", true, append([]string{"-yes"}, letter...), "hanya untuk simulator"},
		"no terminal":         {"8\n", false, letter, "di depan terminal"},
		"no consent":          {"\n", true, letter, "tidak disetujui"},
		"another number":      {"7\n", true, letter, "tidak disetujui"},
		"nothing typed":       {"", true, letter, "tidak disetujui"},
	} {
		if code := w.at(t, row.typed, row.terminal, row.args...); code != notRun || !strings.Contains(w.said.String(), row.says) {
			t.Errorf("%s: exit code %d\n%s", name, code, w.said.String())
		}
	}
	if w.Registry.Calls() != 0 {
		t.Fatal("the registry was asked")
	}
	if last := w.state(t).Overview.Last; last.Paper != "400.12/17/2026" || last.Code != "uji_coba" {
		t.Errorf("%+v: the letter must be on record before anything is asked", last)
	}
	if code := w.at(t, "8\n", true, letter...); code != passed || w.Registry.Calls() != 8 {
		t.Errorf("exit code %d, %d questions\n%s", code, w.Registry.Calls(), w.said.String())
	}
	if p := w.kept(t); p.Simulator || p.Letter == nil {
		t.Error("the protocol does not say that it was live")
	}
}

func TestAnUnexpectedRefusalEndsTheAskingAndStaysClosed(t *testing.T) { // further calls could lock the account
	w := newWorld(t, nil, false)
	w.writeNIKs(t, "cases:\n- {expect: found, nik: \""+registrytest.WithCode("17")[0].NIK+"\"}\n- {expect: found, nik: \""+registrytest.Samples()[0].NIK+"\"}\n")
	if code := w.run(t, "-yes", "-niks", w.niks); code != failed {
		t.Errorf("exit code %d\n%s", code, w.said.String())
	}
	p := w.kept(t)
	first, second := step(t, p, "jawaban").Cases[0], step(t, p, "jawaban").Cases[1]
	if first.Got != "user_inactive" || first.Result != protocol.Failed || second.Result != protocol.Untested || step(t, p, "jalur_putus").Result != protocol.Untested {
		t.Errorf("%+v\n%+v", first, second)
	}
	if w.Registry.Calls() != 1 || w.state(t).Suspended == nil {
		t.Errorf("%d questions, suspended: %v", w.Registry.Calls(), w.state(t).Suspended)
	}
}

func TestATrialLiftsNoSuspensionOfOthers(t *testing.T) { // PKS-5
	w := newWorld(t, nil, false)
	w.Order(t, func(a *admission.Admission, why admission.Basis) error { return a.Suspend(t.Context(), why) })
	if code := w.run(t, "-yes", "-niks", w.niks); code != notRun || w.state(t).Suspended == nil || w.Registry.Calls() != 0 {
		t.Errorf("exit code %d\n%s", code, w.said.String())
	}
}

func TestATrialThatTheDayHasNoRoomForDoesNotBegin(t *testing.T) { // JUKNIS-II.B.1
	w := newWorld(t, nil, false)
	w.Initialise(t, 193)
	if code := w.run(t, "-yes", "-niks", w.niks); code != notRun || w.Registry.Calls() != 0 {
		t.Errorf("exit code %d, %d questions\n%s", code, w.Registry.Calls(), w.said.String())
	}
	w.Initialise(t, 192)
	if code := w.run(t, "-yes", "-niks", w.niks); code != passed || w.Registry.Calls() != 8 {
		t.Errorf("exit code %d, %d questions\n%s", code, w.Registry.Calls(), w.said.String())
	}
}

func TestOnlyAnOperatorWithAnNDAMayRunATrial(t *testing.T) { // JUKNIS-VI.E
	w := newWorld(t, nil, false)
	for _, operator := range []string{"petugas-tanpa-nda", "petugas-nonaktif", "siapa"} {
		if code := w.run(t, "-yes", "-operator", operator); code != notRun {
			t.Errorf("%s: exit code %d", operator, code)
		}
	}
}

func TestWithoutALineThereIsAProtocolOfThatAndNoHit(t *testing.T) {
	w := newWorld(t, nil, false)
	if err := w.Registry.Refuse(); err != nil {
		t.Fatal(err)
	}
	if code := w.run(t, "-yes", "-niks", w.niks); code != failed {
		t.Errorf("exit code %d\n%s", code, w.said.String())
	}
	p := w.kept(t)
	if step(t, p, "sambungan").Result != protocol.Failed || step(t, p, "tls").Result != protocol.Untested || step(t, p, "jawaban").Result != protocol.Untested || p.Quota.After != 0 {
		t.Errorf("%+v", p.Steps)
	}
}

func TestACertificateThatNobodyStandsForIsShown(t *testing.T) { // who sets the pin needs it
	w := newWorld(t, map[string]string{"SIMPUL_REGISTRY__TLS": "{pin_sha256: " + strings.Repeat("ab", 32) + "}"}, false)
	if code := w.run(t, "-yes", "-niks", w.niks); code != failed || w.Registry.Calls() != 0 {
		t.Errorf("exit code %d\n%s", code, w.said.String())
	}
	p := w.kept(t)
	if s := step(t, p, "tls"); s.Result != protocol.Failed || len(s.Facts) != 2 || len(s.Facts[0].Value) != 64 || step(t, p, "sambungan").Result != protocol.Passed {
		t.Errorf("%+v", s)
	}
}
