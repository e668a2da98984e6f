// Package post delivers a report by mail (JUKNIS-V.B), to a server inside the closed network and always encrypted: with STARTTLS a
// server that offers none is refused, and certificates are checked.
//
// A mail is sent once or not at all, as far as a server lets one know. A connection that breaks between the last byte and the server's
// word leaves it open whether the mail went; it is then sent again under the same Message-ID, by which servers and people know it for
// the same.
//
// Errors repeat neither addresses nor what the server said: see [Fault].
package post

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"simpul/lib/config"
)

// Server is where mail goes and how.
type Server struct {
	Settings config.SMTP
	Password string // "" for none
	CA       []byte // PEM, nil for the system's
}

// Mail is one mail.
type Mail struct {
	ID      string // what makes it the same mail when it is sent again: a report's id
	Subject string
	Text    string
	Files   []File
	To      []string
	At      time.Time
}

// File is an attachment.
type File struct {
	Name, Type string
	Content    []byte
}

// Fault is why a mail was not delivered.
type Fault struct {
	Reason string // in words of our own
	Code   int    // of SMTP, 0 for none; from 400 to 499 it may work later as it is
}

// Error says what happened, for engineers.
func (f *Fault) Error() string { return fmt.Sprintf("post: %s (SMTP %d)", f.Reason, f.Code) }

var errCA = errors.New("post: ca_file holds no certificate in PEM")

// Send delivers a mail within Settings.Timeout. Its error is a [*Fault], or says which setting cannot be.
func (s Server) Send(ctx context.Context, m Mail) error {
	message, err := s.message(m)
	if err != nil {
		return err
	}
	var line line
	defer line.close()
	client, err := s.client(line.dial)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, s.Settings.Timeout)
	defer cancel()
	if err := client.DialAndSendWithContext(ctx, message); err != nil && !message.IsDelivered() { // how the two part is no matter
		return fault(err)
	}
	return nil
}

func (s Server) message(m Mail) (*mail.Msg, error) {
	message := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if errors.Join(message.From(s.Settings.From), message.To(m.To...)) != nil {
		return nil, errors.New("post: from or to is no address")
	}
	message.Subject(m.Subject)
	message.SetMessageIDWithValue(m.ID + "@" + s.domain())
	message.SetDateWithValue(m.At)
	message.SetBodyString(mail.TypeTextPlain, m.Text)
	for _, f := range m.Files {
		if err := message.AttachReader(f.Name, bytes.NewReader(f.Content), mail.WithFileContentType(mail.ContentType(f.Type))); err != nil {
			return nil, errors.New("post: an attachment cannot be written")
		}
	}
	return message, nil
}

// domain is what a mail's id and the greeting name; the machine's own name is nobody's business.
func (s Server) domain() string {
	_, domain, _ := strings.Cut(strings.Trim(s.Settings.From, "<> "), "@")
	return strings.TrimRight(domain, ">")
}

// line is the connection: the library leaves it open when a login fails.
type line struct{ conn net.Conn }

func (l *line) dial(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := new(net.Dialer).DialContext(ctx, network, address)
	l.conn = conn
	return conn, err
}

func (l *line) close() {
	if l.conn != nil {
		_ = l.conn.Close() // closed already, if all went well
	}
}

func (s Server) client(dial mail.DialContextFunc) (*mail.Client, error) {
	host, text, err := net.SplitHostPort(s.Settings.Address)
	port, errPort := strconv.Atoi(text)
	trust, errTrust := s.trust(host)
	if err := errors.Join(err, errPort, errTrust); err != nil {
		return nil, err
	}
	options := []mail.Option{mail.WithPort(port), mail.WithTLSConfig(trust), mail.WithTimeout(s.Settings.Timeout), mail.WithHELO(s.domain())}
	if s.Settings.TLS != "implicit" {
		options = append(options, mail.WithDialContextFunc(dial))
	}
	if s.Settings.TLS == "implicit" {
		options = append(options, mail.WithSSL())
	} else {
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if s.Settings.User != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(s.Settings.User), mail.WithPassword(s.Password))
	}
	return mail.NewClient(host, options...)
}

func (s Server) trust(host string) (*tls.Config, error) {
	c := &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}
	if s.Settings.ServerName != "" {
		c.ServerName = s.Settings.ServerName
	}
	if s.CA != nil {
		c.RootCAs = x509.NewCertPool()
		if !c.RootCAs.AppendCertsFromPEM(s.CA) {
			return nil, errCA
		}
	}
	return c, nil
}

// fault says in words of our own what the library says in the server's.
func fault(err error) *Fault {
	f := &Fault{Reason: "no connection, or it broke"}
	if sent, ok := errors.AsType[*mail.SendError](err); ok {
		f.Code, f.Reason = sent.ErrorCode(), "the server refused the mail"
	}
	text := err.Error()
	_, badAuthority := errors.AsType[x509.UnknownAuthorityError](err)
	_, badHost := errors.AsType[x509.HostnameError](err)
	_, badCertificate := errors.AsType[*tls.CertificateVerificationError](err)
	switch {
	case badAuthority || badHost || badCertificate:
		f.Reason = "the server's certificate is not trusted"
	case strings.Contains(text, "STARTTLS"):
		f.Reason = "the server offers no STARTTLS"
	case strings.Contains(text, "AUTH") || strings.Contains(text, "535"):
		f.Reason, f.Code = "the server refused user or password", 535
	}
	return f
}
