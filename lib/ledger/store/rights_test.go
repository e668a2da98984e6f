package store_test

import (
	"errors"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"simpul/lib/admission/redistest"
	"simpul/lib/ledger/store"
)

// The rights in the package comment are enough, and each of them is needed.
func TestARedisUserNeedsJustTheManualsRights(t *testing.T) {
	manual, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	lines := regexp.MustCompile(`//\t(.*\+.*)`).FindAllStringSubmatch(string(manual), -1)
	if len(lines) != 2 {
		t.Fatal(lines)
	}
	server := redistest.Start(t)
	root := newWorld(t, &redis.Options{Network: "unix", Addr: server.Addr()})
	sealing, importing := strings.Fields(lines[0][1]), strings.Fields(lines[1][1])
	for name, row := range map[string]struct {
		rights, needed []string
		do             func(w, root *world) error
	}{
		"seal":   {sealing, sealing, sealEverything},
		"import": {slices.Concat(sealing, importing), importing, importEverything},
	} {
		works := func(rights []string) error {
			root.as(rights)
			return row.do(newWorld(t, &redis.Options{Network: "unix", Addr: server.Addr(), Username: "simpul", Password: "rahasia"}), root)
		}
		if err := works(row.rights); err != nil {
			t.Fatalf("%s with %v: %v", name, row.rights, err)
		}
		for _, right := range row.needed {
			if works(slices.DeleteFunc(slices.Clone(row.rights), func(r string) bool { return r == right })) == nil {
				t.Errorf("%s: %s is not needed", name, right)
			}
		}
	}
}

// as empties Redis and gives the user simpul these rights.
func (w *world) as(rights []string) {
	w.Helper()
	user := []any{"ACL", "SETUSER", "simpul", "reset", "on", ">rahasia"}
	for _, right := range rights {
		user = append(user, right)
	}
	for _, command := range [][]any{{"FLUSHALL"}, {"SCRIPT", "FLUSH"}, user} {
		w.must(w.client.Do(w.Context(), command...).Err())
	}
}

// sealEverything seals entries and counters, reads, asks how it stands, and cuts.
func sealEverything(w, root *world) error {
	sealer := w.sealer(keep)
	var errs []error
	for range 2 {
		root.access(5)
		root.count(w.now, "status:found", 1)
		w.now = w.now.Add(4 * year)
		made, err := sealer.Seal(w.Context(), w.now)
		if err == nil && len(made) == 0 {
			err = errors.New("nothing was sealed")
		}
		_, verifyErr := w.verify()
		_, statusErr := w.store.Status(w.Context())
		_, heldErr := w.store.Held(w.Context(), w.now, "pola_berurutan")
		errs = append(errs, err, verifyErr, statusErr, heldErr)
	}
	return errors.Join(errs...)
}

func importEverything(w, root *world) error {
	root.access(5)
	root.seal(root.sealer())
	from := newWorld(w, &redis.Options{Addr: miniredis.RunT(w).Addr()})
	from.access(3)
	from.seal(from.sealer())
	root.must(root.client.Del(w.Context(), "{simpul}:ledger", "{simpul}:seals").Err())
	report, err := w.store.Import(w.Context(), from.items(), proof())
	if err == nil && report.Records != 3 {
		err = store.ErrOccupied
	}
	return err
}
