package feedback_test

import (
	"context"
	"regexp"
	"slices"
	"testing"
	"time"

	"simpul/lib/admission/redistest"
	"simpul/lib/feedback"
	"simpul/lib/nik"
)

const (
	tokenShape = `k1\.[A-Za-z0-9_-]{22}`
	uuidShape  = `[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`
	itemShape  = `\{("(step|by|via|holder|code|digest)":"[A-Za-z0-9._-]+"|"(submitted|attempts|lease)":\d+|"(unsure|correction|manual)":true|"licences":\["nib"\]|"for":\["` + uuidShape + `"\]|"earlier":\{"digest":"k1\.[A-Za-z0-9_-]{22}"\}|,)+\}`
)

// kept is everything of data balikan that may be stored: the key, its type and lifetime, and the shape of each field. It is the list an
// auditor gets, and the one in the package comment.
var kept = []struct {
	key, kind string
	lifetime  time.Duration // 0: none
	fields    map[string]string
}{
	{`\{simpul\}:unit:` + tokenShape, "string", 0, map[string]string{
		``: `(open|queued|dead) ` + uuidShape + ` \d+ [01]\n` + uuidShape + `\npetugas-01\n503/\d{4}/2026\n(` + itemShape + `)?`}},
	{`\{simpul\}:unit:` + tokenShape, "string", 90 * 24 * time.Hour, map[string]string{
		``: `(delivered|closed) ` + uuidShape + ` \d+ [01]\n` + uuidShape + `\n\n\n` + itemShape}},
	{`\{simpul\}:sealed:` + tokenShape, "string", 30 * 24 * time.Hour, map[string]string{``: `k1\.[A-Za-z0-9+/]+`}},
	{`\{simpul\}:units`, "hash", 0, map[string]string{`units|external|delivered|closed|corrections`: `\d+`}},
	{`\{simpul\}:units:discarded:[A-Za-z0-9_-]+`, "string", 72 * time.Hour, map[string]string{``: `1`}},
	{`\{simpul\}:units:(open|queued|dead)`, "zset", 0, map[string]string{tokenShape: `\d+`}},
}

// live has a unit in each state, one that was corrected, and hits that nobody will tell of.
func (w *world) live() {
	w.must(w.gate.RecordExternal(context.Background(), 2, paper))
	_, err := w.DiscardExternal(context.Background(), officer, 1, "salah_hitung", "")
	w.must(err)
	w.applicant()
	w.expect(w.submit(licensed(w.applicant(), closed("ditolak"))), feedback.Closed)
	w.queue(2)
	w.office.ill = always(refusing)
	w.expect(w.submit(licensed(w.applicant())), feedback.Dead)
	w.office.ill = nil
	p := w.applicant()
	w.expect(w.submit(licensed(p)), feedback.Delivered)
	w.expect(w.submit(licensed(p, func(s *feedback.Submission) { s.Licences[0] = licensed(w.applicant()).Licences[0] }, correction)), feedback.Delivered)
}

func TestNothingIsStoredButWhatTheManualLists(t *testing.T) {
	onEach(t, func(w *world) {
		w.live()
		met := map[int]bool{}
		for key, value := range redistest.Dump(t, w.raw()) {
			if !regexp.MustCompile(`^\{simpul\}:(unit|sealed)`).MatchString(key) {
				continue // lib/admission's, and its test's
			}
			ttl := w.raw().PTTL(t.Context(), key).Val()
			i := slices.IndexFunc(kept, func(k struct {
				key, kind string
				lifetime  time.Duration
				fields    map[string]string
			}) bool {
				return matches(k.key, key) && k.kind == value.Kind && listed(k.fields, value.Fields) && (ttl > 0) == (k.lifetime > 0) && ttl <= k.lifetime
			})
			if met[i] = true; i < 0 {
				t.Errorf("%s is a %s, lives for %v and holds %q", key, value.Kind, ttl, value.Fields)
			}
		}
		if len(met) != len(kept) {
			t.Errorf("met %v", met)
		}
	})
}

func listed(shapes, fields map[string]string) bool {
	for field, value := range fields {
		fits := false
		for name, shape := range shapes {
			fits = fits || matches(name, field) && matches(shape, value)
		}
		if !fits {
			return false
		}
	}
	return true
}

func matches(shape, text string) bool {
	return regexp.MustCompile(`^(` + shape + `)$`).MatchString(text)
}

func TestAKeyOfNobodyStandsForNobody(t *testing.T) {
	w := bareWorld(t, nowhere)
	n, m := nikOf(1), nikOf(2)
	token := func(application string, n nik.NIK) string {
		return feedback.Tokens(w.keys.Applications, application, n)[0]
	}
	first, again := token("a", n), token("a", n)
	if first != again || first == token("a", m) || first == token("b", n) || !matches(tokenShape, first) {
		t.Error("a token is not one of its application and NIK")
	}
}
