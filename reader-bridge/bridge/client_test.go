package bridge_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"log/slog"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"simpul/lib/cardreader"
	"simpul/lib/config"
	"simpul/lib/problem"
	"simpul/lib/resident"
	"simpul/reader-bridge/bridge"
	"simpul/reader-bridge/bridge/bridgetest"
	"simpul/reader-bridge/setup"
)

func open(t *testing.T, c *bridgetest.Counter, settings config.Readers) *cardreader.Client {
	t.Helper()
	client, err := cardreader.Open(settings, config.NewSecrets(c.Secrets), time.Now, slog.New(slog.DiscardHandler))
	must(t, err)
	return client
}

func order(client *cardreader.Client, left time.Duration) (cardreader.Read, error) {
	ctx, stop := context.WithTimeout(context.Background(), left)
	defer stop()
	return client.Read(ctx, cardreader.Order{Reader: bridgetest.Reader, Operator: "petugas-01", Application: application,
		Consent: cardreader.Consent{Read: true}, HolderPresent: true})
}

func TestTheClientReadsACard(t *testing.T) {
	c := bridgetest.Start(t, bridgetest.Options{})
	c.Lay(person)
	read, err := order(open(t, c, c.Config()), time.Minute)
	must(t, err)
	for e, text := range person {
		if got := read.Person.Get(e).RevealPersonalData(); got != text {
			t.Errorf("%s is another", e)
		}
	}
}

func TestTheClientPassesOnWhatIsWrongWithTheCard(t *testing.T) {
	c := bridgetest.Start(t, bridgetest.Options{})
	card := c.Print(person)
	card.Tamper()
	c.Cards.Put(card)
	read, err := order(open(t, c, c.Config()), time.Minute)
	p := problem.As(err)
	if p.Code != problem.CodeTandaTanganKartuSalah || p.Extra["advice"] == nil || !read.Person.Empty() {
		t.Error(err)
	}
}

func TestABridgeWithAnotherCertificateIsNotBelieved(t *testing.T) {
	c := bridgetest.Start(t, bridgetest.Options{})
	settings := c.Config()
	settings.Known[0].Fingerprint = strings.Repeat("0a", 32)
	if _, err := order(open(t, c, settings), time.Minute); !problem.Is(err, problem.CodePembacaMenolak) {
		t.Error(err)
	}
	if strings.Contains(c.Log.String(), "petugas-01") {
		t.Error("the token went to it all the same")
	}
}

func TestTheCertificateStaysAcrossStarts(t *testing.T) {
	state := t.TempDir()
	first := bridgetest.Start(t, bridgetest.Options{Settings: inFolder(state)})
	again := bridgetest.Start(t, bridgetest.Options{Settings: inFolder(state)})
	other := bridgetest.Start(t, bridgetest.Options{})
	if first.Fingerprint != again.Fingerprint || first.Fingerprint == other.Fingerprint {
		t.Error("a bridge has not one certificate of its own")
	}
	info, err := os.Stat(filepath.Join(state, "bridge-certificate.pem"))
	must(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Error("others may read the key:", info.Mode())
	}
}

// issued writes a certificate of a new authority, and the authority's own.
func issued(t *testing.T, dir string) (pair, authority string) {
	t.Helper()
	caKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	ca := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "uji"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), KeyUsage: x509.KeyUsageCertSign}
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "uji-2"}, NotBefore: ca.NotBefore, NotAfter: ca.NotAfter,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth, x509.ExtKeyUsageServerAuth}}
	caDER, err := x509.CreateCertificate(rand.Reader, ca, ca, &caKey.PublicKey, caKey)
	must(t, err)
	der, err := x509.CreateCertificate(rand.Reader, leaf, ca, &key.PublicKey, caKey)
	must(t, err)
	private, err := x509.MarshalPKCS8PrivateKey(key)
	must(t, err)
	pair, authority = filepath.Join(dir, "pair.pem"), filepath.Join(dir, "ca.pem")
	both := append(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})...)
	must(t, os.WriteFile(pair, both, 0o600))
	must(t, os.WriteFile(authority, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: caDER}), 0o600))
	return pair, authority
}

func TestWithMutualTLSOnlyKnownClientsAreHeard(t *testing.T) {
	pair, authority := issued(t, t.TempDir())
	stranger, _ := issued(t, t.TempDir())
	c := bridgetest.Start(t, bridgetest.Options{Settings: func(s *setup.Settings) { s.TLS.ClientCAFile = authority }})
	c.Lay(person)
	settings := c.Config()
	for name, row := range map[string]struct {
		file string
		code problem.Code
	}{"none": {"", problem.CodePembacaMenolak}, "another authority's": {stranger, problem.CodePembacaMenolak}, "its own": {pair, ""}} {
		settings.ClientFile = row.file
		_, err := order(open(t, c, settings), time.Minute)
		if row.code == "" && err != nil || row.code != "" && !problem.Is(err, row.code) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAGivenCertificateIsShown(t *testing.T) {
	pair, _ := issued(t, t.TempDir())
	c := bridgetest.Start(t, bridgetest.Options{Settings: func(s *setup.Settings) { s.TLS = bridge.TLS{CertFile: pair, KeyFile: pair} }})
	c.Lay(person)
	if _, err := order(open(t, c, c.Config()), time.Minute); err != nil {
		t.Error(err)
	}
}

// An administrator looks with curl, and monitoring with what it has: both offer HTTP/2, which is left out of this program.
func TestACallerWhoOffersHTTP2IsAnsweredWithWhatThereIs(t *testing.T) {
	c := bridgetest.Start(t, bridgetest.Options{})
	conn, err := tls.Dial("tcp", strings.TrimPrefix(c.URL, "https://"), &tls.Config{
		InsecureSkipVerify: true, // the counter's own, made a moment ago
		NextProtos:         []string{"h2", "http/1.1"},
	})
	must(t, err)
	defer func() { _ = conn.Close() }()
	if chosen := conn.ConnectionState().NegotiatedProtocol; chosen != "http/1.1" {
		t.Errorf("it speaks %q", chosen)
	}
}

func TestACallerWithoutTimeIsToldSoBeforeTheBridgeIs(t *testing.T) {
	c := bridgetest.Start(t, bridgetest.Options{})
	c.Lay(person)
	if _, err := order(open(t, c, c.Config()), cardreader.ReadTime); !problem.Is(err, problem.CodePembacaTidakMenjawab) {
		t.Error(err)
	}
	if strings.Contains(c.Log.String(), `"card"`) {
		t.Error("the card was read for nobody")
	}
}

func TestAnUnknownReaderIsNoReader(t *testing.T) {
	c := bridgetest.Start(t, bridgetest.Options{})
	client := open(t, c, c.Config())
	if !client.Knows(bridgetest.Reader) || client.Knows("loket-9") || (*cardreader.Client)(nil).Knows(bridgetest.Reader) {
		t.Error("it does not know its readers")
	}
	if _, err := client.Read(t.Context(), cardreader.Order{Reader: "loket-9"}); !problem.Is(err, problem.CodePembacaTidakTerdaftar) {
		t.Error(err)
	}
}

func BenchmarkReadThroughTheBridge(b *testing.B) {
	c := bridgetest.Start(b, bridgetest.Options{})
	c.Lay(person)
	client, err := cardreader.Open(c.Config(), config.NewSecrets(c.Secrets), time.Now, slog.New(slog.DiscardHandler))
	must(b, err)
	for b.Loop() {
		read, err := order(client, time.Minute)
		if err != nil || read.Person.Get(resident.NIK).Empty() {
			b.Fatal(err)
		}
	}
}
