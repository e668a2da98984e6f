package function

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/function/httpserver"
	"simpul/lib/problem"
)

// answer is what goes out: the handler's response, or a problem with the handler's headers.
type answer struct {
	status  int
	header  http.Header
	body    []byte
	problem *problem.Problem // nil for the handler's own response
}

// JSON is the response with v as its body. It panics if v cannot be written as JSON, which is a fault of the program; the
// caller of the function then gets 500. Personal data is revealed by whoever builds v: a personal.Text writes itself redacted.
func JSON(status int, v any) handler.Response {
	body, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		panic(errors.New("function.JSON: the value cannot be written")) // err may quote the value
	}
	return handler.Response{StatusCode: status, Body: body, Header: http.Header{"Content-Type": {"application/json"}}}
}

func (s *Server) refusal(err error) answer {
	p := problem.As(err)
	a := answer{status: p.Status(), problem: p}
	if p.Code == problem.CodeMetodeHTTPSalah {
		a.header = http.Header{"Allow": {strings.Join(s.function.Methods, ", ")}}
	}
	return a
}

// fromHandler keeps the meaning of the stock go-http template: 0 is 200, and an error wins over the response, whose headers
// stay. An unknown error after the call's context has ended is that end, not a fault of the program.
func (s *Server) fromHandler(ctx context.Context, res handler.Response, err error) answer {
	if err != nil {
		a := s.refusal(err)
		if a.problem.Code == problem.CodeKesalahanInternal && ctx.Err() != nil {
			a = s.refusal(overdue(ctx))
		}
		if a.header == nil {
			a.header = res.Header
		}
		return a
	}
	if res.StatusCode == 0 {
		res.StatusCode = http.StatusOK
	}
	if res.StatusCode < 200 || res.StatusCode > 599 {
		return s.refusal(problem.New(problem.CodeKesalahanInternal).Because(errBadStatus))
	}
	return answer{status: res.StatusCode, header: res.Header, body: res.Body}
}

// ours are headers a handler does not decide: the server frames the message, and X-OpenFaaS-Internal would make OpenFaaS's
// queue repeat a call that has cost a hit.
var ours = []string{"Connection", "Content-Length", "Transfer-Encoding", "Trailer", "Upgrade", "X-Openfaas-Internal"}

// write sends a and returns the size of its body.
func (s *Server) write(w http.ResponseWriter, a answer, id string, start time.Time) int {
	h := w.Header()
	closing := h.Get("Connection")
	for name, values := range a.header {
		h[http.CanonicalHeaderKey(name)] = values
	}
	for _, name := range ours {
		h.Del(name)
	}
	if closing != "" {
		h.Set("Connection", closing)
	}
	httpserver.Protect(h)
	h.Set(httpserver.CallIDHeader, id)
	h.Set("X-Duration-Seconds", strconv.FormatFloat(time.Since(start).Seconds(), 'f', 6, 64))
	if a.problem != nil {
		a.body = httpserver.DescribeProblem(h, a.problem.WithContacts(s.function.Contacts), id)
	}
	return writeBody(w, a)
}

func writeBody(w http.ResponseWriter, a answer) int {
	if a.status == http.StatusNoContent || a.status == http.StatusNotModified {
		w.WriteHeader(a.status)
		return 0
	}
	if len(a.body) > 0 && w.Header().Get("Content-Type") == "" {
		w.Header().Set("Content-Type", "application/octet-stream") // or net/http would guess
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
	n, _ := w.Write(a.body) // the caller may have gone; the log shows how much left
	return n
}
