package feedbacktest

import (
	"errors"
	"slices"
	"sync"
)

// Failure is a way in which a request ends badly.
type Failure string

// The failures. None ends the one that was set. What is said to be stored is stored if it is good, and each unit once.
const (
	None        Failure = "none"
	CutBefore   Failure = "cut_before"   // close instead of an answer; nothing is stored
	CutAfter    Failure = "cut_after"    // the same; stored
	Hang        Failure = "hang"         // read, never answer; nothing is stored
	HangAfter   Failure = "hang_after"   // the same; stored
	Status500   Failure = "http_500"     // the service broke; nothing is stored
	After500    Failure = "http_500_too" // it broke too late; stored
	Status503   Failure = "http_503"     // nobody to ask, with Options.RetryAfter; nothing is stored
	Status429   Failure = "http_429"     // too many requests, with Options.RetryAfter; nothing is stored
	RefuseAll   Failure = "refuse"       // 400, each unit refused with a message that quotes it; nothing is stored
	Redirect    Failure = "redirect"     // 307 to the same place: who follows it sends twice; nothing is stored
	HTMLPage    Failure = "html"         // a login page with 200; nothing is stored
	GarbageJSON Failure = "garbage_json" // half of the answer, whole by its Content-Length; stored
	HugeBody    Failure = "huge_body"    // valid JSON of 16 MiB, the answer at its end; stored
	SlowDrip    Failure = "slow_drip"    // the answer byte by byte, Options.Drip apart; stored
)

// Failures returns every failure but None.
func Failures() []Failure {
	return []Failure{CutBefore, CutAfter, Hang, HangAfter, Status500, After500, Status503, Status429, RefuseAll, Redirect, HTMLPage,
		GarbageJSON, HugeBody, SlowDrip}
}

// stores reports whether what arrived is kept all the same.
func (f Failure) stores() bool {
	return slices.Contains([]Failure{None, CutAfter, HangAfter, After500, GarbageJSON, HugeBody, SlowDrip}, f)
}

type failures struct {
	mu      sync.Mutex
	failure Failure
	times   int // 0 is without end
	script  func(request int) Failure
	refused map[string]bool
}

// Fail spoils the next requests: so many, or with 0 all until Fail(None, 0). It replaces what was set before. Errors: an unknown
// failure, a negative count.
func (s *Server) Fail(f Failure, times int) error {
	if times < 0 || f != None && !slices.Contains(Failures(), f) {
		return errors.New("feedback simulator: no such failure")
	}
	s.failures.mu.Lock()
	defer s.failures.mu.Unlock()
	s.failures.failure, s.failures.times, s.failures.script = f, times, nil
	return nil
}

// Script lets a test decide how each request ends, counted from 1: a schedule. nil ends it.
func (s *Server) Script(script func(request int) Failure) {
	s.failures.mu.Lock()
	defer s.failures.mu.Unlock()
	s.failures.script = script
}

// RefuseNIK lets every unit about nik be refused from now on, whatever it says of licences.
func (s *Server) RefuseNIK(nik string) {
	s.failures.mu.Lock()
	defer s.failures.mu.Unlock()
	if s.failures.refused == nil {
		s.failures.refused = map[string]bool{}
	}
	s.failures.refused[nik] = true
}

// next says how the request that just arrived ends.
func (f *failures) next(request int) Failure {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.script != nil {
		return f.script(request)
	}
	now := f.failure
	if f.times == 1 {
		f.failure = None
	}
	f.times = max(0, f.times-1)
	if now == "" {
		return None
	}
	return now
}

func (f *failures) refuses(nik string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.refused[nik]
}
