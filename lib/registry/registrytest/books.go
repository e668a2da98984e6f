package registrytest

import (
	"context"
	"time"

	"simpul/lib/agreement"
)

// Calls returns how many questions arrived whole, whatever became of their answers.
func (s *Server) Calls() int {
	calls, _ := s.counters.progress()
	return calls
}

// CallsOn returns how many questions arrived whole on the WIB day of t, by the registry's clock.
func (s *Server) CallsOn(t time.Time) int {
	s.counters.mu.Lock()
	defer s.counters.mu.Unlock()
	return s.counters.onDay[agreement.DateOf(t)]
}

// CallsFor returns how often nik was asked for.
func (s *Server) CallsFor(nik string) int {
	s.counters.mu.Lock()
	defer s.counters.mu.Unlock()
	return s.counters.byNIK[nik]
}

// Refused returns how many questions met a used-up quota.
func (s *Server) Refused() int {
	s.counters.mu.Lock()
	defer s.counters.mu.Unlock()
	return s.counters.refused
}

// Spent returns what the WIB day of t has cost so far: never more than the quota, except by [Server.SpendElsewhere].
func (s *Server) Spent(t time.Time) int {
	s.counters.mu.Lock()
	defer s.counters.mu.Unlock()
	return s.counters.spent[agreement.DateOf(t)]
}

// SpendElsewhere takes n from today's quota without a question: the same account used in a browser (agreement, "At the
// counter").
func (s *Server) SpendElsewhere(n int) {
	today := s.today()
	s.counters.mu.Lock()
	defer s.counters.mu.Unlock()
	s.counters.spent[today] += n
}

// WaitCalls blocks until n questions have arrived whole since the start, or ctx ends. With it a test of a lost answer needs
// no sleep.
func (s *Server) WaitCalls(ctx context.Context, n int) error { return s.counters.wait(ctx, n) }

func (s *Server) today() agreement.Date { return agreement.DateOf(s.options.Now()) }
