package feedbacktest

import (
	"encoding/json"
	"mime"
	"net/http"
	"time"
)

// controlPrefix is a path that no service has.
const controlPrefix = "/simulator/feedback/"

// controlRefuse exists only over the wire; in Go it is [Server.Refuse]. Its times are seconds: nobody can ask a closed port to open.
const controlRefuse = "refuse_connections"

// maxRefusal bounds how long the port stays closed.
const maxRefusal = 10 * time.Minute

// control serves GET state {requests, stored} and POST fail {mode, times}.
func (s *Server) control(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Connection", "close")
	switch r.Method + " " + r.URL.Path {
	case "GET " + controlPrefix + "state":
		body, err := json.Marshal(map[string]int{"requests": s.Requests(), "stored": s.Stored()})
		if err != nil {
			panic(err) // numbers can always be written
		}
		write(w, answer{http.StatusOK, body})
	case "POST " + controlPrefix + "fail":
		s.controlFail(w, r)
	default:
		http.NotFound(w, r)
	}
}

func (s *Server) controlFail(w http.ResponseWriter, r *http.Request) {
	var order struct {
		Mode  string `json:"mode"`
		Times int    `json:"times"`
	}
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, requestLimit))
	d.DisallowUnknownFields()
	// The media type keeps out pages in a browser on this machine: a form cannot send it without being asked first.
	media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if media != "application/json" || d.Decode(&order) != nil || !s.obey(order.Mode, order.Times) {
		http.Error(w, "want {\"mode\": …, \"times\": …} as application/json", http.StatusBadRequest)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (s *Server) obey(mode string, times int) bool {
	if mode != controlRefuse {
		return s.Fail(Failure(mode), times) == nil
	}
	d := time.Duration(times) * time.Second
	if d <= 0 || d > maxRefusal {
		return false
	}
	s.chores.Go(func() { s.closeFor(d) })
	return true
}

// closeFor runs beside the request that ordered it, whose connection it cuts.
func (s *Server) closeFor(d time.Duration) {
	_ = s.Refuse()
	if s.pause(s.stopped, d) {
		_ = s.Reopen() // a port taken meanwhile shows in the next call
	}
}
