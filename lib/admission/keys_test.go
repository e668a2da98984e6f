package admission_test

import (
	"regexp"
	"testing"
	"time"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/problem"
)

// kept is everything that may be stored: the key, its type and lifetime, and the shape of each field ("" for a string; a
// member of the zset is a field too). It is the list an auditor gets, and the one in the package comment.
var kept = []struct {
	key, kind string
	lifetime  time.Duration // 0: none
	fields    map[string]string
}{
	{`\{simpul\}:quota`, "hash", 0, map[string]string{
		`epoch|rev|day|halted|suspended_at|act_at`: `\d+`,
		`(used|full|bound|bound_at):\d{5}`:         `\d+`,
		`suspended|act|act_code`:                   `[a-z_0-9]+`,
		`act_id`:                                   uuidShape,
		`act_paper`:                                `400\.12/1`,
	}},
	{`\{simpul\}:open`, "zset", 0, map[string]string{uuidShape: `[\d.e+]+`}},
	{`\{simpul\}:access:` + uuidShape, "hash", 3 * 24 * time.Hour, map[string]string{
		`epoch|rev|first|last|at|lease`: `\d+`,
		`state`:                         `open|counted|given`,
	}},
	{`\{simpul\}:idempotency:[0-9a-f]{64}`, "string", 3 * 24 * time.Hour, map[string]string{``: uuidShape}},
}

const uuidShape = `[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`

// live goes through everything that writes.
func (w *world) live(a *admission.Admission) {
	r := request(newID(), admission.Token{7})
	if _, err := a.Admit(w.t.Context(), r); err != nil {
		w.t.Fatal(err)
	}
	w.settle(a, counted(r.AccessID).WithLeft(50))
	w.settle(a, neverSent(w.admit(a)))
	w.settle(a, neverSent(newID()))
	w.settle(a, barred(w.admit(a), problem.CodeGagalLogin))
	if err := a.Resume(w.t.Context(), paper); err != nil {
		w.t.Fatal(err)
	}
	under := w.admit(a)
	w.settle(a, exhausted(w.admit(a)))
	if err := a.Suspend(w.t.Context(), paper); err != nil {
		w.t.Fatal(err)
	}
	w.settle(a, counted(under))
	w.raw().HIncrBy(w.t.Context(), "{simpul}:quota", "rev", -1)
	w.closed(a, problem.CodePenyimpananMundur)
}

func TestNothingIsStoredButWhatTheManualLists(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0, follow)
		w.admit(a)
		w.live(a)
		c, met := w.raw(), map[string]bool{}
		for key, value := range redistest.Dump(t, c) {
			for _, k := range kept {
				if !matches(k.key, key) {
					continue
				}
				met[key] = true
				if ttl := c.PTTL(t.Context(), key).Val(); value.Kind != k.kind || ttl > k.lifetime || ttl <= 0 && k.lifetime > 0 {
					t.Errorf("%s is a %s and lives for %v", key, value.Kind, ttl)
				}
				for field, text := range value.Fields {
					if !listed(k.fields, field, text) {
						t.Errorf("%s holds %q = %q", key, field, text)
					}
				}
			}
			if !met[key] {
				t.Errorf("%s is in no list", key)
			}
		}
		if len(met) != 10 { // seven accesses, and one of everything else
			t.Errorf("met %v", met)
		}
	})
}

func listed(fields map[string]string, field, value string) bool {
	for name, shape := range fields {
		if matches(name, field) && matches(shape, value) {
			return true
		}
	}
	return false
}

func matches(shape, text string) bool {
	return regexp.MustCompile(`^(` + shape + `)$`).MatchString(text)
}
