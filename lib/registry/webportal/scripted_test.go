package webportal_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"log"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"simpul/lib/config"
)

// seen is one request as it arrived.
type seen struct {
	what   string // method and path
	url    string
	header string
	body   string
}

// scripted is a portal of the table layout that answers by script: "POST /portal/cari" → what to do. Without a line it does
// what the portal should.
type scripted struct {
	*office
	http   *httptest.Server
	mu     sync.Mutex
	script map[string]http.HandlerFunc
	seen   []seen
}

const (
	loginForm  = `<form id="form-masuk"><input type="hidden" name="_token" value="tok-1"><input name="pengguna"><input name="sandi"></form>`
	searchForm = `<form id="form-cari"><input type="hidden" name="_token" value="tok-2"><input id="nik" name="nik" value="%s"></form>`
)

// newScripted puts a scripted portal in the place of the simulator's.
func newScripted(t *testing.T, changes ...string) *scripted {
	t.Helper()
	s := &scripted{office: newOffice(t, tableProfile, changes...), script: map[string]http.HandlerFunc{
		"GET /portal/masuk":  page(loginForm),
		"POST /portal/masuk": to("/portal/beranda"),
		"GET /portal/cari":   page(fmt.Sprintf(searchForm, "")),
		"POST /portal/cari": func(w http.ResponseWriter, r *http.Request) {
			page(fmt.Sprintf(searchForm, r.PostFormValue("nik"))+`<div class="alert">Data Ditemukan, Meninggal Dunia</div>`)(w, r)
		},
		"POST /portal/keluar": to("/portal/masuk"),
	}}
	server := httptest.NewUnstartedServer(http.HandlerFunc(s.serve))
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // connections are cut on purpose
	server.StartTLS()
	s.http = server
	t.Cleanup(server.Close)
	pin := sha256.Sum256(server.Certificate().Raw)
	s.settings.URL, s.settings.TLS = server.URL, config.TLS{PinSHA256: hex.EncodeToString(pin[:])}
	return s
}

func (s *scripted) serve(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	s.mu.Lock()
	what := r.Method + " " + r.URL.Path
	s.seen = append(s.seen, seen{what, r.URL.String(), fmt.Sprint(r.Header), r.PostForm.Encode()})
	answer := s.script[what]
	s.mu.Unlock()
	if answer == nil {
		answer = http.NotFound
	}
	answer(w, r)
}

// on changes one line of the script.
func (s *scripted) on(what string, do http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.script = maps.Clone(s.script)
	s.script[what] = do
}

// count returns how many requests of that kind came.
func (s *scripted) count(what string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, r := range s.seen {
		if r.what == what {
			n++
		}
	}
	return n
}

func (s *scripted) requests() []seen {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.seen)
}

// expect wants so many logins and searches.
func (s *scripted) expect(logins, searches int) {
	s.t.Helper()
	if l, q := s.count("POST /portal/masuk"), s.count("POST /portal/cari"); l != logins || q != searches {
		s.t.Errorf("%d logins and %d searches, want %d and %d", l, q, logins, searches)
	}
}

func page(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		http.SetCookie(w, &http.Cookie{Name: "sid", Value: "kue", Path: "/portal"})
		_, _ = io.WriteString(w, "<!DOCTYPE html><html><body>"+body+"</body></html>")
	}
}

func to(location string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", location)
		w.WriteHeader(http.StatusFound)
	}
}

func code(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "<h1>"+password+"</h1>", status) }
}

// withStatus answers with an error page that has the portal's words on it.
func withStatus(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// inTurn answers with each once, and with the last ever after.
func inTurn(answers ...http.HandlerFunc) http.HandlerFunc {
	var mu sync.Mutex
	return func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		answer := answers[0]
		answers = answers[min(1, len(answers)-1):]
		mu.Unlock()
		answer(w, r)
	}
}

// hidden reports whether none of the words is in the text.
func hidden(text string, words ...string) bool {
	return !slices.ContainsFunc(words, func(word string) bool { return strings.Contains(text, word) })
}
