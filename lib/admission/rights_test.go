package admission_test

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"simpul/lib/admission"
	"simpul/lib/config"
	"simpul/lib/resident"
)

// usersFile is the one place that lists what a Redis user of the functions may do.
const usersFile = "../../deploy/redis/users.acl.example"

// rights returns what the sample gives to a user: keys and commands.
func rights(t *testing.T, user string) []string {
	t.Helper()
	text, err := os.ReadFile(usersFile)
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`(?m)^user ` + user + ` on .*-@all(.*)$`).FindStringSubmatch(string(text))
	if line == nil {
		t.Fatalf("%s has no user %s without rights of his own", usersFile, user)
	}
	return strings.Fields(line[1])
}

// The rights are enough, also for the commands inside the scripts, and each of them is needed.
func TestARedisUserNeedsJustTheSamplesRights(t *testing.T) {
	p := newPair(t)
	all := rights(t, "simpul")
	if err := p.lives(all); err != nil {
		t.Fatalf("with %v: %v", all, err)
	}
	for i, right := range all {
		t.Run(right, func(t *testing.T) {
			if p.lives(slices.Delete(slices.Clone(all), i, i+1)) == nil {
				t.Errorf("%s is not needed", right)
			}
		})
	}
}

// lives logs in as a user with those rights, on an empty Redis, and does everything once.
func (p *pair) lives(rights []string) error {
	p.t.Helper()
	user := append([]string{"ACL", "SETUSER", "simpul", "reset", "on", ">rahasia"}, rights...)
	for _, command := range [][]string{{"FLUSHALL"}, {"SCRIPT", "FLUSH"}, user} {
		p.primary.Do(toAny(command)...)
	}
	return wholeLife(newWorld(p.t, p.url))
}

func toAny(words []string) []any {
	var all []any
	for _, w := range words {
		all = append(all, w)
	}
	return all
}

// wholeLife logs in as the user simpul and does everything once.
func wholeLife(w *world) error {
	a, ctx := w.replicaAs("simpul", "rahasia"), w.t.Context()
	if err := a.Initialise(ctx, admission.Initialisation{Basis: paper}); err != nil {
		return err
	}
	id := newID()
	_, admitted := a.Admit(ctx, request(id, admission.Token{7}))
	_, settled := a.Settle(ctx, neverSent(id))
	guess := newID()
	_, guessed := a.Admit(ctx, request(guess))
	_, said := a.Settle(ctx, counted(guess).Said(resident.NotFound, false))
	late := owing(request(newID()))
	_, stray := a.Admit(ctx, late)
	once := paper
	once.Token = admission.Token{8}
	unlocked := errors.Join(a.Unlock(ctx, "petugas-01", paper), a.Unlock(ctx, "", once), a.Unlock(ctx, "", once))
	w.goTo("2026-09-16 10:05:00")
	_, closed := a.Sweep(ctx)
	_, corrected := a.Settle(ctx, neverSent(late.AccessID))
	w.goTo("2026-09-30 10:00:00")
	_, nextDay := a.Admit(ctx, request(newID()))
	_, state := a.State(ctx)
	_, swept := a.Sweep(ctx)
	return errors.Join(closed, corrected, admitted, settled, guessed, said, stray, unlocked, swept, nextDay, state, a.Suspend(ctx, paper), a.Resume(ctx, paper))
}

// replicaAs logs in with a password file; the replica of a pair must have each change.
func (w *world) replicaAs(user, password string) *admission.Admission {
	w.t.Helper()
	url := strings.Replace(w.url, "://", "://"+user+"@", 1)
	return w.connect(config.Redis{URL: url, PasswordFile: "redis", Replicas: 1}, secretsWith(w.t, map[string]string{"redis": password + "\n"}))
}

func secretsWith(t *testing.T, files map[string]string) *config.Secrets {
	t.Helper()
	folder := t.TempDir()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return config.NewSecrets(folder)
}
