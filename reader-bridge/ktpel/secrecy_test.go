package ktpel_test

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"

	"simpul/lib/resident"
	"simpul/reader-bridge/ktpel"
	"simpul/reader-bridge/smartcard/smartcardtest"
)

// texts are what of a person must not be told.
func texts() []string {
	texts := []string{outside}
	for _, text := range person {
		if len(text) > 5 {
			texts = append(texts, text, hex.EncodeToString([]byte(text)))
		}
	}
	return texts
}

// TestNothingOfACardIsToldByErrorsOrValues: every fault at every command, printed in every way that a program has (PKS-2.2j).
func TestNothingOfACardIsToldByErrorsOrValues(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v, w := witnessedWorld(t)
		v.wantGenuine(t)
		commands := v.plan.Count()
		var out bytes.Buffer
		for _, fault := range smartcardtest.Faults() {
			for i := range commands {
				v.plan.At(i, fault)
				got, err := v.read(t)
				tell(&out, got, err)
				v.cards.Put(v.card)
				v.sams.Put(v.sam)
				synctest.Wait()
			}
		}
		v.card.Tamper()
		_, err := v.read(t)
		tell(&out, v.reader, err)
		if out.Len() < 10_000 {
			t.Fatalf("%d bytes are too few to search", out.Len())
		}
		text := strings.ToLower(out.String())
		for _, marker := range texts() {
			if strings.Contains(text, strings.ToLower(marker)) {
				t.Errorf("told: %s", marker)
			}
		}
		if n := w.found(text); n > 0 {
			t.Errorf("told: bytes of %d answers or commands", n)
		}
		if w.found(w.told[0]) == 0 {
			t.Error("what is told would not be found")
		}
	})
}

// tell prints in every way.
func tell(out *bytes.Buffer, values ...any) {
	for _, handler := range []slog.Handler{slog.NewTextHandler(out, nil), slog.NewJSONHandler(out, nil)} {
		slog.New(handler).Info("x", "values", values, "first", values[0], "second", values[1])
	}
	for _, value := range values {
		for _, verb := range []string{"%v\n", "%+v\n", "%#v\n", "%s\n", "%q\n", "%x\n"} {
			_, _ = fmt.Fprintf(out, verb, value)
		}
		if failure, ok := errors.AsType[*ktpel.Failure](asError(value)); ok {
			_, _ = fmt.Fprintln(out, failure.Title(), failure.Advice(), failure.Unwrap())
		}
	}
}

func asError(value any) error {
	err, _ := value.(error)
	return err
}

// TestBuffersAreWipedWhenAReadEnds: all that went to a chip or came from one is zero, however the read ended.
func TestBuffersAreWipedWhenAReadEnds(t *testing.T) {
	for _, fault := range append(smartcardtest.Faults(), "") {
		synctest.Test(t, func(t *testing.T) {
			v, w := witnessedWorld(t)
			v.plan.At(27, fault) // in the midst of the biodata
			_, _ = v.read(t)
			v.cards.Wake()
			v.sams.Wake()
			synctest.Wait()
			for i, slice := range w.seen {
				if data := slice[:max(0, len(slice)-2)]; len(bytes.Trim(data, "\x00")) > 0 {
					t.Errorf("%q: slice %d has %d bytes left", fault, i, len(data))
				}
			}
			if len(w.seen) < 50 {
				t.Errorf("%q: only %d slices", fault, len(w.seen))
			}
		})
	}
}

// TestWhatIsBeyondTheAgreementNeverLeaves: the person has the agreement's elements, and the others are nowhere in it (PKS-2.1a).
func TestWhatIsBeyondTheAgreementNeverLeaves(t *testing.T) {
	v := newWorld(t, public(t))
	got, err := v.read(t)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range resident.Elements() {
		if strings.Contains(got.Get(e).RevealPersonalData(), outside) {
			t.Errorf("%s is from beyond the agreement", e)
		}
	}
	if !strings.Contains(string(smartcardtest.Record(v.fields)), outside) {
		t.Error("the card holds nothing beyond the agreement")
	}
}

func TestSAMSecretsPrintRedacted(t *testing.T) {
	const pcid, conf = "0b1b2b3b4b5b6b7b8b9babbbcbdbebfb", "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf b0b1b2b3b4b5b6b7b8b9babbbcbdbebf"
	opening, err := ktpel.NewOpening(pcid, conf)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	tell(&out, opening, struct{ O ktpel.Opening }{opening})
	for _, part := range []string{"abba", "171 186", "0xab", "a0a1", "1b2b"} { // the first two bytes are ab and ba
		if strings.Contains(out.String(), part) {
			t.Errorf("told: %s in %s", part, out.String())
		}
	}
	for _, row := range [][2]string{{"", conf}, {pcid[2:], conf}, {pcid, conf[2:]}, {"zz" + pcid[2:], conf}} {
		if _, err := ktpel.NewOpening(row[0], row[1]); err == nil || strings.Contains(err.Error(), "1b2b") {
			t.Errorf("%v", err)
		}
	}
}
