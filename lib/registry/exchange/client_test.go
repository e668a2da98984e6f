package exchange_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"simpul/lib/config"
	"simpul/lib/nik"
	"simpul/lib/registry"
	"simpul/lib/registry/exchange"
)

const (
	askedDigits = "9103990101900001"
	userID      = "x-user-99"
	password    = `k4ta "s4ndi" & <kunci>`
	path        = "/dukcapil/get_json/33-03/X-INSTANSI/call_nik"
	// reply stands for any answer: nothing here reads it.
	reply = `{"content":[{"NIK":9103990101900001,"NAMA_LGKP":"X-CONTOH WARGA","ALAMAT":"X-JALAN CONTOH 1","AGAMA":"X-AGAMA"}],"numberOfElements":1}`
)

var asked = parse(askedDigits)

func parse(digits string) nik.NIK {
	n, err := nik.Parse(digits)
	if err != nil {
		panic(err)
	}
	return n
}

// office is a client's surroundings: settings that fit a service, and a folder of secrets.
type office struct {
	settings config.Registry
	folder   string
}

func newOffice(t testing.TB, s *service) office {
	t.Helper()
	o := office{folder: t.TempDir(), settings: config.Registry{
		URL: s.url, Path: path, UserIDFile: "user_id", PasswordFile: "password", IPUser: "192.0.2.7",
		Keys:    config.RequestKeys{NIK: "nik", UserID: "user_id", Password: "password", IPUser: "IP_USER"},
		Timeout: 30 * time.Second, Slots: 4, DangerousPlainHTTP: strings.HasPrefix(s.url, "http:"),
	}}
	o.write(t, "user_id", userID)
	o.write(t, "password", password)
	if s.authority.cert != nil {
		o.write(t, "ca.pem", s.authority.pem())
		o.settings.TLS.CAFile = "ca.pem"
	}
	return o
}

func (o office) write(t testing.TB, name, content string) {
	t.Helper()
	file := filepath.Join(o.folder, name)
	if err := os.WriteFile(file+".new", []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(file+".new", file); err != nil {
		t.Fatal(err)
	}
}

func (o office) client(t testing.TB) *exchange.Client {
	t.Helper()
	client, err := exchange.New(o.settings, config.NewSecrets(o.folder))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

// ask expects an answer.
func ask(t testing.TB, client *exchange.Client) string {
	t.Helper()
	answer, err := client.Post(t.Context(), asked)
	if err != nil {
		t.Fatal(err)
	}
	return string(answer)
}

// refuse expects a fault of that kind, whose text tells nothing that it must not (PKS-2.2g).
func refuse(t testing.TB, ctx context.Context, client *exchange.Client, kind registry.FaultKind) *registry.Fault {
	t.Helper()
	answer, err := client.Post(ctx, asked)
	fault, isFault := errors.AsType[*registry.Fault](err)
	if !isFault || fault.Kind != kind {
		t.Fatalf("want %s, got %v", kind, err)
	}
	if answer != nil {
		t.Error("an answer came with the fault")
	}
	for _, text := range []string{fault.Error(), fmt.Sprintf("%+v %#v", fault.Cause, fault.Cause)} {
		for _, secret := range []string{askedDigits, userID, "s4ndi", "X-", "127.0.0.1", "192.0.2", "dukcapil/"} {
			if strings.Contains(text, secret) {
				t.Errorf("%q tells %q", text, secret)
			}
		}
	}
	return fault
}

func TestTheBodyOfAnAnswerComesBackAsItIs(t *testing.T) {
	if answer := ask(t, newOffice(t, serve(t, always(ok(reply)))).client(t)); answer != reply {
		t.Errorf("got %q", answer)
	}
}

func TestTheZeroNIKIsNeverAsked(t *testing.T) {
	s := serve(t, always(ok(reply)))
	_, err := newOffice(t, s).client(t).Post(t.Context(), nik.NIK{})
	if fault, isFault := errors.AsType[*registry.Fault](err); !isFault || fault.Kind != registry.NotSent {
		t.Errorf("got %v", err)
	}
	if questions, _ := s.seen(); len(questions) != 0 {
		t.Error("a question without a NIK was sent")
	}
}
