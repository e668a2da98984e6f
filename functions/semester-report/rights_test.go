package main

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"simpul/functions/functiontest"
)

// shown are rights whose need lib/admission shows: of a promise of persistence and replicas, and of other states of Redis.
var shown = []string{"+info", "+wait"}

// A report needs no right to change what was counted or sealed: semester-report has a user of its own. Its rights are enough, and
// each of them is needed.
func TestARedisUserNeedsJustTheSamplesRights(t *testing.T) {
	text, err := os.ReadFile("../../deploy/redis/users.acl.example")
	must(t, err)
	line := regexp.MustCompile(`(?m)^user semester-report on .*-@all(.*)$`).FindStringSubmatch(string(text))
	if line == nil {
		t.Fatal("the sample has no user semester-report")
	}
	all := strings.Fields(line[1])
	o, _ := mailing(t, 30, "manual", "admin@contoh.invalid")
	o.Write(t, "redis-password", "rahasia")
	if err := live(t, o, all); err != nil {
		t.Fatalf("with %v: %v", all, err)
	}
	for i, right := range all {
		if !slices.Contains(shown, right) && live(t, o, slices.Delete(slices.Clone(all), i, i+1)) == nil {
			t.Errorf("%s is not needed", right)
		}
	}
}

// live does everything once, as a user with those rights.
func live(t *testing.T, o *office, rights []string) error {
	t.Helper()
	url := o.Redis.URL()
	t.Setenv("SIMPUL_REDIS__URL", url)
	t.Setenv("SIMPUL_REDIS__PASSWORD_FILE", "")
	options, err := redis.ParseURL(url)
	must(t, err)
	owner := redis.NewClient(options)
	defer func() { _ = owner.Close() }()
	user := []any{"ACL", "SETUSER", "semester-report", "reset", "on", ">rahasia"}
	for _, right := range rights {
		user = append(user, right)
	}
	for _, command := range [][]any{{"FLUSHALL"}, {"SCRIPT", "FLUSH"}, user} {
		must(t, owner.Do(t.Context(), command...).Err())
	}
	fill(t, 30)
	o.Initialise(t, 0)
	t.Setenv("SIMPUL_REDIS__URL", strings.Replace(url, "://", "://semester-report@", 1))
	t.Setenv("SIMPUL_REDIS__PASSWORD_FILE", "redis-password")
	o.open(t)
	for _, a := range []functiontest.Answer{
		o.duty(), o.ask(t, map[string]any{"period": "2026-S1", "format": "json"}), o.ask(t, map[string]any{"record": record("laporan-2026-s1", "signed")}),
	} {
		if a.Code != 200 {
			return fmt.Errorf("%d %s", a.Code, a.Problem)
		}
	}
	if status := o.Probe("/_/ready"); status != 200 {
		return fmt.Errorf("ready: %d", status)
	}
	return nil
}
