package exchange_test

import (
	"crypto/tls"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"simpul/lib/config"
	"simpul/lib/registry/exchange"
)

func TestAProbeSeesTheConnectionAndAsksNothing(t *testing.T) {
	s := serve(t, always(ok(reply)))
	o := newOffice(t, s)
	p, err := exchange.Probe(t.Context(), o.settings, config.NewSecrets(o.folder))
	if err != nil {
		t.Fatal(err)
	}
	fingerprint := p.Fingerprint()
	if hex.EncodeToString(fingerprint[:]) != pin(s.cert) || p.TLS == nil || p.TLS.Version != tls.VersionTLS13 {
		t.Errorf("%+v", p)
	}
	if p.Connect <= 0 || p.Handshake <= 0 || p.Up < 200 || p.Down < 200 || p.Source.RevealAddress() != "127.0.0.1" {
		t.Errorf("connect %v, handshake %v, %d up, %d down", p.Connect, p.Handshake, p.Up, p.Down)
	}
	if questions, connections := s.seen(); len(questions) != 0 || connections != 1 {
		t.Errorf("%d questions over %d connections", len(questions), connections)
	}
}

// Who has to write a pin down reads it here first.
func TestAProbeShowsTheCertificateThatItRefuses(t *testing.T) {
	s := serve(t, always(ok(reply)))
	for cause, settings := range map[string]config.TLS{
		"unknown authority": {},
		"pinned":            {PinSHA256: strings.Repeat("ab", 32)},
	} {
		o := newOffice(t, s)
		o.settings.TLS = settings
		p, err := exchange.Probe(t.Context(), o.settings, config.NewSecrets(o.folder))
		fingerprint := p.Fingerprint()
		if err == nil || !strings.Contains(err.Error(), cause) || hex.EncodeToString(fingerprint[:]) != pin(s.cert) || p.TLS != nil {
			t.Errorf("%s: %v, %x", cause, err, fingerprint)
		}
	}
}

func TestAProbeOfPlainHTTPHasNoCertificate(t *testing.T) {
	o := newOffice(t, servePlain(t, always(ok(reply))))
	o.settings.TLS, o.settings.DangerousPlainHTTP = config.TLS{}, true
	if p, err := exchange.Probe(t.Context(), o.settings, config.NewSecrets(o.folder)); err != nil || p.TLS != nil || p.Certificate != nil {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestAProbeOfNobodyNamesNoAddress(t *testing.T) {
	o := newOffice(t, serve(t, always(ok(reply))))
	o.settings.URL, o.settings.Timeout = "https://127.0.0.1:1", time.Second
	p, err := exchange.Probe(t.Context(), o.settings, config.NewSecrets(o.folder))
	if err == nil || strings.Contains(err.Error(), "127.0.0.1") || p.Certificate != nil {
		t.Errorf("%+v, %v", p, err)
	}
}
