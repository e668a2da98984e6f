//go:build soak

package feedback_test

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"

	"simpul/lib/feedback"
)

// serve is the registry's service on a socket.
func (l *longRun) serve() {
	folder, err := os.MkdirTemp("", "layanan")
	l.must(err)
	l.socket = filepath.Join(folder, "sock")
	listener, err := net.Listen("unix", l.socket)
	l.must(err)
	s := &http.Server{Handler: http.HandlerFunc(l.answer)}
	go func() { _ = s.Serve(listener) }()
	l.Cleanup(func() { _ = s.Close(); _ = os.RemoveAll(folder) })
}

func (l *longRun) answer(res http.ResponseWriter, req *http.Request) {
	sick := illness(l.sick.Load())
	var names []string
	if sick == away {
		_, _ = io.Copy(io.Discard, req.Body) // or the server would not notice who gives up
		<-req.Context().Done()
		return
	}
	if json.NewDecoder(io.LimitReader(req.Body, 1<<20)).Decode(&names) != nil || sick == broken {
		res.WriteHeader(http.StatusInternalServerError)
		return
	}
	outcomes := make([]feedback.Outcome, len(names))
	l.mu.Lock()
	for i, name := range names {
		outcomes[i] = feedback.Outcome{Verdict: feedback.Accepted}
		if sick == halfStore && i >= len(names)/2 {
			outcomes[i] = feedback.Outcome{Verdict: feedback.Unknown}
			continue
		}
		if l.books[name]++; l.books[name] > 1 {
			outcomes[i].Verdict = feedback.AlreadySent
		}
	}
	l.mu.Unlock()
	if sick == cut {
		panic(http.ErrAbortHandler)
	}
	_ = json.NewEncoder(res).Encode(outcomes)
}

// check is what must hold in the end.
func (l *longRun) check() {
	l.mu.Lock()
	defer l.mu.Unlock()
	sure, again := map[string]bool{}, 0
	for _, r := range l.records() {
		if r.Action == "delivered" && !r.Unsure {
			sure[r.Unit] = true
		}
	}
	for n := range 2000 {
		s := soaked(n + 1)
		times := l.books[nameOf(feedback.Parcel{NIK: s.NIK, Licences: s.Licences})]
		if again += times - 1; times == 0 || times > 1 && sure[s.AccessIDs[0]] {
			l.Errorf("unit %d came %d times, and no outcome was unknown", n+1, times)
		}
	}
	b, err := l.Balance(context.Background())
	if l.must(err); !b.Holds() || b.Delivered != 2000 || l.sealed() != 0 {
		l.Errorf("%+v, %d sealed", b, l.sealed())
	}
	l.Logf("2000 units, %d processes and %d servers killed, %d nights; %d were sent once more after an unknown outcome", l.kills, l.restarts, l.nights, again)
}
