package ktpel

import (
	"encoding/hex"
	"errors"

	"simpul/reader-bridge/smartcard"
)

// samError is trouble with the SAM while a step was speaking to the card through it.
type samError struct{ cause error }

func (e *samError) Error() string { return "sam: " + e.cause.Error() }

func (e *samError) Unwrap() error { return e.cause }

// secure sends a command under secure messaging: the SAM wraps it, the card carries it out, the SAM unwraps what the card
// answered, and behind the data stands the card's own status word.
func (d *dialog) secure(command []byte) ([]byte, error) {
	wrapped, err := d.throughSAM(d.profile.wrap, nameCommand, command)
	if err != nil {
		return nil, err
	}
	defer clear(wrapped)
	answer, err := smartcard.Exchange(d.ctx, d.card, wrapped)
	if err != nil {
		return nil, err
	}
	defer clear(answer)
	plain, err := d.throughSAM(d.profile.unwrap, nameAnswer, answer)
	if err != nil {
		return nil, err
	}
	return inner(plain)
}

// inner takes the card's status word off. One that is not well known is not told: it could be the end of the record, from a SAM
// that does not put the status word there.
func inner(plain []byte) ([]byte, error) {
	end := len(plain) - 2
	if end < 0 {
		clear(plain)
		return nil, &samError{errAnswer}
	}
	if sw := uint16(plain[end])<<8 | uint16(plain[end+1]); sw != smartcard.Success {
		clear(plain)
		if status := (&smartcard.StatusError{SW: sw}); status.Known() {
			return nil, status
		}
		return nil, errAnswer
	}
	return plain[:end], nil
}

func (d *dialog) throughSAM(t template, name string, data []byte) ([]byte, error) {
	apdu, err := t.fill(map[string][]byte{name: data})
	if err != nil {
		return nil, err
	}
	defer clear(apdu)
	answer, err := smartcard.Exchange(d.ctx, d.sam, apdu)
	if err != nil {
		return nil, &samError{err}
	}
	return answer, nil
}

// failure says what an error of this step means.
func (s step) failure(err error) *Failure {
	f := &Failure{Class: Broken, Step: s.Name, Party: Card, Cause: err}
	if _, ok := errors.AsType[*samError](err); ok || s.To == string(SAM) {
		f.Party = SAM
	}
	switch {
	case refusal(err):
		if s.Refused != "" {
			f.Class = s.Refused
		}
	case f.Party == SAM && missing(err):
		f.Class = SAMRefuses
	}
	return f
}

// refusal reports whether err is an answer that was not what it should be, rather than none.
func refusal(err error) bool {
	_, status := errors.AsType[*smartcard.StatusError](err)
	return status || errors.Is(err, smartcard.ErrUnfinished) || errors.Is(err, errAnswer) || errors.Is(err, errKind) ||
		errors.Is(err, errFile) || errors.Is(err, errUnkept)
}

// missing reports whether there is no chip to speak to: a SAM is put in once, and not by the officer.
func missing(err error) bool {
	return errors.Is(err, smartcard.ErrNoCard) || errors.Is(err, smartcard.ErrMute) || errors.Is(err, smartcard.ErrRemoved)
}

// unhex decodes what Parse has let through.
func unhex(s string) []byte {
	b, _ := hex.DecodeString(s) // Parse has looked
	return b
}
