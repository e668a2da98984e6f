package smartcardtest_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"simpul/reader-bridge/smartcard"
	"simpul/reader-bridge/smartcard/smartcardtest"
)

// verdict is a test that only remembers what was said of it.
type verdict struct {
	said     []string
	cleanups []func()
}

func (*verdict) Helper()                          {}
func (v *verdict) Errorf(format string, a ...any) { v.said = append(v.said, fmt.Sprintf(format, a...)) }
func (v *verdict) Fatalf(format string, a ...any) { v.Errorf("fatal: "+format, a...) }
func (v *verdict) Cleanup(f func())               { v.cleanups = append(v.cleanups, f) }

const transcript = `
# select the DF
C> 00 A4 00 00 02 7F 0A
C< 9000

# reset the SAM
S> 00FF000000
S< 6982
`

func TestAReplayFailsTheTestUnlessEveryCommandIsTheNextOne(t *testing.T) {
	const selectDF, resetSAM = "C 00a40000027f0a", "S 00ff000000"
	for name, row := range map[string]struct {
		sent []string
		said string
	}{
		"as recorded":    {[]string{selectDF, resetSAM}, ""},
		"a wrong one":    {[]string{"C 00a40000027f0b", resetSAM}, "line 3, select the DF: C> 00A40000027F0B, want C> 00A40000027F0A"},
		"to the wrong":   {[]string{"S 00a40000027f0a"}, "line 3, select the DF: S> 00A4"},
		"in other order": {[]string{resetSAM, selectDF}, "line 3, select the DF: S> 00FF000000"},
		"one missing":    {[]string{selectDF}, "1 commands have not come; the next is line 7, reset the SAM"},
		"one too many":   {[]string{selectDF, resetSAM, resetSAM}, "a command too many: S> 00FF000000"},
	} {
		v := &verdict{}
		r := smartcardtest.NewReplay(v, transcript, map[string]string{"C": "kartu", "S": "sam"})
		send(t, r, row.sent)
		for _, f := range v.cleanups {
			f()
		}
		if said := strings.Join(v.said, "\n"); !strings.Contains(said, row.said) || (said == "") != (row.said == "") {
			t.Errorf("%s: said %q, want %q", name, said, row.said)
		}
	}
}

// send sends commands, "slot hex", each over a connection of its own.
func send(t *testing.T, r *smartcardtest.Replay, commands []string) {
	t.Helper()
	for _, command := range commands {
		letter, text, _ := strings.Cut(command, " ")
		card, err := r.Connect(map[string]string{"C": "kartu", "S": "sam"}[letter])
		if err != nil {
			t.Fatal(err)
		}
		_, _ = card.Transmit(unhex(t, text))
		_ = card.Disconnect()
	}
	if _, err := r.Connect("lain"); !errors.Is(err, smartcard.ErrNoReader) {
		t.Error(err)
	}
}

func TestWhatIsNoTranscriptIsNotPlayed(t *testing.T) {
	for name, text := range map[string]string{
		"no hex":                       "C> 00A4x\nC< 9000",
		"a slot that nobody knows":     "D> 00A4\nD< 9000",
		"an answer without a command":  "C< 9000",
		"an answer of another":         "C> 00A4\nS< 9000",
		"two commands":                 "C> 00A4\nC> 00A4",
		"a command without an answer":  "C> 00A4",
		"a line that is only one sign": "C",
		"a line without a > or a <":    "C 00A4",
	} {
		v := &verdict{}
		smartcardtest.NewReplay(v, text, map[string]string{"C": "kartu", "S": "sam"})
		if len(v.said) == 0 || !strings.HasPrefix(v.said[0], "fatal: transcript:") {
			t.Errorf("%s: said %q", name, v.said)
		}
	}
}
