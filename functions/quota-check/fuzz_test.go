package main

import (
	"net/http"
	"testing"

	"github.com/go-json-experiment/json"
	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/agreement"
	"simpul/lib/nik"
	"simpul/lib/problem"
)

// FuzzParse: an act that is taken has what it needs and nothing else, carries no NIK into the ledger, and a refusal repeats nothing.
func FuzzParse(f *testing.F) {
	for _, act := range []map[string]any{
		order("initialise"), order("initialise", "used_today", 3, "force", true), order("suspend"),
		order("mode", "mode", "unlimited", "paper_date", "2026-01-31"), order("bridging", "until", "2027-12-31", "paper_date", "2026-01-31"),
		order("unlock", "operator", "petugas-01"), order("record_external", "hits", 2), order("suspend", "hits", 1), {},
		order("credentials", "paper_date", "2026-01-31"), order("credentials", "paper_date", "2026-01-31", "operator", "petugas-01"),
	} {
		body, err := json.Marshal(act)
		must(f, err)
		f.Add(body, "kunci")
	}
	f.Add([]byte("{"), "3303990101907777")
	now, last := date(f, "2026-09-16"), date(f, "2027-09-16")
	f.Fuzz(func(t *testing.T, body []byte, key string) {
		a, _, err := parse(handler.Request{Body: body, Header: http.Header{"Idempotency-Key": {key}}}, now, last)
		if err != nil {
			p := problem.As(err)
			if p.Status() < 400 || p.Status() > 499 || nik.ContainsLongDigits(err.Error()) || nik.ContainsLongDigits(string(p.Body(""))) {
				t.Errorf("status %d, or digits of the request in the answer", p.Status())
			}
			return
		}
		own := map[string]bool{
			"initialise":      a.Mode == nil && a.Until == nil && a.Operator == nil && a.Hits == nil,
			"suspend":         a == act{Action: a.Action, Code: a.Code, PaperNumber: a.PaperNumber, PaperDate: a.PaperDate},
			"resume":          a == act{Action: a.Action, Code: a.Code, PaperNumber: a.PaperNumber, PaperDate: a.PaperDate},
			"mode":            a.Mode != nil && a.PaperDate != nil && a.UsedToday == nil && a.Until == nil,
			"bridging":        a.Until != nil && a.PaperDate != nil && !a.Until.Before(last) && a.Force == nil,
			"unlock":          a.Hits == nil && a.Mode == nil && a.Force == nil,
			"credentials":     a.PaperDate != nil && a.Hits == nil && a.Mode == nil && a.Force == nil && a.UsedToday == nil && a.Until == nil,
			"record_external": a.Hits != nil && *a.Hits > 0 && a.Operator == nil,
		}
		if nik.ContainsLongDigits(a.PaperNumber) || nik.ContainsLongDigits(a.Code) || nik.ContainsLongDigits(or(a.Operator)) {
			t.Error("a NIK was taken")
		}
		if !own[a.Action] || a.PaperNumber == "" || a.PaperDate != nil && now.Before(*a.PaperDate) {
			t.Errorf("%s was taken", a.Action)
		}
	})
}

func date(t testing.TB, text string) agreement.Date {
	t.Helper()
	d, err := agreement.ParseDate(text)
	must(t, err)
	return d
}
