package registrytest_test

import (
	"context"
	"errors"
	"io"
	"net"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"simpul/lib/registry/registrytest"
)

// failing starts a registry whose every answer fails so.
func failing(t *testing.T, f registrytest.Failure, o registrytest.Options) *simulated {
	t.Helper()
	r := start(t, o)
	if err := r.Fail(f, 0); err != nil {
		t.Fatal(err)
	}
	return r
}

// lost asks, waits until the question arrived, hangs up, and returns the error.
func (r *simulated) lost() error {
	ctx, hangUp := context.WithTimeout(context.Background(), patience)
	defer hangUp()
	calls := r.Calls()
	go func() {
		if r.WaitCalls(ctx, calls+1) == nil {
			hangUp()
		}
	}()
	answer, err := r.send(ctx, question(someoneFound().NIK))
	if err == nil {
		defer answer.Body.Close()
		_, err = io.ReadAll(answer.Body)
	}
	return err
}

func TestHangTakesTheQuestionAndNeverAnswers(t *testing.T) {
	r := failing(t, registrytest.Hang, registrytest.Options{Quota: 5, Now: noon})
	if err := r.lost(); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if r.Calls() != 1 || r.Spent(noon()) != 1 {
		t.Errorf("%d calls, %d spent", r.Calls(), r.Spent(noon()))
	}
}

func TestCloseEndsAHangingAnswer(t *testing.T) {
	r := failing(t, registrytest.Hang, registrytest.Options{})
	failed := make(chan error)
	go func() {
		_, err := r.send(context.Background(), question(someoneFound().NIK))
		failed <- err
	}()
	if err := r.WaitCalls(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	_ = r.Close()
	if err := <-failed; err == nil {
		t.Error("an answer came")
	}
}

func TestLatencyHoldsTheAnswerBack(t *testing.T) {
	r := start(t, registrytest.Options{Latency: time.Hour})
	if err := r.lost(); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	r.SetLatency(time.Microsecond)
	if got := r.code(someoneFound().NIK); got != "" {
		t.Errorf("code %s", got)
	}
}

func TestCutClosesInsteadOfAnAnswer(t *testing.T) {
	r := failing(t, registrytest.Cut, registrytest.Options{})
	if _, err := r.send(t.Context(), question(someoneFound().NIK)); !errors.Is(err, io.EOF) {
		t.Errorf("got %v", err)
	}
	if r.Calls() != 1 {
		t.Errorf("%d calls: the client must not have asked again by itself", r.Calls())
	}
}

func TestCutMidBodyLosesTheSecondHalf(t *testing.T) {
	r := failing(t, registrytest.CutMidBody, registrytest.Options{})
	answer, err := r.send(t.Context(), question(someoneFound().NIK))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	half, err := io.ReadAll(answer.Body)
	if !errors.Is(err, io.ErrUnexpectedEOF) || len(half) == 0 || int64(len(half)) >= answer.ContentLength {
		t.Errorf("%d of %d bytes, %v", len(half), answer.ContentLength, err)
	}
}

func TestFailuresEndAfterSoManyQuestions(t *testing.T) {
	r := start(t, registrytest.Options{})
	if err := r.Fail(registrytest.Status503, 2); err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{503, 503, 200, 200} {
		if status, _ := r.raw(question(someoneFound().NIK)); status != want {
			t.Errorf("question %d: %d", i, status)
		}
	}
	if r.Fail("lain", 0) == nil || r.Fail(registrytest.Cut, -1) == nil {
		t.Error("nonsense was taken")
	}
	if err := errors.Join(r.Fail(registrytest.Status500, 0), r.Fail(registrytest.None, 0)); err != nil {
		t.Fatal(err)
	}
	if got := r.code(someoneFound().NIK); got != "" {
		t.Errorf("None ends nothing: %s", got)
	}
}

func TestARefusedConnectionIsRefusedUntilThePortReopens(t *testing.T) {
	r := start(t, registrytest.Options{})
	r.code(someoneFound().NIK) // leaves a warm connection behind
	before := r.URL()
	if err := errors.Join(r.Refuse(), r.Refuse()); err != nil {
		t.Fatal(err)
	}
	r.client.CloseIdleConnections() // the client may not have noticed yet
	if _, err := r.send(t.Context(), question(someoneFound().NIK)); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("got %v", err)
	}
	if stranger, err := net.Listen("tcp", strings.TrimPrefix(before, "https://")); err == nil && runtime.GOOS == "linux" {
		_ = stranger.Close()
		t.Error("the port is anybody's while it is closed")
	}
	if err := errors.Join(r.Reopen(), r.Reopen()); err != nil {
		t.Fatal(err)
	}
	if got := r.code(someoneFound().NIK); got != "" || r.URL() != before || r.Calls() != 2 {
		t.Errorf("code %q at %s, %d calls", got, r.URL(), r.Calls())
	}
}
