package smartcardtest

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"strings"
	"sync"

	"simpul/reader-bridge/smartcard"
)

// TB is what a replay needs of a test.
type TB interface {
	Helper()
	Errorf(format string, arguments ...any)
	Fatalf(format string, arguments ...any)
	Cleanup(func())
}

// Replay is a [smartcard.Service] that plays a transcript. Make one with [NewReplay].
type Replay struct {
	t     TB
	slots map[string]string // slot by its letter in the transcript

	mu    sync.Mutex
	lines []line // still to come
}

// line is one command and its answer.
type line struct {
	number           int
	who, step        string
	command, respond []byte
}

// NewReplay reads a transcript of pairs of lines:
//
//	# what this step is about
//	C> 00A40000027F0A
//	C< 9000
//
// The letter before > and < is looked up in slots. Blanks within a line do not count. A command that is not the next one
// fails the test, and so does one that has not come when the test ends. The bytes are told: transcripts hold invented people.
func NewReplay(t TB, transcript string, slots map[string]string) *Replay {
	t.Helper()
	lines, err := readTranscript(transcript, slots)
	if err != nil {
		t.Fatalf("transcript: %v", err)
	}
	r := &Replay{t: t, slots: slots, lines: lines}
	t.Cleanup(r.finish)
	return r
}

func readTranscript(transcript string, slots map[string]string) ([]line, error) {
	var lines []line
	var next line
	for i, text := range strings.Split(transcript, "\n") {
		text = strings.Join(strings.Fields(text), " ")
		if text == "" || text[0] == '#' {
			next.step += strings.TrimPrefix(text, "#")
			continue
		}
		bytes, err := hex.DecodeString(strings.ReplaceAll(text[min(2, len(text)):], " ", ""))
		if err != nil || len(text) < 2 || slots[text[:1]] == "" {
			return nil, fmt.Errorf("line %d is neither a comment nor a command nor an answer", i+1)
		}
		switch {
		case text[1] == '>' && next.command == nil:
			next.number, next.who, next.command = i+1, text[:1], bytes
		case text[1] == '<' && next.command != nil && next.who == text[:1]:
			next.respond = bytes
			lines, next = append(lines, next), line{}
		default:
			return nil, fmt.Errorf("line %d is not what follows the line before", i+1)
		}
	}
	if next.command != nil {
		return nil, fmt.Errorf("the command of line %d has no answer", next.number)
	}
	return lines, nil
}

func (r *Replay) finish() {
	r.t.Helper()
	if len(r.lines) > 0 {
		r.t.Errorf("%d commands have not come; the next is line %d,%s", len(r.lines), r.lines[0].number, r.lines[0].step)
	}
}

// Watch says that every slot holds a card.
func (r *Replay) Watch(ctx context.Context, seen func([]smartcard.Slot)) error {
	var slots []smartcard.Slot
	for _, name := range r.slots {
		slots = append(slots, smartcard.Slot{Name: name, State: smartcard.Present})
	}
	seen(slots)
	<-ctx.Done()
	return nil
}

// Connect finds the slot.
func (r *Replay) Connect(slot string) (smartcard.Card, error) {
	for letter, name := range r.slots {
		if name == slot {
			return &replayed{r, letter}, nil
		}
	}
	return nil, smartcard.ErrNoReader
}

type replayed struct {
	replay *Replay
	letter string
}

// Transmit compares with the next command of the transcript.
func (c *replayed) Transmit(apdu []byte) ([]byte, error) {
	r := c.replay
	r.t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.lines) == 0 {
		r.t.Errorf("a command too many: %s> %X", c.letter, apdu)
		return nil, smartcard.ErrRemoved
	}
	next := r.lines[0]
	if next.who != c.letter || !bytes.Equal(next.command, apdu) {
		r.t.Errorf("line %d,%s: %s> %X, want %s> %X", next.number, next.step, c.letter, apdu, next.who, next.command)
		return nil, smartcard.ErrRemoved
	}
	r.lines = r.lines[1:]
	return bytes.Clone(next.respond), nil
}

// Disconnect does nothing.
func (c *replayed) Disconnect() error { return nil }
