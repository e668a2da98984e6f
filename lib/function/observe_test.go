package function_test

import (
	"net/http"
	"strings"
	"testing"

	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/function"
	"simpul/lib/problem"
)

func TestOneLineTellsWhatHappened(t *testing.T) {
	server, log := serve(t, answering(handler.Response{Body: []byte("12345")}, nil), settings())
	res, _ := post(t, server.URL, "")
	line := log.await(t, "call")
	if line["method"] != "POST" || line["status"] != 200.0 || line["bytes"] != 5.0 || line["call_id"] != res.Header.Get("X-Call-Id") ||
		line["duration_seconds"].(float64) <= 0 || line["problem"] != nil {
		t.Errorf("%v", line)
	}
}

func TestARefusalIsLoggedWithItsCode(t *testing.T) {
	server, log := serve(t, answering(handler.Response{}, problem.New(problem.CodeKuotaHabis)), settings())
	_, body := post(t, server.URL, "")
	line := log.await(t, "call")
	if line["problem"] != "kuota_habis" || line["status"] != 429.0 || line["level"] != "INFO" || line["bytes"] != float64(len(body)) {
		t.Errorf("%v", line)
	}
}

// PKS-2.2g, PKS-2.2j: whatever the caller chose freely stays out of the log, wherever it was put.
func TestNothingTheCallerSentReachesTheLog(t *testing.T) {
	const marker = "3303990101900001"
	server, log := serve(t, function.Function{Handler: echo, RefuseCallback: true}, settings())
	for _, header := range []string{"X-Call-Id", "Authorization", "User-Agent", "X-Timeout", "X-Callback-Url", "Content-Type",
		"Idempotency-Key", "X-" + marker, "X-Forwarded-For", "Cookie", "Referer"} {
		post(t, server.URL+"/?nik="+marker, `{"nik":"`+marker+`"}`, header, marker)
		post(t, server.URL+"/"+marker, marker, header, marker)
	}
	call(t, marker, server.URL, nil)
	call(t, "GET", server.URL+"/_/ready?"+marker, nil)
	if text := log.String(); strings.Contains(text, marker) || strings.Count(text, "\n") != 23 {
		t.Errorf("marker in the log, or lines missing:\n%s", text)
	}
}

func TestProbesAreNotLoggedAndCallsAlwaysAre(t *testing.T) {
	server, log := serve(t, function.Function{Handler: echo}, settings())
	call(t, http.MethodGet, server.URL+"/_/health", nil, "User-Agent", "kube-probe/1.30")
	call(t, http.MethodGet, server.URL+"/_/ready", nil, "User-Agent", "kube-probe/1.30")
	if log.String() != "" {
		t.Errorf("probes are logged: %s", log)
	}
	post(t, server.URL, "", "User-Agent", "kube-probe/1.30") // else a name would be enough to stay unseen
	log.await(t, "call")
}
