package exchange_test

import (
	"errors"
	"net"
	"strings"
	"testing"

	"simpul/lib/config"
	"simpul/lib/registry"
	"simpul/lib/registry/exchange"
)

const request = "POST /masuk HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\na="

func connections(t *testing.T, s *service, limit int) *exchange.Connections {
	t.Helper()
	o := newOffice(t, s)
	c, err := exchange.NewConnections(o.settings, config.NewSecrets(o.folder), limit)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func TestARequestIsWrittenAsItIsAndItsAnswerRead(t *testing.T) {
	s := serve(t, always("HTTP/1.1 302 Found\r\nLocation: /cari\r\nSet-Cookie: a=b\r\nContent-Length: 3\r\n\r\nxyz"))
	c := connections(t, s, 1000)
	for range 2 {
		answer, err := c.Send(t.Context(), []byte(request), 200, 302)
		if err != nil || answer.Status != 302 || answer.Header.Get("Location") != "/cari" || string(answer.Body) != "xyz" {
			t.Fatalf("%+v, %v", answer, err)
		}
	}
	questions, open := s.seen()
	if open != 1 || questions[0].raw+questions[0].body != request+"a=" {
		t.Errorf("%d connections, %q", open, questions[0].raw)
	}
}

func TestABodyThatNobodyWantsIsNotRead(t *testing.T) {
	s := serve(t, func(_ question, conn net.Conn) bool {
		return say(conn, "HTTP/1.1 503 X\r\nContent-Length: 99999\r\n\r\n") && false
	})
	answer, err := connections(t, s, 1000).Send(t.Context(), []byte(request), 200)
	if err != nil || answer.Status != 503 || answer.Body != nil {
		t.Errorf("%+v, %v", answer, err)
	}
}

func TestTheLimitOfABodyIsTheAskers(t *testing.T) {
	for limit, want := range map[int]registry.FaultKind{1000: "", 999: registry.BrokenAnswer} {
		s := serve(t, always(ok(strings.Repeat("x", 1000))))
		_, err := connections(t, s, limit).Send(t.Context(), []byte(request), 200)
		var kind registry.FaultKind
		if fault, isFault := errors.AsType[*registry.Fault](err); isFault {
			kind = fault.Kind
		}
		if kind != want {
			t.Errorf("limit %d: %v", limit, err)
		}
	}
}
