package admission_test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"simpul/lib/admission"
	"simpul/lib/problem"
	"simpul/lib/registry"
)

func TestKuotaHabisClosesTheDayUntilMidnight_JUKNIS_II_C_2b_3b(t *testing.T) {
	onEach(t, func(w *world) {
		a, other := w.prepared(10), w.replica()
		if s := w.settle(a, exhausted(w.admit(a))); s.Used != 11 || !s.Exhausted || *s.Left != 0 {
			t.Errorf("%+v", s)
		}
		w.refused(other, problem.CodeKuotaHabis)
		w.goTo("2026-09-16 23:58:00")
		w.refused(other, problem.CodeKuotaHabis)
		w.goTo("2026-09-17 00:00:31")
		w.admit(other)
	})
}

// A call at midnight that meets kuota habis met the end of the old day; the new one must not be lost to it.
func TestKuotaHabisAtMidnightLeavesTheNewDayAlone_JUKNIS_II_C_2b_3b(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(10)
		w.goTo("2026-09-16 23:59:50")
		before := w.admit(a)
		w.goTo("2026-09-17 00:00:05")
		after := w.admit(a)
		w.settle(a, exhausted(before))
		w.settle(a, exhausted(after))
		if s := w.state(a); s.Exhausted {
			t.Errorf("the 17th: %+v", s)
		}
		w.refused(a, problem.CodeKuotaHabis)
		w.goTo("2026-09-17 00:00:31")
		w.admit(a)
	})
}

func TestTheRegistrysRefusalSuspendsEveryReplica_JUKNIS_II_C_2b_3(t *testing.T) {
	for _, reason := range []problem.Code{
		problem.CodeInstansiTidakAktif, problem.CodeUserIDNonAktif, problem.CodeAlamatIPDitolak,
	} {
		t.Run(string(reason), func(t *testing.T) {
			onEach(t, func(w *world) {
				a, other := w.prepared(0), w.replica()
				id, under := w.admit(a), w.admit(other)
				s := w.settle(a, barred(id, reason))
				if s.Suspended == nil || s.Suspended.Code != string(reason) || s.Suspended.Since.After(s.Now) || s.Used != 2 {
					t.Fatalf("%+v", s)
				}
				w.refused(other, problem.CodeAksesDitangguhkan)
				w.settle(other, barred(under, problem.CodeKuotaHabis)) // a second word does not replace the first
				if got := w.state(other).Suspended; got.Code != string(reason) {
					t.Errorf("suspended for %s", got.Code)
				}
			})
		})
	}
}

// The web portal may say it when it is logged in to, before it is asked about anybody (JUKNIS-II.B.1).
func TestAWordBeforeTheQuestionLeftDoesWhatItSaysAndGivesTheHitBack(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		if s := w.settle(a, barred(w.admit(a), problem.CodeCaptchaDiminta).Unsent()); s.Suspended == nil || s.Used != 0 {
			t.Errorf("barred: %+v", s)
		}
	})
	onEach(t, func(w *world) {
		a := w.prepared(10)
		if s := w.settle(a, exhausted(w.admit(a)).Unsent()); !s.Exhausted || s.Used != 10 {
			t.Errorf("exhausted: %+v", s)
		}
		w.refused(a, problem.CodeKuotaHabis)
	})
	onEach(t, func(w *world) {
		a := w.prepared(0)
		if s := w.settle(a, admission.LoginFailed(w.admit(a), "").Recorded(officer).Unsent()); s.Used != 0 {
			t.Errorf("login failed: %+v", s)
		}
		w.refused(a, problem.CodeGagalLogin)
	})
}

func TestTheAddressThatTheRegistrySawIsKeptUntilResume(t *testing.T) { // codes 04 and 10, JUKNIS-I.A
	onEach(t, func(w *world) {
		a, other := w.prepared(0), w.replica()
		seen := registry.NewAddress(netip.MustParseAddr("192.0.2.44"))
		w.settle(a, barred(w.admit(a), problem.CodeAlamatIPDitolak).SeenAt(seen))
		for field, n := range w.raw().HGetAll(w.t.Context(), "{simpul}:counters").Val() { // it goes into a seal, which shows no address
			if _, name, _ := strings.Cut(field, ":"); name != "suspended:alamat_ip_ditolak" || n != "1" {
				w.t.Errorf("counted: %q", name)
			}
		}
		s := w.state(other)
		if s.Suspended == nil || s.Suspended.Code != "alamat_ip_ditolak" || s.Suspended.Observed.RevealAddress() != "192.0.2.44" {
			t.Fatalf("%+v", s.Suspended)
		}
		if told := fmt.Sprintf("%v %+v", s.Suspended, *s.Suspended); strings.Contains(told, "192.0.2") {
			t.Errorf("it prints: %s", told)
		}
		if err := a.Resume(t.Context(), paper); err != nil {
			t.Fatal(err)
		}
		w.settle(a, barred(w.admit(a), problem.CodeAlamatIPDitolak).SeenAt(registry.Address{}))
		if s := w.state(a).Suspended; s.Code != "alamat_ip_ditolak" || !s.Observed.Empty() {
			t.Errorf("%+v", s)
		}
		if err := a.Resume(t.Context(), paper); err != nil {
			t.Fatal(err)
		}
		if s := w.settle(a, counted(w.admit(a)).SeenAt(seen)); s.Suspended != nil {
			t.Errorf("an address alone suspends nobody: %+v", s.Suspended)
		}
	})
}

func follow(s *admission.Settings) { s.FollowLeft = true }

func TestQuotaLimiterLowersWhatIsLeft(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0, follow)
		if s := w.settle(a, counted(w.admit(a)).WithLeft(3)); *s.Left != 3 || s.Used != 1 {
			t.Fatalf("left %d of %d used", *s.Left, s.Used)
		}
		if s := w.settle(a, counted(w.admit(a)).WithLeft(90)); *s.Left != 2 {
			t.Errorf("90 raised it to %d", *s.Left)
		}
		w.admit(a)
		w.admit(a)
		w.refused(a, problem.CodeKuotaHabis)
		w.goTo("2026-09-17 10:00:00")
		if s := w.state(a); *s.Left != 200 {
			t.Errorf("the next day has %d", *s.Left)
		}
	})
}

func TestQuotaLimiterIsIgnoredUnlessFollowed(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		if s := w.settle(a, counted(w.admit(a)).WithLeft(3)); *s.Left != 199 {
			t.Errorf("left %d", *s.Left)
		}
		following := w.replica(follow)
		if s := w.settle(following, counted(w.admit(following)).WithLeft(-5)); *s.Left != 198 {
			t.Errorf("a limiter below zero left %d", *s.Left)
		}
	})
}

// An access under way when the registry said how many are left was in our count and never in the registry's.
func TestAGiveBackDoesNotRaiseWhatTheRegistryLeft(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0, follow)
		under := w.admit(a)
		w.settle(a, counted(w.admit(a)).WithLeft(3))
		if s := w.settle(a, neverSent(under)); *s.Left != 3 || s.Used != 1 {
			t.Errorf("left %d of %d used", *s.Left, s.Used)
		}
		later := w.admit(a)
		if s := w.settle(a, neverSent(later)); *s.Left != 3 {
			t.Errorf("an access after the registry's word gave back %d", *s.Left)
		}
	})
}
