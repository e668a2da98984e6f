package registrytest

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"slices"

	"golang.org/x/text/encoding/charmap"

	"simpul/lib/agreement"
)

//go:embed portal_table.html
var tableHTML string

//go:embed portal_list.html
var listHTML string

var portalTemplates = map[Layout]*template.Template{
	TableLayout: template.Must(template.New("table").Parse(tableHTML)),
	ListLayout:  template.Must(template.New("list").Parse(listHTML)),
}

// page is what a page of a portal shows.
type page struct {
	kind    string // path of the page
	message string
	nik     string
	person  *Person
	left    *int
}

// found charges one question of a portal and says what it finds.
func (s *Server) found(today agreement.Date, nik string) page {
	found, known := everybody().byNIK[nik]
	shown := page{kind: pathSearch, nik: nik}
	switch {
	case known && found.Expected == Found:
		shown.person, shown.message = &found, "Data Ditemukan"
	case known:
		shown.message = wordOf(found.Code).text
	case !wellFormed(nik):
		shown.message = wordOf(codeOf(InvalidFormat)).text
	default:
		shown.message = wordOf(codeOf(NotFound)).text
	}
	cost := 1
	if s.options.FreeErrors && shown.person == nil {
		cost = 0
	}
	left, ok := s.counters.spend(today, cost)
	if !ok {
		shown = page{kind: pathSearch, nik: nik, message: wordOf("05").text}
	}
	if s.options.QuotaLimiter && s.options.Quota > 0 {
		shown.left = &left
	}
	return shown
}

// showLogin shows the form that asks to log in; a visitor without a session gets one.
func (s *Server) showLogin(w http.ResponseWriter, r *http.Request, l Layout, session *portalSession, message string) {
	if session == nil || session.loggedIn {
		session = s.portal.open()
	}
	s.showPage(w, r, l, session, page{kind: pathLogin, message: message})
}

func (s *Server) showPage(w http.ResponseWriter, r *http.Request, l Layout, session *portalSession, p page) {
	s.setCookie(w, l, session)
	answer := s.render(l, session, p)
	s.writeWhole(w, r, answer.media, answer.body)
}

// render writes a page. What the agreement does not grant is on it too, each with a mark.
func (s *Server) render(l Layout, session *portalSession, p page) reply {
	s.portal.mu.Lock()
	values := map[string]any{
		"Kind": p.kind, "Message": p.message, "NIK": p.nik, "Person": p.person, "Left": p.left,
		"Token": session.token, "Captcha": s.portal.captcha, "Was": "", "Beyond": beyondAgreement(p.person),
	}
	if s.portal.changed {
		values["Was"] = "baru-"
	}
	s.portal.mu.Unlock()
	var out bytes.Buffer
	if err := portalTemplates[l].Execute(&out, values); err != nil {
		panic(err) // of our own making
	}
	if l == TableLayout {
		return replyHTML(out.Bytes(), "UTF-8")
	}
	body, err := charmap.Windows1252.NewEncoder().Bytes(out.Bytes())
	if err != nil {
		panic(err) // of our own making
	}
	return replyHTML(body, "ISO-8859-1")
}

// beyondAgreement are labels and values of a person that no profile may read.
func beyondAgreement(p *Person) [][2]string {
	if p == nil {
		return nil
	}
	fields, rows := map[string]any{}, [][2]string{}
	p.addBeyondAgreement(fields)
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		rows = append(rows, [2]string{name, fmt.Sprint(fields[name])})
	}
	return rows
}

// Tanggal is the birth date as the table layout writes it, day first.
func (p Person) Tanggal() string { return p.born("02-01-2006") }

// RTRW is RT and RW as the list layout writes them, in one.
func (p Person) RTRW() string { return padded(p.RT, 3) + "/" + padded(p.RW, 3) }
