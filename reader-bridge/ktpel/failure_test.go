package ktpel_test

import (
	"errors"
	"strings"
	"testing"

	"simpul/reader-bridge/ktpel"
	"simpul/reader-bridge/smartcard"
)

// TestEveryWayToFailTellsTheOfficerWhatToDo: in words of its own where something at the desk can be mended.
func TestEveryWayToFailTellsTheOfficerWhatToDo(t *testing.T) {
	seen := map[string]error{}
	plain := &ktpel.Failure{Class: ktpel.Broken, Cause: smartcard.ErrTransport}
	for _, kind := range []error{
		smartcard.ErrUnsupported, smartcard.ErrService, smartcard.ErrNoReader, smartcard.ErrNoCard, smartcard.ErrRemoved,
		smartcard.ErrReset, smartcard.ErrShared, smartcard.ErrMute, smartcard.ErrBusy, smartcard.ErrStuck, smartcard.ErrTimeout,
	} {
		f := &ktpel.Failure{Class: ktpel.Broken, Step: "connect", Party: ktpel.Card, Cause: kind}
		if f.Title() == plain.Title() || f.Advice() == "" || !errors.Is(f, kind) {
			t.Errorf("%v: %s. %s", kind, f.Title(), f.Advice())
		}
		seen[f.Title()+f.Advice()] = kind
	}
	if len(seen) != 10 { // reset and shared are one thing to an officer
		t.Errorf("%d different texts", len(seen))
	}
}

// TestAClassKeepsItsWordsWhateverTheCause: only a broken read says more by its cause.
func TestAClassKeepsItsWordsWhateverTheCause(t *testing.T) {
	titles := map[string]bool{}
	for _, class := range ktpel.Classes() {
		f := &ktpel.Failure{Class: class, Step: "langkah", Party: ktpel.SAM}
		titles[f.Title()] = true
		if text := f.Error(); !strings.Contains(text, string(class)+" at langkah (sam)") || f.Advice() == "" {
			t.Errorf("%s: %s", class, text)
		}
		other := &ktpel.Failure{Class: class, Cause: smartcard.ErrMute}
		if (other.Title() != f.Title()) != (class == ktpel.Broken) {
			t.Errorf("%s: %s", class, other.Title())
		}
	}
	if len(titles) != 5 {
		t.Errorf("%d different titles", len(titles))
	}
}
