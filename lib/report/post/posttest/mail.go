package posttest

import (
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Mail is a mail that the server took.
type Mail struct {
	ID, Subject, To string
	Text            string
	Files           map[string][]byte
}

// Mails returns all mails taken so far.
func (s *Server) Mails(t testing.TB) []Mail {
	t.Helper()
	heads, err := filepath.Glob(filepath.Join(s.folder, "spool", "input", "*-H"))
	must(t, err)
	var all []Mail
	for _, head := range heads {
		all = append(all, read(t, head))
	}
	return all
}

// headLine begins a header in exim's spool: its length and a letter.
var headLine = regexp.MustCompile(`(?m)^\d{3,}[A-Z* ] `)

func read(t testing.TB, head string) Mail {
	t.Helper()
	envelope, err := os.ReadFile(head)
	must(t, err)
	body, err := os.ReadFile(strings.TrimSuffix(head, "-H") + "-D")
	must(t, err)
	_, headers, _ := strings.Cut(string(envelope), "\n\n")
	_, content, _ := strings.Cut(string(body), "\n") // the first line is the file's name
	message, err := mail.ReadMessage(strings.NewReader(headLine.ReplaceAllString(headers, "") + "\n" + content))
	must(t, err)
	subject, err := new(mime.WordDecoder).DecodeHeader(message.Header.Get("Subject"))
	must(t, err)
	m := Mail{ID: message.Header.Get("Message-ID"), Subject: subject, To: message.Header.Get("To"), Files: map[string][]byte{}}
	m.parts(t, message)
	return m
}

func (m *Mail) parts(t testing.TB, message *mail.Message) {
	t.Helper()
	kind, params, err := mime.ParseMediaType(message.Header.Get("Content-Type"))
	must(t, err)
	if !strings.HasPrefix(kind, "multipart/") {
		content := message.Body
		if message.Header.Get("Content-Transfer-Encoding") == "quoted-printable" {
			content = quotedprintable.NewReader(content)
		}
		text, err := io.ReadAll(content)
		must(t, err)
		m.Text = string(text)
		return
	}
	for parts := multipart.NewReader(message.Body, params["boundary"]); ; {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return
		}
		must(t, err)
		var content io.Reader = part
		if part.Header.Get("Content-Transfer-Encoding") == "base64" {
			content = base64.NewDecoder(base64.StdEncoding, part)
		}
		text, err := io.ReadAll(content)
		must(t, err)
		if name := part.FileName(); name != "" {
			m.Files[name] = text
		} else {
			m.Text = string(text)
		}
	}
}
