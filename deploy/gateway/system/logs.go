package system

import (
	"net/http"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"

	"simpul/lib/problem"
)

// message is one line of OpenFaaS's log stream.
type message struct {
	Name      string    `json:"name"`
	Namespace string    `json:"namespace"`
	Instance  string    `json:"instance"`
	Timestamp time.Time `json:"timestamp"`
	Text      string    `json:"text"`
}

// beat is how often a log that is followed is looked at.
const beat = 500 * time.Millisecond

// logs writes what the gateway knows of the calls of a function, and, followed, what comes, for as long as one call may last.
func (s *System) logs(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	name := query.Get("name")
	if s.options.Functions[name] == nil {
		refuse(w, r, problem.New(problem.CodeAlamatTidakAda))
		return
	}
	after, _ := time.Parse(time.RFC3339, query.Get("since")) // left out: all that are kept
	tail, _ := strconv.Atoi(query.Get("tail"))
	w.Header().Set("Content-Type", "application/x-ndjson")
	after, gone := s.write(w, name, after, tail)
	if follow, _ := strconv.ParseBool(query.Get("follow")); !follow || gone {
		return
	}
	s.follow(w, r, name, after)
}

func (s *System) follow(w http.ResponseWriter, r *http.Request, name string, after time.Time) {
	end, tick := time.NewTimer(s.options.Patience), time.NewTicker(beat)
	defer end.Stop()
	defer tick.Stop()
	for gone := false; !gone; {
		select {
		case <-r.Context().Done():
			return
		case <-end.C:
			return
		case <-tick.C:
			after, gone = s.write(w, name, after, 0)
		}
	}
}

// write writes the calls after a time, and returns that of the last, and whether nobody listens any more.
func (s *System) write(w http.ResponseWriter, name string, after time.Time, tail int) (time.Time, bool) {
	for _, call := range s.options.Book.Since(name, after, tail) {
		after = call.Time
		line, _ := json.Marshal(message{Name: name, Instance: "gateway", Timestamp: call.Time, Text: call.Text}) // cannot fail
		if _, err := w.Write(append(line, '\n')); err != nil {
			return after, true
		}
	}
	return after, http.NewResponseController(w).Flush() != nil
}
