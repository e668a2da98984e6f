package smartcardtest

import "sync"

// Fault is a way in which a card, a SAM or the reader fails.
type Fault string

// The faults. Those with Always go on until the chip is reset or taken away.
const (
	Removed      Fault = "removed"       // it is taken away before it answers
	Silent       Fault = "mute"          // it answers no more, and blocks who waits, until it is taken away or woken
	Status6982   Fault = "6982"          // security status not satisfied
	Status6A82   Fault = "6A82"          // no such file
	Status6700   Fault = "6700"          // wrong length
	More         Fault = "61xx"          // as it should be: the data is fetched with GET RESPONSE
	MoreAlways   Fault = "61xx for ever" //
	Length       Fault = "6Cxx"          // as it should be: the command is to come again with this length
	LengthAlways Fault = "6Cxx for ever" //
	Garbled      Fault = "garbled"       // every byte of the data is another, and 9000
	Noise        Fault = "noise"         // 200 bytes of nothing, and 9000
	Stump        Fault = "a single byte" // less than a status word
)

// Faults returns every fault.
func Faults() []Fault {
	return []Fault{Removed, Silent, Status6982, Status6A82, Status6700, More, MoreAlways, Length, LengthAlways, Garbled, Noise, Stump}
}

// Plan lets one fault happen, at one command of a dialog. Trays that share a plan count their commands together.
type Plan struct {
	mu    sync.Mutex
	count int
	at    int
	fault Fault
}

// At plans a fault at the command of that index, counted from 0 over all trays of the plan from now on. It happens once.
func (p *Plan) At(index int, fault Fault) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.count, p.at, p.fault = 0, index, fault
}

// Count returns how many commands came since [Plan.At], or since the start.
func (p *Plan) Count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.count
}

// next counts a command, and returns the fault that is due at it, "" for none.
func (p *Plan) next() Fault {
	if p == nil {
		return ""
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.count++
	if p.fault == "" || p.count != p.at+1 {
		return ""
	}
	due := p.fault
	p.fault = ""
	return due
}
