package post_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"simpul/lib/config"
	"simpul/lib/report/post"
	"simpul/lib/report/post/posttest"
)

func server(s *posttest.Server) post.Server {
	return post.Server{
		Settings: config.SMTP{Address: s.Address, TLS: "starttls", ServerName: posttest.Host, User: posttest.User,
			From: "simpul@contoh.invalid", To: []string{"dukcapil@contoh.invalid"}, Timeout: 30 * time.Second},
		Password: posttest.Password, CA: s.CA,
	}
}

func letter() post.Mail {
	return post.Mail{ID: "laporan-2026-s1", Subject: "Laporan – semester I", Text: "Terlampir.\n", To: []string{"dukcapil@contoh.invalid"},
		At: time.Date(2026, 7, 6, 3, 0, 0, 0, time.UTC), Files: []post.File{
			{Name: "laporan.pdf", Type: "application/pdf", Content: bytes.Repeat([]byte{0, 1, 2, 0xff, '\r', '\n', '.', '\n'}, 9000)},
			{Name: "laporan.json", Type: "application/json", Content: []byte("{}\n.\n")},
		}}
}

func TestAMailArrivesWithItsFilesIntact(t *testing.T) {
	s := posttest.Start(t)
	implicit := server(s)
	implicit.Settings.TLS, implicit.Settings.Address = "implicit", s.Implicit
	for i, one := range []post.Server{server(s), implicit} {
		if err := one.Send(t.Context(), letter()); err != nil {
			t.Fatalf("%v\n%s", err, s.Log())
		}
		if got := len(s.Mails(t)); got != i+1 {
			t.Fatalf("%d mails", got)
		}
	}
	m := s.Mails(t)[0]
	if m.Subject != letter().Subject || m.ID != "<laporan-2026-s1@contoh.invalid>" || !strings.Contains(m.Text, "Terlampir.") {
		t.Errorf("%s, %s, %s", m.Subject, m.ID, m.Text)
	}
	for _, f := range letter().Files {
		if !bytes.Equal(m.Files[f.Name], f.Content) {
			t.Errorf("%s arrived with %d bytes", f.Name, len(m.Files[f.Name]))
		}
	}
}

func TestAMailThatCannotGoSaysWhyInWordsOfItsOwn(t *testing.T) {
	s := posttest.Start(t)
	for name, row := range map[string]struct {
		change func(*post.Server)
		before func()
		after  func()
		reason string
	}{
		"wrong password": {change: func(p *post.Server) { p.Password = "salah" }, reason: "user or password"},
		"another CA":     {change: func(p *post.Server) { p.CA = posttest.Start(t).CA }, reason: "certificate"},
		"another host":   {change: func(p *post.Server) { p.Settings.ServerName = "lain.invalid" }, reason: "certificate"},
		"greylisting":    {before: func() { s.Grey(t, true) }, after: func() { s.Grey(t, false) }, reason: "refused the mail"},
		"no STARTTLS":    {before: func() { s.Plain(t, true) }, after: func() { s.Plain(t, false) }, reason: "STARTTLS"},
		"down":           {before: s.Down, after: func() { s.Up(t) }, reason: "no connection"},
	} {
		p := server(s)
		if row.change != nil {
			row.change(&p)
		}
		if row.before != nil {
			row.before()
		}
		err := p.Send(t.Context(), letter())
		fault, isFault := errors.AsType[*post.Fault](err)
		if !isFault || !strings.Contains(fault.Reason, row.reason) || name == "greylisting" && fault.Code/100 != 4 {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && (strings.Contains(err.Error(), "contoh") || strings.Contains(err.Error(), "127.0.0.1")) {
			t.Errorf("%s: an address in %v", name, err)
		}
		if row.after != nil {
			row.after()
		}
	}
	if n := len(s.Mails(t)); n != 0 {
		t.Errorf("%d mails arrived", n)
	}
}

func TestACAThatIsNoneIsNamed(t *testing.T) {
	p := server(&posttest.Server{Address: "127.0.0.1:25", CA: []byte("tidak ada")})
	if err := p.Send(t.Context(), letter()); err == nil || !strings.Contains(err.Error(), "ca_file") {
		t.Error(err)
	}
}
