package contract_test

import (
	"net/http"
	"testing"

	"simpul/tools/openapi/contract"
)

const (
	answered = `{"access_id":"0b7e1b56-7d0a-4b61-9d2f-6f4b0a1c2d3e","verdict":"sesuai"}`
	problem  = `{"type":"urn:simpul:problem:isian_salah","title":"Ada isian yang salah","status":422}`
)

// asked is an exchange within the contract, changed by each row.
func asked(change ...func(*contract.Exchange)) contract.Exchange {
	e := contract.Exchange{
		Method: http.MethodPost, Path: "/function/check", ValidRequest: true,
		RequestHeader: http.Header{"Content-Type": {"application/json"}, "Authorization": {"Bearer x"}},
		RequestBody:   `{"kind":"check","number":"7"}`,
		Status:        http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Body: answered,
	}
	for _, c := range change {
		c(&e)
	}
	return e
}

// refusal is an answer with a problem document.
func refusal(status int, body string) func(*contract.Exchange) {
	return func(e *contract.Exchange) {
		e.Status, e.Body, e.ValidRequest = status, body, false
		e.Header = http.Header{"Content-Type": {"application/problem+json; charset=utf-8"}}
	}
}

func body(text string) func(*contract.Exchange) {
	return func(e *contract.Exchange) { e.Body = text }
}

func requestBody(text string) func(*contract.Exchange) {
	return func(e *contract.Exchange) { e.RequestBody = text }
}

func reported(change ...func(*contract.Exchange)) contract.Exchange {
	e := contract.Exchange{
		Method: http.MethodGet, Path: "/function/report?period=2026-1", ValidRequest: true,
		Status: http.StatusOK, Header: http.Header{"Content-Type": {"application/pdf"}}, Body: "%PDF",
	}
	for _, c := range change {
		c(&e)
	}
	return e
}

func small(t *testing.T) *contract.Contract {
	t.Helper()
	c, err := contract.Load("testdata/small.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return c
}
