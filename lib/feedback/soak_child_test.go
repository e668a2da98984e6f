//go:build soak

package feedback_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	"testing"
	"time"

	"simpul/lib/feedback"
)

// What a child process of the long run is told.
const (
	childRedis   = "FEEDBACK_SOAK_REDIS"
	childFolder  = "FEEDBACK_SOAK_FOLDER"
	childService = "FEEDBACK_SOAK_SERVICE"
	childOffset  = "FEEDBACK_SOAK_OFFSET"
)

// TestSoakChild is no test of its own: the long run starts it as a process, and kills it.
func TestSoakChild(t *testing.T) {
	if os.Getenv(childRedis) == "" {
		// Not a test: there is nothing to do without the long run.
		t.Skip("only the long run starts it, as a process of its own")
	}
	w := &world{TB: t, url: os.Getenv(childRedis), folder: os.Getenv(childFolder), office: newOffice(), tell: t}
	offset, err := strconv.ParseInt(os.Getenv(childOffset), 10, 64)
	w.must(err)
	w.offset.Store(offset)
	w.keys, w.client, w.service = w.openKeys(), w.connect(), dial(os.Getenv(childService))
	w.Outbox = w.replica(w.client, hasty)
	go w.duties()
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		n, err := strconv.Atoi(lines.Text())
		w.must(err)
		w.say(n)
	}
}

func hasty(s *feedback.Settings) {
	s.Timeout, s.Immediate, s.Call = 2*time.Second, 300*time.Millisecond, 500*time.Millisecond
	s.First, s.Most = 50*time.Millisecond, time.Second
}

// duties delivers again and again.
func (w *world) duties() {
	for range time.Tick(20 * time.Millisecond) {
		_, _ = w.Deliver(context.Background())
	}
}

// say submits the n-th unit and answers with its number once it is taken.
func (w *world) say(n int) {
	results, err := w.Submit(context.Background(), officer, []feedback.Submission{soaked(n)})
	if err == nil && results[0].Problem == nil {
		fmt.Println("taken", n)
		return
	}
	fmt.Println("again", n)
}

// soaked is the n-th unit's submission.
func soaked(n int) feedback.Submission {
	return licensed(&applicant{nik: nikOf(n), application: fmt.Sprintf("503/%d/2026", n), accesses: []string{fmt.Sprintf("01990f2a-0000-7000-8000-%012x", n)}})
}

// caller is a service over HTTP on a socket.
type caller struct{ http.Client }

func dial(socket string) *caller {
	return &caller{http.Client{Timeout: 400 * time.Millisecond, Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "unix", socket)
	}}}}
}

// Deliver sends names alone: they tell everything of an invented parcel.
func (c *caller) Deliver(ctx context.Context, parcels []feedback.Parcel) []feedback.Outcome {
	var names []string
	for _, p := range parcels {
		names = append(names, nameOf(p))
	}
	body, err := json.Marshal(names)
	if err != nil {
		return nil
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://layanan/", bytes.NewReader(body))
	if err != nil {
		return nil
	}
	res, err := c.Do(req)
	if err != nil {
		return nil // nobody knows
	}
	defer func() { _ = res.Body.Close() }()
	var outcomes []feedback.Outcome
	if res.StatusCode != http.StatusOK || json.NewDecoder(res.Body).Decode(&outcomes) != nil {
		return nil
	}
	return outcomes
}
