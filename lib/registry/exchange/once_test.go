package exchange_test

import (
	"bytes"
	"io"
	"log"
	"net"
	"testing"
	"time"

	"simpul/lib/registry"
)

// net/http sends again when a connection it used before breaks. Whoever reads this question has counted it.
func TestAQuestionIsNeverWrittenTwice_JUKNIS_II_B_1(t *testing.T) {
	for cut, nth := range map[string]int{"a new connection": 1, "a warm connection": 2} {
		s := serve(t, func(q question, conn net.Conn) bool { return q.nth != nth && say(conn, ok(reply)) })
		o := newOffice(t, s)
		o.settings.Header.Name, o.settings.Header.ValueFile = "Idempotency-Key", "user_id" // what invites net/http to
		client := o.client(t)
		for range nth - 1 {
			ask(t, client)
		}
		refuse(t, t.Context(), client, registry.BrokenAnswer)
		if questions, connections := s.seen(); len(questions) != nth || connections != 1 {
			t.Errorf("%s: %d questions over %d connections", cut, len(questions), connections)
		}
	}
}

// A Content-Length that is too short leaves part of a record on the connection. The standard client logs it.
func TestBytesLeftOverAreNeitherLoggedNorTakenForTheNextAnswer_PKS_2_2j(t *testing.T) {
	var logged bytes.Buffer
	log.SetOutput(&logged)
	defer log.SetOutput(io.Discard)
	good, dead := ok(reply), ok(`{"content":[{"RESPONSE_CODE":"11"}]}`)
	tooMuch := func(q question, conn net.Conn) bool { return say(conn, good+dead) }
	for name, s := range map[string]*service{
		"https": serve(t, tooMuch), "http": servePlain(t, tooMuch),
		"https, another record": serve(t, func(q question, conn net.Conn) bool { return sayAtOnce(conn, good, dead) }),
	} {
		client := newOffice(t, s).client(t)
		ask(t, client)
		ask(t, client)
		if _, connections := s.seen(); connections != 2 {
			t.Errorf("%s: the connection was used again", name)
		}
	}
	if logged.Len() != 0 {
		t.Errorf("logged: %q", logged.String())
	}
}

func TestAnAnswerNobodyAskedForEndsAnIdleConnection(t *testing.T) {
	spoken := make(chan struct{})
	s := servePlain(t, func(q question, conn net.Conn) bool {
		_ = say(conn, ok(reply))
		if q.nth == 1 {
			<-spoken
			_ = say(conn, ok(`{"content":[{"RESPONSE_CODE":"11"}]}`))
			spoken <- struct{}{}
		}
		return true
	})
	client := newOffice(t, s).client(t)
	ask(t, client)
	spoken <- struct{}{}
	<-spoken
	ask(t, client)
	if _, connections := s.seen(); connections != 2 {
		t.Errorf("%d connections", connections)
	}
}

func TestAProxyOfTheEnvironmentSeesNothing(t *testing.T) {
	proxy := servePlain(t, always(ok(reply)))
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy"} {
		t.Setenv(name, proxy.url)
	}
	o := newOffice(t, proxy)
	o.settings.URL = "http://192.0.2.1:9" // no loopback address: for those the standard client asks no proxy
	o.settings.Timeout = 200 * time.Millisecond
	refuse(t, t.Context(), o.client(t), registry.NotSent)
	if questions, connections := proxy.seen(); len(questions)+connections != 0 {
		t.Error("the question went to the proxy")
	}
}
