//go:build cgo && linux

package pcsc_test

import (
	"context"
	"os"
	"testing"
	"time"

	"simpul/lib/resident"
	"simpul/reader-bridge/ktpel"
	"simpul/reader-bridge/smartcard"
	"simpul/reader-bridge/smartcard/pcsc"
	"simpul/reader-bridge/smartcard/pcscdtest"
	"simpul/reader-bridge/smartcard/smartcardtest"
)

const invented = "3303990101900001"

// stack is the real one: the dialog, ebfe/scard, libpcsclite, pcscd, the vpcd driver, and behind it a simulated card and SAM.
type stack struct {
	pcscd       *pcscdtest.Daemon
	plan        *smartcardtest.Plan
	card        *smartcardtest.Card
	sam         *smartcardtest.SAM
	cards, sams *smartcardtest.Tray
	counting    *smartcardtest.Counting
	desk        *smartcard.Desk
	reader      *ktpel.Reader
}

func start(t testing.TB, profile *ktpel.Profile, dialect smartcardtest.Dialect) *stack {
	t.Helper()
	issuer := smartcardtest.NewIssuer(dialect)
	s := &stack{pcscd: pcscdtest.Start(t), plan: &smartcardtest.Plan{}, sam: issuer.SAM()}
	s.card = issuer.Card(smartcardtest.Print{Fields: fields(profile)})
	s.cards, s.sams = smartcardtest.NewTray(s.plan), smartcardtest.NewTray(s.plan)
	s.cards.Put(s.card)
	s.sams.Put(s.sam)
	background(t, func(ctx context.Context) { smartcardtest.Serve(ctx, s.pcscd.Address(0), s.cards) })
	background(t, func(ctx context.Context) { smartcardtest.Serve(ctx, s.pcscd.Address(1), s.sams) })
	s.counting = &smartcardtest.Counting{Service: pcsc.New()}
	s.desk = smartcard.NewDesk(s.counting)
	background(t, func(ctx context.Context) { _ = s.desk.Run(ctx) })
	opening, err := ktpel.NewOpening(s.sam.Secrets())
	if err != nil {
		t.Fatal(err)
	}
	s.reader = ktpel.NewReader(s.desk, profile, ktpel.Slots{Card: pcscdtest.Slot(0), SAM: pcscdtest.Slot(1)}, opening)
	return s
}

// background runs f until the test ends, and waits for it then.
func background(t testing.TB, f func(context.Context)) {
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); f(ctx) }()
	t.Cleanup(func() { stop(); <-done })
}

// fields are a record in the profile's order.
func fields(profile *ktpel.Profile) []string {
	var fields []string
	for _, name := range profile.Record.Fields {
		switch resident.Element(name) {
		case resident.NIK:
			fields = append(fields, invented)
		default:
			fields = append(fields, "ISI "+name)
		}
	}
	return fields
}

// ready waits until both slots hold a chip.
func (s *stack) ready(t testing.TB) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for i := range 2 {
		if err := s.desk.Await(ctx, pcscdtest.Slot(i)); err != nil {
			t.Fatal(err)
		}
	}
}

func (s *stack) read(t testing.TB, most time.Duration) (resident.Person, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), most)
	defer cancel()
	return s.reader.Read(ctx)
}

// wantGenuine reads the card as soon as that is possible: pcscd looks twice a second for cards that come and go, and until it has
// looked, what it says is old.
func (s *stack) wantGenuine(t testing.TB) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for {
		got, err := s.reader.Read(ctx)
		if err == nil {
			wantPerson(t, got)
			return
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-ctx.Done():
			t.Fatal(err)
		}
	}
}

func wantPerson(t testing.TB, got resident.Person) {
	t.Helper()
	if got.Get(resident.NIK).RevealPersonalData() != invented || got.Get(resident.Provinsi).RevealPersonalData() != "ISI provinsi" {
		t.Error("another person")
	}
}

func other(t testing.TB) *ktpel.Profile {
	t.Helper()
	text, err := os.ReadFile("../../ktpel/testdata/lain.yaml")
	if err != nil {
		t.Fatal(err)
	}
	profile, err := ktpel.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return profile
}

func TestACardIsReadThroughTheRealStack(t *testing.T) {
	t.Run("shipped profile", func(t *testing.T) {
		start(t, ktpel.Default(), smartcardtest.Public()).wantGenuine(t)
	})
	t.Run("other profile", func(t *testing.T) {
		start(t, other(t), smartcardtest.Other()).wantGenuine(t)
	})
}
