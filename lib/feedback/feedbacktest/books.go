package feedbacktest

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"
)

// Unit is what one item of data told: a NIK and its licences.
type Unit struct {
	NIK     string
	Param   []map[string]string
	Arrived int  // how often, whatever was answered
	Stored  bool // once at most
}

// books are the service's own account of what arrived and what it keeps.
type books struct {
	mu       sync.Mutex
	begun    int
	requests int // taken: what is to be stored of them is stored
	units    map[string]*Unit
	grown    chan struct{} // closed and replaced with requests
}

func newBooks() *books { return &books{units: map[string]*Unit{}, grown: make(chan struct{})} }

// key makes two units the same when they tell the same, in whatever order.
func key(u item) string {
	lines := []string{}
	for _, p := range u.Param {
		line, err := json.Marshal(p) // keys sorted
		if err != nil {
			panic(err) // texts can always be written
		}
		lines = append(lines, string(line))
	}
	slices.Sort(lines)
	return u.NIK + strings.Join(lines, "")
}

// begin returns the number of a request that arrived whole and authorised.
func (b *books) begin() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.begun++
	return b.begun
}

func (b *books) taken() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.requests++
	close(b.grown)
	b.grown = make(chan struct{})
}

// arrived notes a unit and reports whether it, or another one of its NIK, was stored before.
func (b *books) arrived(i item, byNIK bool) (duplicate bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	u := b.units[key(i)]
	if u == nil {
		u = &Unit{NIK: i.NIK, Param: i.Param}
		b.units[key(i)] = u
	}
	u.Arrived++
	return u.Stored || byNIK && b.has(i.NIK)
}

func (b *books) has(nik string) bool {
	for _, u := range b.units {
		if u.NIK == nik && u.Stored {
			return true
		}
	}
	return false
}

func (b *books) store(i item) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.units[key(i)].Stored = true
}

// Requests returns how many requests arrived whole with the right token.
func (s *Server) Requests() int {
	s.books.mu.Lock()
	defer s.books.mu.Unlock()
	return s.books.requests
}

// Stored returns how many different units are kept.
func (s *Server) Stored() int {
	n := 0
	for _, u := range s.Units() {
		if u.Stored {
			n++
		}
	}
	return n
}

// Units returns every unit that ever arrived, stored or not, in no order.
func (s *Server) Units() []Unit {
	s.books.mu.Lock()
	defer s.books.mu.Unlock()
	all := make([]Unit, 0, len(s.books.units))
	for _, u := range s.books.units {
		all = append(all, *u)
	}
	return all
}

// WaitRequests blocks until n requests have arrived since the start, and are stored as far as they are to be, or ctx ends.
func (s *Server) WaitRequests(ctx context.Context, n int) error {
	for {
		s.books.mu.Lock()
		requests, grown := s.books.requests, s.books.grown
		s.books.mu.Unlock()
		if requests >= n {
			return nil
		}
		select {
		case <-grown:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
