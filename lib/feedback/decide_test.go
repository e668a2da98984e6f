package feedback

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func minutes(n int64) int64 { return n * time.Minute.Milliseconds() }

func ordinary() terms {
	return terms{age: minutes(24 * 60), lease: minutes(1), first: minutes(1), most: minutes(10)}
}

func queued() *unit {
	return &unit{token: "k1.AAAAAAAAAAAAAAAAAAAAAA", State: Queued, ID: "a", Accesses: []string{"a"}, Operator: "petugas-01", Application: "503/1",
		item: item{Submitted: minutes(100), By: "petugas-01", Licences: []string{"nib"}, Digest: "k1.x", For: []string{"a"}}}
}

func TestPausesDoubleUpToTheLongestAndSpread(t *testing.T) {
	for _, row := range []struct {
		attempts   int
		dice       float64
		wantMinute float64
	}{{1, 0, 0.5}, {1, 1, 1}, {2, 1, 2}, {4, 1, 8}, {5, 1, 10}, {5, 0, 5}, {1000, 1, 10}} {
		if got := ordinary().pause(row.attempts, row.dice); got != int64(row.wantMinute*60_000) {
			t.Errorf("%d attempts, dice %v: %d ms", row.attempts, row.dice, got)
		}
	}
}

func TestAUnitIsTakenByOneUntilItsLeaseIsOver(t *testing.T) {
	now := minutes(200)
	p, changed := take(queued(), "x", now, ordinary())
	if !changed || p.next.Holder != "x" || p.due != now+minutes(1) || p.next.Unsure {
		t.Fatalf("%+v", p)
	}
	held := p.next
	if _, changed := take(&held, "y", now+minutes(1)-1, ordinary()); changed {
		t.Error("taken from under its holder")
	}
	if p, changed := take(&held, "y", now+minutes(1), ordinary()); !changed || !p.next.Unsure || p.next.Holder != "y" {
		t.Errorf("its holder was never heard of: %+v", p)
	}
	for _, u := range []*unit{nil, {State: Open}, {State: Dead}, {State: Delivered}, {State: Closed}} {
		if _, changed := take(u, "x", now, ordinary()); changed {
			t.Errorf("taken: %+v", u)
		}
	}
}

func TestAUnitDiesAtItsAgeAndIsTriedThen(t *testing.T) {
	begin := minutes(100)
	end := begin + ordinary().age
	if p, _ := take(queued(), "x", end-1, ordinary()); p.next.State != Queued {
		t.Errorf("%+v", p.next)
	}
	if p, _ := take(queued(), "x", end, ordinary()); p.next.State != Dead || !p.drop || p.next.Code != "terlalu_lama" || p.next.Digest != "" {
		t.Errorf("%+v", p.next)
	}
	late := queued()
	late.Holder, late.Attempts = "x", 50
	if p, _ := hear(late, "x", Outcome{Verdict: Later, After: 48 * time.Hour}, end-minutes(3), ordinary(), 1); p.due != end {
		t.Errorf("due %d minutes after its end", (p.due-end)/minutes(1))
	}
}

func TestOnlyTheHolderIsHeard(t *testing.T) {
	u := queued()
	u.Holder, u.Lease = "x", minutes(300)
	for _, verdict := range []Verdict{Accepted, AlreadySent, Refused, Later, Unknown, "what"} {
		if _, changed := hear(u, "y", Outcome{Verdict: verdict}, minutes(200), ordinary(), 0); changed {
			t.Errorf("%s of a stranger", verdict)
		}
		p, changed := hear(u, "x", Outcome{Verdict: verdict, Code: "kode"}, minutes(200), ordinary(), 0)
		want := map[Verdict]State{Accepted: Delivered, AlreadySent: Delivered, Refused: Dead}[verdict]
		if want == "" {
			want = Queued
		}
		sure := verdict != Unknown && verdict != "what"
		if !changed || p.next.State != want || p.next.Unsure == sure || p.drop != (want != Queued) || p.next.Holder != "" {
			t.Errorf("%s: %+v", verdict, p)
		}
	}
}

// Between a crash and the duty that takes over.
func TestWhoeverDiedWhileSendingMayHaveDeliveredWhatACorrectionReplaces(t *testing.T) {
	u := queued()
	u.Holder, u.Lease = "x", minutes(300)
	other := told{Submission: Submission{Correction: true, Override: "uji", AccessIDs: []string{"a"}, Licences: []Licence{{Type: "nib"}}}, same: func(string) bool { return false }}
	if p, changed, refused := heed(u, other, minutes(301)); !changed || refused != nil || !p.next.Correction || p.next.Unsure {
		t.Errorf("%+v %v", p, refused)
	}
	u.Holder, u.Lease = "", 0
	if p, _, _ := heed(u, other, minutes(301)); p.next.Correction {
		t.Error("what was never sent is not replaced")
	}
}

func TestWhatWasNotSentGoesBackUnmarked(t *testing.T) {
	u := queued()
	u.Holder, u.Lease, u.Attempts = "x", minutes(300), 2
	p, changed := release(u, "x", minutes(200))
	if !changed || p.next.Holder != "" || p.next.Unsure || p.next.Attempts != 2 || p.due != minutes(200) {
		t.Errorf("%+v", p)
	}
	if _, changed := release(u, "y", minutes(200)); changed {
		t.Error("released by a stranger")
	}
}

func TestAnEndedUnitForgets(t *testing.T) {
	u := queued()
	u.Holder = "x"
	p, _ := hear(u, "x", Outcome{Verdict: Accepted}, minutes(200), ordinary(), 0)
	if n := p.next; n.Application != "" || n.Operator != "" || n.By != "" || n.Licences != nil || n.For != nil || n.Digest == "" {
		t.Errorf("%+v", n)
	}
	if len(p.step.Licences) != 1 || p.step.Operator != "petugas-01" {
		t.Errorf("%+v", p.step)
	}
}

func TestAUnitReadsAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-z0-9._-]{1,20}`)
		u := unit{token: "k1.x", State: rapid.SampledFrom([]State{Open, Queued, Dead, Delivered, Closed}).Draw(t, "state"), ID: text.Draw(t, "id"),
			Since: rapid.Int64Range(0, 1<<50).Draw(t, "since"), Found: rapid.Bool().Draw(t, "found"), Accesses: rapid.SliceOfN(text, 1, 3).Draw(t, "accesses"),
			Operator: text.Draw(t, "operator"), Application: rapid.StringMatching(`[ -~]{0,64}`).Draw(t, "application"),
			item: item{Step: text.Draw(t, "step"), Attempts: rapid.IntRange(0, 9).Draw(t, "attempts"), Lease: rapid.Int64Range(0, 1<<50).Draw(t, "lease"), Unsure: rapid.Bool().Draw(t, "unsure")}}
		read, err := parseUnit("k1.x", u.value())
		if err != nil || read.value() != u.value() || read.Application != u.Application || read.Lease != u.Lease {
			t.Fatalf("%v %+v", err, read)
		}
	})
}

// FuzzUnit: whatever stands in Redis is read or refused, and what is read is written alike.
func FuzzUnit(f *testing.F) {
	f.Add(queued().value())
	f.Add("open a 1 1\na\npetugas-01\n503/1\n")
	f.Add("lain a 1 1\n\n\n\n{}")
	f.Fuzz(func(t *testing.T, value string) {
		u, err := parseUnit("k1.x", value)
		if err != nil || u == nil {
			return
		}
		if again, err := parseUnit("k1.x", u.value()); err != nil || again.value() != u.value() {
			t.Errorf("%v", err)
		}
	})
}
