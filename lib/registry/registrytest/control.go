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

// maxRefusal bounds how long the port stays closed.
const maxRefusal = 10 * time.Minute

// control serves GET /simulator/state {calls, refused} and POST /simulator/fail {mode, times}. It keeps no connection: an
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
	var order struct {
		Mode  string `json:"mode"`
		Times int    `json:"times"`
	}
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, questionLimit))
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
	switch mode {
	case controlCloseIdle:
		s.CloseIdle()
	case controlExpire:
		s.ExpireSessions()
	case controlCaptcha:
		s.DemandCaptcha(times > 0)
	case controlChanged:
		s.ChangePages(times > 0)
	case controlRefuse:
		d := time.Duration(times) * time.Second
		if d <= 0 || d > maxRefusal || s.Refuse() != nil {
			return false
		}
		s.chores.Go(func() { s.reopenAfter(d) })
	default:
		return s.Fail(Failure(mode), times) == nil
	}
	return true
}

func (s *Server) reopenAfter(d time.Duration) {
	if s.pause(s.stopped, d) {
		_ = s.Reopen() // a port taken meanwhile shows in the next call
	}
}
