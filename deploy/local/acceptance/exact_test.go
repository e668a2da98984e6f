package acceptance_test

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"simpul/lib/admission/redistest"
	"simpul/lib/agreement"
	"simpul/lib/registry/registrytest"
)

// patient is for many callers in one busy process, the last of whom speaks long after it has connected.
const patient = "read_timeout=1m"

// race lets each process meet that many callers at once and counts the answers by status.
func (w *world) race(callers int) map[int]int {
	w.t.Helper()
	var (
		mu     sync.Mutex
		counts = map[int]int{}
		start  = make(chan struct{})
		all    sync.WaitGroup
	)
	for _, url := range w.verifiers() {
		for range callers {
			all.Go(func() {
				<-start
				a, err := w.verify(url)
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					w.t.Error(err)
				}
				if a.code == http.StatusTooManyRequests {
					w.untilMidnight(a)
				}
				counts[a.code]++
			})
		}
	}
	close(start)
	all.Wait()
	return counts
}

// untilMidnight fails unless a tells when the day ends.
func (w *world) untilMidnight(a answer) {
	seconds, err := strconv.Atoi(a.header.Get("Retry-After"))
	rest := time.Until(agreement.DateOf(time.Now()).Next().Midnight())
	again := time.Duration(seconds) * time.Second
	if err != nil || again < rest-time.Minute || again > rest+time.Minute {
		w.t.Errorf("Retry-After %q, midnight in WIB is %v away", a.header.Get("Retry-After"), rest)
	}
	if !strings.HasSuffix(a.Type, "kuota_habis") {
		w.t.Errorf("429 %s", a.Type)
	}
}

func TestEightProcessesAnd512CallersGetExactlyTwoHundred(t *testing.T) { // JUKNIS-II.B.1
	w := newWorld(t, 8, patient)
	counts := w.race(64)
	if counts[200] != 200 || counts[429] != 8*64-200 || len(counts) != 2 {
		t.Errorf("answers by status: %v", counts)
	}
	w.counts(200)
}

func TestLostRepliesOfRedisChargeOnce(t *testing.T) { // one in fifty lost: a retried INCR would charge twice
	w := &world{t: t, redis: redistest.Start(t)}
	proxy := redistest.NewProxy(t, w.redis)
	w.start(4, proxy.URL(), []string{patient})
	proxy.LoseEvery(50)
	counts := w.race(64)
	if proxy.Lost() < 5 {
		t.Errorf("only %d replies were lost", proxy.Lost())
	}
	proxy.LoseEvery(0)
	// On a busy machine a caller may be refused with 503 because its step came too late; that costs nothing.
	for counts[200] < 200 {
		a, err := w.verify(w.verifiers()[0])
		if err != nil || a.code != http.StatusOK {
			t.Fatalf("%d answers so far, then %d %s %v", counts[200], a.code, a.Type, err)
		}
		counts[200]++
	}
	if a, err := w.verify(w.verifiers()[0]); err != nil || a.code != http.StatusTooManyRequests {
		t.Errorf("after 200: %d %s %v", a.code, a.Type, err)
	}
	if counts[200] != 200 {
		t.Errorf("answers by status: %v", counts)
	}
	w.counts(200)
}

func TestAProcessKilledInTheMiddleOfItsCallsLosesNoCount(t *testing.T) {
	w := newWorld(t, 2)
	must(t, w.registry.Fail(registrytest.Hang, 5))
	var calls sync.WaitGroup
	victim := w.Running[0]
	for range 5 {
		calls.Go(func() {
			if a, err := w.verify(victim.URL); err == nil {
				t.Errorf("answered %d %s by a process that was killed", a.code, a.Type)
			}
		})
	}
	must(t, w.registry.WaitCalls(t.Context(), 5))
	must(t, victim.Signal(syscall.SIGKILL))
	calls.Wait()
	w.counts(5)
	survivor := w.verifiers()[1]
	for want := int64(6); want <= 8; want++ {
		if a, err := w.verify(survivor); err != nil || a.code != http.StatusOK || a.Quota.Used != want {
			t.Errorf("the other process: %d %s %v, used %d", a.code, a.Type, err, a.Quota.Used)
		}
	}
	w.counts(8)
}

func TestACallerWhoHangsUpIsCountedOnce(t *testing.T) {
	w := newWorld(t, 1)
	w.registry.SetLatency(300 * time.Millisecond)
	ctx, hangUp := context.WithCancel(t.Context())
	gone := make(chan error)
	go func() {
		_, err := w.do(w.request(http.MethodPost, w.verifiers()[0], verification(registrytest.Samples()[0])).WithContext(ctx))
		gone <- err
	}()
	must(t, w.registry.WaitCalls(t.Context(), 1))
	hangUp()
	if err := <-gone; err == nil {
		t.Error("the caller did not hang up")
	}
	w.counts(1)
	once(t, w, 2)
}

// once verifies once more and expects that many hits.
func once(t *testing.T, w *world, want int64) {
	t.Helper()
	a, err := w.verify(w.verifiers()[0])
	if err != nil || a.code != http.StatusOK || a.Quota.Used != want {
		t.Errorf("%d %s %v, used %d, expected %d", a.code, a.Type, err, a.Quota.Used, want)
	}
	w.counts(want)
}

func TestAProcessStoppedAndResumedInTheMiddleOfACallCountsOnce(t *testing.T) {
	w := newWorld(t, 1)
	w.registry.SetLatency(200 * time.Millisecond)
	process := w.Running[0]
	result := make(chan answer)
	go func() {
		a, err := w.verify(process.URL)
		if err != nil {
			t.Error(err)
		}
		result <- a
	}()
	must(t, w.registry.WaitCalls(t.Context(), 1))
	must(t, process.Signal(syscall.SIGSTOP))
	if used := w.used(); used != 1 {
		t.Errorf("used %d while it is stopped", used)
	}
	must(t, process.Signal(syscall.SIGCONT))
	if a := <-result; a.code != http.StatusOK && a.code != http.StatusGatewayTimeout {
		t.Errorf("%d %s", a.code, a.Type)
	}
	w.registry.SetLatency(0)
	w.counts(1)
}

func TestARegistryThatNeverAnswersIsCountedAndEndsInTime(t *testing.T) {
	w := newWorld(t, 1, "SIMPUL_REGISTRY__TIMEOUT=1s")
	must(t, w.registry.Fail(registrytest.Hang, 1))
	a, err := w.verify(w.verifiers()[0])
	if err != nil || a.code != http.StatusGatewayTimeout || !strings.HasSuffix(a.Type, "dukcapil_tidak_menjawab") {
		t.Errorf("%d %s %v", a.code, a.Type, err)
	}
	w.counts(1)
}

func TestARefusedConnectionIsGivenBack(t *testing.T) { // the only give-back
	w := newWorld(t, 1, "SIMPUL_REGISTRY__BREAKER={failures: 100, cooldown: 1s}")
	must(t, w.registry.Refuse())
	for range 5 {
		if a, err := w.verify(w.verifiers()[0]); err != nil || !strings.HasSuffix(a.Type, "dukcapil_tidak_terjangkau") {
			t.Errorf("%d %s %v", a.code, a.Type, err)
		}
	}
	w.counts(0)
	must(t, w.registry.Reopen())
	once(t, w, 1)
}
