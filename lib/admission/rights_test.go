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
	"simpul/lib/admission/redistest"
	"simpul/lib/config"
	"simpul/lib/resident"
)

// The rights in the package comment are enough, and each of them is needed.
func TestARedisUserNeedsJustTheManualsRights(t *testing.T) {
	manual, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	rights := strings.Fields(regexp.MustCompile(`~\{simpul\}:\* \+.*`).FindString(string(manual)))
	server := redistest.Start(t)
	root := newWorld(t, server.URL()).raw()
	works := func(t *testing.T, rights []string) error {
		user := append([]string{"ACL", "SETUSER", "simpul", "reset", "on", ">rahasia"}, rights...)
		for _, command := range [][]string{{"FLUSHALL"}, {"SCRIPT", "FLUSH"}, user} {
			if err := root.Do(t.Context(), toAny(command)...).Err(); err != nil {
				t.Fatal(err)
			}
		}
		return wholeLife(newWorld(t, server.URL()))
	}
	if err := works(t, rights); err != nil {
		t.Fatalf("with %v: %v", rights, err)
	}
	for i, right := range rights {
		t.Run(right, func(t *testing.T) {
			if works(t, slices.Delete(slices.Clone(rights), i, i+1)) == nil {
				t.Error("is not needed")
			}
		})
	}
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
	_, stray := a.Admit(ctx, request(newID()))
	once := paper
	once.Token = admission.Token{8}
	unlocked := errors.Join(a.Unlock(ctx, "petugas-01", paper), a.Unlock(ctx, "", once), a.Unlock(ctx, "", once))
	w.goTo("2026-09-30 10:00:00")
	_, nextDay := a.Admit(ctx, request(newID()))
	_, state := a.State(ctx)
	_, swept := a.Sweep(ctx)
	return errors.Join(admitted, settled, guessed, said, stray, unlocked, swept, nextDay, state, a.Suspend(ctx, paper), a.Resume(ctx, paper))
}

// replicaAs logs in with a password file.
func (w *world) replicaAs(user, password string) *admission.Admission {
	w.t.Helper()
	secrets := w.t.TempDir()
	if err := os.WriteFile(filepath.Join(secrets, "redis"), []byte(password+"\n"), 0o600); err != nil {
		w.t.Fatal(err)
	}
	url := strings.Replace(w.url, "://", "://"+user+"@", 1)
	return w.connect(config.Redis{URL: url, PasswordFile: "redis"}, config.NewSecrets(secrets))
}
