package problem_test

import (
	"encoding/json"
	"testing"

	"simpul/lib/problem"
)

var contacts = []problem.Contact{{Side: "kantor", Name: "Nama Rekaan", Reach: "ruang 1"}, {Side: "dukcapil", Name: "Nama Lain", Reach: "ruang 2"}}

// told are the contacts of a problem's document.
func told(t *testing.T, p *problem.Problem) []problem.Contact {
	t.Helper()
	var doc struct{ Contacts []problem.Contact }
	if err := json.Unmarshal(p.Body(""), &doc); err != nil {
		t.Fatal(err)
	}
	return doc.Contacts
}

func TestWhoIsSentToAnAdministratorHearsWhomToReach_JUKNIS_VI_A(t *testing.T) {
	p := problem.New(problem.CodeGagalLogin).With("access_id", "1")
	if got := told(t, p.WithContacts(contacts)); len(got) != 2 || got[0] != contacts[0] || got[1] != contacts[1] {
		t.Error(got)
	}
	if len(p.Extra) != 1 {
		t.Error("the problem itself was changed")
	}
}

func TestNobodyIsToldNamesWhoNeedsNone(t *testing.T) {
	for name, p := range map[string]*problem.Problem{
		"without a token":    problem.New(problem.CodeTokenTidakSah).WithContacts(contacts), // whose text names the administrator too
		"a wrong field":      problem.Invalid().WithContacts(contacts),
		"none are on record": problem.New(problem.CodeGagalLogin).WithContacts(nil),
	} {
		if got := told(t, p); got != nil {
			t.Errorf("%s: %v", name, got)
		}
	}
}
