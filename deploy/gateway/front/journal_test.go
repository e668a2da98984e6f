package front_test

import (
	"strings"
	"testing"

	"simpul/lib/function/httpserver"
)

// PKS-2.2g, PKS-2.2j
func TestTheLogHoldsNothingTheCallerChose(t *testing.T) {
	const marker = "3303990101900001"
	log := newJournal()
	url, _ := backend(t, echo)
	g := mount(t, options(httpserver.NewLogger(log)), url)
	for _, header := range []string{"X-Call-Id", "Authorization", "User-Agent", "Cookie", "X-" + marker, "X-Forwarded-For", "Upgrade"} {
		post(t, g.URL+"/function/verify-nik?nik="+marker, marker, header, marker)
		post(t, g.URL+"/function/"+marker, marker, header, marker)
	}
	call(t, marker, g.URL+"/function/verify-nik", nil)
	g.Close() // waits for the log
	if text := log.String(); strings.Contains(text, marker) || strings.Count(text, `"msg":"call"`) != 15 {
		t.Error(text)
	}
}

func TestOneLineTellsWhatHappened(t *testing.T) {
	log := newJournal()
	url, got := backend(t, echo)
	g := mount(t, options(httpserver.NewLogger(log)), url)
	_, text := post(t, g.URL+"/function/verify-nik", "{}")
	r, line := <-got, log.next(t)
	if line["to"] != "verify-nik" || line["method"] != "POST" || line["status"] != 200.0 || line["bytes"] != float64(len(text)) ||
		line["call_id"] != r.Header.Get("X-Call-Id") || line["duration_seconds"].(float64) <= 0 {
		t.Errorf("%v", line)
	}
	post(t, g.URL+"/function/none", "{}")
	if line := log.next(t); line["to"] != "unknown" || line["status"] != 404.0 {
		t.Errorf("%v", line)
	}
}
