package sam_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/config"
	"simpul/reader-bridge/ktpel"
	"simpul/reader-bridge/sam"
)

const text = `
valid_until: 2027-09-16
modules:
  - {label: SAM-01, card_slot: Pembaca 00 00, sam_slot: Pembaca 00 01, pcid_file: sam-01-pcid, conf_file: sam-01-conf,
     activated_on: 2026-03-02, handover: {number: BAST/1/2026, date: 2026-03-01}}
  - {label: SAM-02, card_slot: Pembaca 01 00, sam_slot: Pembaca 01 01, pcid_file: sam-02-pcid, conf_file: sam-02-conf,
     handover: {number: BAST/2/2026, date: 2026-03-01}}
`

const bridging = "bridging: {sptjm: {number: SPTJM/1/2027, date: 2027-09-10}, until: 2027-12-31}\n"

func inventory(t *testing.T, text string) sam.Inventory {
	t.Helper()
	var i sam.Inventory
	if err := config.Unmarshal([]byte(text), &i); err != nil {
		t.Fatal(err)
	}
	return i
}

func at(t *testing.T, text string) time.Time {
	t.Helper()
	moment, err := time.ParseInLocation("2006-01-02 15:04:05", text, agreement.WIB)
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

func TestASAMIsUsableFromItsActivationToTheEndOfTheAgreement(t *testing.T) { // PKS-2.1c, PKS-4, PKS-9.4
	plain, bridged := inventory(t, text), inventory(t, bridging+text)
	for name, row := range map[string]struct {
		of    sam.Inventory
		label string
		at    string
		want  error
	}{
		"the evening before it is activated":    {plain, "SAM-01", "2026-03-01 23:59:59", sam.ErrNotActivated},
		"the day it is activated":               {plain, "SAM-01", "2026-03-02 00:00:00", nil},
		"the last second":                       {plain, "SAM-01", "2027-09-16 23:59:59", nil},
		"the midnight after":                    {plain, "SAM-01", "2027-09-17 00:00:00", sam.ErrEnded},
		"the midnight after, bridged":           {bridged, "SAM-01", "2027-09-17 00:00:00", nil},
		"the last second of the bridging":       {bridged, "SAM-01", "2027-12-31 23:59:59", nil},
		"the midnight after the bridging":       {bridged, "SAM-01", "2028-01-01 00:00:00", sam.ErrEnded},
		"one that is not activated":             {plain, "SAM-02", "2026-06-01 12:00:00", sam.ErrNotActivated},
		"one that is not activated, at the end": {plain, "SAM-02", "2027-09-17 00:00:00", sam.ErrEnded},
		"one that nobody has":                   {plain, "SAM-03", "2026-06-01 12:00:00", sam.ErrUnknown},
	} {
		m, err := row.of.Usable(row.label, at(t, row.at))
		if !errors.Is(err, row.want) || (err == nil) != (m.Label == row.label) {
			t.Errorf("%s: %v, want %v", name, err, row.want)
		}
	}
}

func TestAnInventoryThatContradictsItselfIsRefused(t *testing.T) {
	if err := inventory(t, bridging+text).Check(); err != nil {
		t.Fatal(err)
	}
	for _, change := range [][3]string{
		{"until: 2027-12-31", "until: 2027-09-16", "bridging.until: is not after valid_until"},
		{"sam_slot: Pembaca 01 01", "sam_slot: Pembaca 00 01", "modules[1]: has a slot that stands twice"},
		{"conf_file: sam-02-conf", "conf_file: sam-02-pcid", "modules[1].conf_file: is the same file as pcid_file"},
		{"activated_on: 2026-03-02", "activated_on: 2028-01-01", "modules[0].activated_on: is after the agreement's end"},
	} {
		changed := strings.Replace(bridging+text, change[0], change[1], 1)
		if err := inventory(t, changed).Check(); err == nil || !strings.Contains(err.Error(), change[2]) {
			t.Errorf("%s: %v, want %q", change[1], err, change[2])
		}
	}
}

func TestWhatUnlocksASAMComesFromItsSecretFiles(t *testing.T) {
	const pcid, conf = "0b1b2b3b4b5b6b7b8b9babbbcbdbebfb", "a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf"
	folder := t.TempDir()
	write := func(name, content string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	m := inventory(t, text).Modules[0]
	for _, row := range []struct{ pcid, conf, want string }{
		{pcid, conf, ""}, {pcid, conf[2:], "SAM SAM-01: CONF is not"}, {pcid[2:], conf, "SAM SAM-01: PCID is not"},
	} {
		write("sam-01-pcid", row.pcid)
		write("sam-01-conf", row.conf)
		_, err := m.Opening(config.NewSecrets(folder))
		if row.want == "" && err != nil || row.want != "" && (err == nil || !strings.HasPrefix(err.Error(), row.want) || strings.Contains(err.Error(), "b2b3")) {
			t.Errorf("%v, want %q", err, row.want)
		}
	}
	if _, err := inventory(t, text).Modules[1].Opening(config.NewSecrets(folder)); err == nil || !strings.HasPrefix(err.Error(), "SAM SAM-02: pcid_file") {
		t.Errorf("without files: %v", err)
	}
	if m.Slots() != (ktpel.Slots{Card: "Pembaca 00 00", SAM: "Pembaca 00 01"}) {
		t.Errorf("%v", m.Slots())
	}
}
