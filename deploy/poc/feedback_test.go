package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"simpul/deploy/poc/protocol"
	"simpul/lib/assembly"
	"simpul/lib/feedback"
	"simpul/lib/feedback/feedbacktest"
)

// balance is how the units of data balikan stand.
func (w *world) balance(t *testing.T) feedback.Balance {
	t.Helper()
	parts, err := assembly.Build()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = parts.Close(context.Background()) }()
	outbox, err := feedback.New(parts.Redis, nil, feedback.Keys{}, parts.FeedbackSettings())
	if err != nil {
		t.Fatal(err)
	}
	b, err := outbox.Balance(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func says(s protocol.Step, text string) bool {
	all := s.Reason
	for _, f := range s.Facts {
		all += "\n" + f.Value
	}
	return strings.Contains(all, text)
}

func TestThePoCRunDeliversOneDataBalikanAndLeavesNoneOpen(t *testing.T) { // PKS-2.2b, JUKNIS-III
	w := newWorld(t, nil, false)
	if code := w.run(t, "-yes", "-niks", w.niks); code != passed {
		t.Errorf("exit code %d\n%s", code, w.said.String())
	}
	if s := step(t, w.kept(t), "balikan"); s.Result != protocol.Passed || !says(s, "diterima") || !says(s, "7, dengan kode uji_coba") {
		t.Errorf("%+v", s)
	}
	if units := w.Balikan.Units(); len(units) != 1 || units[0].Param[0]["NO_IZIN"] != "UJI-COBA/1" {
		t.Errorf("%d deliveries", len(units))
	}
	if b := w.balance(t); b.Units != 8 || b.Delivered != 1 || b.Closed != 7 || !b.Holds() {
		t.Errorf("%+v", b)
	}
}

func TestALivePoCRunSendsDataBalikanOnlyWithConsent(t *testing.T) {
	for typed, want := range map[string]protocol.Result{"8\n": protocol.Untested, "8\nya\n": protocol.Untested, "8\nKIRIM\n": protocol.Passed} {
		w := newWorld(t, live(), false)
		if code := w.at(t, typed, true, "-letter", "400.12/17/2026", "-letter-date", "2026-02-03", "-niks", w.niks); code != passed {
			t.Errorf("exit code %d\n%s", code, w.said.String())
		}
		if s := step(t, w.kept(t), "balikan"); s.Result != want || (want == protocol.Untested) != says(s, "tidak disetujui") {
			t.Errorf("%+v", s)
		}
		if b := w.balance(t); b.Open != 0 || b.Units != 8 || (w.Balikan.Requests() == 1) != (want == protocol.Passed) {
			t.Errorf("%+v, %d requests", b, w.Balikan.Requests())
		}
	}
}

func TestThePoCRunSaysInCoarseWordsWhatTheFeedbackServiceAnswered(t *testing.T) {
	for failure, row := range map[feedbacktest.Failure]struct {
		says                 string
		queued, closed, dead int64
	}{
		feedbacktest.RefuseAll: {"menolak data balikan (ditolak_400)", 0, 8, 0},
		feedbacktest.CutAfter:  {"Tidak diketahui apakah", 1, 7, 0},
		feedbacktest.Status429: {"tidak mengambil data balikan (http_429)", 1, 7, 0},
	} {
		w := newWorld(t, nil, false)
		if err := w.Balikan.Fail(failure, 1); err != nil {
			t.Fatal(err)
		}
		if code := w.run(t, "-yes", "-niks", w.niks); code != failed {
			t.Errorf("%s: exit code %d\n%s", failure, code, w.said.String())
		}
		if s := step(t, w.kept(t), "balikan"); s.Result != protocol.Failed || !says(s, row.says) || (row.queued == 1) != says(s, "mengirimnya ulang") {
			t.Errorf("%s: %+v", failure, s)
		}
		if b := w.balance(t); b.Open != 0 || b.Queued != row.queued || b.Closed != row.closed || b.Dead != row.dead {
			t.Errorf("%s: %+v", failure, b)
		}
	}
}

func TestWithoutAFeedbackServiceThePoCRunSaysSo(t *testing.T) {
	for _, missing := range []string{"feedback-token", "simpul-feedback"} {
		w := newWorld(t, nil, false)
		if err := os.Remove(filepath.Join(w.Secrets, missing)); err != nil {
			t.Fatal(err)
		}
		if code := w.run(t, "-yes", "-niks", w.niks); code != passed {
			t.Errorf("%s: exit code %d\n%s", missing, code, w.said.String())
		}
		if s := step(t, w.kept(t), "balikan"); s.Result != protocol.Untested || !says(s, "belum dikonfigurasi") || w.balance(t).Closed != 8 {
			t.Errorf("%s: %+v", missing, s)
		}
	}
}
