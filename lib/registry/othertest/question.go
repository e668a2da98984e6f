package othertest

import (
	"context"
	"net/http"
)

// Spoil writes something instead of an answer, of which it gets header and body. The question has arrived, and counts.
type Spoil func(w http.ResponseWriter, r *http.Request, header http.Header, body []byte)

// SpoilNext has the answers to the next questions spoilt, so many times. It replaces what was set before.
func (s *Server) SpoilNext(times int, spoil Spoil) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.spoil, s.spoils = spoil, times
}

// spoilt is what spoils the answer to r, or nil. Only questions about somebody are spoilt, not the way to the form.
func (s *Server) spoilt(r *http.Request) Spoil {
	s.mu.Lock()
	defer s.mu.Unlock()
	asks := r.URL.Path == path || r.URL.Path == conformityPath || r.URL.Path == portalRoot+"/cari.php"
	if s.spoils == 0 || r.Method != http.MethodPost || !asks {
		return nil
	}
	s.spoils--
	return s.spoil
}

// note counts a question about nik; s.mu is held.
func (s *Server) note(nik string) {
	s.asked[nik]++
	close(s.heard)
	s.heard = make(chan struct{})
}

// Questions is the number of questions with good credentials so far, by whatever way, answered or not.
func (s *Server) Questions() int {
	n, _ := s.questions()
	return n
}

// questions is also a channel that is closed when there is one more.
func (s *Server) questions() (n int, more <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, times := range s.asked {
		n += times
	}
	return n, s.heard
}

// QuestionsAbout is the number of questions about one NIK.
func (s *Server) QuestionsAbout(nik string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[nik]
}

// WaitQuestions returns when there were n questions, or with the end of ctx.
func (s *Server) WaitQuestions(ctx context.Context, n int) error {
	for {
		asked, more := s.questions()
		if asked >= n {
			return nil
		}
		select {
		case <-more:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
