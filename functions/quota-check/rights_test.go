package main

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"simpul/functions/functiontest"
)

// shown are rights whose need others show: of a promise of persistence and replicas lib/admission, of a cut after years
// lib/ledger/store.
var shown = []string{"+info", "+wait", "+xtrim"}

// Seals are in no other function's hand: quota-check has a user of its own. Its rights are enough, and each of them is needed.
func TestARedisUserNeedsJustTheSamplesRights(t *testing.T) {
	text, err := os.ReadFile(root + "/deploy/redis/users.acl.example")
	must(t, err)
	line := regexp.MustCompile(`(?m)^user quota-check on .*-@all(.*)$`).FindStringSubmatch(string(text))
	if line == nil {
		t.Fatal("the sample has no user quota-check without rights of his own")
	}
	all := strings.Fields(line[1])
	rig := functiontest.New(t, root, nil)
	rig.Write(t, "redis-password", "rahasia")
	if err := live(t, rig, all); err != nil {
		t.Fatalf("with %v: %v", all, err)
	}
	for i, right := range all {
		if !slices.Contains(shown, right) && live(t, rig, slices.Delete(slices.Clone(all), i, i+1)) == nil {
			t.Errorf("%s is not needed", right)
		}
	}
}

// live starts quota-check as a user with those rights, on an empty Redis, and does everything once.
func live(t *testing.T, rig *functiontest.Rig, rights []string) error {
	t.Helper()
	t.Setenv("SIMPUL_REDIS__URL", rig.Redis.URL())
	t.Setenv("SIMPUL_REDIS__PASSWORD_FILE", "")
	owner := &desk{Rig: rig}
	user := []any{"ACL", "SETUSER", "quota-check", "reset", "on", ">rahasia"}
	for _, right := range rights {
		user = append(user, right)
	}
	for _, command := range [][]any{{"FLUSHALL"}, {"SCRIPT", "FLUSH"}, user} {
		must(t, owner.raw(t).Do(t.Context(), command...).Err())
	}
	dead := owner.at(t, -2*time.Minute)
	owner.initialiseAs(t, dead)
	must(t, admit(t, dead))
	must(t, owner.raw(t).HSet(t.Context(), "{simpul}:counters", "20000:status:found", 1, "20000:hold:pola_menebak", 1).Err())

	t.Setenv("SIMPUL_REDIS__URL", strings.Replace(rig.Redis.URL(), "://", "://quota-check@", 1))
	t.Setenv("SIMPUL_REDIS__PASSWORD_FILE", "redis-password")
	return wholeLife(t, openDesk(t, rig))
}

func wholeLife(t *testing.T, d *desk) error {
	t.Helper()
	answers := []functiontest.Answer{d.duty()}
	for _, act := range []map[string]any{
		order("mode", "mode", "unlimited", "paper_date", today(0)), order("bridging", "until", "2027-12-31", "paper_date", today(0)),
		order("record_external", "hits", 1), order("unlock", "operator", "petugas-01"), order("unlock"),
		order("credentials", "paper_date", today(0)),
		order("suspend"), order("initialise", "force", true), order("resume"),
	} {
		answers = append(answers, d.orderOnce(t, act), d.orderOnce(t, act))
	}
	last := d.read(t)
	var errs []error
	for _, a := range append(answers, last) {
		if a.Code != http.StatusOK {
			errs = append(errs, fmt.Errorf("%d %s", a.Code, a.Problem))
		}
	}
	if first := answers[0]; first.Swept != 1 || first.Sealed != 1 || last.Ledger == nil {
		errs = append(errs, errors.New("not swept, not sealed, or not shown"))
	}
	return errors.Join(errs...)
}
