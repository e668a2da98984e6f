package ktpel_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"simpul/lib/resident"
	"simpul/reader-bridge/ktpel"
	"simpul/reader-bridge/smartcard"
	"simpul/reader-bridge/smartcard/smartcardtest"
)

func transcript(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("testdata/asli.txt")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// replay reads a card by the shipped profile, against a transcript.
func replay(t testing.TB, transcript string) (resident.Person, error) {
	t.Helper()
	service := smartcardtest.NewReplay(t, transcript, map[string]string{"C": slotCard, "S": slotSAM})
	opening, err := ktpel.NewOpening("f436cb409223ada786a3834f6b325623", "3239dbe38533a59e7332a5b89680e1b8 e378b4439b1d6b536aac1fb61dd4adb2")
	if err != nil {
		t.Fatal(err)
	}
	return ktpel.NewReader(smartcard.NewDesk(service), ktpel.Default(), ktpel.Slots{Card: slotCard, SAM: slotSAM}, opening).Read(t.Context())
}

// TestTheShippedProfileHoldsTheDialogByteForByte pins every command to what ktp-el-dialog says is public, in its order.
func TestTheShippedProfileHoldsTheDialogByteForByte(t *testing.T) {
	got, err := replay(t, transcript(t))
	if err != nil {
		t.Fatal(err)
	}
	wantPerson(t, got)
}

// TestARecordedReadThatEndsInAnotherStatusIsRefused changes the answer to the proof of the signature.
func TestARecordedReadThatEndsInAnotherStatusIsRefused(t *testing.T) {
	proof := "S> 00 FA 04 00 00\nS< "
	head, _, found := strings.Cut(transcript(t), proof)
	if !found {
		t.Fatal("the transcript has no proof of the signature")
	}
	_, err := replay(t, head+proof+"69 88")
	if f, ok := errors.AsType[*ktpel.Failure](err); !ok || f.Class != ktpel.SignatureInvalid {
		t.Error(err)
	}
}
