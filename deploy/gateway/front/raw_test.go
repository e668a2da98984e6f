package front_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// What two readers could take for different requests (RFC 9112 §11.2), and what would have the connection speak something else: the
// function sees each call that is answered once, framed by the gateway alone, or none.
func TestAFunctionSeesNoRequestButThoseAnswered(t *testing.T) {
	url, got := backend(t, echo)
	g := mount(t, options(discard()), url)
	const to = "POST /function/verify-nik HTTP/1.1\r\nHost: x\r\n"
	for name, c := range map[string]struct {
		raw   string
		calls []string // bodies that reach the function
	}{
		"a length and chunks":      {to + "Connection: close\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n", []string{"x"}},
		"two lengths":              {to + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx", nil},
		"another coding":           {to + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", nil},
		"a coding in disguise":     {to + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", nil},
		"a chunk that lies":        {to + "Transfer-Encoding: chunked\r\n\r\n-1\r\nx\r\n0\r\n\r\n", nil},
		"a line break in a header": {to + "X-A: b\rX-Forwarded-For: c\r\nContent-Length: 0\r\n\r\n", nil},
		"one behind the other":     {to + "Content-Length: 1\r\n\r\nx" + to + "Content-Length: 1\r\nConnection: close\r\n\r\ny", []string{"x", "y"}},
		"half a body":              {to + "Content-Length: 9\r\n\r\nx", nil},
		"websocket": {"GET /function/verify-nik HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n",
			[]string{""}},
		"another host's address": {"POST http://192.0.2.1/function/verify-nik HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx", []string{"x"}},
		"a tunnel":               {"CONNECT verify-nik:80 HTTP/1.1\r\nHost: verify-nik:80\r\nConnection: close\r\n\r\n", nil},
		"dots":                   {"GET /function/../system/functions HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", nil},
		"dots behind":            {"GET /function/verify-nik/../quota-check HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", nil},
		"an escaped slash":       {"GET /function%2fverify-nik%2f.. HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", nil},
	} {
		t.Run(name, func(t *testing.T) {
			answers := spoken(t, g.Listener.Addr().String(), c.raw)
			var seen []string
			for len(got) > 0 {
				r := <-got
				if len(r.TransferEncoding) > 0 || r.Header.Get("Upgrade") != "" || r.Host != "function" || r.URL.Path != "/" {
					t.Error("it reached the function as", r.TransferEncoding, r.Header, r.Host, r.URL)
				}
				seen = append(seen, "")
			}
			var well []string
			for _, a := range answers {
				if a.status == http.StatusOK {
					_, body, _ := strings.Cut(a.text, "/ ")
					well = append(well, body)
				}
			}
			if len(seen) != len(c.calls) || strings.Join(well, "|") != strings.Join(c.calls, "|") {
				t.Errorf("%d calls reached the function; answered: %+v", len(seen), answers)
			}
		})
	}
}

type spoke struct {
	status int
	text   string
}

// spoken says raw bytes and no more, and returns the answers.
func spoken(t *testing.T, address, raw string) (all []spoke) {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if _, err := io.WriteString(c, raw); err != nil {
		t.Fatal(err)
	}
	if half, ok := c.(*net.TCPConn); ok && !strings.Contains(raw, "Connection: ") {
		_ = half.CloseWrite() // the other end may have closed already
	}
	for r := bufio.NewReader(c); ; {
		res, err := http.ReadResponse(r, nil)
		if err != nil {
			return all
		}
		text, _ := io.ReadAll(res.Body)
		all = append(all, spoke{res.StatusCode, string(text)})
	}
}
