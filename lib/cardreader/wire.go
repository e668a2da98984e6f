package cardreader

import (
	"fmt"
	"log/slog"
	"time"

	"simpul/lib/personal"
	"simpul/lib/resident"
)

// Paths of a bridge.
const (
	PathHealth  = "/healthz"       // GET: 200 while the process answers
	PathReaders = "/v1/readers"    // GET: [Readers]
	PathEvents  = "/v1/events"     // GET: server-sent events, each a [Readers]
	PathRead    = "/v1/cards/read" // POST a [Request]: [Answer], or a problem document
)

const (
	// MaxRequest bounds a request in bytes.
	MaxRequest = 4 << 10
	// MaxAnswer bounds an answer in bytes: fifteen elements of 256 bytes are less.
	MaxAnswer = 16 << 10
)

// ReadTime is what a read takes at most once a card lies there; whoever calls allows for that beyond the waiting.
const ReadTime = 5 * time.Second

// MaxWait is the longest that a bridge waits for a card.
const MaxWait = time.Minute

// Consent is what the resident agreed to, each by itself (JUKNIS-IV.F).
type Consent struct {
	Read  bool `json:"read"`  // that the card is read
	Store bool `json:"store"` // that the office keeps what was read, once it is verified
}

// Request is the body of POST /v1/cards/read.
type Request struct {
	Reader        string             `json:"reader"`         // by the bridge's name for it, as in the token
	Elements      []resident.Element `json:"elements"`       // which of the agreement's to return
	Consent       Consent            `json:"consent"`        // read must be true
	HolderPresent bool               `json:"holder_present"` // must be true: holding a card is not being there
	Application   string             `json:"application"`    // as in the token
	Nonce         string             `json:"nonce"`          // as in the token
	WaitSeconds   int                `json:"wait_s"`         // for a card to be laid there; below the caller's deadline less [ReadTime]
}

// Answer is a genuine card.
type Answer struct {
	Class    string    `json:"class"` // asli; a card of another class is a problem
	Nonce    string    `json:"nonce"` // of the request
	Reader   string    `json:"reader"`
	ReadAt   time.Time `json:"read_at"`
	Elements Elements  `json:"elements"` // those asked for that the card has
}

// Elements are elements in clear, on their way over the wire. They print as [personal.Redacted], and leave by JSON alone.
type Elements map[resident.Element]string

// Format prints [personal.Redacted] for every verb.
func (Elements) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(personal.Redacted)) }

// LogValue makes slog print [personal.Redacted].
func (Elements) LogValue() slog.Value { return slog.StringValue(personal.Redacted) }

// Genuine is the class of an answer.
const Genuine = "asli"

// Person returns the answer's elements, and drops whatever is none of the agreement's.
func (a Answer) Person() resident.Person {
	known := map[resident.Element]personal.Text{}
	for e, text := range a.Elements {
		known[e] = personal.New(text)
	}
	return resident.NewPerson(known)
}

// Readers is the state of a bridge's readers, as last heard of. Nothing in it is about a person.
type Readers struct {
	Bridge  string   `json:"bridge"`
	Profile string   `json:"profile"` // how it talks to cards
	Readers []Reader `json:"readers"`
}

// Reader is the state of one reader.
type Reader struct {
	Name  string `json:"name"`
	Card  string `json:"card"` // state of the slot for cards: empty, present, other, mute, gone, in_use, stuck, unknown
	SAM   string `json:"sam"`  // state of the slot of the SAM, likewise
	Ready bool   `json:"ready"`
	Note  string `json:"note,omitzero"` // Indonesian: what to do when it is not ready
	Reads int64  `json:"reads"`         // genuine cards since the SAM was put in
	Until string `json:"until"`         // last day of the SAM, yyyy-mm-dd (PKS-9.4)
}
