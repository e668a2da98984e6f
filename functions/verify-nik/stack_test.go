//go:build cgo && linux

package main

import (
	"context"
	"net/http"
	"os"
	"testing"

	"simpul/reader-bridge/bridge/bridgetest"
	"simpul/reader-bridge/setup"
	"simpul/reader-bridge/smartcard"
	"simpul/reader-bridge/smartcard/pcsc"
	"simpul/reader-bridge/smartcard/pcscdtest"
	"simpul/reader-bridge/smartcard/smartcardtest"
)

func TestMain(m *testing.M) { os.Exit(pcscdtest.Main(m)) }

// later is a service that is first asked when the test has set its environment: libpcsclite reads it, in another thread, and libc lets a program
// that does both at once crash.
type later struct {
	smartcard.Service

	now chan struct{}
}

func (l later) Watch(ctx context.Context, seen func([]smartcard.Slot)) error {
	select {
	case <-l.now:
		return l.Service.Watch(ctx, seen)
	case <-ctx.Done():
		return nil
	}
}

// onTheRealStack lets a bridge reach its first reader through pcscd, once now is closed.
func onTheRealStack(o bridgetest.Options, now chan struct{}) bridgetest.Options {
	o.Service = func(*smartcardtest.Readers) smartcard.Service { return later{pcsc.New(), now} }
	o.Settings = func(s *setup.Settings) {
		s.Readers, s.SAMs.Modules = s.Readers[:1], s.SAMs.Modules[:1]
		s.SAMs.Modules[0].CardSlot, s.SAMs.Modules[0].SAMSlot = pcscdtest.Slot(0), pcscdtest.Slot(1)
	}
	return o
}

// serve puts a tray behind a slot of pcscd until the test ends.
func serve(t *testing.T, pcscd *pcscdtest.Daemon, slot int, tray *smartcardtest.Tray) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); smartcardtest.Serve(ctx, pcscd.Address(slot), tray) }()
	t.Cleanup(func() { stop(); <-done })
}

// Everything from the officer's request down is the real thing but chip and registry: verify-nik, the bridge over TLS, ebfe/scard, libpcsclite,
// pcscd with its vpcd driver.
func TestThroughTheWholeStackACardIsReadAndVerified(t *testing.T) { // JUKNIS-IV
	for name, o := range map[string]bridgetest.Options{
		"shipped profile":              {},
		"other lengths, ids and order": {Profile: "../../reader-bridge/ktpel/testdata/lain.yaml", Dialect: smartcardtest.Other()},
	} {
		t.Run(name, func(t *testing.T) { readAndVerified(t, o) })
	}
}

func readAndVerified(t *testing.T, o bridgetest.Options) {
	pcscd := pcscdtest.Start(t)
	now := make(chan struct{})
	c := newCounter(t, nil, onTheRealStack(o, now))
	person := found()
	c.cards.Lay(printed(person, nil))
	serve(t, pcscd, 0, c.cards.Cards)
	serve(t, pcscd, 1, c.cards.SAMs)
	close(now)
	for range 30 { // pcscd looks twice a second for chips that come, and each call waits a second for one
		a := c.ask(with(person.NIK, person.Elements()))
		if a.Code == http.StatusOK {
			if a.Verdict != "sesuai" || a.Card.Class != "asli" || a.Card.Elements["nama_lengkap"].Registry != "sesuai" {
				t.Error(a.Text)
			}
			return
		}
		if c.Registry.Calls() != 0 {
			t.Fatal("a card that was not read cost a hit")
		}
	}
	t.Fatal("never read; the bridge says:\n" + c.cards.Log.String())
}
