package main

import (
	"bytes"
	"strings"
	"testing"

	"simpul/lib/report"
	"simpul/lib/report/post/posttest"
)

// mailing is an office with a route for mail.
func mailing(t *testing.T, n int, delivery, remind string) (*office, *posttest.Server) {
	t.Helper()
	server := posttest.Start(t)
	o := newOffice(t, n, map[string]string{
		"SIMPUL_REPORT__DELIVERY": delivery, "SIMPUL_REPORT__FOLDER": t.TempDir(),
		"SIMPUL_REPORT__SMTP": `{address: "` + server.Address + `", tls: starttls, ca_file: smtp-ca, server_name: ` + posttest.Host +
			`, user: ` + posttest.User + `, password_file: smtp-password, from: simpul@contoh.invalid, to: [dukcapil@contoh.invalid], remind: [` + remind + `], timeout: 30s}`,
	})
	o.Write(t, "smtp-ca", string(server.CA))
	o.Write(t, "smtp-password", posttest.Password)
	return o, server
}

func TestExactlyOneReportArrivesWhateverTheMailServerDoes(t *testing.T) { // JUKNIS-V.B
	o, server := mailing(t, 100, "smtp", "")
	for _, day := range []struct {
		name                     string
		before, after            func()
		built, failed, delivered int64
	}{
		{"down for a day", server.Down, func() { server.Up(t) }, 1, 1, 0},
		{"wrong password", func() { o.Write(t, "smtp-password", "salah") }, func() { o.Write(t, "smtp-password", posttest.Password) }, 0, 1, 0},
		{"greylisting", func() { server.Grey(t, true) }, func() { server.Grey(t, false) }, 0, 1, 0},
		{"at last", func() {}, func() {}, 0, 0, 1},
		{"and again", func() {}, func() {}, 0, 0, 0},
	} {
		day.before()
		o.nextTurn(t)
		a := o.duty()
		day.after()
		if a.Code != 200 || a.Built != day.built || a.Failed != day.failed || a.Delivered != day.delivered {
			t.Errorf("%s: %d %s\n%s", day.name, a.Code, a.Text, o.Log.String())
		}
	}
	mails := server.Mails(t)
	if len(mails) != 1 {
		t.Fatalf("%d mails", len(mails))
	}
	figures := o.ask(t, map[string]any{"period": "2026-S1", "format": "json"})
	m := mails[0]
	if len(m.Files) != 3 || !bytes.HasPrefix(m.Files["laporan-2026-s1.pdf"], []byte("%PDF-")) || !strings.Contains(m.Subject, "2026-S1") {
		t.Errorf("%s with %d files", m.Subject, len(m.Files))
	}
	if got := report.Digest(m.Files["laporan-2026-s1.json"]); got != *o.records(t)[1].Digest || len(figures.Text) == 0 {
		t.Error("the figures that arrived are not those on record")
	}
	if got := strings.Join(o.acts(t), ", "); got != "report_built laporan-2026-s1, report_delivered laporan-2026-s1" {
		t.Error(got)
	}
	if strings.Contains(o.Log.String(), "contoh.invalid") || strings.Contains(o.Log.String(), server.Address) {
		t.Error("the log names addresses")
	}
}

func TestAReportCanBeSentAgainAndCountsOnce(t *testing.T) {
	o, server := mailing(t, 40, "smtp", "")
	o.duty()
	if a := o.ask(t, map[string]any{"period": "2026-S1", "deliver": true}); a.Code != 200 {
		t.Fatalf("%d %s", a.Code, a.Text)
	}
	mails := server.Mails(t)
	if len(mails) != 2 || mails[0].ID != mails[1].ID {
		t.Errorf("%d mails", len(mails))
	}
	if n := len(o.acts(t)); n != 2 {
		t.Errorf("%v", o.acts(t))
	}
	server.Down()
	if a := o.ask(t, map[string]any{"period": "2026-S1", "deliver": true}); a.Code != 503 || a.Problem != "urn:simpul:problem:surel_tidak_terkirim" {
		t.Errorf("%d %s", a.Code, a.Text)
	}
	server.Up(t)
}
