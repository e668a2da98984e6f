//go:build cgo && linux

package bridge_test

import (
	"context"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"simpul/lib/cardreader"
	"simpul/reader-bridge/bridge/bridgetest"
	"simpul/reader-bridge/setup"
	"simpul/reader-bridge/smartcard"
	"simpul/reader-bridge/smartcard/pcsc"
	"simpul/reader-bridge/smartcard/pcscdtest"
	"simpul/reader-bridge/smartcard/smartcardtest"
)

func TestMain(m *testing.M) { os.Exit(pcscdtest.Main(m)) }

// real is a bridge with one reader behind a real pcscd.
type real struct {
	*desk
	pcscd *pcscdtest.Daemon
	plan  *smartcardtest.Plan
}

func onPcscd(t *testing.T) real {
	t.Helper()
	r := real{pcscd: pcscdtest.Start(t), plan: &smartcardtest.Plan{}}
	r.desk = newDesk(t, bridgetest.Options{
		Plan:    r.plan,
		Service: func(*smartcardtest.Readers) smartcard.Service { return pcsc.New() },
		Settings: func(s *setup.Settings) {
			s.ReadTime = time.Second
			s.Readers, s.SAMs.Modules = s.Readers[:1], s.SAMs.Modules[:1]
			s.SAMs.Modules[0].CardSlot, s.SAMs.Modules[0].SAMSlot = pcscdtest.Slot(0), pcscdtest.Slot(1)
		},
	})
	r.Lay(person)
	for slot, tray := range []*smartcardtest.Tray{r.Cards, r.SAMs} {
		ctx, stop := context.WithCancel(context.Background())
		done := make(chan struct{})
		go func() { defer close(done); smartcardtest.Serve(ctx, r.pcscd.Address(slot), tray) }()
		t.Cleanup(func() { stop(); <-done })
	}
	return r
}

// reads reads as soon as that is possible: pcscd looks twice a second for chips that come and go.
func (r real) reads(t *testing.T, when string) {
	t.Helper()
	var a answer
	for range 30 {
		if a = r.read(t, request(func(q *cardreader.Request) { q.WaitSeconds = 1 })); a.Code == http.StatusOK {
			return
		}
		select {
		case <-time.After(100 * time.Millisecond): // there is nothing to wait for instead
		case <-t.Context().Done():
		}
	}
	t.Fatalf("%s: never read: %s", when, a.Text)
}

// shows waits until the reader is shown so, and wants the bridge to be well.
func (r real) shows(t *testing.T, want string) {
	t.Helper()
	if reader := r.events(t)(cardIs(want)); reader.Ready || reader.Note == "" {
		t.Errorf("it shows %+v", reader)
	}
	if a := r.call(t, http.MethodGet, cardreader.PathReaders, nil, nil); a.Code != http.StatusOK || !strings.Contains(a.Text, `"card":"`+want+`"`) {
		t.Error("/v1/readers says", a.Text)
	}
	if a := r.call(t, http.MethodGet, cardreader.PathHealth, nil, nil); a.Code != http.StatusOK {
		t.Error("it is not well:", a.Code)
	}
}

func TestASilentCardThatBlocksPcscdLeavesTheBridgeAnswering(t *testing.T) {
	r := onPcscd(t)
	r.reads(t, "first")
	r.plan.At(6, smartcardtest.Silent) // the card's challenge
	patient := request(func(q *cardreader.Request) { q.WaitSeconds = 1 })
	r.read(t, patient).want(t, "a silent card", 504, "pembaca_tidak_menjawab")
	r.shows(t, "stuck")
	r.read(t, request(nil)).want(t, "meanwhile", 503, "pembaca_macet")
	r.Cards.Wake()
	r.reads(t, "once the card has answered")
}

func TestABridgeFindsAPcscdAgainThatWasKilled(t *testing.T) {
	r := onPcscd(t)
	r.reads(t, "first")
	r.pcscd.Kill()
	r.read(t, request(nil)).want(t, "without pcscd", 503, "pembaca_tidak_siap")
	r.shows(t, "unknown")
	r.pcscd.Restart()
	r.reads(t, "again")
}
