package feedback_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"log/slog"
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
	"simpul/lib/nik"
)

const (
	tokenShape = `k1\.[A-Za-z0-9_-]{22}`
	uuidShape  = `[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`
	itemShape  = `\{("(step|by|via|holder|code|digest)":"[A-Za-z0-9._-]+"|"(submitted|attempts|lease)":\d+|"(unsure|correction|manual)":true|"licences":\["nib"\]|"for":\["` + uuidShape + `"\]|,)+\}`
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
	{`\{simpul\}:units:(open|queued|dead)`, "zset", 0, map[string]string{tokenShape: `\d+`}},
}

// live has a unit in each state, and one that was corrected.
func (w *world) live() {
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

// A whole Redis, its file and the log hold no NIK and no licence number, and no application number once its unit has ended.
func TestNothingOfAPersonOrALicenceIsInClear(t *testing.T) {
	var log bytes.Buffer
	previous := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	t.Cleanup(func() { slog.SetDefault(previous) })
	server := redistest.Start(t, redistest.Persistent...)
	w := newWorld(t, server.URL())
	w.live()
	w.duty()
	ended := []string{}
	for i := range w.people {
		ended = append(ended, licensed(&applicant{application: "503/000" + string(rune('1'+i)) + "/2026"}).Application)
	}
	outstanding, err := w.Outstanding(t.Context(), feedback.Query{Limit: 100})
	w.must(err)
	for _, i := range outstanding {
		ended = slices.DeleteFunc(ended, func(s string) bool { return s == i.Application })
	}
	w.must(w.raw().Do(t.Context(), "BGREWRITEAOF").Err())
	server.Stop()
	text := fileText(t, server.Addr()) + log.String()
	if len(text) < 10_000 || len(ended) < 4 {
		t.Fatalf("%d bytes, %d ended: the search would prove nothing", len(text), len(ended))
	}
	var needles []string
	for i := range w.people {
		needles = append(needles, nikOf(i+1).RevealPersonalData())
	}
	for _, needle := range append(needles, "NIB-503", "nib-503") {
		for _, form := range []string{needle, hex.EncodeToString([]byte(needle)), base64.StdEncoding.EncodeToString([]byte(needle))[:len(needle)*8/6-2]} {
			if strings.Contains(text, form) {
				t.Errorf("something of %d characters is in clear", len(needle))
			}
		}
	}
}

func TestTheApplicationOfAnEndedUnitIsForgotten(t *testing.T) {
	onEach(t, func(w *world) {
		p, q := w.applicant(), w.applicant()
		w.expect(w.submit(licensed(p)), feedback.Delivered)
		w.expect(w.submit(licensed(q, closed("ditolak"))), feedback.Closed)
		for key, value := range redistest.Dump(t, w.raw()) {
			for field, text := range value.Fields {
				if strings.Contains(field+text, p.application) || strings.Contains(field+text, q.application) {
					t.Errorf("still at %s", key)
				}
			}
		}
	})
}

func fileText(t *testing.T, socket string) string {
	t.Helper()
	all := ""
	root := os.DirFS(socket[:strings.LastIndexByte(socket, '/')])
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	must(walk(root, func(text []byte) { all += string(text) }))
	return all
}

func TestANIKInANumberOrACodeIsRefused(t *testing.T) {
	onEach(t, func(w *world) {
		p := w.applicant()
		digits := p.nik.RevealPersonalData()
		for _, s := range []feedback.Submission{licensed(p, number(digits)), licensed(p, number("SIUP "+digits[:8]+"-"+digits[8:])), licensed(p, closed("alasan_"+digits))} {
			if r := w.submit(s); r.Problem == nil || strings.Contains(r.Problem.Error(), digits) {
				t.Errorf("taken, or repeated: %d licences", len(s.Licences))
			}
		}
	})
}

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
