package smartcardtest_test

import (
	"encoding/hex"
	"strings"
	"testing"

	"simpul/reader-bridge/smartcard/smartcardtest"
)

func unhex(t *testing.T, text string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(text, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestTheSimulatorIsAsStrictAsACard: given commands, this one, that status word or answer. A chip that let things pass would
// let a wrong dialog pass.
func TestTheSimulatorIsAsStrictAsACard(t *testing.T) {
	issuer := smartcardtest.NewIssuer(smartcardtest.Public())
	print := smartcardtest.Print{Fields: []string{"a", "b"}}
	typeB := print
	typeB.TypeB = true
	sam := issuer.SAM()
	opening := opened(t, sam)
	for name, row := range map[string]struct {
		chip  smartcardtest.Chip
		given string // commands, with commas between
		apdu  string
		want  string // end of the answer
	}{
		"no short APDU":                     {issuer.Card(print), "", "00A4 00", "6700"},
		"an unknown instruction":            {issuer.Card(print), "", "0012 0000", "6d00"},
		"a file outside the DF":             {issuer.Card(print), "", "00A4 0000 02 6FF0", "6a82"},
		"a file that is not there":          {issuer.Card(print), "00A4 0000 02 7F0A", "00A4 0000 02 6FF2", "6a82"},
		"reading nothing":                   {issuer.Card(print), "00A4 0000 02 7F0A", "00B0 0000 35", "6985"},
		"reading behind the end":            {issuer.Card(print), "00A4 0000 02 7F0A,00A4 0000 02 6FF0", "00B0 00FF 01", "6b00"},
		"biodata without authentication":    {issuer.Card(print), "00A4 0000 02 7F0A,00A4 0000 02 6FF1", "00B0 0000 08", "6982"},
		"a wrapped command without session": {issuer.Card(print), "00A4 0000 02 7F0A", "0CB0 0000 10 A0A1A2A3A4A5A6A7A8A9AAABACADAEAF", "6982"},
		"a cryptogram without challenge":    {issuer.Card(print), "00A4 0000 02 7F0A", "0082 0000 28 " + strings.Repeat("AB", 40), "6982"},
		"a cryptogram made up":              {issuer.Card(print), "00A4 0000 02 7F0A,0084 0000 08", "0082 0000 28 " + strings.Repeat("AB", 40), "6982"},
		"the UID of type B, asked of A":     {issuer.Card(print), "00A4 0000 02 7F0A", "00DD 0000 08", "6d00"},
		"the UID of type B outside the DF":  {issuer.Card(typeB), "", "00DD 0000 08", "6d00"},
		"the UID of type B":                 {issuer.Card(typeB), "00A4 0000 02 7F0A", "00DD 0000 08", "9000"},
		"a locked SAM":                      {sam, "", "00FF 0000 00", "6982"},
		"a SAM opened wrongly":              {sam, "", "00F0 0000 20 " + strings.Repeat("00", 32), "6983"},
		"a SAM opened, then wrongly":        {sam, opening + ",00F0 0000 20 " + strings.Repeat("00", 32), "00FF 0000 00", "6982"},
		"a SAM opened":                      {sam, opening, "00FF 0000 00", "9000"},
		"wrapping without authentication":   {sam, opening, "00F3 0000 05 00B0000008", "6985"},
		"a control of the wrong kind":       {sam, opening, "00F1 0001 2D " + strings.Repeat("AB", 45), "6700"},
		"a check without a cryptogram":      {sam, opening, "00F2 0000 28 " + strings.Repeat("AB", 40), "6985"},
		"a card's cryptogram made up":       {sam, opening + ",00F1 0000 2D " + strings.Repeat("AB", 45), "00F2 0000 28 " + strings.Repeat("AB", 40), "6982"},
	} {
		row.chip.Reset()
		for given := range strings.SplitSeq(row.given, ",") {
			if given != "" {
				row.chip.Transmit(unhex(t, given))
			}
		}
		answer := hex.EncodeToString(row.chip.Transmit(unhex(t, row.apdu)))
		if !strings.HasSuffix(answer, row.want) {
			t.Errorf("%s: %s, want %s", name, answer, row.want)
		}
	}
}

// opened is the command that opens a SAM.
func opened(t *testing.T, sam *smartcardtest.SAM) string {
	t.Helper()
	pcid, conf := sam.Secrets()
	mask, secret := unhex(t, pcid), unhex(t, conf)
	for i := range secret {
		secret[i] ^= mask[i%len(mask)]
	}
	return "00F0 0000 20 " + hex.EncodeToString(secret)
}

func TestCountingTellsWhatIsHeld(t *testing.T) {
	tray := smartcardtest.NewTray(nil)
	tray.Put(smartcardtest.Blank{})
	c := &smartcardtest.Counting{Service: smartcardtest.NewReaders(map[string]*smartcardtest.Tray{"a": tray})}
	if _, err := c.Connect("b"); err == nil || c.Taken() != 0 {
		t.Errorf("a connection that did not come about counts: %v, %d", err, c.Taken())
	}
	card, err := c.Connect("a")
	if err != nil || c.Held() != 1 {
		t.Fatal(err, c.Held())
	}
	_ = card.Disconnect()
	if c.Held() != 0 || c.Twice() != 0 {
		t.Error(c.Held(), c.Twice())
	}
	_ = card.Disconnect()
	if c.Twice() != 1 {
		t.Error("released twice, and not told")
	}
}
