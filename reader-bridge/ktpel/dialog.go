package ktpel

import (
	"context"
	"errors"
	"sync/atomic"

	"simpul/lib/resident"
	"simpul/reader-bridge/smartcard"
)

// What can be wrong with an answer. None says what stands in it.
var (
	errAnswer = errors.New("the answer has not the shape that the profile expects")
	errKind   = errors.New("a card control of a length that the profile does not know")
	errFile   = errors.New("the file is longer, or shorter, than it says")
	errUnkept = errors.New("the card answered to none of the ways to ask")
)

// dialog is one read under way.
type dialog struct {
	ctx     context.Context
	profile *Profile
	card    smartcard.Transmitter
	sam     smartcard.Transmitter
	values  map[string][]byte // what steps kept, by name
	at      atomic.Int32      // the step under way
}

// run goes through the steps and returns who the card is about. What was kept is wiped when it returns.
func (d *dialog) run() (resident.Person, error) {
	defer d.wipe()
	for i, s := range d.profile.steps {
		d.at.Store(int32(i)) // there are at most 64
		if _, kept := d.values[s.Unless]; kept {
			continue
		}
		if err := d.step(s); err != nil {
			return resident.Person{}, s.failure(err)
		}
	}
	person, err := d.profile.Record.person(d.values[nameRecord])
	if err != nil {
		return resident.Person{}, &Failure{Class: Broken, Step: nameRecord, Party: Card, Cause: err}
	}
	return person, nil
}

// step does one step.
func (d *dialog) step(s step) error {
	for _, name := range s.send.names() {
		if _, kept := d.values[name]; !kept && name != nameOffset && name != nameLe {
			return errUnkept
		}
	}
	answer, err := d.ask(s)
	defer clear(answer)
	switch {
	case err != nil:
	case s.Keep != nil:
		err = d.keep(s, answer)
	case s.Proves != "" && len(answer) > 0: // noise that ends in 9000 proves nothing
		err = errAnswer
	}
	if s.Keep != nil && s.Keep.Optional && optional(err) {
		return nil
	}
	return err
}

// optional reports whether err is about what was answered, not about who failed to answer.
func optional(err error) bool {
	_, status := errors.AsType[*smartcard.StatusError](err)
	return status || errors.Is(err, errAnswer)
}

// ask sends the step's command, or reads its file.
func (d *dialog) ask(s step) ([]byte, error) {
	if s.Read != nil {
		return d.file(s)
	}
	return d.command(s, d.values)
}

// command fills in the template, sends it and returns the data of the answer.
func (d *dialog) command(s step, values map[string][]byte) ([]byte, error) {
	apdu, err := s.send.fill(values)
	if err != nil {
		return nil, err
	}
	defer clear(apdu)
	switch s.To {
	case "sam":
		return smartcard.Exchange(d.ctx, d.sam, apdu)
	case "card":
		return smartcard.Exchange(d.ctx, d.card, apdu)
	default:
		return d.secure(apdu)
	}
}

// keep puts what is used later under its name.
func (d *dialog) keep(s step, answer []byte) error {
	k := s.Keep
	if k.Last > 0 {
		answer = answer[max(0, len(answer)-k.Last):]
	}
	if k.Length > 0 && len(answer) != k.Length || len(answer) < k.Last {
		return errAnswer
	}
	kept := make([]byte, 0, len(s.prefix)+len(answer))
	d.put(k.As, append(append(kept, s.prefix...), answer...))
	if k.As == nameCC {
		return d.chooseP2(len(answer))
	}
	return nil
}

// chooseP2 puts {cc_p2} for a card control of that length.
func (d *dialog) chooseP2(length int) error {
	for _, kind := range d.profile.CC {
		if kind.Length == length {
			d.put(nameP2, unhex(kind.P2))
			return nil
		}
	}
	return errKind
}

func (d *dialog) put(name string, value []byte) {
	clear(d.values[name])
	d.values[name] = value
}

func (d *dialog) wipe() {
	for _, value := range d.values {
		clear(value)
	}
}
