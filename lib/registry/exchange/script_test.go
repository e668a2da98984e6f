package exchange_test

import (
	"bytes"
	"crypto/tls"
	"io"
	"net"
	"strconv"
)

// always answers every question with the same bytes.
func always(answer string) func(question, net.Conn) bool {
	return func(_ question, conn net.Conn) bool { return say(conn, answer) }
}

func say(conn net.Conn, answer string) bool {
	_, err := io.WriteString(conn, answer)
	return err == nil
}

// ok frames a body as a success.
func ok(body string) string { return okWith("", body) }

func okWith(headers, body string) string {
	return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + headers +
		"Content-Length: " + strconv.Itoa(len(body)) + "\r\n\r\n" + body
}

// corked holds back what is written while on.
type corked struct {
	net.Conn
	held bytes.Buffer
	on   bool
}

func (c *corked) Write(b []byte) (int, error) {
	if c.on {
		return c.held.Write(b)
	}
	return c.Conn.Write(b)
}

// sayAtOnce writes TLS records that arrive in one piece.
func sayAtOnce(conn net.Conn, records ...string) bool {
	cork := conn.(*tls.Conn).NetConn().(*corked)
	cork.on = true
	for _, r := range records {
		_ = say(conn, r)
	}
	cork.on = false
	_, err := cork.held.WriteTo(cork.Conn)
	return err == nil
}

// wait keeps a connection open without a word until the other side closes it.
func wait(conn net.Conn) { _, _ = io.Copy(io.Discard, conn) }
