package webportal_test

import (
	"context"
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"simpul/lib/config"
	"simpul/lib/nik"
	"simpul/lib/registry"
	"simpul/lib/registry/registrytest"
	"simpul/lib/registry/webportal"
	"simpul/lib/registry/webportal/session"
	"simpul/lib/registry/webportal/session/sessiontest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	userID   = "pengguna-uji"
	password = "sandi-uji"
	quota    = 200
)

// The profiles of the simulator's two portals: the one that is shipped as an example, and one that has nothing in common with it.
const (
	tableProfile = "../../../deploy/local/portal-profile.yaml"
	listProfile  = "testdata/list.yaml"
)

// office is a portal, the secrets and settings that fit it, and a store of sessions.
type office struct {
	t        testing.TB
	server   *registrytest.Server
	folder   string
	settings config.Registry
	store    *sessiontest.Memory
}

// newOffice starts a portal; changes are pairs of old and new text in the profile.
func newOffice(t testing.TB, profile string, changes ...string) *office {
	t.Helper()
	return newOfficeOf(t, registrytest.Options{}, profile, changes...)
}

// newOfficeOf is newOffice with a portal of these options.
func newOfficeOf(t testing.TB, options registrytest.Options, profile string, changes ...string) *office {
	t.Helper()
	options.UserID, options.Password, options.Quota, options.QuotaLimiter, options.Drip = userID, password, quota, true, time.Microsecond
	server, err := registrytest.Start(options)
	must(t, err)
	t.Cleanup(func() { must(t, server.Close()) })
	o := &office{t: t, server: server, folder: t.TempDir(), store: sessiontest.New(), settings: config.Registry{
		Method: "webportal", URL: server.URL(), UserIDFile: "user-id", PasswordFile: "password", TLS: config.TLS{CAFile: "ca"},
		Timeout: 30 * time.Second, Slots: 8, Portal: config.Portal{ProfileFile: "profile", SessionKeyFile: "key"},
	}}
	text, err := os.ReadFile(profile)
	must(t, err)
	o.write("profile", change(t, string(text), changes...))
	o.write("user-id", userID)
	o.write("password", password)
	o.write("ca", string(server.CAPEM()))
	o.write("key", "uji-1:"+key("k"))
	return o
}

func key(letter string) string {
	return base64.StdEncoding.EncodeToString([]byte(strings.Repeat(letter, 32)))
}

func (o *office) secrets() *config.Secrets { return config.NewSecrets(o.folder) }

func (o *office) sealer() *session.Sealer {
	o.t.Helper()
	sealer, err := session.NewSealer(o.secrets(), "key")
	must(o.t, err)
	return sealer
}

func change(t testing.TB, text string, changes ...string) string {
	t.Helper()
	for i := 0; i < len(changes); i += 2 {
		if !strings.Contains(text, changes[i]) {
			t.Fatalf("%q is not in the profile", changes[i])
		}
		text = strings.Replace(text, changes[i], changes[i+1], 1)
	}
	return text
}

// write puts a secret in place as an administrator should: whole.
func (o *office) write(name, content string) {
	o.t.Helper()
	file := filepath.Join(o.folder, name)
	must(o.t, os.WriteFile(file+".new", []byte(content), 0o600))
	must(o.t, os.Rename(file+".new", file))
}

// client is one process: it has a store of its own over the shared sessions, and closes with the test unless closed before.
func (o *office) client() *webportal.Client {
	o.t.Helper()
	return o.over(o.store.Another())
}

func (o *office) over(store session.Store) *webportal.Client {
	o.t.Helper()
	client, err := webportal.New(o.settings, o.secrets(), store)
	must(o.t, err)
	o.t.Cleanup(func() { _ = client.Close(context.Background()) }) // of a portal that may be in any state by then
	return client
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func about(t testing.TB, p registrytest.Person) registry.Question {
	t.Helper()
	n, err := nik.Parse(p.NIK)
	must(t, err)
	return registry.Question{NIK: n, Operator: "petugas-01"}
}

func someone() registrytest.Person { return registrytest.WithExpected(registrytest.Found)[0] }

// ask expects someone's answer.
func (o *office) ask(c *webportal.Client) registry.Answer {
	o.t.Helper()
	answer, err := c.Ask(o.t.Context(), about(o.t, someone()))
	if err != nil {
		o.t.Fatal(err)
	}
	return answer
}

// refuse expects a fault of that kind, before a search (unsent) or after.
func (o *office) refuse(c *webportal.Client, kind registry.FaultKind, unsent bool) *registry.Fault {
	o.t.Helper()
	_, err := c.Ask(o.t.Context(), about(o.t, someone()))
	fault, ok := errors.AsType[*registry.Fault](err)
	if !ok || fault.Kind != kind || (fault.Unsent || fault.Kind == registry.NotSent) != unsent {
		o.t.Fatalf("want %s, unsent %t; got %v", kind, unsent, err)
	}
	return fault
}

// local expects that the question does not leave, and that no breaker counts it against the line.
func (o *office) local(c *webportal.Client) {
	o.t.Helper()
	if o.refuse(c, registry.NotSent, true).Transport() {
		o.t.Error("the line is blamed")
	}
}

// counts expects what the portal has seen so far.
func (o *office) counts(logins, searches, turnedAway int) {
	o.t.Helper()
	if l, s, a := o.server.Logins(), o.server.Calls(), o.server.TurnedAway(); l != logins || s != searches || a != turnedAway {
		o.t.Errorf("%d logins, %d searches, %d turned away; want %d, %d, %d", l, s, a, logins, searches, turnedAway)
	}
}
