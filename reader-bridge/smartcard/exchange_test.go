package smartcard_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"simpul/reader-bridge/smartcard"
)

// script answers commands in their order, "command answer" in hex; the last line is repeated for ever.
type script struct {
	t     *testing.T
	lines []string
	given [][]byte // answers that were handed out, to see that they are wiped
}

func (s *script) Transmit(_ context.Context, apdu []byte) ([]byte, error) {
	command, answer, _ := strings.Cut(s.lines[0], " ")
	if len(s.lines) > 1 {
		s.lines = s.lines[1:]
	}
	if got := hex.EncodeToString(apdu); got != command {
		s.t.Errorf("sent %s, want %s", got, command)
	}
	raw, err := hex.DecodeString(answer)
	if err != nil {
		return nil, smartcard.ErrRemoved
	}
	s.given = append(s.given, raw)
	return raw, nil
}

func TestStatusWordsThatAreNoEndAreFollowed(t *testing.T) {
	for name, row := range map[string]struct {
		script string
		want   string
	}{
		"data at once":                    {"00b0000004 aabbccdd9000", "aabbccdd"},
		"no data":                         {"00b0000004 9000", ""},
		"fetched":                         {"00b0000004 6104|00c0000004 aabbccdd9000", "aabbccdd"},
		"fetched in parts":                {"00b0000004 aa6102|00c0000002 bb6101|00c0000001 cc9000", "aabbcc"},
		"another length":                  {"00b0000004 6c02|00b0000002 aabb9000", "aabb"},
		"another length, then fetched":    {"00b0000004 6c02|00b0000002 6102|00c0000002 aabb9000", "aabb"},
		"fetched, then of another length": {"00b0000004 6104|00c0000004 6c02|00c0000002 aabb9000", "aabb"},
	} {
		t.Run(name, func(t *testing.T) {
			s := &script{t: t, lines: strings.Split(row.script, "|")}
			command := []byte{0, 0xB0, 0, 0, 4}
			got, err := smartcard.Exchange(t.Context(), s, command)
			if err != nil || hex.EncodeToString(got) != row.want {
				t.Errorf("%x %v", got, err)
			}
			if !bytes.Equal(command, []byte{0, 0xB0, 0, 0, 4}) {
				t.Errorf("the caller's command was changed: %x", command)
			}
		})
	}
}

func TestAnExchangeThatDoesNotEndWellIsOfItsKind(t *testing.T) {
	for name, row := range map[string]struct {
		script string
		kind   error
	}{
		"refused":                 {"00b0000004 6982", smartcard.ErrSecurity},
		"refused after some":      {"00b0000004 aa6102|00c0000002 6f00", smartcard.ErrStatus},
		"more and more":           {"00b0000004 aa6104|00c0000004 aa6104", smartcard.ErrUnfinished},
		"length after length":     {"00b0000004 6c02|00b0000002 6c04", smartcard.ErrLength},
		"no status word":          {"00b0000004 90", smartcard.ErrTransport},
		"no answer":               {"00b0000004 ", smartcard.ErrTransport},
		"taken away":              {"00b0000004 !", smartcard.ErrRemoved},
		"taken away in the midst": {"00b0000004 aa6102|00c0000002 !", smartcard.ErrRemoved},
	} {
		t.Run(name, func(t *testing.T) {
			s := &script{t: t, lines: strings.Split(row.script, "|")}
			got, err := smartcard.Exchange(t.Context(), s, []byte{0, 0xB0, 0, 0, 4})
			if !errors.Is(err, row.kind) || got != nil {
				t.Errorf("%x %v, want %v", got, err, row.kind)
			}
			for _, answer := range s.given {
				if data := answer[:max(0, len(answer)-2)]; len(bytes.Trim(data, "\x00")) > 0 {
					t.Errorf("%d bytes of an answer are left", len(data))
				}
			}
		})
	}
}

func TestALengthIsPutWhereTheCommandHasIt(t *testing.T) {
	for name, row := range map[string][2]string{
		"header alone":           {"00840000", "0084000008"},
		"header and length":      {"0084000010", "0084000008"},
		"header and data":        {"00a40000027f0a", "00a40000027f0a08"},
		"header, data, length":   {"00a40000027f0a00", "00a40000027f0a08"},
		"one byte that is a Le":  {"00b0000001", "00b0000008"},
		"data of one byte":       {"00a4000001aa", "00a4000001aa08"},
		"data and a length of 0": {"00a4000001aa00", "00a4000001aa08"},
	} {
		t.Run(name, func(t *testing.T) {
			s := &script{t: t, lines: []string{row[0] + " 6c08", row[1] + " 9000"}}
			command, err := hex.DecodeString(row[0])
			if err != nil {
				t.Fatal(err)
			}
			if _, err := smartcard.Exchange(t.Context(), s, command); err != nil {
				t.Error(err)
			}
		})
	}
}

func FuzzExchange(f *testing.F) {
	f.Add([]byte{0, 0xB0, 0, 0, 4}, []byte{0xAA, 0x61, 2})
	f.Add([]byte{0, 0xA4, 0, 0, 2, 0x7F, 0x0A}, []byte{0x6C, 0})
	f.Add([]byte{0, 0xA4, 0}, []byte{0x90})
	f.Fuzz(func(t *testing.T, command, answer []byte) {
		got, err := smartcard.Exchange(t.Context(), constant(answer), command)
		if err != nil && smartcard.Kind(err) == nil {
			t.Errorf("an error of no kind: %v", err)
		}
		if err == nil && !bytes.Equal(append(bytes.Clone(got), 0x90, 0x00), answer) {
			t.Errorf("%d bytes of %d", len(got), len(answer))
		}
	})
}

// constant answers everything alike.
type constant []byte

func (c constant) Transmit(context.Context, []byte) ([]byte, error) { return bytes.Clone(c), nil }
