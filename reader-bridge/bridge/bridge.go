package bridge

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"simpul/lib/identity/errand"
	"simpul/lib/resident"
	"simpul/reader-bridge/ktpel"
	"simpul/reader-bridge/sam"
	"simpul/reader-bridge/smartcard"
)

const (
	// mostReads are the calls for a read that are looked at together: more than a counter has frontends.
	mostReads = 64
	// mostStreams are the streams of events.
	mostStreams = 8
)

// Desk is what the bridge asks of a [smartcard.Desk].
type Desk interface {
	Slots() ([]smartcard.Slot, error)
	Changed() <-chan struct{}
	Await(ctx context.Context, slot string) error
}

// CardReader reads the card that lies there now. A [*ktpel.Reader] is one, and its errors are [*ktpel.Failure].
type CardReader interface {
	Read(ctx context.Context) (resident.Person, error)
}

// Reader is one reader at the counter.
type Reader struct {
	Name  string // as verify-nik calls it
	SAM   string // its label in the inventory
	Slots ktpel.Slots
	Cards CardReader
}

// Options are what a bridge is made of.
type Options struct {
	ID       string // audience of tokens
	Profile  string // name of the dialog's profile, told by /v1/readers
	Gate     *errand.Gate
	Desk     Desk
	Readers  []Reader
	SAMs     sam.Inventory
	Counter  *sam.Counter
	ReadTime time.Duration // of one read once a card lies there; below [cardreader.ReadTime], which the caller allows for
	Now      func() time.Time
	Log      *slog.Logger
}

// Bridge answers HTTP. Make one with [New].
type Bridge struct {
	Options

	places  map[string]*place
	reads   chan struct{} // a token for each call looked at
	streams chan struct{}
	closing chan struct{}
	close   sync.Once
	paths   map[string]route
}

// place is a reader and whoever has it.
type place struct {
	Reader

	taken sync.Mutex
}

// New returns a bridge.
func New(o Options) *Bridge {
	b := &Bridge{Options: o, places: map[string]*place{}, closing: make(chan struct{}),
		reads: make(chan struct{}, mostReads), streams: make(chan struct{}, mostStreams)}
	for _, reader := range o.Readers {
		b.places[reader.Name] = &place{Reader: reader}
	}
	b.paths = b.routes()
	return b
}

// Close ends streams of events; reads end by their own deadlines.
func (b *Bridge) Close() { b.close.Do(func() { close(b.closing) }) }

// take returns how to give back one of places, or false if all are taken.
func take(places chan struct{}) (back func(), ok bool) {
	select {
	case places <- struct{}{}:
		return func() { <-places }, true
	default:
		return nil, false
	}
}
