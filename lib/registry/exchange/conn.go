package exchange

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"simpul/lib/registry"
)

// The limits of an answer around its body.
const (
	maxHeader  = 16 << 10
	maxFraming = 16 << 10 // of chunks
)

var errTooLarge = errors.New("the answer is too large")

// long ago is a deadline that ends reading and writing at once.
var longAgo = time.Unix(1, 0)

// conn is one connection, used by one exchange at a time.
type conn struct {
	net.Conn                   // what the question is written to: TLS, or line itself
	raw      net.Conn          // the TCP connection
	line     *registry.Metered // over raw
	up, down int64             // that line had carried when the last exchange ended
	limit    io.LimitedReader
	max      int64         // bytes of a body, after decompression
	reader   *bufio.Reader // over limit, over Conn
	until    time.Time     // then it is too old for another question
}

func (c *conn) close() { _ = c.Close() }

// since returns the bytes since it was last called.
func (c *conn) since() (up, down int64) {
	wasUp, wasDown := c.up, c.down
	c.up, c.down = c.line.Carried()
	return c.up - wasUp, c.down - wasDown
}

// exchange writes the question, once, and reads the answer. reusable reports whether the connection may serve another
// question. The order of the lines is the evidence: whatever fails above Write has left nothing of the question with anyone.
func (c *conn) exchange(ctx context.Context, question []byte, wanted []int) (answer Answer, reusable bool, fault *registry.Fault) {
	stop := context.AfterFunc(ctx, func() { _ = c.SetDeadline(longAgo) })
	defer stop()
	if ctx.Err() != nil {
		return Answer{}, false, &registry.Fault{Kind: registry.NotSent, Cause: ctx.Err()}
	}
	if _, err := c.Write(question); err != nil {
		return Answer{}, false, lost(ctx, err)
	}
	response, err := c.head()
	if err != nil {
		return Answer{}, false, lost(ctx, err)
	}
	answer = Answer{Status: response.StatusCode, Header: response.Header}
	if !slices.Contains(wanted, response.StatusCode) {
		return answer, false, nil
	}
	if answer.Body, err = c.body(response); err != nil {
		return Answer{}, false, lost(ctx, err)
	}
	return answer, stop() && !response.Close && c.drained(), nil
}

// head reads status and headers. It skips interim answers (RFC 9110 §15.2), for which the limit holds together.
func (c *conn) head() (*http.Response, error) {
	c.limit.N = maxHeader
	for {
		response, err := http.ReadResponse(c.reader, nil)
		if err != nil {
			return nil, c.orTooLarge(err)
		}
		if response.StatusCode >= 200 || response.StatusCode == http.StatusSwitchingProtocols {
			return response, nil
		}
	}
}

// body reads to the end, which a connection must have reached to be used again.
func (c *conn) body(response *http.Response) ([]byte, error) {
	c.limit.N = c.max + maxFraming
	var r io.Reader = response.Body
	if strings.EqualFold(response.Header.Get("Content-Encoding"), "gzip") {
		unzip, err := gzip.NewReader(r)
		if err != nil {
			return nil, c.orTooLarge(err)
		}
		r = unzip
	}
	body, err := io.ReadAll(io.LimitReader(r, c.max+1))
	if int64(len(body)) > c.max {
		return nil, errTooLarge
	}
	return body, c.orTooLarge(err)
}

// orTooLarge tells a cut answer from one that was cut here.
func (c *conn) orTooLarge(err error) error {
	if err != nil && c.limit.N <= 0 {
		return errTooLarge
	}
	return err
}

// drained reports whether nothing came after the answer, as far as this process has read. A byte left over would become the
// beginning of the next answer. What still waits in the kernel is found by [quiet], before the next question.
func (c *conn) drained() bool { return c.reader.Buffered() == 0 && c.silent(longAgo) }

// greeting is how long after a handshake the other side may still send tickets (RFC 8446 §4.6.1): a round trip over a thin line.
const greeting = 500 * time.Millisecond

// greeted takes what belongs to the handshake but comes after it: many servers send their tickets last, and [quiet] could not tell
// them from bytes that nobody asked for.
func (c *conn) greeted() bool {
	return c.Conn == net.Conn(c.line) || c.silent(time.Now().Add(greeting))
}

// silent reports whether nothing comes until then but what TLS keeps to itself.
func (c *conn) silent(until time.Time) bool {
	if c.SetReadDeadline(until) != nil {
		return false
	}
	var b [1]byte
	n, err := c.Read(b[:]) // a record that TLS holds is returned in spite of the deadline
	return n == 0 && errors.Is(err, os.ErrDeadlineExceeded) && c.SetReadDeadline(time.Time{}) == nil
}
