package admission

import "sync"

// seen is the highest epoch and revision this process was ever told: what tells an old state from the present one.
type seen struct {
	mu         sync.Mutex
	epoch, rev int64
}

func (s *seen) highest() (epoch, rev int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.epoch, s.rev
}

// raise ignores what is lower: replies overtake each other.
func (s *seen) raise(epoch, rev int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if epoch > s.epoch || epoch == s.epoch && rev > s.rev {
		s.epoch, s.rev = epoch, rev
	}
}
