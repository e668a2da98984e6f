package registrytest_test

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"testing"
	"time"

	"simpul/lib/registry/registrytest"
)

func dial(t *testing.T, r *simulated) net.Conn {
	t.Helper()
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(r.CAPEM())
	conn, err := tls.Dial("tcp", r.URL()[len("https://"):], &tls.Config{RootCAs: pool})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

func TestConnectionsStayWarm(t *testing.T) {
	r := start(t, registrytest.Options{})
	dials := 0
	ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{ConnectStart: func(string, string) { dials++ }})
	for range 3 {
		answer, err := r.send(ctx, question(someoneFound().NIK))
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.ReadAll(answer.Body)
		_ = answer.Body.Close()
	}
	if dials != 1 {
		t.Errorf("%d connections for three questions", dials)
	}
}

// begin sends a question over conn and returns what comes back, its body unread.
func begin(t *testing.T, r *simulated, conn net.Conn) (*http.Response, *bufio.Reader) {
	t.Helper()
	body, _ := json.Marshal(question(someoneFound().NIK))
	request, _ := http.NewRequest(http.MethodPost, r.URL()+r.Path(), bytes.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	if err := request.Write(conn); err != nil {
		t.Fatal(err)
	}
	stream := bufio.NewReader(conn)
	answer, err := http.ReadResponse(stream, request)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = answer.Body.Close() })
	return answer, stream
}

func TestCloseIdleEndsAQuietConnection(t *testing.T) {
	r := start(t, registrytest.Options{})
	answer, stream := begin(t, r, dial(t, r))
	if _, err := io.ReadAll(answer.Body); err != nil {
		t.Fatal(err)
	}
	r.CloseIdle()
	if _, err := stream.ReadByte(); !errors.Is(err, io.EOF) {
		t.Errorf("got %v", err)
	}
}

func TestCloseIdleLetsAnAnswerFinishAndThenEndsTheConnection(t *testing.T) {
	r := start(t, registrytest.Options{Drip: 100 * time.Microsecond})
	if err := r.Fail(registrytest.SlowDrip, 1); err != nil {
		t.Fatal(err)
	}
	answer, stream := begin(t, r, dial(t, r))
	r.CloseIdle() // the body is still on its way
	if rest, err := io.ReadAll(answer.Body); err != nil || !json.Valid(rest) {
		t.Errorf("the answer was cut: %v", err)
	}
	if _, err := stream.ReadByte(); !errors.Is(err, io.EOF) {
		t.Errorf("the connection did not end: %v", err)
	}
}

func TestAHalfQuestionDoesNotCount(t *testing.T) {
	r := start(t, registrytest.Options{})
	conn := dial(t, r)
	_, _ = io.WriteString(conn, "POST "+r.Path()+" HTTP/1.1\r\nHost: x\r\n"+
		"Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{\"nik\":")
	_ = conn.(*tls.Conn).CloseWrite()
	if rest, _ := io.ReadAll(conn); len(rest) != 0 || r.Calls() != 0 {
		t.Errorf("%d calls, answer %q", r.Calls(), rest)
	}
}
