package registrytest

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"time"

	"simpul/lib/agreement"
)

// envelope is wire §1.3: an old Spring Data page.
type envelope struct {
	Content          any     `json:"content"`
	LastPage         bool    `json:"lastPage"`
	NumberOfElements int     `json:"numberOfElements"`
	Sort             *string `json:"sort"`
	TotalElements    int     `json:"totalElements"`
	FirstPage        bool    `json:"firstPage"`
	Number           int     `json:"number"`
	Size             int     `json:"size"`
	QuotaLimiter     *int    `json:"quotaLimiter,omitempty"`
}

// serve answers one question. It is charged before it is counted, so that whoever waited for the count sees the charge.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	q, whole := s.readQuestion(w, r)
	if !whole {
		panic(http.ErrAbortHandler)
	}
	today, failure, status := s.today(), s.failures.next(), s.transportStatus(r)
	var body []byte
	if status == http.StatusOK {
		body = s.answer(today, q, failure)
	}
	s.counters.arrived(today, q.nik)
	if !s.pause(r.Context(), time.Duration(s.latency.Load())) {
		panic(http.ErrAbortHandler)
	}
	if status != http.StatusOK {
		http.Error(w, http.StatusText(status), status)
		return
	}
	s.deliver(w, r, replyJSON(body), failure)
}

// answer charges the question and writes its envelope.
func (s *Server) answer(today agreement.Date, q question, failure Failure) []byte {
	if code := s.loginCode(q); code != "" {
		return s.envelope(wordOf(code).errorObject(s.dialect.Load().Errors), s.counters.left(today))
	}
	object, found := s.object(q)
	cost := 1
	if s.options.FreeErrors && !found {
		cost = 0
	}
	left, ok := s.counters.spend(today, cost)
	if !ok {
		object = wordOf("05").errorObject(s.dialect.Load().Errors)
	} else if failure == EmptyContent {
		object = nil
	}
	return s.envelope(object, left)
}

// object is content[0]: the record or the results, or what the registry says instead.
func (s *Server) object(q question) (object map[string]any, found bool) {
	p, known := everybody().byNIK[q.nik]
	switch {
	case known && p.Expected == Found && q.conformity:
		return p.results(q.asked, q.threshold()), true
	case known && p.Expected == Found:
		return p.record(*s.dialect.Load()), true
	case known:
		return wordOf(p.Code).errorObject(s.dialect.Load().Errors), false
	case !wellFormed(q.nik):
		return wordOf(codeOf(InvalidFormat)).errorObject(s.dialect.Load().Errors), false
	}
	return wordOf(codeOf(NotFound)).errorObject(s.dialect.Load().Errors), false
}

// envelope writes the page; its counts say 1 for an error too (wire §1.3).
func (s *Server) envelope(object map[string]any, left int) []byte {
	e := envelope{Content: []any{}, LastPage: true, FirstPage: true, Size: 1}
	if object != nil {
		e.NumberOfElements, e.TotalElements = 1, 1
		e.Content = []any{object}
		if s.dialect.Load().ContentObject {
			e.Content = object
		}
	}
	if s.options.QuotaLimiter && s.options.Quota > 0 {
		e.QuotaLimiter = &left
	}
	return encode(e)
}

// encode writes JSON as the gateway's Java does: < > & stay as they are.
func encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // maps, strings and numbers of our own making
	}
	return bytes.TrimSpace(b.Bytes())
}

// pause returns false when the caller left or the server stops before d is over.
func (s *Server) pause(caller context.Context, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-caller.Done():
	case <-s.stopped.Done():
	}
	return false
}
