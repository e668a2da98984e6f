package feedback_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/config"
	"simpul/lib/feedback"
)

// The rights in the package comment are enough, and each of them is needed.
func TestARedisUserNeedsJustTheManualsRights(t *testing.T) {
	manual, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`//\t(~\{simpul\}.*)`).FindStringSubmatch(string(manual))
	if line == nil {
		t.Fatal("the manual lists no rights")
	}
	all := strings.Fields(line[1])
	sample, err := os.ReadFile("../../deploy/redis/users.acl.example")
	if err != nil {
		t.Fatal(err)
	}
	user := regexp.MustCompile(`(?m)^user submit-balikan on .*$`).FindString(string(sample))
	for _, right := range all {
		if !slices.Contains(strings.Fields(user), right) {
			t.Errorf("the sample's user submit-balikan lacks %s", right)
		}
	}
	server := redistest.Start(t)
	works := func(rights []string) error {
		root := bareWorld(t, server.URL())
		user := []any{"ACL", "SETUSER", "simpul", "reset", "on", ">rahasia"}
		for _, r := range rights {
			user = append(user, r)
		}
		for _, command := range [][]any{{"FLUSHALL"}, {"SCRIPT", "FLUSH"}, user} {
			root.must(root.raw().Do(t.Context(), command...).Err())
		}
		root.must(root.gate.Initialise(t.Context(), admission.Initialisation{Basis: paper}))
		return root.lifeAs(t, strings.Replace(server.URL(), "://", "://simpul@", 1))
	}
	if err := works(all); err != nil {
		t.Fatalf("with %v: %v", all, err)
	}
	for i, right := range all {
		if works(slices.Delete(slices.Clone(all), i, i+1)) == nil {
			t.Errorf("%s is not needed", right)
		}
	}
}

// lifeAs does everything once as the user of that address.
func (w *world) lifeAs(t *testing.T, url string) error {
	p, q := w.applicant(), w.applicant()
	w.must(w.gate.RecordExternal(t.Context(), 1, paper))
	guest := bareWorld(t, url)
	guest.keys, guest.office = w.keys, newOffice()
	guest.service = guest.office
	w.must(os.WriteFile(filepath.Join(guest.folder, "sandi"), []byte("rahasia"), 0o600))
	client, err := admission.NewClient(config.Redis{URL: url, PasswordFile: "sandi", Timeout: 10 * time.Second}, config.NewSecrets(guest.folder))
	w.must(err)
	defer func() { _ = client.Close() }()
	o := guest.replica(client)
	guest.office.ill = always(away)
	first, err := o.Submit(t.Context(), officer, []feedback.Submission{licensed(p)})
	guest.pass(time.Hour)
	guest.office.ill = always(refusing)
	round, err2 := o.Deliver(t.Context())
	if err = errors.Join(err, err2); err != nil || round.Dead != 1 {
		return errors.Join(err, errKilled)
	}
	_, err = o.Discard(t.Context(), officer, first[0].Unit, "uji")
	guest.office.ill = nil
	results, err2 := o.Submit(context.Background(), officer, []feedback.Submission{licensed(q), licensed(&applicant{nik: nikOf(9), application: "m"}, func(s *feedback.Submission) { s.Manual = true })})
	_, err3 := o.Outstanding(t.Context(), feedback.Query{Limit: 9})
	b, err4 := o.Balance(t.Context())
	if err = errors.Join(err, err2, err3, err4); err != nil || results[1].State != feedback.Delivered || !b.Holds() {
		return errors.Join(err, errKilled)
	}
	return nil
}
