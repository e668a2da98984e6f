package registrytest_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"simpul/lib/registry/registrytest"
)

func (r *simulated) control(method, path, media, body string) (int, string) {
	r.t.Helper()
	request, _ := http.NewRequest(method, r.URL()+"/simulator/"+path, strings.NewReader(body))
	request.Header.Set("Content-Type", media)
	answer, err := r.client.Do(request)
	if err != nil {
		r.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, _ := io.ReadAll(answer.Body)
	return answer.StatusCode, string(text)
}

// order posts an order as it should be.
func (r *simulated) order(body string) (int, string) {
	r.t.Helper()
	return r.control(http.MethodPost, "fail", "application/json", body)
}

func TestTheStateTellsCallsAndRefusals(t *testing.T) {
	r := start(t, registrytest.Options{Control: true, Quota: 1})
	r.code(someoneFound().NIK)
	r.code(someoneFound().NIK)
	if status, body := r.control(http.MethodGet, "state", "", ""); status != http.StatusOK || body != `{"calls":2,"refused":1}` {
		t.Errorf("%d %s", status, body)
	}
}

func TestFailuresCanBeOrdered(t *testing.T) {
	r := start(t, registrytest.Options{Control: true})
	for _, mode := range []string{`"http_503"`, `"none"`, `"close_idle"`} {
		if status, body := r.order(`{"mode":` + mode + `,"times":1}`); status != http.StatusNoContent {
			t.Errorf("%s: %d %s", mode, status, body)
		}
	}
	if status, _ := r.order(`{"mode":"http_500"}`); status != http.StatusNoContent {
		t.Errorf("without times: %d", status)
	}
	if status, _ := r.raw(question(someoneFound().NIK)); status != http.StatusInternalServerError {
		t.Errorf("status %d", status)
	}
}

func TestOrdersThatMakeNoSenseAreRefused(t *testing.T) {
	r := start(t, registrytest.Options{Control: true})
	for _, c := range []struct{ method, path, media, body string }{
		{http.MethodPost, "fail", "application/json", `{"mode":"lain"}`},
		{http.MethodPost, "fail", "application/json", `{"mode":"cut","times":-1}`},
		{http.MethodPost, "fail", "application/json", `{"mode":"cut","more":1}`},
		{http.MethodPost, "fail", "application/json", `{"mode":"refuse","times":0}`},
		{http.MethodPost, "fail", "application/json", `{"mode":"refuse","times":601}`},
		{http.MethodPost, "fail", "application/json", `{"mode":"dialect","dialect":{"errors":4}}`},
		{http.MethodPost, "fail", "application/json", `{"mode":"dialect","dialect":{"date_layout":"2006"}}`},
		{http.MethodPost, "fail", "application/json", `{"mode":"dialect","dialect":{"success_code":"05"}}`},
		{http.MethodPost, "fail", "application/json", `x`},
		{http.MethodPost, "fail", "text/plain", `{"mode":"cut"}`},
		{http.MethodPost, "state", "application/json", `{}`},
		{http.MethodGet, "fail", "", ""},
	} {
		if status, _ := r.control(c.method, c.path, c.media, c.body); status != http.StatusBadRequest && status != http.StatusNotFound {
			t.Errorf("%+v: %d", c, status)
		}
	}
	if got := r.code(someoneFound().NIK); got != "" {
		t.Errorf("something was obeyed: code %s", got)
	}
}

// The order itself is answered although it closes the port; Close does not wait for the port to reopen.
func TestAPortCanBeClosedFromOutside(t *testing.T) {
	r := start(t, registrytest.Options{Control: true})
	if status, _ := r.order(`{"mode":"refuse","times":600}`); status != http.StatusNoContent {
		t.Fatalf("status %d", status)
	}
	if _, err := r.send(t.Context(), question(someoneFound().NIK)); err == nil {
		t.Error("the port is open")
	}
	if err := r.Reopen(); err != nil {
		t.Fatal(err)
	}
	if got := r.code(someoneFound().NIK); got != "" {
		t.Errorf("code %s", got)
	}
}

func TestAPortClosedFromOutsideOpensByItself(t *testing.T) {
	r := start(t, registrytest.Options{Control: true})
	if status, _ := r.order(`{"mode":"refuse","times":1}`); status != http.StatusNoContent {
		t.Fatalf("status %d", status)
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for {
		answer, err := r.send(ctx, question(someoneFound().NIK))
		if err == nil {
			_ = answer.Body.Close()
			return
		}
		if ctx.Err() != nil {
			t.Fatal(err)
		}
	}
}

func TestTheDialectCanBeChangedFromOutside(t *testing.T) { // wire §1.3-1.8
	r := start(t, registrytest.Options{Control: true})
	ask := func(nik string) string {
		_, body := r.raw(question(nik))
		return string(body)
	}
	found, gone := someoneFound().NIK, registrytest.WithExpected(registrytest.NotFound)[0].NIK
	newest := ask(found)
	if status, _ := r.order(`{"mode":"dialect","dialect":{"errors":1,"strings":true,"date_layout":"02.01.2006","success_code":"01","content_object":true}}`); status != http.StatusNoContent {
		t.Fatalf("status %d", status)
	}
	for _, want := range []string{`"content":{`, `"NIK":"` + found, `"RESPONSE_CODE":"01"`} {
		if got := ask(found); !strings.Contains(got, want) {
			t.Errorf("no %s in it", want)
		}
	}
	if got := ask(gone); strings.Contains(got, "RESPONSE_CODE") || !strings.Contains(got, "RESPON") {
		t.Errorf("got %s", got)
	}
	if status, _ := r.order(`{"mode":"dialect"}`); status != http.StatusNoContent || ask(found) != newest {
		t.Error("it is not the newest again")
	}
}

func TestASlowLineAndAMaintenancePageCanBeOrdered(t *testing.T) {
	r := start(t, registrytest.Options{Control: true})
	if status, _ := r.order(`{"mode":"slow_line","times":3600000}`); status != http.StatusNoContent || r.lost() == nil {
		t.Errorf("%d, or an answer came at once", status)
	}
	if status, _ := r.order(`{"mode":"slow_line","times":0}`); status != http.StatusNoContent {
		t.Errorf("status %d", status)
	}
	if status, _ := r.order(`{"mode":"maintenance","times":1}`); status != http.StatusNoContent {
		t.Errorf("status %d", status)
	}
	if status, body := r.raw(question(someoneFound().NIK)); status != http.StatusOK || !strings.Contains(string(body), "pemeliharaan") {
		t.Errorf("%d %s", status, body)
	}
	if got := r.code(someoneFound().NIK); got != "" {
		t.Errorf("afterwards: code %s", got)
	}
}
