package bridge_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/cardreader"
	"simpul/lib/resident"
	"simpul/reader-bridge/bridge/bridgetest"
	"simpul/reader-bridge/sam"
	"simpul/reader-bridge/setup"
	"simpul/reader-bridge/smartcard"
	"simpul/reader-bridge/smartcard/smartcardtest"
)

func inFolder(state string) func(*setup.Settings) {
	return func(s *setup.Settings) { s.State = state }
}

func TestBrowsersAreRefusedEverywhere(t *testing.T) {
	d := newDesk(t, bridgetest.Options{})
	for _, path := range []string{cardreader.PathHealth, cardreader.PathReaders, cardreader.PathEvents, cardreader.PathRead, "/"} {
		for name, value := range map[string]string{"Origin": "https://perizinan.example", "Sec-Fetch-Site": "same-origin"} {
			for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodOptions} {
				a := d.call(t, method, path, nil, map[string]string{name: value, "Authorization": "Bearer " + d.token(t)})
				a.want(t, method+" "+path+" with "+name, 403, "peramban_ditolak")
				for header := range a.Header {
					if strings.HasPrefix(header, "Access-Control-") {
						t.Error("a page is let in by", header)
					}
				}
			}
		}
	}
}

func TestWhatIsNoGoodCallIsRefused(t *testing.T) {
	d := newDesk(t, bridgetest.Options{})
	good, err := json.Marshal(request(nil))
	must(t, err)
	used := d.token(t)
	d.post(t, used, good, nil)
	for name, row := range map[string]struct {
		token  string
		body   string
		header map[string]string
		status int
		code   string
	}{
		"no token":        {"", string(good), map[string]string{"Authorization": ""}, 401, "token_tidak_ada"},
		"a used token":    {used, string(good), nil, 401, "token_tidak_sah"},
		"another token":   {"x.y.z", string(good), nil, 401, "token_tidak_sah"},
		"no JSON":         {d.token(t), "{", nil, 400, "permintaan_rusak"},
		"a member twice":  {d.token(t), strings.Replace(string(good), "{", `{"reader":"x",`, 1), nil, 400, "permintaan_rusak"},
		"an odd member":   {d.token(t), strings.Replace(string(good), "{", `{"apdu":"00",`, 1), nil, 400, "permintaan_rusak"},
		"something after": {d.token(t), string(good) + "{}", nil, 400, "permintaan_rusak"},
		"too much":        {d.token(t), strings.Repeat(" ", cardreader.MaxRequest) + string(good), nil, 413, "permintaan_terlalu_besar"},
		"a form":          {d.token(t), string(good), map[string]string{"Content-Type": "text/plain"}, 415, "tipe_konten_salah"},
	} {
		d.post(t, row.token, []byte(row.body), row.header).want(t, name, row.status, row.code)
	}
	d.call(t, http.MethodGet, cardreader.PathRead, nil, nil).want(t, "GET", 405, "metode_http_salah")
	for _, path := range []string{"/v2", "//v1/readers", "/v1/../v1/readers", "/v1/readers/"} { // no redirect either
		d.call(t, http.MethodGet, path, nil, nil).want(t, path, 404, "alamat_tidak_ada")
	}
}

func TestATokenHoldsForItsOwnReadAlone(t *testing.T) {
	d := newDesk(t, bridgetest.Options{})
	d.Lay(person)
	d.read(t, request(func(r *cardreader.Request) { r.Nonce = "lain" })).want(t, "another nonce", 401, "token_tidak_sah")
	d.read(t, request(func(r *cardreader.Request) { r.Application = "k1.lain" })).want(t, "another application", 401, "token_tidak_sah")
	d.SecondCards.Put(d.Print(person))
	body, err := json.Marshal(request(func(r *cardreader.Request) { r.Reader = bridgetest.Second }))
	must(t, err)
	d.post(t, d.token(t), body, nil).want(t, "another reader", 401, "token_tidak_sah")
}

func TestWithoutConsentAndPresenceNoCardIsRead(t *testing.T) { // JUKNIS-IV.F
	plan := &smartcardtest.Plan{}
	d := newDesk(t, bridgetest.Options{Plan: plan})
	d.Lay(person)
	for field, change := range map[string]func(*cardreader.Request){
		"consent.read":   func(r *cardreader.Request) { r.Consent = cardreader.Consent{Store: true} },
		"holder_present": func(r *cardreader.Request) { r.HolderPresent = false },
		"elements":       func(r *cardreader.Request) { r.Elements = []resident.Element{"agama"} },
		"wait_s":         func(r *cardreader.Request) { r.WaitSeconds = 61 },
	} {
		a := d.read(t, request(change))
		a.want(t, field, 422, "isian_salah")
		if !slices.ContainsFunc(a.Fields, func(f struct{ Name string }) bool { return f.Name == field }) {
			t.Errorf("%s is not named", field)
		}
	}
	if plan.Count() != 0 {
		t.Errorf("%d commands went to card or SAM", plan.Count())
	}
}

func TestASAMOutsideItsTimeReadsNothing(t *testing.T) { // PKS-2.1c, PKS-9.4
	yesterday := agreement.DateOf(time.Now().AddDate(0, 0, -1))
	for name, change := range map[string]func(*setup.Settings){
		"agreement over": func(s *setup.Settings) { s.SAMs.ValidUntil = yesterday },
		"bridging over": func(s *setup.Settings) {
			before := agreement.DateOf(time.Now().AddDate(0, 0, -2))
			s.SAMs.ValidUntil, s.SAMs.Bridging = before, &sam.Bridging{SPTJM: agreement.Paper{Number: "1", Date: before}, Until: yesterday}
		},
		"not activated": func(s *setup.Settings) { s.SAMs.Modules[0].ActivatedOn = agreement.Date{} },
	} {
		plan := &smartcardtest.Plan{}
		d := newDesk(t, bridgetest.Options{Settings: change, Plan: plan})
		d.Lay(person)
		d.read(t, request(nil)).want(t, name, 403, "sam_tidak_aktif")
		if plan.Count() != 0 {
			t.Errorf("%s: the SAM was used", name)
		}
	}
}

func TestAnAgreementThatEndsWhileACardIsAwaitedReadsNothing(t *testing.T) { // PKS-9.4
	plan := &smartcardtest.Plan{}
	d := newDesk(t, bridgetest.Options{Plan: plan, Settings: func(s *setup.Settings) { s.SAMs.ValidUntil = agreement.DateOf(time.Now()) }})
	done := make(chan answer, 1)
	const busy = "urn:simpul:problem:pembaca_sibuk"
	go func() {
		a := answer{Problem: busy}
		for a.Problem == busy { // with one of those below
			a = d.read(t, request(func(r *cardreader.Request) { r.WaitSeconds = 30 }))
		}
		done <- a
	}()
	for d.read(t, request(nil)).Problem != busy { // until the first one waits
		continue
	}
	d.Shift(24 * time.Hour)
	d.Lay(person)
	a := <-done
	a.want(t, "a card after midnight", 403, "sam_tidak_aktif")
	if plan.Count() != 0 {
		t.Error("the SAM was used")
	}
}

func TestEachResultThatIsNotGenuineIsAProblemThatSaysWhatToDo(t *testing.T) {
	for name, row := range map[string]struct {
		spoil  func(d *desk)
		status int
		code   string
	}{
		"no card":        {func(d *desk) { d.Cards.Take() }, 504, "kartu_tidak_ada"},
		"another card":   {func(d *desk) { d.Cards.Put(smartcardtest.Blank{}) }, 409, "kartu_bukan_ktp_el"},
		"changed data":   {func(d *desk) { c := d.Print(person); c.Tamper(); d.Cards.Put(c) }, 409, "tanda_tangan_kartu_salah"},
		"no SAM":         {func(d *desk) { d.SAMs.Take() }, 503, "sam_menolak"},
		"no service":     {func(d *desk) { d.Services.Stop() }, 503, "pembaca_tidak_siap"},
		"unknown reader": {nil, 404, "pembaca_tidak_terdaftar"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, bridgetest.Options{})
			d.Lay(person)
			change := func(r *cardreader.Request) { r.WaitSeconds = 1 }
			if row.spoil == nil {
				change = func(r *cardreader.Request) { r.Reader = "loket-9" }
			} else {
				d.read(t, request(change)) // the desk has seen the card
				row.spoil(d)
			}
			a := d.read(t, request(change))
			a.want(t, name, row.status, row.code)
			if row.spoil != nil && a.Advice == "" || strings.Contains(a.Text, "PENANDA") {
				t.Error("no advice, or something of the card:", a.Text)
			}
		})
	}
}

func TestABridgeThatHasJustStartedSaysSo(t *testing.T) {
	d := newDesk(t, bridgetest.Options{Starting: true})
	for name, a := range map[string]answer{"read": d.read(t, request(nil)), "health": d.call(t, http.MethodGet, cardreader.PathHealth, nil, nil)} {
		a.want(t, name, 503, "fungsi_tidak_tersedia")
		if a.Header.Get("Retry-After") == "" {
			t.Errorf("%s: no Retry-After", name)
		}
	}
	d.Shift(6 * time.Second)
	if a := d.call(t, http.MethodGet, cardreader.PathHealth, nil, nil); a.Code != 200 {
		t.Error("not healthy when it has started:", a.Code)
	}
}

// gated holds a read up at the card until it is let go.
type gated struct {
	smartcard.Service

	entered, leave chan struct{}
}

func (g gated) Connect(slot string) (smartcard.Card, error) {
	if slot == bridgetest.CardSlot {
		g.entered <- struct{}{}
		<-g.leave
	}
	return g.Service.Connect(slot)
}

func TestOfFiftyCallersOneReads(t *testing.T) {
	g := gated{entered: make(chan struct{}), leave: make(chan struct{})}
	d := newDesk(t, bridgetest.Options{Service: func(s *smartcardtest.Readers) smartcard.Service { g.Service = s; return g }})
	d.Lay(person)
	var all, others sync.WaitGroup
	var read, busy atomic.Int64
	others.Add(49)
	for range 50 {
		all.Go(func() {
			a := d.read(t, request(func(r *cardreader.Request) { r.WaitSeconds = 5 }))
			switch {
			case a.Code == 200 && a.Elements[resident.NIK] == invented:
				read.Add(1)
				return
			case a.Code == 409 && a.Problem == "urn:simpul:problem:pembaca_sibuk" && !strings.Contains(a.Text, "PENANDA"):
				busy.Add(1)
			default:
				t.Error(a.Code, a.Problem)
			}
			others.Done()
		})
	}
	<-g.entered
	others.Wait() // they are refused while the one has the card
	close(g.leave)
	all.Wait()
	if read.Load() != 1 || busy.Load() != 49 {
		t.Errorf("%d read, %d were told that it is busy", read.Load(), busy.Load())
	}
}

func TestMoreStreamsThanAreServedAreTurnedAway(t *testing.T) {
	d := newDesk(t, bridgetest.Options{})
	for range 8 {
		response, err := d.http.Get(d.URL + cardreader.PathEvents)
		must(t, err)
		t.Cleanup(func() { _ = response.Body.Close() })
	}
	d.call(t, http.MethodGet, cardreader.PathEvents, nil, nil).want(t, "a ninth stream", 429, "terlalu_sibuk")
}
