package bridge

import (
	"errors"
	"net/http"
	"time"

	"github.com/go-json-experiment/json"

	"simpul/lib/agreement"
	"simpul/lib/cardreader"
	"simpul/lib/problem"
	"simpul/reader-bridge/ktpel"
	"simpul/reader-bridge/sam"
	"simpul/reader-bridge/smartcard"
)

// unknown is the state of a slot while the service of the readers is not there.
const unknown = "unknown"

// health answers GET /healthz. A stuck reader is no reason to restart: that would not free it.
func (b *Bridge) health(w http.ResponseWriter, _ *http.Request) error {
	if err := b.Gate.Open(); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err := w.Write([]byte("ok\n"))
	return ignore(err)
}

// ignore drops the error of writing to a caller who hung up.
func ignore(error) error { return nil }

// readers answers GET /v1/readers.
func (b *Bridge) readers(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "application/json")
	return ignore(json.MarshalWrite(w, b.state()))
}

// state is what the desk heard last.
func (b *Bridge) state() cardreader.Readers {
	slots, err := b.Desk.Slots()
	states := map[string]smartcard.State{}
	for _, slot := range slots {
		states[slot.Name] = slot.State
	}
	readers := make([]cardreader.Reader, 0, len(b.Readers))
	for _, reader := range b.Readers {
		readers = append(readers, b.stateOf(reader, states, err))
	}
	return cardreader.Readers{Bridge: b.ID, Profile: b.Profile, Readers: readers}
}

func (b *Bridge) stateOf(reader Reader, states map[string]smartcard.State, down error) cardreader.Reader {
	obstacle := b.obstacle(reader, states, down)
	s := cardreader.Reader{
		Name: reader.Name, Card: shown(states, reader.Slots.Card, down), SAM: shown(states, reader.Slots.SAM, down),
		Ready: obstacle == nil, Reads: b.Counter.Counts()[reader.SAM], Until: agreement.DateOf(b.SAMs.Ends().Add(-1)).String(),
	}
	if obstacle != nil {
		s.Note = advice(obstacle)
	}
	return s
}

func shown(states map[string]smartcard.State, slot string, down error) string {
	switch state, known := states[slot]; {
	case known:
		return string(state)
	case down != nil:
		return unknown
	}
	return string(smartcard.Gone)
}

// obstacle is what keeps a card that is laid there now from being read. A card that another read has is none.
func (b *Bridge) obstacle(reader Reader, states map[string]smartcard.State, down error) error {
	if _, err := b.SAMs.Usable(reader.SAM, b.Now()); err != nil {
		return err
	}
	card, sam := states[reader.Slots.Card], states[reader.Slots.SAM]
	switch {
	case down != nil:
		return &ktpel.Failure{Class: ktpel.Broken, Cause: down}
	case card == "" || card == smartcard.Gone || sam == "" || sam == smartcard.Gone:
		return &ktpel.Failure{Class: ktpel.Broken, Cause: smartcard.ErrNoReader}
	case card == smartcard.Stuck || sam == smartcard.Stuck:
		return &ktpel.Failure{Class: ktpel.Broken, Cause: smartcard.ErrStuck}
	case sam == smartcard.Empty || sam == smartcard.Mute || sam == smartcard.Foreign:
		return &ktpel.Failure{Class: ktpel.SAMRefuses, Cause: smartcard.ErrNoCard}
	}
	return nil
}

func advice(obstacle error) string {
	if failure, ok := errors.AsType[*ktpel.Failure](obstacle); ok {
		return failure.Advice()
	}
	if errors.Is(obstacle, sam.ErrEnded) {
		return "Perjanjian berakhir: lepas kartu SAM dan kembalikan dengan BAST (PKS 9.4); cetak dengan reader-bridge bast."
	}
	return problem.Remedy(problem.CodeSAMTidakAktif)
}

// heartbeat is how often a stream says that it lives, so that a caller who is gone is noticed.
const heartbeat = 15 * time.Second

// events answers GET /v1/events: the state now, and whenever it changes (server-sent events, HTML standard §9.2).
func (b *Bridge) events(w http.ResponseWriter, r *http.Request) error {
	back, ok := take(b.streams)
	if !ok {
		return problem.New(problem.CodeTerlaluSibuk).WithRetryAfter(heartbeat)
	}
	defer back()
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	var last []byte
	for {
		changed := b.Desk.Changed()
		message, err := json.Marshal(b.state())
		if err != nil {
			return err
		}
		text := ": \n\n" // a comment
		if string(message) != string(last) {
			text, last = "event: readers\ndata: "+string(message)+"\n\n", message
		}
		_ = out.SetWriteDeadline(time.Now().Add(2 * heartbeat)) // not every writer has one
		if _, err := w.Write([]byte(text)); err != nil || out.Flush() != nil {
			return nil
		}
		select {
		case <-changed:
		case <-beat.C:
		case <-b.closing:
			return nil
		case <-r.Context().Done():
			return nil
		}
	}
}
