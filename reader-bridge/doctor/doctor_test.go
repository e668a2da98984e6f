package doctor_test

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"simpul/lib/agreement"
	"simpul/reader-bridge/bridge"
	"simpul/reader-bridge/doctor"
	"simpul/reader-bridge/sam"
	"simpul/reader-bridge/setup"
	"simpul/reader-bridge/smartcard"
	"simpul/reader-bridge/smartcard/smartcardtest"
)

const pcid = "0a0b0c0d"

// healthy are settings whose files are all there.
func healthy(t *testing.T) setup.Settings {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"keys": "k1:" + strings.Repeat("A", 43) + "=", "pcid": strings.Repeat(pcid, 4), "conf": strings.Repeat(pcid, 8),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	now := time.Now()
	s := setup.Settings{ID: "pc-loket-1", Listen: "127.0.0.1:0", State: dir, Secrets: dir, KeysFile: "keys", Leeway: 5 * time.Second,
		Agreement: "1", Readers: []setup.Reader{{Name: "loket-1", SAM: "SAM-1"}},
		SAMs: sam.Inventory{ValidUntil: agreement.DateOf(now.AddDate(1, 0, 0)), Modules: []sam.Module{
			{Label: "SAM-1", CardSlot: "Uji 0", SAMSlot: "Uji 1", ActivatedOn: agreement.DateOf(now), PCIDFile: "pcid", CONFFile: "conf"}}}}
	if _, _, err := bridge.Identity(s.TLS, s.State, s.ID, now); err != nil {
		t.Fatal(err)
	}
	return s
}

var ready = []smartcard.Slot{{Name: "Uji 0", State: smartcard.Empty}, {Name: "Uji 1", State: smartcard.Present}}

// printed is the doctor's whole word, and whether all is well.
func printed(t *testing.T, s setup.Settings, slots []smartcard.Slot, err error) (string, bool) {
	t.Helper()
	var out strings.Builder
	ok := doctor.Print(&out, append(doctor.Readers(s, slots, err, time.Now()), doctor.Machine(t.Context(), s, time.Now())...))
	if strings.Contains(out.String(), pcid) {
		t.Error("a secret is printed")
	}
	return out.String(), ok
}

func TestAHealthyCounterIsWell(t *testing.T) {
	if text, ok := printed(t, healthy(t), ready, nil); !ok || strings.Contains(text, "[masalah]") || !strings.Contains(text, "sidik jari") {
		t.Error(text)
	}
}

func TestEachTroubleIsFoundWithWhatToDo(t *testing.T) {
	slots := func(card, chip smartcard.State) []smartcard.Slot {
		return []smartcard.Slot{{Name: "Uji 0", State: card}, {Name: "Uji 1", State: chip}}
	}
	for name, row := range map[string]struct {
		spoil func(t *testing.T, s *setup.Settings)
		slots []smartcard.Slot
		err   error
		want  string
	}{
		"no PC/SC":          {nil, nil, smartcard.ErrUnsupported, "Pasang paket"},
		"no service":        {nil, nil, smartcard.ErrService, "pcscd"},
		"a blocked service": {nil, nil, smartcard.ErrStuck, "tidak menjawab"},
		"no reader":         {nil, []smartcard.Slot{}, nil, "kabel USB"},
		"another slot":      {nil, []smartcard.Slot{{Name: "Lain", State: smartcard.Empty}}, nil, "samakan card_slot"},
		"no SAM":            {nil, slots(smartcard.Empty, smartcard.Empty), nil, "Pasang kartu SAM"},
		"a mute SAM":        {nil, slots(smartcard.Empty, smartcard.Mute), nil, "SIFILMA"},
		"a taken SAM":       {nil, slots(smartcard.Empty, smartcard.Foreign), nil, "program lain"},
		"a mute card":       {nil, slots(smartcard.Mute, smartcard.Present), nil, "KTP-el lain"},
		"a taken card":      {nil, slots(smartcard.Foreign, smartcard.Present), nil, "program lain"},
		"not activated":     {func(_ *testing.T, s *setup.Settings) { s.SAMs.Modules[0].ActivatedOn = agreement.Date{} }, ready, nil, "activated_on"},
		"over": {func(_ *testing.T, s *setup.Settings) {
			s.SAMs.ValidUntil = agreement.DateOf(time.Now().AddDate(0, 0, -1))
			s.SAMs.Modules[0].ActivatedOn = s.SAMs.ValidUntil
		}, ready, nil, "PKS 9.4"},
		"no keys":        {func(_ *testing.T, s *setup.Settings) { s.KeysFile = "none" }, ready, nil, "reader-bridge public"},
		"a bad SAM file": {func(_ *testing.T, s *setup.Settings) { s.SAMs.Modules[0].CONFFile = "pcid" }, ready, nil, "CONF (32 byte)"},
		"an open SAM file": {func(t *testing.T, s *setup.Settings) {
			if err := os.Chmod(filepath.Join(s.Secrets, "conf"), 0o604); err != nil {
				t.Fatal(err)
			}
		}, ready, nil, "chmod 600"},
		"no certificate": {func(t *testing.T, s *setup.Settings) { s.State = t.TempDir() }, ready, nil, "reader-bridge run"},
		"a clock set back": {func(t *testing.T, s *setup.Settings) {
			future := time.Now().Add(time.Hour)
			if err := os.Chtimes(filepath.Join(s.State, "keys"), future, future); err != nil {
				t.Fatal(err)
			}
		}, ready, nil, "NTP"},
		"a taken port": {func(t *testing.T, s *setup.Settings) { s.Listen = taken(t) }, ready, nil, "program lain"},
		"no such port": {func(_ *testing.T, s *setup.Settings) { s.Listen = "192.0.2.1:7443" }, ready, nil, "Samakan listen"},
	} {
		t.Run(name, func(t *testing.T) {
			s := healthy(t)
			if row.spoil != nil {
				row.spoil(t, &s)
			}
			text, ok := printed(t, s, row.slots, row.err)
			if ok || strings.Count(text, "[masalah]") < 1 || !strings.Contains(text, row.want) {
				t.Errorf("%q is not said:\n%s", row.want, text)
			}
		})
	}
}

func TestOnlyRootIsToldToComeBackAsTheService(t *testing.T) {
	if found := doctor.User(0); len(found) != 1 || found[0].OK || !strings.Contains(found[0].Remedy, "sudo -u reader-bridge") {
		t.Error(found)
	}
	if found := append(doctor.User(1000), doctor.User(-1)...); len(found) > 0 { // -1 on Windows
		t.Error(found)
	}
}

// taken is an address at which somebody listens who speaks no TLS.
func taken(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			_ = conn.Close()
		}
	}()
	return listener.Addr().String()
}

func TestSlotsAreTheServicesFirstWord(t *testing.T) {
	service := smartcardtest.NewReaders(map[string]*smartcardtest.Tray{"Uji 0": smartcardtest.NewTray(nil)})
	if slots, err := doctor.Slots(t.Context(), service); err != nil || len(slots) != 1 {
		t.Error(slots, err)
	}
	service.Stop()
	if _, err := doctor.Slots(t.Context(), service); !errors.Is(err, smartcard.ErrService) {
		t.Error(err)
	}
	ended, stop := context.WithCancel(t.Context())
	stop()
	if _, err := doctor.Slots(ended, silent{}); !errors.Is(err, smartcard.ErrStuck) {
		t.Error(err)
	}
}

// silent is a service that says nothing until it is left alone.
type silent struct{ smartcard.Service }

func (silent) Watch(context.Context, func([]smartcard.Slot)) error { select {} }
