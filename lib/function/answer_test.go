package function_test

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/function"
	"simpul/lib/personal"
	"simpul/lib/problem"
)

func TestTheResponseGoesOutAsTheHandlerMadeIt(t *testing.T) {
	header := http.Header{"Content-Type": {"text/csv"}, "x-lower": {"a", "b"}}
	server, _ := serve(t, answering(handler.Response{Body: []byte("1,2"), StatusCode: 202, Header: header}, nil), settings())
	res, body := post(t, server.URL, "")
	if res.StatusCode != 202 || body != "1,2" || res.Header.Get("Content-Type") != "text/csv" || len(res.Header.Values("X-Lower")) != 2 {
		t.Errorf("%d %q %v", res.StatusCode, body, res.Header)
	}
}

func TestEveryAnswerCarriesTheProtectingHeaders(t *testing.T) {
	loud := http.Header{"Cache-Control": {"public"}, "X-Openfaas-Internal": {"yes"}, "Content-Length": {"99"}, "Connection": {"upgrade"},
		"X-Content-Type-Options": {"no"}, "X-Call-Id": {"x"}}
	for name, f := range map[string]function.Function{
		"success": answering(handler.Response{Header: loud}, nil),
		"problem": answering(handler.Response{Header: loud}, problem.New(problem.CodeKuotaHabis)),
		"error":   answering(handler.Response{Header: loud}, errors.New("x")),
		"panic":   {Handler: func(handler.Request) (handler.Response, error) { panic("x") }},
	} {
		server, _ := serve(t, f, settings())
		for _, path := range []string{"/", "/none", "/_/health", "/_/ready"} {
			res, _ := call(t, http.MethodPost, server.URL+path, nil)
			h := res.Header
			if h.Get("Cache-Control") != "no-store" || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("X-Openfaas-Internal") != "" {
				t.Errorf("%s %s: %v", name, path, h)
			}
			if _, err := uuid.Parse(h.Get("X-Call-Id")); err != nil {
				t.Errorf("%s %s: X-Call-Id %q", name, path, h.Get("X-Call-Id"))
			}
		}
	}
}

func TestTheDurationIsTold(t *testing.T) {
	server, _ := serve(t, answering(handler.Response{}, nil), settings())
	res, _ := post(t, server.URL, "")
	if seconds, err := strconv.ParseFloat(res.Header.Get("X-Duration-Seconds"), 64); err != nil || seconds <= 0 || seconds > 50 {
		t.Errorf("X-Duration-Seconds %q", res.Header.Get("X-Duration-Seconds"))
	}
}

func TestTheCallIDIsKeptOnlyIfItIsAUUID(t *testing.T) {
	server, _ := serve(t, function.Function{Handler: echo}, settings())
	const good = "0190f2a0-c0de-7abc-8def-0123456789ab"
	for sent, kept := range map[string]bool{good: true, strings.ToUpper(good): true, "": false, "x": false, "{" + good + "}": false,
		strings.ReplaceAll(good, "-", ""): false, "urn:uuid:" + good: false, good + "\tx": false} {
		res, body := post(t, server.URL, "", "X-Call-Id", sent)
		got := res.Header.Get("X-Call-Id")
		id, err := uuid.Parse(got)
		if kept != (got == good) || err != nil || !strings.Contains(body, `"call":"`+got+`"`) {
			t.Errorf("%q became %q, handler saw %s", sent, got, body)
		}
		if !kept && (id.Version() != 7 || got == good) {
			t.Errorf("%q: version %d", sent, id.Version())
		}
	}
}

func TestAProblemKeepsTheHandlersHeadersAndNamesTheCall(t *testing.T) {
	p := problem.New(problem.CodeKuotaHabis).WithRetryAfter(time.Minute)
	server, _ := serve(t, answering(handler.Response{Body: []byte("lost"), Header: http.Header{"X-Kept": {"1"}}}, p), settings())
	res, body := post(t, server.URL, "")
	wantProblem(t, res, body, 429, "kuota_habis")
	if res.Header.Get("Retry-After") != "60" || res.Header.Get("X-Kept") != "1" ||
		!strings.Contains(body, "urn:uuid:"+res.Header.Get("X-Call-Id")) || strings.Contains(body, "lost") {
		t.Errorf("%v %s", res.Header, body)
	}
}

func TestAProblemForAnAdministratorNamesWhomToTurnTo_JUKNIS_VI_A(t *testing.T) {
	f := answering(handler.Response{}, problem.New(problem.CodeGagalLogin))
	f.Contacts = []problem.Contact{{Side: "kantor", Name: "Nama Rekaan", Reach: "ruang 1"}}
	server, _ := serve(t, f, settings())
	if _, body := post(t, server.URL, ""); !strings.Contains(body, `"contacts":[{"side":"kantor","name":"Nama Rekaan","reach":"ruang 1"}]`) {
		t.Error(body)
	}
}

func TestARefusedTokenAsksForABearer(t *testing.T) {
	for want, header := range map[string]http.Header{"Bearer": nil, `Bearer error="x"`: {"Www-Authenticate": {`Bearer error="x"`}}} {
		server, _ := serve(t, answering(handler.Response{Header: header}, problem.New(problem.CodeTokenTidakSah)), settings())
		if res, _ := post(t, server.URL, ""); res.Header.Get("WWW-Authenticate") != want {
			t.Errorf("got %q, want %q", res.Header.Get("WWW-Authenticate"), want)
		}
	}
}

func TestAnUnknownErrorIsHiddenAndLogged(t *testing.T) {
	server, log := serve(t, answering(handler.Response{}, errors.New("inner cause")), settings())
	res, body := post(t, server.URL, "")
	wantProblem(t, res, body, 500, "kesalahan_internal")
	line := log.await(t, "call")
	if strings.Contains(body, "inner") || line["cause"] != "inner cause" || line["level"] != "ERROR" || line["problem"] != "kesalahan_internal" {
		t.Errorf("%s %v", body, line)
	}
}

func TestImpossibleStatusesBecome500(t *testing.T) {
	for _, status := range []int{-1, 1, 100, 101, 199, 600, 999, 1000} {
		server, _ := serve(t, answering(handler.Response{StatusCode: status}, nil), settings())
		res, body := post(t, server.URL, "")
		wantProblem(t, res, body, 500, "kesalahan_internal")
	}
}

func TestAnswersWithoutABodyHaveNone(t *testing.T) {
	for _, status := range []int{204, 304} {
		server, log := serve(t, answering(handler.Response{StatusCode: status, Body: []byte("x")}, nil), settings())
		res, body := post(t, server.URL, "")
		if res.StatusCode != status || body != "" || log.await(t, "call")["bytes"] != 0.0 {
			t.Errorf("%d %q %s", res.StatusCode, body, log)
		}
	}
}

func TestUntypedBodiesAreNotGuessed(t *testing.T) {
	server, _ := serve(t, answering(handler.Response{Body: []byte("<html>")}, nil), settings())
	if res, _ := post(t, server.URL, ""); res.Header.Get("Content-Type") != "application/octet-stream" {
		t.Errorf("Content-Type %q", res.Header.Get("Content-Type"))
	}
}

func TestJSONIsStable(t *testing.T) {
	res := function.JSON(201, map[string]any{"b": []string(nil), "a": personal.New("x")})
	if res.StatusCode != 201 || string(res.Body) != `{"a":"[data pribadi]","b":[]}` || res.Header.Get("Content-Type") != "application/json" {
		t.Errorf("%d %s %v", res.StatusCode, res.Body, res.Header)
	}
}
