package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"simpul/functions/functiontest"
	"simpul/lib/admission"
)

// What the manuals of the packages say is all that quota-check needs of Redis.
func TestARedisUserWithTheManualsRightsIsEnough(t *testing.T) {
	rig := functiontest.New(t, root, nil)
	owner := &desk{Rig: rig}
	words := []any{"ACL", "SETUSER", "simpul", "reset", "on", ">rahasia"}
	for _, manual := range []string{"../../lib/admission/doc.go", "../../lib/ledger/store/doc.go", "../../lib/duty/duty.go"} {
		for _, right := range rights(t, manual) {
			words = append(words, right)
		}
	}
	must(t, owner.raw(t).Do(t.Context(), words...).Err())
	rig.Write(t, "redis-password", "rahasia")
	t.Setenv("SIMPUL_REDIS__PASSWORD_FILE", "redis-password")
	t.Setenv("SIMPUL_REDIS__URL", strings.Replace(rig.Redis.URL(), "://", "://simpul@", 1))
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

// rights are those of the first list in a package comment.
func rights(t *testing.T, manual string) []string {
	t.Helper()
	text, err := os.ReadFile(manual)
	must(t, err)
	return strings.Fields(regexp.MustCompile(`~\{simpul\}:\* \+.*`).FindString(string(text)))
}
