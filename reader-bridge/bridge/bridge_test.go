package bridge_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"simpul/lib/cardreader"
	"simpul/lib/config"
	"simpul/lib/identity/errand"
	"simpul/lib/resident"
	"simpul/reader-bridge/bridge/bridgetest"
)

const (
	application = "k1.aplikasi-uji-aplikas01"
	invented    = "3303990101900001"
)

// person is what the cards of these tests hold; each text is a marker that must be nowhere but in the answer.
var person = map[resident.Element]string{
	resident.NIK: invented, resident.NamaLengkap: "PENANDANAMA UJI", resident.JenisKelamin: "PEREMPUAN", resident.TempatLahir: "PENANDATEMPAT",
	resident.TanggalLahir: "01-01-1990", resident.StatusPerkawinan: "PENANDAKAWIN", resident.Pekerjaan: "PENANDAPEKERJAAN", resident.Alamat: "PENANDAALAMAT 7",
	resident.RT: "002", resident.RW: "016", resident.Kelurahan: "PENANDADESA", resident.Kecamatan: "PENANDAKEC", resident.Kabupaten: "PENANDAKAB",
	resident.Provinsi: "PENANDAPROV",
}

// desk is a counter with who calls it.
type desk struct {
	*bridgetest.Counter

	mint *errand.Minter
	http *http.Client
}

func newDesk(t testing.TB, o bridgetest.Options) *desk {
	t.Helper()
	c := bridgetest.Start(t, o)
	mint, err := errand.NewMinter(config.NewSecrets(c.Secrets), bridgetest.KeyFile, time.Now, slog.New(slog.DiscardHandler))
	must(t, err)
	// This side of the wire is the test's own: pins are tested where they are checked, in lib/cardreader.
	trust := &tls.Config{InsecureSkipVerify: true} // the certificate is the counter's own, made a moment ago
	transport := &http.Transport{TLSClientConfig: trust}
	t.Cleanup(transport.CloseIdleConnections)
	return &desk{c, mint, &http.Client{Transport: transport, Timeout: 20 * time.Second}}
}

// answer is what came of a call.
type answer struct {
	Code   int
	Header http.Header
	Text   string
	cardreader.Answer
	Problem string `json:"type"`
	Advice  string
	Fields  []struct{ Name string }
}

// request is a good one, changed.
func request(change func(*cardreader.Request)) cardreader.Request {
	r := cardreader.Request{Reader: bridgetest.Reader, Elements: resident.Elements(), Consent: cardreader.Consent{Read: true}, HolderPresent: true,
		Application: application, Nonce: "nonce-uji"}
	if change != nil {
		change(&r)
	}
	return r
}

// token is one for the first reader.
func (d *desk) token(t testing.TB) string {
	t.Helper()
	return d.tokenFor(t, bridgetest.Reader)
}

func (d *desk) tokenFor(t testing.TB, reader string) string {
	t.Helper()
	token, err := d.mint.Mint(errand.Errand{Bridge: bridgetest.ID, Reader: reader, Operator: "petugas-01", Application: application, Nonce: "nonce-uji"})
	must(t, err)
	return token
}

// read asks for a card with a fresh token.
func (d *desk) read(t testing.TB, r cardreader.Request) answer {
	t.Helper()
	body, err := json.Marshal(r)
	must(t, err)
	return d.post(t, d.tokenFor(t, r.Reader), body, nil)
}

func (d *desk) post(t testing.TB, token string, body []byte, header map[string]string) answer {
	t.Helper()
	all := map[string]string{"Content-Type": "application/json", "Authorization": "Bearer " + token}
	maps.Copy(all, header)
	return d.call(t, http.MethodPost, cardreader.PathRead, body, all)
}

func (d *desk) call(t testing.TB, method, path string, body []byte, header map[string]string) answer {
	t.Helper()
	r, err := http.NewRequestWithContext(context.Background(), method, d.URL+path, bytes.NewReader(body))
	must(t, err)
	for name, value := range header {
		if value != "" {
			r.Header.Set(name, value)
		}
	}
	response, err := d.http.Do(r)
	if err != nil {
		t.Error(err)
		return answer{}
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Error(err)
	}
	a := answer{Code: response.StatusCode, Header: response.Header, Text: string(text)}
	if strings.Contains(response.Header.Get("Content-Type"), "json") {
		if err := json.Unmarshal(text, &a); err != nil {
			t.Error(err)
		}
	}
	return a
}

// want fails unless a is that problem.
func (a answer) want(t testing.TB, name string, status int, code string) {
	t.Helper()
	if a.Code != status || a.Problem != "urn:simpul:problem:"+code {
		t.Errorf("%s: %d %s, want %d %s", name, a.Code, a.Problem, status, code)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestAGenuineCardIsAnsweredWithTheElementsAskedFor(t *testing.T) { // PKS-2.1a
	d := newDesk(t, bridgetest.Options{})
	d.Lay(person)
	a := d.read(t, request(func(r *cardreader.Request) {
		r.Elements = []resident.Element{resident.NIK, resident.NamaLengkap}
		r.WaitSeconds = 5
	}))
	if a.Code != 200 || a.Class != cardreader.Genuine || a.Nonce != "nonce-uji" || a.Header.Get("Cache-Control") != "no-store" {
		t.Fatal(a.Code, a.Class, a.Problem)
	}
	if len(a.Elements) != 2 || a.Elements[resident.NIK] != invented || a.Elements[resident.NamaLengkap] != person[resident.NamaLengkap] {
		t.Error("other elements than were asked for")
	}
	whole := d.read(t, request(nil))
	if len(whole.Elements) != len(person) || strings.Contains(whole.Text, bridgetest.Outside) {
		t.Error("not exactly the agreement's elements")
	}
}

func TestACardThatComesWhileWaitingIsRead(t *testing.T) {
	d := newDesk(t, bridgetest.Options{})
	done := make(chan answer, 1)
	go func() { done <- d.read(t, request(func(r *cardreader.Request) { r.WaitSeconds = 30 })) }()
	d.Lay(person)
	if a := <-done; a.Code != 200 {
		t.Error(a.Code, a.Problem)
	}
}

func TestNothingOfACardIsLoggedAtAnyLevel(t *testing.T) { // PKS-2.2j
	d := newDesk(t, bridgetest.Options{})
	d.Lay(person)
	d.read(t, request(func(r *cardreader.Request) { r.WaitSeconds = 5 }))
	tampered := d.Print(person)
	tampered.Tamper()
	d.Cards.Put(tampered)
	d.read(t, request(nil))
	d.post(t, d.token(t), []byte(`{"reader":"`+invented+`","nonce":"PENANDANONCE"}`), nil)
	d.post(t, "PENANDATOKEN", nil, nil)
	d.read(t, request(func(r *cardreader.Request) { r.Reader = invented }))
	d.call(t, http.MethodGet, "/"+invented, nil, nil)
	d.call(t, http.MethodGet, cardreader.PathReaders, nil, nil)
	log := d.Log.String()
	if !strings.Contains(log, `"result":"asli"`) || !strings.Contains(log, `"operator":"petugas-01"`) || !strings.Contains(log, application) {
		t.Error("the log does not say who read for which application:", log)
	}
	for _, marker := range append(elements(), "PENANDA", "330399", bridgetest.Outside) {
		if strings.Contains(log, marker) {
			t.Errorf("%q is in the log", marker)
		}
	}
}

// elements are the texts that are long enough to be looked for.
func elements() (texts []string) {
	for _, text := range person {
		if len(text) > 4 {
			texts = append(texts, text)
		}
	}
	return texts
}

func TestNothingButCountsIsOnDisk(t *testing.T) { // PKS-2.2j
	state := t.TempDir()
	d := newDesk(t, bridgetest.Options{Settings: inFolder(state)})
	d.Lay(person)
	if a := d.read(t, request(func(r *cardreader.Request) { r.WaitSeconds = 5 })); a.Code != 200 {
		t.Fatal(a.Problem)
	}
	files, err := os.ReadDir(state)
	must(t, err)
	for _, file := range files {
		text, err := os.ReadFile(state + "/" + file.Name())
		must(t, err)
		if strings.Contains(string(text), "PENANDA") || strings.Contains(string(text), invented) {
			t.Error("an element is in", file.Name())
		}
		if file.Name() == "reads.json" && strings.TrimSpace(string(text)) != `{"`+bridgetest.SAMLabel+`":1}` {
			t.Error("the count is not the one read")
		}
	}
	if len(files) != 2 {
		t.Errorf("%d files, want the certificate and the counts", len(files))
	}
}
