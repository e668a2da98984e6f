package feedback_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"log/slog"
	"os"
	"slices"
	"strings"
	"testing"

	"simpul/lib/admission/redistest"
	"simpul/lib/feedback"
)

// A whole Redis, its file and the log hold no NIK and no licence number, and no application number once its unit has ended.
func TestNothingOfAPersonOrALicenceIsInClear(t *testing.T) {
	var log bytes.Buffer
	previous := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	t.Cleanup(func() { slog.SetDefault(previous) })
	server := redistest.Start(t, slices.Concat(redistest.Persistent, []string{"--rdbcompression", "no"})...) // compressed, a text hides
	w := newWorld(t, server.URL())
	w.live()
	w.duty()
	ended := []string{}
	for i := range w.people {
		ended = append(ended, licensed(&applicant{application: "503/000" + string(rune('1'+i)) + "/2026"}).Application)
	}
	outstanding, err := w.Outstanding(t.Context(), feedback.Query{Limit: 100})
	w.must(err)
	open := ""
	for _, i := range outstanding {
		open = i.Application
		ended = slices.DeleteFunc(ended, func(s string) bool { return s == i.Application })
	}
	server.Do("SAVE")
	server.Do("BGREWRITEAOF")
	server.Await("aof_rewrite_in_progress:0")
	server.Stop()
	text := fileText(t, server.Addr()) + log.String()
	if seen := strings.Count(text, open); open == "" || seen < 2 || len(ended) < 4 { // in the snapshot and in the append-only file
		t.Fatalf("%d bytes, %d ended, an open one seen %d times: the search would prove nothing", len(text), len(ended), seen)
	}
	needles := ended
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
