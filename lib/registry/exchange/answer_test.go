package exchange_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"

	"simpul/lib/registry"
	"simpul/lib/registry/exchange"
)

func zipped(t testing.TB, body string) string {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := io.WriteString(w, body); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return out.String()
}

const gzipHeader = "Content-Encoding: gzip\r\n"

func TestTheWaysOfSendingAnAnswer(t *testing.T) {
	body := reply
	chunked := fmt.Sprintf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n", body[:5], len(body)-5, body[5:])
	for name, row := range map[string]struct {
		answer string
		warm   bool // the connection serves the next question too
	}{
		"whole":                 {ok(body), true},
		"chunked":               {chunked, true},
		"gzip":                  {okWith(gzipHeader, zipped(t, body)), true},
		"after interim answers": {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + ok(body), true},
		"of HTTP/1.0":           {strings.Replace(ok(body), "HTTP/1.1", "HTTP/1.0", 1), false},
	} {
		s := serve(t, always(row.answer))
		client := newOffice(t, s).client(t)
		if answer := ask(t, client); answer != body {
			t.Errorf("%s: %q", name, answer)
		}
		ask(t, client)
		if _, connections := s.seen(); (connections == 1) != row.warm {
			t.Errorf("%s: %d connections", name, connections)
		}
	}
}

func TestAnAnswerThatEndsWithTheConnectionIsRead(t *testing.T) {
	s := serve(t, func(_ question, conn net.Conn) bool {
		return say(conn, "HTTP/1.1 200 OK\r\n\r\n"+reply) && false
	})
	if answer := ask(t, newOffice(t, s).client(t)); answer != reply {
		t.Errorf("got %q", answer)
	}
}

func TestAnswersThatCannotBeReadAreBroken(t *testing.T) {
	for _, answer := range map[string]string{
		"no HTTP":         "X-REKAM " + askedDigits + "\r\n\r\n",
		"no gzip":         okWith(gzipHeader, reply),
		"half a gzip":     okWith(gzipHeader, zipped(t, reply)[:60]),
		"more after gzip": okWith(gzipHeader, zipped(t, reply)+"x"),
		"two lengths":     strings.Replace(ok(reply), "Content-Type", "Content-Length: 3\r\nX", 1),
		"no chunks":       "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
	} {
		s := serve(t, func(_ question, conn net.Conn) bool { return say(conn, answer) && false })
		refuse(t, t.Context(), newOffice(t, s).client(t), registry.BrokenAnswer)
	}
}

func TestAnAnswerWithoutEndIsGivenUp(t *testing.T) {
	bomb := zipped(t, strings.Repeat(" ", 4<<20))
	for name, pieces := range map[string][2]string{
		"headers": {"HTTP/1.1 200 OK\r\n", strings.Repeat("X-Y: y\r\n", 100)},
		"header":  {"HTTP/1.1 200 OK\r\nX-Y: ", strings.Repeat("y", 1000)},
		"interim": {"", "HTTP/1.1 102 Processing\r\n\r\n"},
		"body":    {"HTTP/1.1 200 OK\r\n\r\n", strings.Repeat(" ", 1000)},
		"chunks":  {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", strings.Repeat("1\r\n \r\n", 500)},
		"bomb":    {okWith(gzipHeader, bomb), "x"},
		"length":  {"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n", strings.Repeat(" ", 1000)},
	} {
		s := serve(t, func(_ question, conn net.Conn) bool {
			for going := say(conn, pieces[0]); going; going = say(conn, pieces[1]) {
			}
			return false
		})
		if fault := refuse(t, t.Context(), newOffice(t, s).client(t), registry.BrokenAnswer); !strings.Contains(fault.Error(), "too large") {
			t.Errorf("%s: %v", name, fault)
		}
	}
}

func TestAnAnswerAtTheLimitIsRead(t *testing.T) {
	body := reply
	body += strings.Repeat(" ", exchange.MaxAnswer-len(body))
	for _, answer := range []string{ok(body), okWith(gzipHeader, zipped(t, body))} {
		ask(t, newOffice(t, serve(t, always(answer))).client(t))
	}
	refuse(t, t.Context(), newOffice(t, serve(t, always(ok(body+" ")))).client(t), registry.BrokenAnswer)
}
