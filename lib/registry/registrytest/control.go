package registrytest

import (
	"encoding/json"
	"mime"
	"net/http"
	"time"
)

// controlPrefix is a path that no registry has.
const controlPrefix = "/simulator/"

// The two failures that are no answers, and exist only over the wire; in Go they are [Server.Refuse] and
// [Server.CloseIdle]. For refuse, times are seconds: nobody can ask a closed port to open.
const (
	controlRefuse    = "refuse"
	controlCloseIdle = "close_idle"
)

// What the portals can be told; times 0 ends the two that last.
const (
	controlExpire  = "expire_sessions"
	controlCaptcha = "captcha"
	controlChanged = "changed_pages"
)

// What the line can be told: times are milliseconds that each answer is held back, 0 none.
const controlSlow = "slow_line"

// controlDialect is with a [Dialect]; without one it is the newest again.
const controlDialect = "dialect"

// maxRefusal bounds how long the port stays closed.
const maxRefusal = 10 * time.Minute

// control serves GET /simulator/state {calls, refused} and POST /simulator/fail {mode, times, dialect}. It keeps no connection: an
// order may end them all, and who gave it should not trip over that first.
func (s *Server) control(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Connection", "close")
	switch r.Method + " " + r.URL.Path {
	case "GET " + controlPrefix + "state":
		write(w, http.StatusOK, typeJSON, encode(map[string]int{"calls": s.Calls(), "refused": s.Refused()}))
	case "POST " + controlPrefix + "fail":
		s.controlFail(w, r)
	default:
		http.NotFound(w, r)
	}
}

func (s *Server) controlFail(w http.ResponseWriter, r *http.Request) {
	var order order
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, questionLimit))
	d.DisallowUnknownFields()
	// The media type keeps out pages in a browser on this machine: a form cannot send it without being asked first.
	media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if media != "application/json" || d.Decode(&order) != nil || !s.obey(order) {
		http.Error(w, "want {\"mode\": …, \"times\": …} as application/json", http.StatusBadRequest)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

type order struct {
	Mode    string  `json:"mode"`
	Times   int     `json:"times"`
	Dialect Dialect `json:"dialect"`
}

func (s *Server) obey(o order) bool {
	switch times := o.Times; o.Mode {
	case controlCloseIdle:
		s.CloseIdle()
	case controlExpire:
		s.ExpireSessions()
	case controlCaptcha:
		s.DemandCaptcha(times > 0)
	case controlChanged:
		s.ChangePages(times > 0)
	case controlSlow:
		s.SetLatency(time.Duration(max(0, times)) * time.Millisecond)
	case controlDialect:
		return s.SetDialect(o.Dialect) == nil
	case controlRefuse:
		return s.refuseFor(time.Duration(times) * time.Second)
	default:
		return s.Fail(Failure(o.Mode), times) == nil
	}
	return true
}

func (s *Server) refuseFor(d time.Duration) bool {
	if d <= 0 || d > maxRefusal || s.Refuse() != nil {
		return false
	}
	s.chores.Go(func() { s.reopenAfter(d) })
	return true
}

func (s *Server) reopenAfter(d time.Duration) {
	if s.pause(s.stopped, d) {
		_ = s.Reopen() // a port taken meanwhile shows in the next call
	}
}
