package delivery_test

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"simpul/lib/config"
	"simpul/lib/feedback"
	"simpul/lib/feedback/delivery"
	"simpul/lib/feedback/feedbacktest"
	"simpul/lib/nik"
	"simpul/lib/personal"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const token = "Penanda.token-uji"

// office is a service and the settings with which an office reaches it.
type office struct {
	folder   string
	service  *feedbacktest.Server
	settings config.Feedback
}

func newOffice(t testing.TB, change ...func(*feedbacktest.Options)) *office {
	t.Helper()
	options := feedbacktest.Options{Token: token, IDLembaga: "99", NamaLembaga: "DPMPTSP Uji"}
	for _, c := range change {
		c(&options)
	}
	service, err := feedbacktest.Start(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = service.Close() })
	o := &office{folder: t.TempDir(), service: service}
	o.write(t, "token", token+"\n")
	o.write(t, "ca", string(service.CAPEM()))
	o.settings = config.Feedback{
		URL: service.URL(), Path: service.Path(), TokenFile: "token", IDLembaga: "99", NamaLembaga: "DPMPTSP Uji",
		Template: []config.Param{{Key: "NO_IZIN", Field: config.ParamNumber}, {Key: "JENIS_IZIN", Field: config.ParamType}},
		TLS:      config.TLS{CAFile: "ca"}, Batch: 20, Timeout: 10 * time.Second,
	}
	return o
}

func (o *office) write(t testing.TB, name, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(o.folder, name), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func (o *office) client(t testing.TB) *delivery.Client {
	t.Helper()
	c, err := delivery.New(o.settings, config.NewSecrets(o.folder))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// fail lets the next request end so.
func (o *office) fail(t testing.TB, f feedbacktest.Failure, times int) {
	t.Helper()
	if err := o.service.Fail(f, times); err != nil {
		t.Fatal(err)
	}
}

// parcel is about an invented person, one of ten thousand.
func parcel(t testing.TB, n int) feedback.Parcel {
	t.Helper()
	who, err := nik.Parse(fmt.Sprintf("330399010190%04d", n))
	if err != nil {
		t.Fatal(err)
	}
	return feedback.Parcel{NIK: who, Licences: []feedback.Licence{{Number: personal.New(fmt.Sprintf("IZIN/%d/2026", n)), Type: "nib"}}}
}

func parcels(t testing.TB, n int) []feedback.Parcel {
	t.Helper()
	all := make([]feedback.Parcel, n)
	for i := range all {
		all[i] = parcel(t, i+1)
	}
	return all
}

// verdicts writes outcomes as one line: accepted later:token_ditolak …
func verdicts(outcomes []feedback.Outcome) string {
	words := make([]string, len(outcomes))
	for i, o := range outcomes {
		words[i] = strings.TrimSuffix(string(o.Verdict)+":"+o.Code, ":")
	}
	return strings.Join(words, " ")
}

func expect(t testing.TB, outcomes []feedback.Outcome, want string) {
	t.Helper()
	if got := verdicts(outcomes); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// quiet fails the test when what is printed could name a person, a licence or the token.
func quiet(t testing.TB, printed ...any) {
	t.Helper()
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("", "printed", printed)
	for _, text := range []string{fmt.Sprintf("%v %+v %#v", printed, printed, printed), log.String()} {
		for _, secret := range []string{"330399", "IZIN/", "Penanda", "127.0.0.1"} {
			if strings.Contains(text, secret) {
				t.Errorf("%q is printed", secret)
			}
		}
	}
}
