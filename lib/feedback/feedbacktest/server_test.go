package feedbacktest_test

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"simpul/lib/feedback/feedbacktest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func start(t *testing.T, change ...func(*feedbacktest.Options)) *feedbacktest.Server {
	t.Helper()
	o := feedbacktest.Options{Token: "token-uji", IDLembaga: "99", NamaLembaga: "Uji", Control: true}
	for _, c := range change {
		c(&o)
	}
	s, err := feedbacktest.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// send returns status and body, or the error of the transport.
func send(t *testing.T, s *feedbacktest.Server, path, token, body string) string {
	t.Helper()
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(s.CAPEM())
	client := &http.Client{Timeout: time.Minute, Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	method := http.MethodPost
	if body == "" {
		method = http.MethodGet
	}
	req, err := http.NewRequestWithContext(t.Context(), method, s.URL()+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/json")
	res, err := client.Do(req)
	if err != nil {
		return "transport"
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(io.LimitReader(res.Body, 1<<10))
	if err != nil {
		return "transport"
	}
	return fmt.Sprint(res.StatusCode, " ", string(text))
}

func one(n int) string {
	return fmt.Sprintf(`{"NIK":"330399010190%04d","param":[{"NO_IZIN":"A/%d","JENIS_IZIN":"nib"}]}`, n, n)
}

func batch(items ...string) string {
	return `[{"id_lembaga":"99","nama_lembaga":"Uji","data":[` + strings.Join(items, ",") + `]}]`
}

func TestEachUnitIsStoredOnce(t *testing.T) {
	s := start(t)
	for i, want := range []string{`200 {"message":"Success"}`, `400 {"message":"Data sudah pernah dikirim"}`} {
		if got := send(t, s, s.Path(), "token-uji", batch(one(1))); got != want {
			t.Errorf("%d: %s", i, got)
		}
	}
	if s.Requests() != 2 || s.Stored() != 1 || s.Units()[0].Arrived != 2 {
		t.Errorf("%d requests, %+v", s.Requests(), s.Units())
	}
}

func TestAServiceThatGoesByNIKTakesNoOtherContentOfIt(t *testing.T) {
	s := start(t, func(o *feedbacktest.Options) { o.ByNIK = true })
	other := strings.Replace(one(1), "A/1", "B/1", 1)
	for i, want := range []string{`200 {"message":"Success"}`, `400 {"message":"Data sudah pernah dikirim"}`} {
		if got := send(t, s, s.Path(), "token-uji", batch([]string{one(1), other}[i])); got != want {
			t.Errorf("%d: %s", i, got)
		}
	}
	if got := send(t, s, s.Path(), "token-uji", batch(one(2))); !strings.Contains(got, "Success") || s.Stored() != 2 {
		t.Errorf("%s, %d stored", got, s.Stored())
	}
}

func TestWhatIsNotAsAgreedIsRefusedAndNotCounted(t *testing.T) { // JUKNIS-III.A
	s := start(t)
	for name, body := range map[string]string{
		"no list":        `{"id_lembaga":"99","nama_lembaga":"Uji","data":[` + one(1) + `]}`,
		"two senders":    strings.TrimSuffix(batch(one(1)), "]") + "," + strings.TrimPrefix(batch(one(2)), "["),
		"no unit":        batch(),
		"another office": strings.Replace(batch(one(1)), `"99"`, `"98"`, 1),
		"another name":   strings.Replace(batch(one(1)), `"Uji"`, `"uji"`, 1),
		"NIK as number":  batch(`{"NIK":3303990101900001,"param":[{"NO_IZIN":"A","JENIS_IZIN":"nib"}]}`),
		"no NIK":         batch(`{"param":[{"NO_IZIN":"A","JENIS_IZIN":"nib"}]}`),
		"no licence":     batch(`{"NIK":"3303990101900001","param":[]}`),
		"one key":        batch(`{"NIK":"3303990101900001","param":[{"NO_IZIN":"A"}]}`),
		"a key too many": batch(`{"NIK":"3303990101900001","param":[{"NO_IZIN":"A","JENIS_IZIN":"nib","NAMA":"x"}]}`),
		"more than that": batch(`{"NIK":"3303990101900001","nama":"x","param":[{"NO_IZIN":"A","JENIS_IZIN":"nib"}]}`),
	} {
		if got := send(t, s, s.Path(), "token-uji", body); !strings.HasPrefix(got, "400") {
			t.Errorf("%s: %s", name, got)
		}
	}
	if got := send(t, s, s.Path(), "token-lama", batch(one(1))); !strings.HasPrefix(got, "401") {
		t.Error(got)
	}
	if got := send(t, s, s.Path()+"?nik=1", "token-uji", batch(one(1))); !strings.HasPrefix(got, "404") {
		t.Error(got)
	}
	if s.Requests() != 0 || len(s.Units()) != 0 {
		t.Errorf("%d requests, %d units", s.Requests(), len(s.Units()))
	}
}

func TestAFailureStoresWhatItsNameSays(t *testing.T) {
	for _, failure := range feedbacktest.Failures() {
		t.Run(string(failure), func(t *testing.T) {
			s := start(t, func(o *feedbacktest.Options) { o.Drip = time.Millisecond })
			if err := s.Fail(failure, 1); err != nil {
				t.Fatal(err)
			}
			if failure == feedbacktest.Hang || failure == feedbacktest.HangAfter {
				done := make(chan string)
				go func() { done <- send(t, s, s.Path(), "token-uji", batch(one(1))) }()
				if err := s.WaitRequests(t.Context(), 1); err != nil {
					t.Fatal(err)
				}
				if err := s.Refuse(); err != nil { // the line is cut while it waits
					t.Fatal(err)
				}
				if got := <-done; got != "transport" {
					t.Error(got)
				}
			} else {
				send(t, s, s.Path(), "token-uji", batch(one(1)))
			}
			stored := map[feedbacktest.Failure]bool{feedbacktest.CutAfter: true, feedbacktest.HangAfter: true, feedbacktest.After500: true,
				feedbacktest.GarbageJSON: true, feedbacktest.HugeBody: true, feedbacktest.SlowDrip: true}[failure]
			if (s.Stored() == 1) != stored || s.Requests() != 1 {
				t.Errorf("%d stored after %d requests", s.Stored(), s.Requests())
			}
		})
	}
}

func TestAMixedBatchIsTreatedAsTheOptionSays(t *testing.T) {
	for mixed, want := range map[feedbacktest.Mixed]struct {
		answer string
		stored int
	}{
		feedbacktest.Whole:   {`400 {"message":"Data sudah pernah dikirim"}`, 1},
		feedbacktest.Partial: {`400 {"message":"Data sudah pernah dikirim"}`, 2},
		feedbacktest.Items: {`200 {"message":"Sebagian data gagal","data":[{"NIK":"3303990101900001","message":"Data sudah pernah dikirim"},` +
			`{"NIK":"3303990101900002","message":"Success"}]}`, 2},
	} {
		s := start(t, func(o *feedbacktest.Options) { o.Mixed = mixed })
		send(t, s, s.Path(), "token-uji", batch(one(1)))
		if got := send(t, s, s.Path(), "token-uji", batch(one(1), one(2))); got != want.answer || s.Stored() != want.stored {
			t.Errorf("%s: %s, %d stored", mixed, got, s.Stored())
		}
	}
}

func TestTheControlTellsAndOrders(t *testing.T) {
	s := start(t)
	send(t, s, s.Path(), "token-uji", batch(one(1)))
	if got := send(t, s, "/simulator/feedback/state", "", ""); got != `200 {"requests":1,"stored":1}` {
		t.Error(got)
	}
	if got := send(t, s, "/simulator/feedback/fail", "", `{"mode":"http_500","times":1}`); !strings.HasPrefix(got, "204") {
		t.Error(got)
	}
	if got := send(t, s, s.Path(), "token-uji", batch(one(2))); !strings.HasPrefix(got, "500") {
		t.Error(got)
	}
	for _, order := range []string{`{"mode":"no"}`, `{"mode":"http_500","times":-1}`, `{"mode":"refuse_connections"}`, `{}x`, `{"x":1}`} {
		if got := send(t, s, "/simulator/feedback/fail", "", order); !strings.HasPrefix(got, "400") {
			t.Errorf("%s: %s", order, got)
		}
	}
	hidden := start(t, func(o *feedbacktest.Options) { o.Control = false })
	if got := send(t, hidden, "/simulator/feedback/state", "", ""); !strings.HasPrefix(got, "404") {
		t.Error(got)
	}
}

func TestItServesLoopbackAlone(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", "192.0.2.1:0", "localhost:0", ":0", "x"} {
		if _, err := feedbacktest.Start(feedbacktest.Options{Addr: addr, Token: "x", IDLembaga: "1", NamaLembaga: "x"}); err == nil {
			t.Errorf("%s is served", addr)
		}
	}
	if _, err := feedbacktest.Start(feedbacktest.Options{}); err == nil {
		t.Error("incomplete options")
	}
}
