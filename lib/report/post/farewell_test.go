package post_test

import (
	"bufio"
	"crypto/tls"
	"encoding/pem"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"simpul/lib/config"
	"simpul/lib/report/post"
)

// hasty is a server that takes a mail and hangs up: what comes after its word is no matter to it.
func hasty(t *testing.T) post.Server {
	t.Helper()
	web := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(web.Close)
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: web.TLS.Certificates, MinVersion: tls.VersionTLS12})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			take(c)
		}
	}()
	return post.Server{
		CA: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: web.Certificate().Raw}),
		Settings: config.SMTP{Address: l.Addr().String(), TLS: "implicit", ServerName: "example.com",
			From: "simpul@contoh.invalid", Timeout: 30 * time.Second},
	}
}

// take says yes to everything up to the mail's end.
func take(c net.Conn) {
	defer func() { _ = c.Close() }()
	in, inMail := bufio.NewScanner(c), false
	_, _ = fmt.Fprint(c, "220 siap\r\n")
	for in.Scan() {
		switch line := in.Text(); {
		case inMail && line == ".":
			_, _ = fmt.Fprint(c, "250 diterima\r\n")
			return
		case inMail:
		case strings.HasPrefix(line, "DATA"):
			inMail = true
			_, _ = fmt.Fprint(c, "354 silakan\r\n")
		default:
			_, _ = fmt.Fprint(c, "250 baik\r\n")
		}
	}
}

func TestAMailThatWasTakenIsDeliveredHoweverTheServerParts(t *testing.T) {
	if err := hasty(t).Send(t.Context(), letter()); err != nil {
		t.Errorf("it would be sent again: %v", err)
	}
}
