package othertest_test

import (
	"errors"
	"sync/atomic"
	"testing"

	"simpul/lib/registry/othertest"
)

func TestQuotaIsExactUnderConcurrency_JUKNIS_II_B_1(t *testing.T) {
	const quota, askers = 25, 40
	r := start(t, othertest.Options{CountQuota: true, QuotaLeft: quota})
	nik := r.first(t, othertest.Found).NIK
	var found, spent atomic.Int64
	t.Run("askers", func(t *testing.T) {
		for range askers {
			t.Run("one", func(t *testing.T) {
				t.Parallel()
				count := map[string]*atomic.Int64{"found": &found, "quota_exhausted": &spent}
				count[outcome(r.ask(t, r.good(nik)))].Add(1)
			})
		}
	})
	if found.Load() != quota || spent.Load() != askers-quota || r.Calls() != askers {
		t.Errorf("found %d, refused %d, calls %d", found.Load(), spent.Load(), r.Calls())
	}
}

func TestQuotaFaultHasBothWordings_JUKNIS_II_C_2b_3b(t *testing.T) {
	r := start(t, othertest.Options{CountQuota: true})
	if got := r.ask(t, r.good("3303990101900001")).text("RESPONSE_CODE"); got != "05" {
		t.Errorf("code %q", got)
	}
	change(t, r, func(o *othertest.Options) { o.QuotaWithoutCode = true })
	p := r.ask(t, r.good("3303990101900001"))
	if p.element["RESPONSE_CODE"] != nil || outcome(p) != "quota_exhausted" {
		t.Errorf("outcome %s", outcome(p))
	}
}

func TestQuotaLimiterFallsByAnswersAboutPersonsOnly(t *testing.T) {
	r := start(t, othertest.Options{CountQuota: true, QuotaLeft: 9, ShowQuotaLimiter: true})
	for _, c := range []struct {
		outcome string
		left    int
	}{
		{othertest.Found, 8}, {othertest.FaultLogin, 8}, {othertest.NotFound, 7}, {othertest.FaultUnknown, 7}, {othertest.Deceased, 6},
	} {
		limiter := r.ask(t, r.good(r.first(t, c.outcome).NIK)).QuotaLimiter
		if limiter == nil || *limiter != c.left {
			t.Errorf("%s: limiter %v, want %d", c.outcome, limiter, c.left)
		}
	}
	change(t, r, func(o *othertest.Options) { o.ShowQuotaLimiter = false })
	if r.ask(t, r.good("3303990101900001")).QuotaLimiter != nil {
		t.Error("quotaLimiter is still there")
	}
}

func TestAnswerAsPutsAFaultInForceAndLiftsIt(t *testing.T) {
	r := start(t, othertest.Options{})
	asked := r.first(t, othertest.Found).NIK
	for _, fault := range []string{
		othertest.FaultLogin, othertest.FaultIP, othertest.FaultQuota, othertest.FaultHours, othertest.FaultIncomplete,
		othertest.FaultUnregistered, othertest.FaultInstitution, othertest.FaultUser, othertest.FaultUnknown,
	} {
		nik := r.first(t, fault).NIK
		change(t, r, func(o *othertest.Options) { o.AnswerAs = nik })
		if got := outcome(r.ask(t, r.good(asked))); got != fault {
			t.Errorf("got %s, want %s", got, fault)
		}
	}
	change(t, r, func(o *othertest.Options) { o.AnswerAs = "" })
	if got := outcome(r.ask(t, r.good(asked))); got != othertest.Found {
		t.Errorf("after the fault: %s", got)
	}
}

func TestContradictingOptionsAreRefused(t *testing.T) {
	r := start(t, othertest.Options{})
	for _, c := range []struct {
		opts othertest.Options
		want error
	}{
		{othertest.Options{CountQuota: true, QuotaLeft: -1}, othertest.ErrQuota},
		{othertest.Options{ShowQuotaLimiter: true}, othertest.ErrLimiter},
		{othertest.Options{AnswerAs: "3303990101900001"}, othertest.ErrAnswerAs},
	} {
		if _, err := othertest.Start(c.opts); !errors.Is(err, c.want) {
			t.Errorf("start: %v, want %v", err, c.want)
		}
		c.opts.BareObject = true
		if err := r.Change(func(o *othertest.Options) { *o = c.opts }); !errors.Is(err, c.want) {
			t.Errorf("change: %v, want %v", err, c.want)
		}
	}
	change(t, r, func(o *othertest.Options) {
		if *o != (othertest.Options{}) {
			t.Errorf("a refused change left %+v", *o)
		}
	})
}

func change(t *testing.T, r rig, edit func(*othertest.Options)) {
	t.Helper()
	if err := r.Change(edit); err != nil {
		t.Fatal(err)
	}
}
