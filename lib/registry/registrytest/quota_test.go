package registrytest_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"simpul/lib/registry/registrytest"
)

// JUKNIS-II.B.1: exact, however many ask at once.
func TestTheQuotaIsExactUnder64RacingCallers(t *testing.T) {
	const callers, each, quota = 64, 8, 200
	r := start(t, registrytest.Options{Quota: quota, QuotaLimiter: true, Now: noon})
	people := registrytest.WithExpected(registrytest.Found)
	var lefts [quota]atomic.Int32
	var answered, refused atomic.Int32
	var all sync.WaitGroup
	for caller := range callers {
		all.Go(func() {
			for i := range each {
				_, body := r.raw(question(people[(caller*each+i)%len(people)].NIK))
				p := parse(t, body)
				if p.Content[0]["RESPONSE_CODE"] == "05" {
					refused.Add(1)
					continue
				}
				answered.Add(1)
				lefts[*p.QuotaLimiter].Add(1)
			}
		})
	}
	all.Wait()
	if answered.Load() != quota || refused.Load() != callers*each-quota {
		t.Errorf("%d answered, %d refused", answered.Load(), refused.Load())
	}
	if r.Calls() != callers*each || r.Refused() != callers*each-quota || r.Spent(noon()) != quota {
		t.Errorf("the books say %d calls, %d refused, %d spent", r.Calls(), r.Refused(), r.Spent(noon()))
	}
	for left := range lefts {
		if n := lefts[left].Load(); n != 1 {
			t.Errorf("quotaLimiter %d was said %d times", left, n)
		}
	}
}

func TestTheDayEndsAtMidnightWIB(t *testing.T) {
	var clock atomic.Pointer[time.Time]
	set := func(at time.Time) { clock.Store(&at) }
	evening := time.Date(2026, 3, 1, 16, 59, 59, 999_999_999, time.UTC) // 23:59:59.999999999 WIB
	midnight := evening.Add(time.Nanosecond)
	set(evening)
	r := start(t, registrytest.Options{Quota: 1, Now: func() time.Time { return *clock.Load() }})
	nik := someoneFound().NIK
	if first, second := r.code(nik), r.code(nik); first != "" || second != "05" {
		t.Errorf("before midnight: %q, %q", first, second)
	}
	set(midnight)
	if first, second := r.code(nik), r.code(nik); first != "" || second != "05" {
		t.Errorf("after midnight: %q, %q", first, second)
	}
	if r.CallsOn(evening) != 2 || r.CallsOn(midnight) != 2 || r.CallsOn(midnight.AddDate(0, 0, 1)) != 0 || r.CallsFor(nik) != 4 {
		t.Errorf("%d, %d, for the NIK %d", r.CallsOn(evening), r.CallsOn(midnight), r.CallsFor(nik))
	}
}

func TestWhatAnErrorCostsIsAnOption(t *testing.T) {
	missing := registrytest.WithExpected(registrytest.NotFound)[0].NIK
	for free, want := range map[bool]int{false: 1, true: 0} {
		r := start(t, registrytest.Options{Quota: 9, FreeErrors: free, Now: noon})
		if r.code(missing); r.Spent(noon()) != want {
			t.Errorf("free %v: %d spent", free, r.Spent(noon()))
		}
	}
	r := start(t, registrytest.Options{Quota: 1, FreeErrors: true})
	r.code(someoneFound().NIK)
	if got := r.code(missing); got != "05" {
		t.Errorf("a used-up day answers nothing, not even %q", got)
	}
}

func TestHitsInABrowserCountAgainstTheSameQuota(t *testing.T) {
	r := start(t, registrytest.Options{Quota: 3, QuotaLimiter: true})
	r.SpendElsewhere(2)
	if _, body := r.raw(question(someoneFound().NIK)); *parse(t, body).QuotaLimiter != 0 {
		t.Error("the browser's hits are not seen")
	}
	r.SpendElsewhere(5)
	_, body := r.raw(question(someoneFound().NIK))
	if p := parse(t, body); p.Content[0]["RESPONSE_CODE"] != "05" || *p.QuotaLimiter != 0 {
		t.Errorf("overspent: %s", body)
	}
}

func TestWaitCallsEndsWithItsContext(t *testing.T) {
	r := start(t, registrytest.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := r.WaitCalls(ctx, 1); err == nil {
		t.Error("nobody asked")
	}
	r.code(someoneFound().NIK)
	if err := r.WaitCalls(t.Context(), 1); err != nil {
		t.Error(err)
	}
}
