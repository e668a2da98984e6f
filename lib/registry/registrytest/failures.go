package registrytest

import (
	"fmt"
	"slices"
	"sync"
)

// Failure is a way in which an answer is spoilt. The question has arrived, and counts and costs as ever.
type Failure string

// The failures. None ends the one that was set.
const (
	None             Failure = "none"
	Hang             Failure = "hang"               // accept, read, never answer
	Cut              Failure = "cut"                // close instead of an answer
	CutMidBody       Failure = "cut_mid_body"       // close after half of the announced body
	Status500        Failure = "http_500"           // the service broke
	Status503        Failure = "http_503"           // the load balancer has nobody to ask
	HTMLPage         Failure = "html"               // a login page with 200 and text/html
	Maintenance      Failure = "maintenance"        // a page with 200 that says so
	WrongContentType Failure = "wrong_content_type" // the right answer as text/plain
	HugeBody         Failure = "huge_body"          // valid JSON of at least Options.HugeBytes, the answer at its end
	GarbageJSON      Failure = "garbage_json"       // half of the answer, whole by its Content-Length
	SlowDrip         Failure = "slow_drip"          // the answer byte by byte, Options.Drip apart
	EmptyContent     Failure = "empty_content"      // "content": [] (wire §1.3)
	Redirect         Failure = "redirect"           // 307 to the same place: who follows it asks, and pays, twice
	Mixed            Failure = "mixed"              // the answer is about another NIK
)

// Failures returns every failure but None.
func Failures() []Failure {
	return []Failure{Hang, Cut, CutMidBody, Status500, Status503, HTMLPage, Maintenance, WrongContentType, HugeBody, GarbageJSON,
		SlowDrip, EmptyContent, Redirect, Mixed}
}

type failures struct {
	mu      sync.Mutex
	failure Failure
	times   int // 0 is without end
}

// Fail spoils the next answers: so many times, or with 0 until Fail(None, 0). It replaces what was set before. Errors: an
// unknown failure, a negative count.
func (s *Server) Fail(f Failure, times int) error {
	if times < 0 || f != None && !slices.Contains(Failures(), f) {
		return fmt.Errorf("registry simulator: no such failure")
	}
	s.failures.mu.Lock()
	defer s.failures.mu.Unlock()
	s.failures.failure, s.failures.times = f, times
	return nil
}

// next says how the question that just arrived fails.
func (f *failures) next() Failure {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.failure
	if f.times == 1 {
		f.failure = None
	}
	f.times = max(0, f.times-1)
	return now
}
