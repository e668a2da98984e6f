package exchange_test

import (
	"crypto/tls"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"simpul/lib/config"
	"simpul/lib/registry"
)

func TestACertificateNobodyStandsForGetsNoQuestion(t *testing.T) {
	as := func(host string, validFor time.Duration) func(*service) {
		return func(s *service) { s.cert = s.authority.leaf(t, host, validFor) }
	}
	for cause, row := range map[string]struct {
		service  func(*service)
		settings func(*office)
	}{
		"unknown authority": {as("127.0.0.1", time.Hour), func(o *office) { o.write(t, "ca.pem", newAuthority(t).pem()) }},
		"another host":      {as("other.example", time.Hour), func(*office) {}},
		"expired":           {as("127.0.0.1", -time.Hour), func(*office) {}},
		"pinned":            {as("127.0.0.1", time.Hour), func(o *office) { o.settings.TLS = config.TLS{PinSHA256: strings.Repeat("ab", 32)} }},
	} {
		s := serve(t, always(ok(reply)), row.service)
		o := newOffice(t, s)
		row.settings(&o)
		fault := refuse(t, t.Context(), o.client(t), registry.NotSent)
		if !strings.Contains(fault.Error(), cause) {
			t.Errorf("want %q, got %v", cause, fault)
		}
		if questions, _ := s.seen(); len(questions) != 0 {
			t.Errorf("%s: the question was sent", cause)
		}
	}
}

func TestTheSystemsAuthoritiesCountWhenNothingIsConfigured(t *testing.T) {
	o := newOffice(t, serve(t, always(ok(reply))))
	o.settings.TLS = config.TLS{}
	refuse(t, t.Context(), o.client(t), registry.NotSent)
}

// A registry on a bare address shows a certificate that names nobody and may be years old (wire §2.1).
func TestAPinnedCertificateNeedsNoNameAndNoDate(t *testing.T) {
	s := serve(t, always(ok(reply)), func(s *service) { s.cert = s.authority.leaf(t, "other.example", -time.Hour) })
	o := newOffice(t, s)
	o.settings.TLS = config.TLS{PinSHA256: pin(s.cert)}
	ask(t, o.client(t))
}

// A resumed session shows no certificate; the one that it began with is held to the pin all the same.
func TestThePinHoldsForResumedSessionsToo(t *testing.T) {
	s := serve(t, always(okWith("Connection: close\r\n", reply)))
	o := newOffice(t, s)
	o.settings.TLS = config.TLS{PinSHA256: pin(s.cert)}
	client := o.client(t)
	for range 3 {
		ask(t, client)
	}
	s.mu.Lock()
	s.cert, s.tickets = s.authority.leaf(t, "127.0.0.1", time.Hour), [32]byte{2} // another server at the same address
	s.mu.Unlock()
	if fault := refuse(t, t.Context(), client, registry.NotSent); !strings.Contains(fault.Error(), "pinned") {
		t.Errorf("got %v", fault)
	}
}

func TestASecondConnectionResumesTheFirstSession_JUKNIS_I_B(t *testing.T) {
	var resumed []bool
	s := serve(t, func(_ question, conn net.Conn) bool {
		resumed = append(resumed, conn.(*tls.Conn).ConnectionState().DidResume)
		return say(conn, okWith("Connection: close\r\n", reply))
	})
	client := newOffice(t, s).client(t)
	ask(t, client)
	ask(t, client)
	if !slices.Equal(resumed, []bool{false, true}) {
		t.Errorf("resumed: %v", resumed)
	}
}

func TestTheServerNameIsConfigurable(t *testing.T) {
	s := serve(t, always(ok(reply)), func(s *service) { s.cert = s.authority.leaf(t, "registry.example", time.Hour) })
	o := newOffice(t, s)
	o.settings.TLS.ServerName = "registry.example"
	ask(t, o.client(t))
	if s.hellos[0].ServerName != "registry.example" {
		t.Errorf("the handshake named %q", s.hellos[0].ServerName)
	}
}

func TestTheHandshakeIsModernAndSmall_JUKNIS_I_B(t *testing.T) {
	for choice, postQuantum := range map[string]bool{"": false, "classic": false, "default": true} {
		s := serve(t, always(ok(reply)))
		o := newOffice(t, s)
		o.settings.TLS.KeyShares = choice
		ask(t, o.client(t))
		hello := s.hellos[0]
		if slices.Min(hello.SupportedVersions) < tls.VersionTLS12 {
			t.Errorf("versions %x", hello.SupportedVersions)
		}
		if !slices.Contains(hello.SupportedCurves, tls.X25519) || slices.Contains(hello.SupportedCurves, tls.X25519MLKEM768) != postQuantum {
			t.Errorf("%q: curves %v", choice, hello.SupportedCurves)
		}
		if len(hello.SupportedProtos) != 0 {
			t.Errorf("HTTP/1.1 alone is spoken, the handshake offered %v", hello.SupportedProtos)
		}
	}
}

// The server takes what a client of 2008 would speak.
func TestARegistryThatSpeaksOnlyOldTLSGetsNoQuestion(t *testing.T) {
	for version, served := range map[uint16]bool{tls.VersionTLS10: false, tls.VersionTLS11: false, tls.VersionTLS12: true, tls.VersionTLS13: true} {
		s := serve(t, always(ok(reply)), func(s *service) { s.atMost = version })
		client := newOffice(t, s).client(t)
		if served {
			ask(t, client)
			continue
		}
		refuse(t, t.Context(), client, registry.NotSent)
		if questions, _ := s.seen(); len(questions) != 0 {
			t.Errorf("%x: the question was sent", version)
		}
	}
}

// The setting's name says what it does: any certificate will do.
func TestWithoutVerificationAnybodyIsBelieved(t *testing.T) {
	s := serve(t, always(ok(reply)), func(s *service) { s.cert = newAuthority(t).leaf(t, "other.example", -time.Hour) })
	o := newOffice(t, s)
	o.settings.TLS = config.TLS{}
	refuse(t, t.Context(), o.client(t), registry.NotSent)
	o.settings.TLS.DangerousNoVerification = true
	ask(t, o.client(t))
}

func TestASpeakerOfAnotherProtocolGetsNoQuestion(t *testing.T) {
	s := servePlain(t, always(ok(reply)))
	o := newOffice(t, s)
	o.settings.URL, o.settings.DangerousPlainHTTP = strings.Replace(s.url, "http:", "https:", 1), false
	if fault := refuse(t, t.Context(), o.client(t), registry.NotSent); !strings.Contains(fault.Error(), "does not speak TLS") &&
		!strings.Contains(fault.Error(), "closed") {
		t.Errorf("got %v", fault)
	}
}

func TestPlainHTTPServesAClosedNetworkWhereItIsAskedFor_Wire_1_1(t *testing.T) {
	ask(t, newOffice(t, servePlain(t, always(ok(reply)))).client(t))
}
