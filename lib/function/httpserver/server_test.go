package httpserver_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"simpul/lib/function/httpserver"
)

const interval = 4 * time.Second

// running is a server in a bubble that has been told to stop just now.
type running struct {
	server *httpserver.Server
	pipes  *pipes
	begun  time.Time
	end    chan error
}

func start(ctx context.Context, h http.HandlerFunc, finish func(context.Context) error) *running {
	r := &running{pipes: newPipes(), begun: time.Now(), end: make(chan error, 1)}
	r.server = httpserver.New(httpserver.Options{ReadTimeout: time.Hour, WriteTimeout: time.Hour, Interval: interval,
		Log: slog.New(slog.DiscardHandler)})
	go func() { r.end <- r.server.Serve(ctx, r.pipes, h, finish) }()
	return r
}

func (r *running) get(keep bool) (status int, closing bool, err error) {
	client := r.pipes.client(keep)
	defer client.CloseIdleConnections()
	res, err := client.Get("http://x/")
	if err != nil {
		return 0, false, err
	}
	_, err = io.Copy(io.Discard, res.Body)
	return res.StatusCode, res.Close, errors.Join(err, res.Body.Close())
}

func nothing(context.Context) error { return nil }

func TestAStoppingServerTakesCallsForTheIntervalAndEndsTheirConnections(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		r := start(ctx, func(http.ResponseWriter, *http.Request) {}, nothing)
		if status, closing, err := r.get(true); status != 200 || closing || err != nil || r.server.Stopping() {
			t.Errorf("before: %d %v %v", status, closing, err)
		}
		stop()
		time.Sleep(interval - time.Millisecond)
		if status, closing, err := r.get(true); status != 200 || !closing || err != nil || !r.server.Stopping() {
			t.Errorf("within the interval: %d %v %v", status, closing, err)
		}
		time.Sleep(2 * time.Millisecond)
		if _, _, err := r.get(true); err == nil {
			t.Error("a call was taken after the interval")
		}
		if err := <-r.end; err != nil {
			t.Error(err)
		}
	})
}

func TestCallsInFlightAreWaitedForThenToldToEndThenCut(t *testing.T) {
	for name, c := range map[string]struct {
		call   func(context.Context) // what the handler does
		ends   time.Duration         // when Serve returns
		cut    bool
		reason error
	}{
		"short":    {func(context.Context) { time.Sleep(10 * time.Second) }, 10 * time.Second, false, nil},
		"obedient": {func(ctx context.Context) { <-ctx.Done() }, 25 * time.Second, false, httpserver.ErrStopping},
		"stuck":    {func(context.Context) { time.Sleep(time.Minute) }, 27 * time.Second, true, httpserver.ErrStopping},
	} {
		synctest.Test(t, func(t *testing.T) {
			ctx, stop := context.WithCancel(t.Context())
			reason := make(chan error, 1)
			r := start(ctx, func(_ http.ResponseWriter, req *http.Request) {
				c.call(req.Context())
				reason <- context.Cause(req.Context())
			}, nothing)
			go stop()
			status, _, err := r.get(false)
			if cut := err != nil; cut != c.cut || !cut && status != 200 {
				t.Errorf("%s: %d %v", name, status, err)
			}
			err = <-r.end
			took := time.Since(r.begun).Truncate(time.Second)
			if (err != nil) != c.cut || took != c.ends {
				t.Errorf("%s: ended after %s with %v", name, took, err)
			}
			if got := <-reason; !errors.Is(got, c.reason) {
				t.Errorf("%s: context ended with %v", name, got)
			}
		})
	}
}

func TestFinishGetsWhatIsLeftOfTheTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		failure := errors.New("not closed")
		r := start(ctx, func(http.ResponseWriter, *http.Request) {}, func(ctx context.Context) error {
			<-ctx.Done()
			return failure
		})
		stop()
		if err := <-r.end; !errors.Is(err, failure) || time.Since(r.begun) != httpserver.StopTime {
			t.Errorf("%v after %s", err, time.Since(r.begun))
		}
	})
}

func TestAListenerThatFailsEndsTheServerAndStillFinishes(t *testing.T) {
	finished := false
	r := start(t.Context(), func(http.ResponseWriter, *http.Request) {}, func(context.Context) error { finished = true; return nil })
	if err := r.pipes.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-r.end; err == nil || !finished {
		t.Errorf("%v, finished %v", err, finished)
	}
}
