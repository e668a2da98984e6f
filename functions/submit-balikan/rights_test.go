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

	"simpul/functions/functiontest"
	"simpul/lib/feedback/feedbacktest"
	"simpul/lib/identity"
)

// shown are rights whose need others show, of a promise of persistence and replicas, and of halting a Redis that was rolled back, lib/admission.
var shown = []string{"+info", "+wait", "+hset"}

// The function has a user of its own. Its rights are enough, and each of them is needed.
func TestARedisUserNeedsJustTheSamplesRights(t *testing.T) {
	text, err := os.ReadFile(root + "/deploy/redis/users.acl.example")
	must(t, err)
	line := regexp.MustCompile(`(?m)^user submit-balikan on .*-@all(.*)$`).FindStringSubmatch(string(text))
	if line == nil {
		t.Fatal("the sample has no user submit-balikan without rights of his own")
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

// live starts the function as a user with those rights, on an empty Redis, and does everything once.
func live(t *testing.T, rig *functiontest.Rig, rights []string) error {
	t.Helper()
	t.Setenv("SIMPUL_REDIS__URL", rig.Redis.URL())
	t.Setenv("SIMPUL_REDIS__PASSWORD_FILE", "")
	user := []any{"ACL", "SETUSER", "submit-balikan", "reset", "on", ">rahasia"}
	for _, right := range rights {
		user = append(user, right)
	}
	for _, command := range [][]any{{"FLUSHALL"}, {"SCRIPT", "FLUSH"}, user} {
		rig.Redis.Do(command...)
	}
	rig.Initialise(t, 0)
	accesses := []functiontest.Access{}
	for n := range 3 {
		accesses = append(accesses, (&desk{Rig: rig}).access(t, n+1))
	}
	t.Setenv("SIMPUL_REDIS__URL", strings.Replace(rig.Redis.URL(), "://", "://submit-balikan@", 1))
	t.Setenv("SIMPUL_REDIS__PASSWORD_FILE", "redis-password")
	return wholeLife(t, openDesk(t, rig), accesses)
}

func wholeLife(t *testing.T, d *desk, accesses []functiontest.Access) error {
	t.Helper()
	var errs []error
	before := strings.Count(d.Log.String(), "cannot be read")
	answered := func(a functiontest.Answer, want int) functiontest.Answer {
		if a.Code != want {
			errs = append(errs, fmt.Errorf("%d %s", a.Code, a.Problem))
		}
		return a
	}
	if d.Probe("/_/ready") != http.StatusOK {
		return errors.New("not ready")
	}
	once := map[string]string{"Idempotency-Key": accesses[0].ID}
	answered(d.Do(functiontest.Call{Token: d.token, Header: once, Body: map[string]any{"units": []any{functiontest.Feedback(accesses[0].ID, accesses[0])}}}), http.StatusOK)
	must(t, d.Balikan.Fail(feedbacktest.Status429, 1))
	waiting := answered(d.submit(functiontest.Feedback(accesses[1].ID, accesses[1])), http.StatusAccepted)
	must(t, d.Balikan.Fail(feedbacktest.RefuseAll, 1))
	dead := answered(d.submit(functiontest.Feedback(accesses[2].ID, accesses[2])), http.StatusOK)
	if len(waiting.Units) != 1 || len(dead.Units) != 1 {
		return errors.Join(append(errs, errors.New("not taken"))...)
	}
	answered(d.submit(d.unit(t, applicant, "access_ids", nil, "receipt", nil, "access_origin", "manual")), http.StatusOK)
	answered(d.manage(t, "retry", waiting.Units[0].ID, ""), http.StatusOK)
	answered(d.manage(t, "discard", dead.Units[0].ID, "uji_coba"), http.StatusOK)
	if done := answered(d.duty(), http.StatusOK); done.Delivered != 1 {
		errs = append(errs, errors.New("not sent"))
	}
	answered(d.list(t, identity.ScopeManageFeedback), http.StatusOK)
	if strings.Count(d.Log.String(), "cannot be read") > before {
		errs = append(errs, errors.New("not balanced"))
	}
	return errors.Join(errs...)
}

// manage orders as somebody who may.
func (d *desk) manage(t testing.TB, order, unit, code string) functiontest.Answer {
	t.Helper()
	about := map[string]any{"unit": unit}
	if code != "" {
		about["code"] = code
	}
	return d.Do(functiontest.Call{Token: d.Token(t, identity.ScopeManageFeedback), Body: map[string]any{order: about}})
}

// duty calls as the scheduler does: no body, no token.
func (d *desk) duty() functiontest.Answer { return d.Do(functiontest.Call{}) }

func (d *desk) list(t testing.TB, scope string) functiontest.Answer {
	t.Helper()
	return d.Do(functiontest.Call{Method: http.MethodGet, Query: "state=outstanding", Token: d.Token(t, scope)})
}
