package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"simpul/functions/functiontest"
	"simpul/lib/admission"
)

// The user penjaga of the sample is what quota-check logs in as.
func TestTheSamplesRightsAreEnoughForAllThatQuotaCheckDoes(t *testing.T) {
	rig := functiontest.New(t, root, nil)
	owner := &desk{Rig: rig}
	words := []any{"ACL", "SETUSER", "penjaga", "reset", "on", ">rahasia"}
	for _, right := range rights(t, "../../deploy/redis/users.acl.example", "user penjaga on .*") {
		words = append(words, right)
	}
	must(t, owner.raw(t).Do(t.Context(), words...).Err())
	rig.Write(t, "redis-password", "rahasia")
	t.Setenv("SIMPUL_REDIS__PASSWORD_FILE", "redis-password")
	t.Setenv("SIMPUL_REDIS__URL", strings.Replace(rig.Redis.URL(), "://", "://penjaga@", 1))
	d := openDesk(t, rig)
	d.done(t, order("initialise", "used_today", 1))
	settled(t, d.at(t, 0), admission.Counted)
	d.done(t, order("unlock"))
	d.done(t, order("suspend"))
	if a := d.duty(); a.Sealed != 1 {
		t.Errorf("%d %s", a.Code, a.Text)
	}
	d.done(t, order("initialise", "force", true))
	if a := d.read(t); a.Quota.Used != 2 || a.Ledger == nil {
		t.Errorf("%d %s", a.Code, a.Text)
	}
}

// What the manuals of the packages say they need, the sample gives.
func TestTheSampleGivesWhatTheManualsAskFor(t *testing.T) {
	given := rights(t, "../../deploy/redis/users.acl.example", "user penjaga on .*")
	for _, manual := range []string{"../../lib/ledger/store/doc.go", "../../lib/duty/duty.go"} {
		for _, right := range rights(t, manual, "//	~.*") {
			if !slices.Contains(given, right) {
				t.Errorf("%s asks for %s", manual, right)
			}
		}
	}
}

// rights are the words about keys and commands in a line of a file.
func rights(t *testing.T, file, line string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	must(t, err)
	words := strings.Fields(string(regexp.MustCompile(`(?m)^` + line + `$`).Find(text)))
	return slices.DeleteFunc(words, func(w string) bool { return !strings.HasPrefix(w, "+") && !strings.HasPrefix(w, "~") })
}
