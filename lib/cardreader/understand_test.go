package cardreader

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"simpul/lib/config"
	"simpul/lib/problem"
	"simpul/lib/resident"
)

const invented = "3303990101900001"

var asked = Request{Reader: "loket-1", Nonce: "nonce-uji"}

func heard(status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{"Retry-After": {"7"}}, Body: io.NopCloser(strings.NewReader(body))}
}

const good = `{"class":"asli","nonce":"nonce-uji","reader":"loket-1","read_at":"2026-05-04T02:00:00Z","elements":{"nik":"` + invented + `","agama":"X"}}`

func TestAnAnswerIsAGenuineCardInSoManyWordsOrNone(t *testing.T) {
	read, err := understand(heard(200, good), asked)
	if err != nil || read.Person.Get(resident.NIK).RevealPersonalData() != invented || read.At.IsZero() {
		t.Fatal(err)
	}
	for name, body := range map[string]string{
		"another class":   strings.Replace(good, "asli", "baca_gagal", 1),
		"no class":        strings.Replace(good, `"class":"asli",`, "", 1),
		"another nonce":   strings.Replace(good, "nonce-uji", "nonce-lain", 1),
		"another reader":  strings.Replace(good, "loket-1", "loket-2", 1),
		"an element more": strings.Replace(good, `"agama"`, `"nik"`, 1),
		"too long":        good + strings.Repeat(" ", MaxAnswer),
		"cut off":         good[:len(good)-2],
		"nothing":         "",
	} {
		read, err := understand(heard(200, body), asked)
		if !problem.Is(err, problem.CodePembacaMenolak) || !read.Person.Empty() {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, status := range []int{201, 204, 302, 404, 500} {
		if _, err := understand(heard(status, good), asked); !problem.Is(err, problem.CodePembacaMenolak) {
			t.Errorf("%d with a card: %v", status, err)
		}
	}
}

func TestOnlyWhatIsAboutTheCardIsPassedOn(t *testing.T) {
	for code, want := range map[problem.Code]problem.Code{
		problem.CodeKartuTidakAda: problem.CodeKartuTidakAda, problem.CodePembacaSibuk: problem.CodePembacaSibuk, problem.CodeSAMTidakAktif: problem.CodeSAMTidakAktif,
		problem.CodeTokenTidakSah: problem.CodePembacaMenolak, problem.CodeKesalahanInternal: problem.CodePembacaMenolak, problem.CodeIsianSalah: problem.CodePembacaMenolak,
		problem.CodeKuotaHabis: problem.CodePembacaMenolak, "karangan": problem.CodePembacaMenolak, "": problem.CodePembacaMenolak,
	} {
		_, err := understand(heard(409, fmt.Sprintf(`{"type":"urn:simpul:problem:%s","advice":"Ulangi."}`, code)), asked)
		p := problem.As(err)
		if p.Code != want {
			t.Errorf("%s became %s", code, p.Code)
		}
		if want == code && (p.Extra["advice"] != "Ulangi." || p.RetryAfter != 7*time.Second) {
			t.Errorf("%s came without its advice or Retry-After", code)
		}
	}
	for _, advice := range []string{invented, strings.Repeat("x", maxAdvice+1)} {
		_, err := understand(heard(409, `{"type":"urn:simpul:problem:kartu_tidak_ada","advice":"`+advice+`"}`), asked)
		if problem.As(err).Extra["advice"] != nil {
			t.Error("advice that is none is passed on")
		}
	}
}

func TestWaitingLeavesRoomForTheRead(t *testing.T) {
	for _, row := range []struct {
		left, most time.Duration
		want       int
		ok         bool
	}{
		{20 * time.Second, 10 * time.Second, 10, true},
		{15 * time.Second, 10 * time.Second, 9, true}, // below, not at
		{15*time.Second + 2, 10 * time.Second, 10, true},
		{6 * time.Second, 10 * time.Second, 0, true},
		{5 * time.Second, 10 * time.Second, 0, false},
		{-time.Second, 10 * time.Second, 0, false},
	} {
		if got, ok := waiting(row.left, row.most); got != row.want && ok || ok != row.ok {
			t.Errorf("%v left: %d %t", row.left, got, ok)
		}
	}
}

func TestElementsPrintRedacted(t *testing.T) { // PKS-2.2j
	a := Answer{Elements: Elements{resident.NIK: invented}}
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "elements", a.Elements)
	if text := fmt.Sprintf("%v %+v %#v %s", a, a, a, a.Elements) + log.String(); strings.Contains(text, invented) {
		t.Error("an element is printed")
	}
}

// client knows one reader, at that address.
func client(t *testing.T, url string) *Client {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "key"), []byte("k1:"+strings.Repeat("A", 43)+"="), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Open(config.Readers{KeyFile: "key", Known: []config.Reader{{Name: "loket-1", URL: url, Bridge: "pc", Fingerprint: strings.Repeat("00", 32)}}},
		config.NewSecrets(dir), time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *Client) ask(t *testing.T) error {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	_, err := c.Read(ctx, Order{Reader: "loket-1", Operator: "petugas-01", Application: "k1.x"})
	return err
}

func TestABridgeThatIsNotThereSaysSo(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := client(t, "https://"+address).ask(t); !problem.Is(err, problem.CodePembacaTidakTerjangkau) || strings.Contains(err.Error(), "127.0.0.1") {
		t.Error(err)
	}
}

// A PC that is switched off refuses nothing: the dialling comes to its time.
func TestABridgeWhosePCIsOffIsNotThere(t *testing.T) {
	c := client(t, "https://127.0.0.1:1")
	transport, _ := c.readers["loket-1"].http.Transport.(*http.Transport)
	transport.DialContext = (&net.Dialer{Deadline: time.Now().Add(-time.Second)}).DialContext
	if err := c.ask(t); !problem.Is(err, problem.CodePembacaTidakTerjangkau) {
		t.Error(err)
	}
}

func TestASlashBehindTheAddressDoesNoHarm(t *testing.T) { // the configuration allows it
	if at := client(t, "https://127.0.0.1:1/").readers["loket-1"]; at.URL+PathRead != "https://127.0.0.1:1/v1/cards/read" {
		t.Error(at.URL)
	}
}

// FuzzUnderstand: no answer is a card but one of this nonce and reader, and no error repeats it.
func FuzzUnderstand(f *testing.F) {
	f.Add(200, []byte(good))
	f.Add(409, []byte(`{"type":"urn:simpul:problem:kartu_tidak_ada","advice":"x"}`))
	f.Add(200, []byte(`{"elements":{"nik":1}}`))
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		read, err := understand(heard(status, string(body)), asked)
		if err == nil && (status != 200 || !strings.Contains(string(body), "nonce")) {
			t.Error("a card out of nothing")
		}
		if err != nil && !read.Person.Empty() {
			t.Error("a person beside an error")
		}
		if err != nil && len(body) > 40 && strings.Contains(err.Error(), string(body)) {
			t.Error("the error repeats the answer")
		}
	})
}
