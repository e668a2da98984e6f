package exchange_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"

	"simpul/lib/registry"
)

// Whatever comes back, status line, headers and framing: a body of bounded length that stood in it, or a fault. The question was
// written once, so no fault gives the hit back (JUKNIS-II.B.1), and none repeats a word of the answer (PKS-2.2j).
func FuzzAnswer(f *testing.F) {
	for _, answer := range []string{"", ok(reply), okWith(gzipHeader, zipped(f, reply)), ok(reply) + ok(reply), "HTTP/1.1 100 Continue\r\n\r\n" + ok(reply),
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nX-abc\r\n0\r\nX-Trailer: 1\r\n\r\n", "HTTP/1.0 200 OK\r\n\r\nX-WARGA", "HTTP/1.1 204 X-WARGA\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nX-abcd",
		"HTTP/1.1 101 Switching Protocols\r\nUpgrade: X-WARGA\r\n\r\n", "HTTP/1.1 307 X\r\nLocation: /X-WARGA\r\n\r\n", "X-WARGA", "HTTP/1.1 200 OK\r\nX-WARGA\r\n\r\n",
		okWith(gzipHeader, "X-WARGA"), "HTTP/9.9 999 X-WARGA\r\nX:\x00\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: X-WARGA\r\n\r\n"} {
		f.Add([]byte(answer))
	}
	client := newOffice(f, &service{url: "http://127.0.0.1:1"}).client(f)
	f.Fuzz(func(t *testing.T, answer []byte) {
		written := make(chan int)
		client.Through(func(context.Context, string, string) (net.Conn, error) {
			near, far := net.Pipe()
			go func() { written <- reciteOnce(far, answer) }()
			return near, nil
		}, func(net.Conn) bool { return false })
		body, err := client.Post(t.Context(), asked)
		if n := <-written; n != 1 {
			t.Errorf("%d questions", n)
		}
		if err == nil {
			if whole := bytes.Contains(answer, body); len(body) > 0 && !whole && !bytes.Contains(bytes.ToLower(answer), []byte("encoding")) {
				t.Error("the body was not in the answer")
			}
			return
		}
		fault, isFault := errors.AsType[*registry.Fault](err)
		if !isFault || fault.Unsent || fault.Kind != registry.BrokenAnswer && fault.Kind != registry.HTTPError || strings.Contains(err.Error(), "X-") {
			t.Errorf("got %v", err)
		}
	})
}

// reciteOnce takes questions until the connection ends, gives the one answer, and tells how many there were.
func reciteOnce(conn net.Conn, answer []byte) (questions int) {
	defer func() { _ = conn.Close() }()
	if _, err := http.ReadRequest(bufio.NewReader(conn)); err != nil {
		return 0
	}
	_, _ = conn.Write(answer) // a client that has enough hangs up
	return 1
}
