package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"

	"simpul/lib/registry/registrytest"
)

// caller is one kept connection. It is as thin as can be: it shares the processors with what it measures.
type caller struct {
	address  string
	question []byte
	want     []byte // what a right answer holds
	conn     net.Conn
	answers  *bufio.Reader
	body     bytes.Buffer
}

// call sends the question and reads the answer; anything but a right answer is an error.
func (c *caller) call() error {
	err := c.exchange()
	if err != nil {
		c.close()
	}
	return err
}

func (c *caller) exchange() error {
	if c.conn == nil {
		conn, err := net.Dial("tcp", c.address)
		if err != nil {
			return err
		}
		c.conn, c.answers = conn, bufio.NewReader(conn)
	}
	if _, err := c.conn.Write(c.question); err != nil {
		return err
	}
	res, err := http.ReadResponse(c.answers, nil)
	if err != nil {
		return err
	}
	c.body.Reset()
	if _, err := io.Copy(&c.body, res.Body); err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK || !bytes.Contains(c.body.Bytes(), c.want) {
		var p struct{ Type string }
		return errors.Join(fmt.Errorf("status %d", res.StatusCode), json.Unmarshal(c.body.Bytes(), &p), errors.New(p.Type))
	}
	return nil
}

func (c *caller) close() {
	if c.conn != nil {
		_ = c.conn.Close()
		c.conn = nil
	}
}

// callers are so many callers of the verification at url, whose right answers hold want.
type callers []*caller

func (w *world) callers(n int, url, want string) callers {
	question := w.verification()
	all := make(callers, n)
	for i := range all {
		all[i] = &caller{address: address(url), question: question, want: []byte(want)}
	}
	return all
}

func (c callers) call(i int) error { return c[i].call() }

func (c callers) close() {
	for _, one := range c {
		one.close()
	}
}

func address(url string) string { return strings.TrimPrefix(url, "http://") }

// readiness asks the probe.
func readiness(url string) *caller {
	return &caller{address: address(url), question: []byte("GET /_/ready HTTP/1.1\r\nHost: bench\r\n\r\n"), want: []byte("OK")}
}

func (w *world) verification() []byte {
	body := verification(w.sample)
	return fmt.Appendf(nil, "POST / HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
		w.token, len(body), body)
}

func verification(s registrytest.Sample) []byte {
	body, err := json.Marshal(map[string]any{
		"recheck": true, // the guard does not hold what is repeated on purpose
		"nik":     s.NIK, "application_number": "503/0001/2026", "licence_type": s.LicenceType, "subject_role": s.SubjectRole,
		"claimed": s.Claimed,
	})
	if err != nil {
		panic(err) // texts and nothing else
	}
	return body
}
