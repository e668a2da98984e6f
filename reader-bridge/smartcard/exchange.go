package smartcard

import (
	"context"
	"fmt"
	"slices"
)

// Transmitter sends one command APDU and returns the response with its status word. [Desk.Use] hands them out.
type Transmitter interface {
	// Transmit returns by the deadline of ctx. The caller owns both slices, and wipes them.
	Transmit(ctx context.Context, apdu []byte) ([]byte, error)
}

// A card is asked again at most so often for one command, and gives at most so much: a broken one would go on for ever.
const (
	maxRounds = 8
	maxAnswer = 4096
)

const header = 4 // CLA, INS, P1, P2

// Exchange sends a short command APDU and returns the data of its response, without the status word. 61xx is followed by GET
// RESPONSE until all is there, 6Cxx once by the same command with the length that the card asked for (ISO 7816-4 §5.6). Any other
// status word than [Success] is a [*StatusError]. The caller wipes the data.
func Exchange(ctx context.Context, t Transmitter, apdu []byte) ([]byte, error) {
	if len(apdu) < header {
		return nil, fmt.Errorf("command of %d bytes: %w", len(apdu), ErrParameters)
	}
	e := exchange{t: t, command: slices.Clone(apdu)}
	defer e.wipe()
	for range maxRounds {
		sw, err := e.round(ctx)
		switch {
		case err != nil:
			return nil, err
		case sw == Success:
			return slices.Clone(e.data), nil
		case !e.follow(sw):
			return nil, &StatusError{sw}
		}
	}
	return nil, fmt.Errorf("asked %d times: %w", maxRounds, ErrUnfinished)
}

// exchange is one command under way.
type exchange struct {
	t         Transmitter
	command   []byte // the next to send
	data      []byte // what has come so far
	corrected bool   // command has the length that the card asked for
}

// round sends the command and takes what comes.
func (e *exchange) round(ctx context.Context) (sw uint16, err error) {
	part, sw, err := transmit(ctx, e.t, e.command)
	if err != nil {
		return 0, err
	}
	whole := slices.Concat(e.data, part)
	clear(e.data)
	clear(part)
	e.data = whole
	return sw, nil
}

// follow makes the command that a status word asks for, and reports whether it asks for one.
func (e *exchange) follow(sw uint16) bool {
	next, ok := again(e.command, sw)
	length := sw>>8 == 0x6C
	if !ok || len(e.data) > maxAnswer || e.corrected && length {
		return false
	}
	clear(e.command)
	e.command, e.corrected = next, length
	return true
}

func (e *exchange) wipe() {
	clear(e.command)
	clear(e.data)
}

// transmit splits the status word off. A response is never shorter than it.
func transmit(ctx context.Context, t Transmitter, command []byte) (data []byte, sw uint16, err error) {
	answer, err := t.Transmit(ctx, command)
	if err != nil {
		return nil, 0, err
	}
	end := len(answer) - 2
	if end < 0 {
		clear(answer)
		return nil, 0, fmt.Errorf("answer of %d bytes: %w", len(answer), ErrTransport)
	}
	return answer[:end], uint16(answer[end])<<8 | uint16(answer[end+1]), nil
}

// again returns the command that a status word asks for.
func again(command []byte, sw uint16) (next []byte, ok bool) {
	switch sw >> 8 {
	case 0x61:
		return []byte{command[0], 0xC0, 0, 0, byte(sw)}, true // GET RESPONSE, in the class of the command
	case 0x6C:
		return withLe(command, byte(sw))
	}
	return nil, false
}

// withLe returns a short command with another Le: alone behind the header, or behind Lc and data, or added there. Nothing is grown, so that
// no copy is left behind.
func withLe(command []byte, le byte) ([]byte, bool) {
	switch n := len(command); {
	case n == header || n > header+1 && n == header+1+int(command[header]):
		return slices.Concat(command, []byte{le}), true
	case n == header+1 || n == header+2+int(command[header]):
		return slices.Concat(command[:n-1], []byte{le}), true
	}
	return nil, false
}
