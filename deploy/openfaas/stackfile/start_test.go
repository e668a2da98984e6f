package stackfile

import (
	"bytes"
	"io"
	"net/http"
	"path/filepath"
	"testing"

	"github.com/go-json-experiment/json"

	"simpul/lib/registry/registrytest"
)

// What the lint believes about a function's secrets and settings is held against the functions themselves.
func TestFunctionsWorkWithWhatTheStackFileGivesThem(t *testing.T) {
	var file services
	var wrong findings
	if !decode(expand(contents(t, filepath.Join(root, "stack.yml")), &wrong), &file, &wrong) {
		t.Fatal(wrong)
	}
	o, urls := newOffice(t), map[string]string{}
	for name, fn := range file.Functions {
		urls[name] = o.start(t, name, fn)
	}
	token := o.token(t)
	answered(t, token, urls["quota-check"], map[string]any{
		"action": "initialise", "code": "uji_tumpukan", "paper_number": "uji-1", "used_today": 0,
	})
	sample := registrytest.Samples()[0]
	answered(t, token, urls["verify-nik"], map[string]any{
		"nik": sample.NIK, "application_number": "503/0001/2026", "licence_type": sample.LicenceType,
		"subject_role": sample.SubjectRole, "claimed": sample.Claimed,
	})
	scheduled(t, urls["quota-check"])
	scheduled(t, urls["submit-balikan"])
	scheduled(t, urls["semester-report"])
	for _, url := range urls {
		answered(t, token, url+"/_/health", nil)
		answered(t, token, url+"/_/ready", nil)
	}
}

// scheduled calls as the cron connector does.
func scheduled(t *testing.T, url string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, nil)
	must(t, err)
	succeeds(t, req)
}

// answered wants 200; nil asks with GET.
func answered(t *testing.T, token, url string, question any) {
	t.Helper()
	method, body := http.MethodGet, []byte(nil)
	if question != nil {
		var err error
		method = http.MethodPost
		body, err = json.Marshal(question)
		must(t, err)
	}
	req, err := http.NewRequestWithContext(t.Context(), method, url, bytes.NewReader(body))
	must(t, err)
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/json")
	succeeds(t, req)
}

func succeeds(t *testing.T, req *http.Request) {
	t.Helper()
	res, err := http.DefaultClient.Do(req)
	must(t, err)
	text, err := io.ReadAll(res.Body)
	must(t, err)
	must(t, res.Body.Close())
	if res.StatusCode != http.StatusOK {
		t.Errorf("%s: %d %s", req.URL, res.StatusCode, text)
	}
}
