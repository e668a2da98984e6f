package admission_test

import (
	"strings"
	"testing"

	"simpul/lib/problem"
)

// reads returns what is counted of card reads, by class.
func (w *world) reads() map[string]string {
	w.t.Helper()
	found := map[string]string{}
	for field, n := range w.raw().HGetAll(w.t.Context(), "{simpul}:counters").Val() {
		if _, name, _ := strings.Cut(field, ":"); strings.HasPrefix(name, "card:") {
			found[strings.TrimPrefix(name, "card:")] = n
		}
	}
	return found
}

func TestACardReadIsCountedByItsClassAndCostsNothing_PKS_8_1(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		for _, class := range []string{"asli", "baca_gagal", "asli"} {
			if err := a.CountRead(w.t.Context(), class); err != nil {
				w.t.Fatal(err)
			}
		}
		if got := w.reads(); len(got) != 2 || got["asli"] != "2" || got["baca_gagal"] != "1" {
			w.t.Errorf("%v", got)
		}
		w.used(a, 0)
	})
}

func TestNothingIsCountedWhereNothingCanBeBelieved(t *testing.T) {
	onEach(t, func(w *world) {
		if err := w.replica().CountRead(w.t.Context(), "asli"); !problem.Is(err, problem.CodeBelumDisiapkan) {
			w.t.Error(err)
		}
		if got := w.reads(); len(got) != 0 {
			w.t.Errorf("%v", got)
		}
	})
}
