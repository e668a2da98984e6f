// Package contracttest holds what a test calls to the contract that callers read: functions/openapi.yaml.
//
//	checker := contracttest.Start(t)
//	client := &http.Client{Transport: checker.Transport(t, http.DefaultTransport)}
//
// Every exchange of such a client must be in the contract, or the test fails: path, method, status, headers and body of
// the answer, and the request as well when it was answered with success, since what a function accepts its contract must
// allow. [Checker.Check] says it by hand of one exchange. [Checker.At] puts the path in front that a gateway takes away,
// for tests that call one function's handler at its root.
//
// The checking is done by the command tools/openapi, which is built and started once per test binary and ends with it: its
// libraries stay out of the product's go.mod. Without a Go toolchain, or when it does not build, or when the contract is
// not one, tests fail; nothing is skipped. Failures name places and keywords, never values (PKS-2.2j).
package contracttest

import (
	"net/http"
	"sync"
	"testing"
)

// Contract is the document that callers read, from the root of the module.
const Contract = "functions/openapi.yaml"

// Checker checks exchanges against [Contract]. It is safe for any number of callers; they are answered one by one.
type Checker struct {
	command *command
	prefix  string
}

var shared = sync.OnceValues(func() (*command, error) { return start(Contract) })

// Start returns the checker of this test binary; the first call builds and starts the command.
func Start(t testing.TB) *Checker {
	t.Helper()
	c, err := shared()
	if err != nil {
		t.Fatal("contract checker:", err)
	}
	return &Checker{command: c}
}

// At returns a checker for exchanges with what is served below prefix, such as "/function/verify-nik", by a test that
// calls it at "/".
func (c *Checker) At(prefix string) *Checker {
	return &Checker{command: c.command, prefix: c.prefix + prefix}
}

// Check fails t unless the exchange is in the contract; the request counts only if valid. Bodies are passed apart, since
// those of request and response may have been read. It may be called from any goroutine.
func (c *Checker) Check(t testing.TB, request *http.Request, requestBody []byte, valid bool, response *http.Response, body []byte) {
	t.Helper()
	path := c.path(request)
	asked := path
	if request.URL.RawQuery != "" {
		asked += "?" + request.URL.RawQuery
	}
	err := c.command.ask(exchange{
		Method: request.Method, Path: asked, ValidRequest: valid,
		RequestHeader: request.Header, RequestBody: string(requestBody),
		Status: response.StatusCode, Header: response.Header, Body: string(body),
	})
	if err != nil {
		t.Errorf("%s %s answered %d, outside the contract: %v", request.Method, path, response.StatusCode, err)
	}
}

// path puts the prefix back: a gateway forwards /function/<name> as /.
func (c *Checker) path(request *http.Request) string {
	path := request.URL.EscapedPath()
	if c.prefix != "" && path == "/" {
		return c.prefix
	}
	return c.prefix + path
}
