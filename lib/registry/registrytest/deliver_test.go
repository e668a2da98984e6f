package registrytest_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"simpul/lib/registry/registrytest"
)

func TestWholeAnswersThatAreWrong(t *testing.T) {
	for _, c := range []struct {
		failure registrytest.Failure
		status  int
		media   string
		valid   bool
	}{
		{registrytest.Status500, 500, "text/html", false},
		{registrytest.Status503, 503, "text/html", false},
		{registrytest.HTMLPage, 200, "text/html", false},
		{registrytest.Maintenance, 200, "text/html", false},
		{registrytest.WrongContentType, 200, "text/plain", true},
		{registrytest.GarbageJSON, 200, "application/json", false},
		{registrytest.EmptyContent, 200, "application/json", true},
		{registrytest.Redirect, 307, "", false},
	} {
		r := failing(t, c.failure, registrytest.Options{})
		answer, err := r.send(t.Context(), question(someoneFound().NIK))
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if err != nil || answer.StatusCode != c.status || json.Valid(body) != c.valid {
			t.Errorf("%s: status %d, %v, %s", c.failure, answer.StatusCode, err, body)
		}
		if !strings.HasPrefix(answer.Header.Get("Content-Type"), c.media) {
			t.Errorf("%s: %s", c.failure, answer.Header.Get("Content-Type"))
		}
	}
}

func TestEmptyContentIsAnEmptyList(t *testing.T) {
	r := failing(t, registrytest.EmptyContent, registrytest.Options{})
	if _, body := r.raw(question(someoneFound().NIK)); !strings.HasPrefix(body, `{"content":[],"lastPage":true,"numberOfElements":0,`) {
		t.Error(body)
	}
}

func TestWhoFollowsTheRedirectAsksTwice(t *testing.T) {
	r := start(t, registrytest.Options{})
	if err := r.Fail(registrytest.Redirect, 1); err != nil {
		t.Fatal(err)
	}
	r.client.CheckRedirect = nil
	if got := r.code(someoneFound().NIK); got != "" || r.Calls() != 2 {
		t.Errorf("code %q after %d calls", got, r.Calls())
	}
}

func TestAHugeBodyIsValidAndHuge(t *testing.T) {
	r := failing(t, registrytest.HugeBody, registrytest.Options{HugeBytes: 1 << 20})
	status, body := r.raw(question(someoneFound().NIK))
	if status != http.StatusOK || len(body) < 1<<20 || parse(t, body).Content[0]["NAMA_LGKP"] != someoneFound().NamaLengkap {
		t.Errorf("status %d, %d bytes", status, len(body))
	}
}

func TestASlowDripComesByteByByte(t *testing.T) {
	r := failing(t, registrytest.SlowDrip, registrytest.Options{Drip: time.Hour})
	ctx, hangUp := context.WithCancel(t.Context())
	answer, err := r.send(ctx, question(someoneFound().NIK))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	two := make([]byte, 2)
	if n, err := answer.Body.Read(two); n != 1 || err != nil {
		t.Errorf("%d bytes, %v", n, err)
	}
	hangUp()
	if _, err := answer.Body.Read(two); !errors.Is(err, context.Canceled) {
		t.Errorf("the second byte: %v", err)
	}
	patient := failing(t, registrytest.SlowDrip, registrytest.Options{Drip: time.Nanosecond})
	if got := patient.code(someoneFound().NIK); got != "" {
		t.Errorf("code %s", got)
	}
}

func TestWholeAnswersAreCompressedIfWanted(t *testing.T) {
	r := start(t, registrytest.Options{Gzip: true})
	answer, err := r.send(t.Context(), question(someoneFound().NIK))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if body, err := io.ReadAll(answer.Body); err != nil || !answer.Uncompressed || !json.Valid(body) {
		t.Errorf("uncompressed %t, %v", answer.Uncompressed, err)
	}
}
