package main

import (
	"strings"
	"testing"
)

func TestWrongOrdersAreNamedFieldByField(t *testing.T) {
	d := newDesk(t, nil)
	long := "3303990101907777"
	letter := func(action string, more ...any) map[string]any {
		return order(action, append(more, "paper_date", today(0))...)
	}
	for name, row := range map[string]struct {
		body   map[string]any
		fields string
	}{
		"nothing":                        {map[string]any{}, "action code paper_number"},
		"unknown action":                 {order("reset"), "action"},
		"unknown field":                  {order("suspend", "count", 1), "count"},
		"suspend with a count":           {order("suspend", "used_today", 1), "used_today"},
		"suspend with what is false":     {order("suspend", "force", false), "force"},
		"a count below zero":             {order("initialise", "used_today", -1), "used_today"},
		"a count beyond belief":          {order("initialise", "used_today", 1_000_001), "used_today"},
		"initialise with a mode":         {order("initialise", "used_today", 1, "mode", "poc"), "mode"},
		"a mode without its letter":      {order("mode", "mode", "unlimited"), "paper_date"},
		"a mode of no name":              {letter("mode"), "mode"},
		"an unknown mode":                {letter("mode", "mode", "free"), "mode"},
		"a letter of tomorrow":           {order("mode", "mode", "poc", "paper_date", today(1)), "paper_date"},
		"no calendar day":                {order("suspend", "paper_date", "2026-02-30"), "paper_date"},
		"bridging without its letter":    {order("bridging", "until", "2027-12-31"), "paper_date"},
		"bridging without an end":        {letter("bridging"), "until"},
		"bridging without anything":      {order("bridging"), "paper_date until"},
		"bridging before the end":        {letter("bridging", "until", "2027-09-15"), "until"},
		"an end of something else":       {order("resume", "until", "2027-12-31"), "until"},
		"unlock of nobody's id":          {order("unlock", "operator", "Petugas 1"), "operator"},
		"unlock of an empty id":          {order("unlock", "operator", ""), "operator"},
		"resume with an operator":        {order("resume", "operator", "petugas-01"), "operator"},
		"credentials without their BAST": {order("credentials"), "paper_date"},
		"credentials with a count":       {letter("credentials", "hits", 1), "hits"},
		"credentials of nobody's id":     {letter("credentials", "operator", "Petugas 1"), "operator"},
		"no hits":                        {order("record_external"), "hits"},
		"zero hits":                      {order("record_external", "hits", 0), "hits"},
		"hits of something else":         {order("unlock", "hits", 1), "hits"},
		"a NIK as the paper's number":    {order("suspend", "paper_number", long), "paper_number"},
		"a NIK as the code":              {order("suspend", "code", long), "code"},
		"a NIK as the operator":          {order("unlock", "operator", long), "operator"},
		"a number that is no number":     {order("suspend", "paper_number", "<b>"), "paper_number"},
		"two that have nothing to do":    {order("suspend", "hits", 1, "until", "2027-12-31"), "until hits"},
		"a count that is not an integer": {order("initialise", "used_today", 1.5), "used_today"},
	} {
		a := d.order(t, row.body)
		if got := strings.Join(names(a), " "); a.Code != 422 || got != row.fields {
			t.Errorf("%s: %d %s", name, a.Code, got)
		}
		if strings.Contains(a.Text+d.Log.String(), long) {
			t.Errorf("%s: echoed or logged", name)
		}
	}
	if n := len(d.records(t)); n != 0 {
		t.Errorf("%d records of what was refused", n)
	}
}

// Dates are told from the agreement's, so that the administrator knows which to write.
func TestTooEarlyAnEndNamesTheAgreementsLastDay(t *testing.T) {
	d := newDesk(t, nil)
	a := d.order(t, order("bridging", "until", "2026-01-01", "paper_date", today(0)))
	if len(a.Fields) != 1 || a.Fields[0].Code != "terlalu_awal" || !strings.Contains(a.Fields[0].Detail, "2027-09-16") {
		t.Errorf("%+v", a.Fields)
	}
}
