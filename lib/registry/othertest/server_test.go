package othertest_test

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net/http"
	"net/url"
	"testing"

	"simpul/lib/registry/othertest"
)

func TestAddressIsLoopbackHTTPSInTheProvinceShape(t *testing.T) {
	r := start(t, othertest.Options{})
	u, err := url.Parse(r.URL())
	if err != nil || u.Scheme != "https" || u.Hostname() != "127.0.0.1" || u.Port() == "" || u.Path != "" {
		t.Errorf("URL %s: %v", r.URL(), err)
	}
	if r.Path() != "/dukcapil/get_json/34/IZIN_3400/BYNIK" {
		t.Errorf("path %s", r.Path())
	}
}

func TestACallerWithoutTheCAIsNotServed(t *testing.T) {
	r := start(t, othertest.Options{})
	stranger := &http.Client{Transport: &http.Transport{}}
	_, err := stranger.Do(r.request(t, []byte("{}")))
	if unknown := new(x509.UnknownAuthorityError); !errors.As(err, unknown) {
		t.Errorf("err %v, want an unknown authority", err)
	}
	if r.Calls() != 0 {
		t.Errorf("%d calls", r.Calls())
	}
}

func TestCAPEMIsACopyOfOneCACertificate(t *testing.T) {
	r := start(t, othertest.Options{})
	block, rest := pem.Decode(r.CAPEM())
	if block == nil || len(rest) != 0 {
		t.Fatal("not one PEM block")
	}
	if ca, err := x509.ParseCertificate(block.Bytes); err != nil || !ca.IsCA {
		t.Errorf("no CA: %v", err)
	}
	clear(r.CAPEM())
	if again, _ := pem.Decode(r.CAPEM()); again == nil {
		t.Error("a caller can change the server's CA")
	}
}

func TestSecretsMarkerAndCADifferBetweenRuns(t *testing.T) {
	a, b := start(t, othertest.Options{}), start(t, othertest.Options{})
	if a.Password() == b.Password() || a.UserID() == b.UserID() || a.Marker() == b.Marker() || string(a.CAPEM()) == string(b.CAPEM()) {
		t.Error("two runs share a secret")
	}
}

func TestPeopleIsACopy(t *testing.T) {
	r := start(t, othertest.Options{})
	r.People()[0].NIK = ""
	if r.People()[0].NIK == "" {
		t.Error("a caller can change the people")
	}
}

func TestCallsCountRefusedRequestsToo(t *testing.T) {
	r := start(t, othertest.Options{})
	r.ask(t, r.good("3303990101900001"))
	req := r.request(t, []byte("{}"))
	req.Header.Del("Authorization")
	r.send(t, req)
	if r.Calls() != 2 {
		t.Errorf("%d calls", r.Calls())
	}
}

func TestCloseEndsServiceAndMayBeRepeated(t *testing.T) {
	r := start(t, othertest.Options{})
	for range 2 {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
	if _, err := r.client.Do(r.request(t, []byte("{}"))); err == nil {
		t.Error("a closed server answers")
	}
}

// BenchmarkLookup is the cost of the fake itself, to be taken off a client's.
func BenchmarkLookup(b *testing.B) {
	r := start(b, othertest.Options{})
	body := r.good(r.first(b, othertest.Found).NIK)
	for b.Loop() {
		r.ask(b, body)
	}
}
