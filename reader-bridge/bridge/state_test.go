package bridge_test

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"simpul/lib/cardreader"
	"simpul/reader-bridge/bridge/bridgetest"
	"simpul/reader-bridge/setup"
	"simpul/reader-bridge/smartcard/smartcardtest"
)

func (d *desk) readers(t *testing.T) []cardreader.Reader {
	t.Helper()
	a := d.call(t, http.MethodGet, cardreader.PathReaders, nil, nil)
	var state cardreader.Readers
	must(t, json.Unmarshal([]byte(a.Text), &state))
	if a.Code != 200 || state.Bridge != bridgetest.ID || state.Profile == "" || len(state.Readers) != 2 {
		t.Fatal(a.Code, a.Text)
	}
	return state.Readers
}

// events returns the states of the first reader as they are sent, without what does not change it.
func (d *desk) events(t *testing.T) func(want func(cardreader.Reader) bool) cardreader.Reader {
	t.Helper()
	response, err := d.http.Get(d.URL + cardreader.PathEvents)
	must(t, err)
	t.Cleanup(func() { _ = response.Body.Close() })
	if kind := response.Header.Get("Content-Type"); kind != "text/event-stream" {
		t.Fatal(kind)
	}
	lines := bufio.NewScanner(response.Body)
	return func(want func(cardreader.Reader) bool) cardreader.Reader {
		t.Helper()
		for lines.Scan() {
			data, is := strings.CutPrefix(lines.Text(), "data: ")
			if !is {
				continue
			}
			var state cardreader.Readers
			must(t, json.Unmarshal([]byte(data), &state))
			if want(state.Readers[0]) {
				return state.Readers[0]
			}
		}
		t.Fatal("the stream ended before the state came", lines.Err())
		return cardreader.Reader{}
	}
}

func cardIs(state string) func(cardreader.Reader) bool {
	return func(r cardreader.Reader) bool { return r.Card == state }
}

func TestEventsTellEachChange(t *testing.T) {
	d := newDesk(t, bridgetest.Options{})
	next := d.events(t)
	if r := next(cardIs("empty")); !r.Ready || r.SAM != "present" || r.Note != "" {
		t.Error("an empty reader with its SAM is not ready:", r.Note)
	}
	d.Lay(person)
	next(cardIs("present"))
	if a := d.read(t, request(nil)); a.Code != 200 {
		t.Fatal(a.Problem)
	}
	d.Services.Stop()
	if r := next(cardIs("unknown")); r.Ready || r.Note == "" || r.Reads != 1 {
		t.Error("without the service a reader is ready, or nothing says what to do")
	}
	d.Services.Start()
	next(cardIs("present"))
	d.SAMs.Take()
	next(func(r cardreader.Reader) bool { return r.SAM == "empty" && !r.Ready && r.Note != "" })
	if a := d.read(t, request(nil)); a.Code == 200 {
		t.Error("read without a SAM")
	}
}

func TestASilentCardHoldsUpItsOwnReaderAlone(t *testing.T) {
	plan := &smartcardtest.Plan{}
	d := newDesk(t, bridgetest.Options{Plan: plan, Settings: func(s *setup.Settings) { s.ReadTime = 300 * time.Millisecond }})
	next := d.events(t)
	d.Lay(person)
	d.SecondCards.Put(d.Print(person))
	next(cardIs("present"))
	plan.At(4, smartcardtest.Silent)
	d.read(t, request(nil)).want(t, "the read of a silent card", 504, "pembaca_tidak_menjawab")
	stuck := next(func(r cardreader.Reader) bool { return r.Card == "stuck" || r.SAM == "stuck" })
	if stuck.Ready || stuck.Note == "" {
		t.Error("a stuck reader is ready, or nothing says what to do")
	}
	if d.readers(t)[0].Ready {
		t.Error("/v1/readers does not show it")
	}
	if a := d.call(t, http.MethodGet, cardreader.PathHealth, nil, nil); a.Code != 200 {
		t.Error("a stuck reader makes the bridge unhealthy:", a.Code)
	}
	d.read(t, request(nil)).want(t, "another read of it", 503, "pembaca_macet")
	other := d.read(t, request(func(r *cardreader.Request) { r.Reader, r.WaitSeconds = bridgetest.Second, 5 }))
	if other.Code != 200 {
		t.Error("the other reader is held up:", other.Problem)
	}
	d.Cards.Take()
	next(cardIs("empty"))
	d.Lay(person)
	if a := d.read(t, request(func(r *cardreader.Request) { r.WaitSeconds = 5 })); a.Code != 200 {
		t.Error("the reader does not come back:", a.Problem, a.Text)
	}
}

func TestMoreCallsThanAreLookedAtAreTurnedAway(t *testing.T) {
	d := newDesk(t, bridgetest.Options{})
	for range 64 { // each with a token, and a body that does not come
		body, write := io.Pipe()
		t.Cleanup(func() { _ = write.Close() })
		call, err := http.NewRequestWithContext(t.Context(), http.MethodPost, d.URL+cardreader.PathRead, body)
		must(t, err)
		call.Header.Set("Authorization", "Bearer "+d.token(t))
		call.Header.Set("Content-Type", "application/json")
		go func() {
			if response, err := d.http.Do(call); err == nil {
				_ = response.Body.Close()
			}
		}()
	}
	for { // until all of them are there
		a := d.post(t, "", nil, map[string]string{"Authorization": ""})
		if a.Code == 429 {
			a.want(t, "one more", 429, "terlalu_sibuk")
			return
		}
		a.want(t, "without a token", 401, "token_tidak_ada")
	}
}
