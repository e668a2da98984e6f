package exchange_test

import (
	"net"
	"testing"

	"simpul/lib/registry"
	"simpul/lib/registry/exchange"
)

func TestAWarmedConnectionServesTheFirstQuestion(t *testing.T) {
	for name, s := range map[string]*service{
		"https": serve(t, always(ok(reply))), "http": servePlain(t, always(ok(reply))),
	} {
		client := newOffice(t, s).client(t)
		client.Warm(t.Context())
		if questions, _ := s.seen(); len(questions) != 0 {
			t.Errorf("%s: warming asked %d questions", name, len(questions))
		}
		ask(t, client)
		if questions, connections := s.seen(); len(questions) != 1 || connections != 1 {
			t.Errorf("%s: %d questions over %d connections", name, len(questions), connections)
		}
	}
}

func TestAWarmedConnectionSurvivesTicketsThatComeAfterTheHandshake(t *testing.T) { // RFC 8446 §4.6.1, as OpenSSL sends them
	s := serve(t, always(ok(reply)), func(s *service) { s.greeted = make(chan struct{}, 9) })
	client := newOffice(t, s).client(t)
	client.Warm(t.Context())
	<-s.greeted // the tickets are on their way, or there
	ask(t, client)
	if _, connections := s.seen(); connections != 1 {
		t.Errorf("%d connections: the warm one was thrown away", connections)
	}
}

func TestAWarmedConnectionIsNotKeptUntilTheOtherSideEndsIt(t *testing.T) { // JUKNIS-II.B.1: what meets the end of a connection counts
	s := serve(t, always(ok(reply)))
	client := newOffice(t, s).client(t)
	client.Warm(t.Context())
	client.Wait(exchange.MaxUnasked)
	ask(t, client)
	if _, connections := s.seen(); connections != 2 {
		t.Errorf("%d connections", connections)
	}
	client.Wait(exchange.MaxUnasked) // a connection that has served is worth more
	ask(t, client)
	if _, connections := s.seen(); connections != 2 {
		t.Errorf("%d connections", connections)
	}
}

func TestAFailedWarmingLeavesTheFirstQuestionAsItWas(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = listener.Close()
	client := newOffice(t, &service{url: "http://" + listener.Addr().String()}).client(t)
	client.Warm(t.Context())
	refuse(t, t.Context(), client, registry.NotSent)
}

func TestAClosedClientIsNotWarmedAgain(t *testing.T) {
	s := servePlain(t, always(""))
	client := newOffice(t, s).client(t)
	client.Close()
	client.Warm(t.Context()) // its connection must end, or the service would wait for it for ever
}
