package contract_test

import (
	"net/http"
	"strings"
	"testing"

	"simpul/tools/openapi/contract"
)

func TestWithinTheContract(t *testing.T) {
	c := small(t)
	for name, e := range map[string]contract.Exchange{
		"answer":                     asked(),
		"null where allowed":         asked(body(strings.Replace(answered, "}", `,"note":null}`, 1))),
		"either branch of a oneOf":   asked(body(strings.Replace(answered, "}", `,"units":[{"state":"delivered"},{"state":"queued","since":"2026-01-02T03:04:05+07:00"}]}`, 1))),
		"problem document":           asked(refusal(422, problem)),
		"wrong request, not claimed": asked(refusal(422, problem), requestBody(`{"kind":"guess"}`)),
		"wait": asked(refusal(429, strings.Replace(problem, "422", "429", 1)), func(e *contract.Exchange) {
			e.Header.Set("Retry-After", "5")
		}),
		"405 as another method documents it": asked(refusal(405, problem), func(e *contract.Exchange) { e.Method = http.MethodPut }),
		"bytes that are not JSON":            reported(),
		"text held to its schema":            reported(body("kosong"), func(e *contract.Exchange) { e.Header.Set("Content-Type", "text/plain; charset=utf-8") }),
		"no body where none is documented":   reported(body(""), func(e *contract.Exchange) { e.Status = 204 }),
	} {
		if err := c.Check(e); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The first rows are what kin-openapi lets pass where it falls back to 3.0.
func TestOutsideTheContract(t *testing.T) {
	c := small(t)
	header := func(name, value string) func(*contract.Exchange) {
		return func(e *contract.Exchange) { e.Header.Set(name, value) }
	}
	requestHeader := func(name, value string) func(*contract.Exchange) {
		return func(e *contract.Exchange) { e.RequestHeader.Set(name, value) }
	}
	set := func(path, method string, status int) func(*contract.Exchange) {
		return func(e *contract.Exchange) { e.Path, e.Method, e.Status = path, method, status }
	}
	for _, row := range []struct {
		name, want string
		e          contract.Exchange
	}{
		{"request: wrong const", "request: /kind fails const", asked(requestBody(`{"kind":"guess","number":"7"}`))},
		{"request: extra field", "request: / has unexpected extra", asked(requestBody(`{"kind":"check","number":"7","extra":1}`))},
		{"request: missing field", "request: / lacks number", asked(requestBody(`{"kind":"check"}`))},
		{"response: extra field", "response: /extra is unexpected", asked(body(strings.Replace(answered, "}", `,"extra":1}`, 1)))},
		{"response: missing field", "response: / lacks verdict", asked(body(strings.Replace(answered, `"verdict"`, `"note"`, 1)))},
		{"response: missing field by reference", "response: / lacks access_id", asked(body(`{"verdict":"sesuai"}`))},
		{"response: enum", "response: /verdict fails enum", asked(body(strings.Replace(answered, "sesuai", "mirip", 1)))},
		{"response: format", "response: /access_id fails format", asked(body(strings.Replace(answered, "0b7e", "zzzz", 1)))},
		{"response: type", "response: /note is not of type null or string", asked(body(strings.Replace(answered, "}", `,"note":1}`, 1)))},
		{"response: const in a branch", "/units/0/state fails const", asked(body(strings.Replace(answered, "}", `,"units":[{"state":"lost"}]}`, 1)))},
		{"problem: const by reference", "response: /status fails const", asked(refusal(429, problem), header("Retry-After", "5"))},
		{"problem: extra field", "response: /nik is unexpected", asked(refusal(422, strings.Replace(problem, "}", `,"nik":1}`, 1)))},
		{"problem: missing field", "response: / lacks title", asked(refusal(422, `{"type":"urn:simpul:problem:x","status":422}`))},
		{"problem: pattern", "response: /type fails pattern", asked(refusal(422, strings.Replace(problem, "urn:", "http:", 1)))},
		{"problem: as plain JSON", "response: the media type", asked(refusal(422, problem), header("Content-Type", "application/json"))},
		{"undocumented status", "response: the status", asked(refusal(500, problem))},
		{"undocumented redirect", "response: the status", asked(refusal(308, problem))},
		{"undocumented path", "the path", asked(set("/function/other", "POST", 200))},
		{"undocumented path below", "the path", asked(set("/function/check/x", "POST", 200))},
		{"undocumented method", "the method", asked(set("/function/check", "PUT", 200))},
		{"405 that no method documents", "response: the status", reported(func(e *contract.Exchange) { e.Method, e.Status, e.ValidRequest = "POST", 405, false })},
		{"required header missing", `response: response header "Retry-After" missing`, asked(refusal(429, strings.Replace(problem, "422", "429", 1)))},
		{"header against its schema", `response: response header "Retry-After" doesn't match schema: / fails minimum`, asked(refusal(429, problem), header("Retry-After", "0"))},
		{"response without its body", "response: no body", asked(body(""))},
		{"response that is not JSON", "response: the body is not JSON", asked(body(answered + "x"))},
		{"body where none is documented", "response: a body where none", reported(func(e *contract.Exchange) { e.Status = 204 })},
		{"text against its schema", "response: / fails const", reported(header("Content-Type", "text/plain"))},
		{"request without its body", "request: no body", asked(requestBody(""))},
		{"request that is not JSON", "request: the body is not JSON", asked(requestBody("{"))},
		{"request of another type", "request: the media type", asked(requestHeader("Content-Type", "text/plain"))},
		{"request body where none is documented", "request: a body where none", reported(requestBody("{}"))},
		{"request without a token", "request: no bearer token", asked(requestHeader("Authorization", "Basic x"))},
		{"header parameter", "request: header parameter Idempotency-Key: / fails format", asked(requestHeader("Idempotency-Key", "no uuid"))},
		{"query parameter", "request: query parameter period: / fails pattern", reported(func(e *contract.Exchange) { e.Path = "/function/report?period=x" })},
		{"query parameter missing", "request: query parameter period: missing", reported(func(e *contract.Exchange) { e.Path = "/function/report" })},
		{"no path", "the path is not one", asked(set("", "POST", 200))},
	} {
		if err := c.Check(row.e); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: %v, want %q", row.name, err, row.want)
		}
	}
}
