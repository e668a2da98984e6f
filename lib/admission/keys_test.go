package admission_test

import (
	"errors"
	"regexp"
	"testing"
	"time"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/agreement"
	"simpul/lib/problem"
	"simpul/lib/resident"
)

// kept is everything that may be stored: the key, its type and lifetime, and the shape of each field ("" for a string; a
// member of the zset is a field too). It is the list an auditor gets, and the one in the package comment.
var kept = []struct {
	key, kind string
	lifetime  time.Duration // 0: none
	fields    map[string]string
}{
	{`\{simpul\}:quota`, "hash", 0, map[string]string{
		`head`:                     `\d+ \d+ \d+ \d+ (poc|unlimited)( \d+ \d+ \d+ \d+ [a-z_0-9]*)?`,
		`day:\d{5}`:                `\d+( [01] \d+ \d+)?`,
		`open:` + uuidShape:        openShape,
		`act|act_code`:             `[a-z_0-9]+`,
		`act_at`:                   `\d+`,
		`act_id`:                   uuidShape,
		`(act|mode|bridged)_paper`: `400\.12/1`,
		`login:k1:aa`:              `bad`,
	}},
	{`\{simpul\}:access:` + uuidShape, "string", 3 * 24 * time.Hour, map[string]string{``: `\d+ \d+ \d+ \d+ \d+ \d+ (counted|given) [01]|\d+ \d+ \d+ \d+ \d+ \d+ swept [01]( ` + unitShape + ` ` + uuidShape + `)?`}},
	{`\{simpul\}:guard:\d{5}[ab]`, "hash", 24 * time.Hour, map[string]string{
		`what`:                    `evidence of the access guard: keyed tokens, no numbers \(lib/admission, JUKNIS-II\.E\.1\)`,
		`(pace|guess):petugas-01`: `\d+`,
		`k1:[rs][0-9a-f]+`:        `(,[0-9a-f]{12})+`,
		`k1:q[0-9a-f]+`:           `\d+ \d+`,
	}},
	{`\{simpul\}:ledger`, "stream", 0, map[string]string{`0-\d+`: `\["r","\{.*\}","m","k1\.[0-9a-f]+"\]`}},
	{`\{simpul\}:counters`, "hash", 0, map[string]string{`\d{5}:(status|hold|suspended):[a-z_]+`: `\d+`}},
	{`\{simpul\}:unit:` + unitShape, "string", 0, map[string]string{``: `open ` + uuidShape + ` \d+ [01]\n` + uuidShape + `( ` + uuidShape + `)*\npetugas-01\n503/1/2026\n`}},
	{`\{simpul\}:units`, "hash", 0, map[string]string{`units|external`: `\d+`}},
	{`\{simpul\}:units:open`, "zset", 0, map[string]string{unitShape: `\d+`}},
	{beaconName, "string", 0, map[string]string{``: ``}},
	{`\{simpul\}:idempotency:[0-9a-f]{64}`, "string", 3 * 24 * time.Hour, map[string]string{``: uuidShape}},
}

// beaconName is the key that only steps which replicas must acknowledge write.
const beaconName = `\{simpul\}:beacon`

// openShape is an access until it is settled (common.lua, admit.lua): a line, what its end needs, the draft of its record.
const openShape = `\d+ \d+ \d+ \d+ \d+ \d+ open 0 \d+ \S+\n` +
	`\{simpul\}:guard:\d{5}[ab] [0-9a-f]{12} -(\d+-)* \d+ \d+\nk1:q[0-9a-f]+ k1:s[0-9a-f]+( k1:r[0-9a-f]+){6}\n(` + unitShape + `)?\n(503/1/2026)?\n\{"operator":"petugas-01".*\}`

// unitShape is what stands for a unit: a keyed token.
const unitShape = `k1\.[A-Za-z0-9_-]{22}`

const uuidShape = `[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`

// live goes through everything that writes.
func (w *world) live(a *admission.Admission) {
	r := owing(request(newID(), admission.Token{7}))
	if _, err := a.Admit(w.t.Context(), r); err != nil {
		w.t.Fatal(err)
	}
	w.settle(a, counted(r.AccessID).WithLeft(50))
	w.settle(a, neverSent(w.admit(a)))
	w.settle(a, neverSent(newID()))
	w.settle(a, admission.LoginFailed(w.admit(a), "k1:aa").Recorded(officer))
	w.settle(a, barred(w.admit(a), problem.CodeInstansiTidakAktif))
	if err := a.Resume(w.t.Context(), paper); err != nil {
		w.t.Fatal(err)
	}
	under := w.admit(a)
	w.settle(a, exhausted(w.admit(a)))
	if err := errors.Join(a.Suspend(w.t.Context(), paper), a.SetMode(w.t.Context(), agreement.ModeUnlimited, dated()),
		a.Bridge(w.t.Context(), dated().PaperDate, dated()), a.RecordExternal(w.t.Context(), 3, paper), a.Unlock(w.t.Context(), "petugas-02", paper)); err != nil {
		w.t.Fatal(err)
	}
	w.settle(a, counted(under).Said(resident.NotFound, false))
	w.loseOne()
	w.closed(a, problem.CodePenyimpananMundur)
}

func TestNothingIsStoredButWhatTheManualLists(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0, follow)
		w.admit(a)
		w.live(a)
		w.keepsOnly(15) // seven accesses that are settled, and one of everything else but the beacon
	})
}

func TestWithReplicasTheBeaconIsStoredBeside(t *testing.T) {
	p := newPair(t)
	a := p.office(follow)
	p.initialise(a, 0)
	p.admit(a)
	p.live(a)
	p.keepsOnly(16)
	p.url = p.replica.URL()
	p.keepsOnly(16)
}

// keepsOnly expects so many keys, each of them listed.
func (w *world) keepsOnly(keys int) {
	w.t.Helper()
	c, met := w.raw(), map[string]bool{}
	for key, value := range redistest.Dump(w.t, c) {
		for _, k := range kept {
			if !matches(k.key, key) {
				continue
			}
			met[key] = true
			if ttl := c.PTTL(w.t.Context(), key).Val(); value.Kind != k.kind || ttl > k.lifetime || ttl <= 0 && k.lifetime > 0 {
				w.t.Errorf("%s is a %s and lives for %v", key, value.Kind, ttl)
			}
			for field, text := range value.Fields {
				if !listed(k.fields, field, text) {
					w.t.Errorf("%s holds %q = %q", key, field, text)
				}
			}
		}
		if !met[key] {
			w.t.Errorf("%s is in no list", key)
		}
	}
	if len(met) != keys {
		w.t.Errorf("met %v", met)
	}
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
