package function_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/function"
	"simpul/lib/function/httpserver"
	"simpul/lib/problem"
)

// timed calls the handler without a network, so that a bubble's clock rules, and returns how long the caller waited.
func timed(t *testing.T, server *function.Server, ctx context.Context, header ...string) (*http.Response, string, time.Duration) {
	t.Helper()
	start := time.Now()
	w, r := httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, http.MethodPost, "/", nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	server.ServeHTTP(w, r)
	return w.Result(), w.Body.String(), time.Since(start)
}

// patient waits for its context and for hold after that.
func patient(hold time.Duration) function.Function {
	return function.Function{Handler: func(req handler.Request) (handler.Response, error) {
		<-req.Context().Done()
		time.Sleep(hold)
		return handler.Response{}, errors.Join(errors.New("gave up"), req.Context().Err())
	}}
}

func TestExecTimeoutEndsTheContextAndAnswers504(t *testing.T) {
	for name, hold := range map[string]time.Duration{"obedient": 0, "stuck": time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			server := function.NewServer(patient(hold), settings(), discard())
			res, body, waited := timed(t, server, t.Context())
			wantProblem(t, res, body, 504, "waktu_habis")
			if waited != settings().ExecTimeout {
				t.Errorf("%s: answered after %s", name, waited)
			}
			time.Sleep(hold) // a bubble wants every handler home
		})
	}
}

func TestXTimeoutShortensAndNeverLengthens(t *testing.T) {
	for header, want := range map[string]time.Duration{"2s": 2 * time.Second, "150ms": 150 * time.Millisecond, "10h": 50 * time.Second,
		"": 50 * time.Second, "0s": 50 * time.Second, "-1s": 50 * time.Second, "5": 50 * time.Second, "cepat": 50 * time.Second} {
		synctest.Test(t, func(t *testing.T) {
			server := function.NewServer(patient(0), settings(), discard())
			if _, _, waited := timed(t, server, t.Context(), "X-Timeout", header); waited != want {
				t.Errorf("%q: answered after %s", header, waited)
			}
		})
	}
}

// A handler that knows better what happened than "time is up" is believed.
func TestAProblemAtTheDeadlineIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := function.Function{Handler: func(handler.Request) (handler.Response, error) {
			time.Sleep(time.Second)
			return handler.Response{}, problem.New(problem.CodeDukcapilTidakMenjawab)
		}}
		res, body, _ := timed(t, function.NewServer(f, settings(), discard()), t.Context())
		wantProblem(t, res, body, 504, "dukcapil_tidak_menjawab")
	})
}

// A slot belongs to the handler, not to the caller: handlers that hang would pile up without limit.
func TestAHandlerGivenUpKeepsItsSlot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := settings()
		s.MaxInflight = 1
		server := function.NewServer(patient(time.Minute), s, discard())
		timed(t, server, t.Context(), "X-Timeout", "1s")
		res, body, _ := timed(t, server, t.Context())
		wantProblem(t, res, body, 429, "terlalu_sibuk")
		time.Sleep(2 * time.Minute)
		res, body, _ = timed(t, server, t.Context())
		wantProblem(t, res, body, 504, "waktu_habis")
		time.Sleep(2 * time.Minute)
	})
}

func TestACallerWhoHangsUpEndsTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newJournal()
		ctx, hangUp := context.WithTimeout(t.Context(), time.Second)
		defer hangUp()
		gone, cancel := context.WithCancel(t.Context())
		context.AfterFunc(ctx, cancel)
		server := function.NewServer(patient(3*time.Second), settings(), httpserver.NewLogger(log))
		if _, _, waited := timed(t, server, gone); waited != 4*time.Second {
			t.Errorf("ended after %s", waited)
		}
		if line := log.await(t, "call"); line["cause"] != "the caller hung up" || line["level"] != "INFO" {
			t.Errorf("%v", line)
		}
	})
}

// Quota must not be spent for a caller who has no time left to hear the answer.
func TestACallWhoseTimeIsOverIsNotBegun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := false
		f := function.Function{Handler: func(handler.Request) (handler.Response, error) {
			began = true
			return handler.Response{}, nil
		}}
		over, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		<-over.Done()
		res, body, _ := timed(t, function.NewServer(f, settings(), discard()), over)
		wantProblem(t, res, body, 504, "waktu_habis")
		if synctest.Wait(); began {
			t.Error("the handler ran")
		}
	})
}
