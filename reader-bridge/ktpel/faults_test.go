package ktpel_test

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"simpul/lib/resident"
	"simpul/reader-bridge/ktpel"
	"simpul/reader-bridge/smartcard"
	"simpul/reader-bridge/smartcard/smartcardtest"
)

// passes are the faults that may go by, and at how many commands: an answer of another length or with other bytes in it does
// no harm where nobody wants data, and a refusal none where there is another way to ask. All others may at none.
func passes(garbled, noise, otherWays int) map[smartcardtest.Fault]int {
	most := map[smartcardtest.Fault]int{smartcardtest.Garbled: garbled, smartcardtest.Noise: noise}
	for _, fault := range smartcardtest.Faults() {
		switch fault {
		case smartcardtest.Garbled, smartcardtest.Noise, smartcardtest.More, smartcardtest.Length:
		case smartcardtest.Status6982, smartcardtest.Status6A82, smartcardtest.Status6700:
			most[fault] = otherWays
		default:
			most[fault] = 0
		}
	}
	return most
}

// harmless are faults of which the dialog makes good, as ISO 7816-4 wants it to.
var harmless = map[smartcardtest.Fault]bool{smartcardtest.More: true, smartcardtest.Length: true}

// TestEveryFaultAtEveryCommandIsATypedErrorInTime lets each fault happen at each command of the dialog, with both profiles.
// Whatever happens: an answer by the deadline, never another person, nothing held, and the next read succeeds once the card
// answers or is put back.
func TestEveryFaultAtEveryCommandIsATypedErrorInTime(t *testing.T) {
	total := 0
	for name, w := range map[string]way{"shipped profile": public(t), "other profile": other(t)} {
		synctest.Test(t, func(t *testing.T) {
			v := newWorld(t, w)
			v.wantGenuine(t)
			commands := v.plan.Count()
			for _, fault := range smartcardtest.Faults() {
				for i := range commands {
					v.suffers(t, i, fault)
					total++
				}
			}
			for fault, want := range w.passes {
				if v.passed[fault] != want {
					t.Errorf("%s: %s went by %d times, want %d", name, fault, v.passed[fault], want)
				}
			}
			t.Logf("%s: %d faults at each of %d commands", name, len(smartcardtest.Faults()), commands)
		})
	}
	t.Logf("%d faults", total)
}

// suffers reads with a fault, and once more after it.
func (v *world) suffers(t *testing.T, i int, fault smartcardtest.Fault) {
	t.Helper()
	at := fmt.Sprintf("%s at command %d", fault, i)
	v.plan.At(i, fault)
	start := time.Now()
	got, err := v.read(t)
	if took := time.Since(start); took > deadline {
		t.Errorf("%s: %v", at, took)
	}
	v.judge(t, at, fault, got, err)
	v.recover(t, at, fault)
}

// judge wants a typed error, or the right person where the fault does no harm.
func (v *world) judge(t *testing.T, at string, fault smartcardtest.Fault, got resident.Person, err error) {
	t.Helper()
	if err == nil {
		v.passed[fault]++
		wantPerson(t, got)
		return
	}
	f, ok := errors.AsType[*ktpel.Failure](err)
	switch {
	case !ok || f.Class == ktpel.Genuine || f.Step == "" || f.Title() == "" || f.Advice() == "":
		t.Errorf("%s: %v", at, err)
	case harmless[fault]:
		t.Errorf("%s does harm: %v", at, err)
	case !got.Empty():
		t.Errorf("%s: a person beside an error", at)
	case fault == smartcardtest.Silent && !errors.Is(err, smartcard.ErrTimeout):
		t.Errorf("%s: %v", at, err)
	}
}

// recover lets the card answer, or puts it back, and wants everything to be as before.
func (v *world) recover(t *testing.T, at string, fault smartcardtest.Fault) {
	t.Helper()
	switch fault {
	case smartcardtest.Silent:
		if _, err := v.read(t); !errors.Is(err, smartcard.ErrStuck) {
			t.Errorf("%s: the slot is not stuck: %v", at, err)
		}
		v.cards.Wake()
		v.sams.Wake()
		synctest.Wait()
	case smartcardtest.Removed:
		v.cards.Put(v.card)
		v.sams.Put(v.sam)
	}
	if held := v.counting.Held(); held != 0 || v.counting.Twice() != 0 {
		t.Errorf("%s: %d connections are still held, %d released twice", at, held, v.counting.Twice())
	}
	v.wantGenuine(t)
}
