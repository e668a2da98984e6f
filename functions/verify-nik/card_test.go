package main

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"simpul/functions/functiontest"
	"simpul/lib/admission/redistest"
	"simpul/lib/identity"
	"simpul/lib/ledger"
	"simpul/lib/registry/registrytest"
	"simpul/lib/resident"
	"simpul/reader-bridge/bridge/bridgetest"
	"simpul/reader-bridge/setup"
	"simpul/reader-bridge/smartcard/smartcardtest"
)

// counter is a bench with a card reader.
type counter struct {
	*bench
	cards *bridgetest.Counter
}

func newCounter(t *testing.T, environ map[string]string, o bridgetest.Options) *counter {
	t.Helper()
	rig := functiontest.New(t, root, environ)
	rig.Initialise(t, 0)
	cards := rig.Counter(t, o)
	return &counter{&bench{rig, rig.Serve(t, "verify-nik", build), rig.Token(t, identity.ScopeVerify)}, cards}
}

// printed are the elements of a person as a card has them, changed.
func printed(person registrytest.Person, changes map[string]string) map[resident.Element]string {
	all := map[resident.Element]string{resident.NIK: person.NIK}
	for name, text := range person.Elements() {
		all[resident.Element(name)] = text
	}
	delete(all, resident.KodeKecamatan) // no card has it
	for name, text := range changes {
		all[resident.Element(name)] = text
	}
	return all
}

// with is a body with a reader, changed by the pairs that follow.
func with(nik string, claimed map[string]string, changes ...any) map[string]any {
	card := []any{"reader", bridgetest.Reader, "consent", map[string]any{"read": true, "store": false}, "holder_present", true}
	return of(nik, claimed, append(card, changes...)...)
}

func found() registrytest.Person { return registrytest.WithExpected(registrytest.Found)[0] }

// show asks as an officer who may see elements.
func (c *counter) show(t *testing.T, body map[string]any, elements ...string) functiontest.Answer {
	t.Helper()
	body["show"] = elements
	return c.Do(functiontest.Call{Token: c.Token(t, identity.ScopeVerify, identity.ScopeView), Body: body})
}

func TestACardIsHeldAgainstPaperAndRegistry(t *testing.T) { // JUKNIS-IV, Lampiran II step 3
	c := newCounter(t, nil, bridgetest.Options{})
	person := found()
	c.cards.Lay(printed(person, nil))
	a := c.ask(with(person.NIK, map[string]string{"nama_lengkap": person.NamaLengkap}))
	if a.Code != http.StatusOK || a.Verdict != "sesuai" || a.Card == nil || a.Card.Class != "asli" || a.Data != nil || a.Card.Data != nil {
		t.Fatal(a.Code, a.Problem, a.Advice, a.Verdict)
	}
	if name := a.Card.Elements["nama_lengkap"]; name.Paper != "sesuai" || name.Registry != "sesuai" {
		t.Error("name:", name)
	}
	if job := a.Card.Elements["pekerjaan"]; job.Paper != "tidak_diisi" || job.Registry != "sesuai" {
		t.Error("what was not typed is not held against the registry alone:", job)
	}
	if a.Elements["tanggal_lahir"] != "sesuai" {
		t.Error("the claim is not completed by the card")
	}
	for name, value := range person.Elements() {
		if len(value) > 3 && strings.Contains(strings.ToUpper(a.Text), strings.ToUpper(value)) {
			t.Errorf("%s came back without nik:view", name)
		}
	}
}

func TestAStaleCardIsANote(t *testing.T) { // agreement.md, At the counter
	c := newCounter(t, nil, bridgetest.Options{})
	person := found()
	c.cards.Lay(printed(person, map[string]string{"pekerjaan": "PELAUT", "alamat": "JL. LAMA SEKALI 99"}))
	a := c.ask(with(person.NIK, person.Elements()))
	if a.Code != 200 || a.Verdict != "sesuai" {
		t.Fatal(a.Code, a.Verdict, a.Text)
	}
	codes := map[string]string{}
	for _, w := range a.Warnings {
		codes[w.Code] = w.Detail
	}
	if !strings.Contains(codes["kartu_belum_diperbarui"], "Pekerjaan") || !strings.Contains(codes["isian_beda_kartu"], "Alamat") {
		t.Error("nothing is noted:", a.Warnings)
	}
	c.cards.Lay(printed(person, map[string]string{"pekerjaan": "PELAUT"}))
	if a := c.ask(with(person.NIK, nil)); a.Verdict != "sesuai" || a.Elements["pekerjaan"] != "berbeda" {
		t.Error("a stale occupation decides:", a.Verdict)
	}
}

func TestOnlyWhatIsStaleOnTheCardIsCalledStale(t *testing.T) {
	c := newCounter(t, nil, bridgetest.Options{})
	person := found()
	c.cards.Lay(printed(person, map[string]string{"pekerjaan": "PELAUT"}))
	a := c.ask(with(person.NIK, map[string]string{"alamat": "JL. SALAH KETIK 99", "pekerjaan": person.Pekerjaan}))
	if a.Code != 200 || a.Verdict != "sesuai" {
		t.Fatal(a.Code, a.Text)
	}
	if !strings.Contains(a.NextStep, "belum diperbarui pada KTP-el: Pekerjaan.") || strings.Contains(a.NextStep, "Alamat") {
		t.Error(a.NextStep)
	}
}

func TestACardWhoseNameDiffersFromTheRegistryIsNotSesuaiByItself(t *testing.T) {
	c := newCounter(t, nil, bridgetest.Options{})
	person := found()
	c.cards.Lay(printed(person, map[string]string{"nama_lengkap": "SAMA SEKALI LAIN"}))
	if a := c.ask(with(person.NIK, nil)); a.Verdict != "tidak_sesuai" {
		t.Error(a.Verdict)
	}
}

func TestACardOfAnotherNIKCostsNothingAndTellsNothing(t *testing.T) { // JUKNIS-II.B.1
	c := newCounter(t, nil, bridgetest.Options{})
	people := registrytest.WithExpected(registrytest.Found)
	c.cards.Lay(printed(people[1], nil))
	c.refused(t, "another's card", c.ask(with(people[0].NIK, nil)), http.StatusConflict, "nik_kartu_berbeda")
}

func TestNoCardThatIsNotGenuineIsASuccess(t *testing.T) {
	c := newCounter(t, nil, bridgetest.Options{})
	person := found()
	tampered := c.cards.Print(printed(person, nil))
	tampered.Tamper()
	for name, row := range map[string]struct {
		chip   smartcardtest.Chip
		status int
		code   string
	}{
		"changed data":  {tampered, 409, "tanda_tangan_kartu_salah"},
		"another card":  {smartcardtest.Blank{}, 409, "kartu_bukan_ktp_el"},
		"another state": {smartcardtest.NewIssuer(smartcardtest.Public()).Card(smartcardtest.Print{Fields: []string{person.NIK}}), 409, "kartu_bukan_ktp_el"},
	} {
		c.cards.Cards.Put(row.chip)
		a := c.ask(with(person.NIK, person.Elements()))
		c.refused(t, name, a, row.status, row.code)
		if a.Advice == "" {
			t.Errorf("%s: no advice", name)
		}
	}
	c.cards.Cards.Take()
	c.refused(t, "no card", c.ask(with(person.NIK, person.Elements())), 504, "kartu_tidak_ada")
	if got := c.reads(t); got != "bukan_ktp_el 2, tanda_tangan_tidak_cocok 1" { // nobody laid a card down the last time
		t.Error("counted:", got)
	}
}

// reads are the totals of card reads by class (PKS-8.1).
func (c *counter) reads(t *testing.T) string {
	t.Helper()
	var all []string
	for field, n := range redistest.Dump(t, c.raw(t))["{simpul}:counters"].Fields {
		if _, class, isRead := strings.Cut(field, ":card:"); isRead {
			all = append(all, class+" "+n)
		}
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

func (c *counter) raw(t *testing.T) *redis.Client {
	t.Helper()
	options, err := redis.ParseURL(c.Redis.URL())
	if err != nil {
		t.Fatal(err)
	}
	client := redis.NewClient(options)
	t.Cleanup(func() { _ = client.Close() })
	return client
}

func TestAGenuineCardIsCountedWhateverComesOfTheAccess(t *testing.T) { // PKS-8.1
	c := newCounter(t, nil, bridgetest.Options{})
	people := registrytest.WithExpected(registrytest.Found)
	c.cards.Lay(printed(people[0], nil))
	c.ask(with(people[0].NIK, nil))
	c.ask(with(people[1].NIK, nil)) // another's card
	if got := c.reads(t); got != "asli 2" {
		t.Error("counted:", got)
	}
}

func TestWhatACardNeedsIsAskedForBeforeItIsRead(t *testing.T) { // JUKNIS-IV.F
	plan := &smartcardtest.Plan{}
	c := newCounter(t, nil, bridgetest.Options{Plan: plan})
	person := found()
	c.cards.Lay(printed(person, nil))
	for field, change := range map[string][]any{
		"consent.read":      {"consent", map[string]any{"store": true}},
		"holder_present":    {"holder_present", false},
		"identity_document": {"identity_document", "ikd"},
	} {
		a := c.ask(with(person.NIK, nil, change...))
		c.refused(t, field, a, http.StatusUnprocessableEntity, "isian_salah")
		if len(a.Fields) != 1 || a.Fields[0].Name != field {
			t.Errorf("%s is not what is named: %v", field, a.Fields)
		}
	}
	a := c.ask(with(person.NIK, nil, "reader", "loket-9"))
	c.refused(t, "an unknown reader", a, http.StatusUnprocessableEntity, "isian_salah")
	a = c.ask(of(person.NIK, nil, "consent", map[string]any{"read": true}))
	c.refused(t, "consent without a reader", a, http.StatusUnprocessableEntity, "isian_salah")
	if plan.Count() != 0 {
		t.Errorf("%d commands went to card or SAM", plan.Count())
	}
}

func TestWhereThereIsNoAccessNoCardIsRead(t *testing.T) { // PKS-5, PKS-9.4
	for name, row := range map[string]struct {
		environ map[string]string
		close   func(c *counter)
		status  int
		code    string
	}{
		"suspended":        {nil, func(c *counter) { c.Suspend(t) }, 403, "akses_ditangguhkan"},
		"over":             {map[string]string{"SIMPUL_AGREEMENT__VALID_UNTIL": "2025-12-31"}, func(*counter) {}, 403, "perjanjian_berakhir"},
		"Redis is emptied": {nil, func(c *counter) { c.Redis.Do("FLUSHALL") }, 503, "belum_disiapkan"},
	} {
		t.Run(name, func(t *testing.T) {
			plan := &smartcardtest.Plan{}
			c := newCounter(t, row.environ, bridgetest.Options{Plan: plan})
			person := found()
			c.cards.Lay(printed(person, nil))
			row.close(c)
			c.refused(t, name, c.ask(with(person.NIK, nil)), row.status, row.code)
			if plan.Count() != 0 {
				t.Errorf("%d commands went to card or SAM", plan.Count())
			}
		})
	}
}

func TestWithoutReadersACallWithOneIsRefused(t *testing.T) {
	b := newBench(t, nil)
	b.refused(t, "no readers", b.ask(with(found().NIK, nil)), http.StatusUnprocessableEntity, "isian_salah")
}

func TestOnlyVerifiedElementsWithConsentMayBeStored(t *testing.T) { // JUKNIS-IV.F, PKS-2.2j
	c := newCounter(t, nil, bridgetest.Options{})
	person := found()
	stale := printed(person, map[string]string{"pekerjaan": "PELAUT"})
	asked := []string{"nama_lengkap", "pekerjaan", "kode_kecamatan"}
	for name, row := range map[string]struct {
		store   bool
		claimed map[string]string
		want    map[string]bool // may be stored
	}{
		"with consent":              {true, nil, map[string]bool{"nama_lengkap": true, "pekerjaan": false}},
		"without":                   {false, nil, map[string]bool{"nama_lengkap": false, "pekerjaan": false}},
		"consent, but tidak sesuai": {true, map[string]string{"nama_lengkap": "SAMA SEKALI LAIN"}, map[string]bool{"nama_lengkap": false, "pekerjaan": false}},
	} {
		c.cards.Lay(stale)
		a := c.show(t, with(person.NIK, row.claimed, "consent", map[string]any{"read": true, "store": row.store}), asked...)
		if a.Code != 200 || a.Data == nil || a.Data.MayStore || a.Card == nil {
			t.Fatal(name, a.Code, a.Text)
		}
		got := map[string]bool{}
		for element, data := range a.Card.Data {
			got[element] = data.MayStore
		}
		if !maps.Equal(got, row.want) || a.Card.Data["pekerjaan"].Value != "PELAUT" {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestACardReadIsRecordedWithItsConsent(t *testing.T) { // JUKNIS-IV.F, IV.G
	c := newCounter(t, nil, bridgetest.Options{})
	person := found()
	c.cards.Lay(printed(person, nil))
	for _, store := range []bool{false, true} {
		if a := c.ask(with(person.NIK, nil, "consent", map[string]any{"read": true, "store": store})); a.Code != 200 {
			t.Fatal(a.Text)
		}
	}
	var consents []ledger.Consent
	for _, r := range c.records(t) {
		if r.Kind != ledger.Access {
			continue
		}
		if r.Source != ledger.Card || r.IdentityDocument != "ktp-el" || r.Operator != "petugas-01" {
			t.Error("the record does not say that a card was read:", r.Source, r.IdentityDocument)
		}
		consents = append(consents, r.Consent)
	}
	if !slices.Equal(consents, []ledger.Consent{ledger.ConsentRead, ledger.ConsentStore}) {
		t.Error(consents)
	}
}

func TestACardIsOwedForAlsoWhenTheRegistryFails(t *testing.T) { // JUKNIS-IV.G, II.B.1: the hit may have been counted
	c := newCounter(t, nil, bridgetest.Options{})
	person := registrytest.WithCode("02")[0]
	c.cards.Lay(printed(person, map[string]string{"nama_lengkap": "SITI UJI"}))
	a := c.ask(with(person.NIK, nil))
	if a.Code != http.StatusBadGateway || a.AccessID == "" || a.Card != nil || strings.Contains(a.Text, "SITI") {
		t.Fatal(a.Code, a.Text)
	}
	records := c.records(t)
	last := records[len(records)-1]
	if last.Kind != ledger.Access || last.Source != ledger.Card || last.Consent != ledger.ConsentRead || last.Outcome != ledger.Fault || !last.Charged {
		t.Errorf("%+v", last)
	}
	client := redis.NewClient(&redis.Options{Network: "unix", Addr: c.Redis.Addr(), Protocol: 2})
	defer func() { _ = client.Close() }()
	if owed := client.ZCard(t.Context(), "{simpul}:units:open").Val(); owed != 1 {
		t.Errorf("%d units are owed for", owed)
	}
}

func TestCardsOfOneFamilyAreNoPattern(t *testing.T) { // JUKNIS-II.E.1: only what is unproven counts in runs
	environ := map[string]string{"SIMPUL_GUARD__SEQUENTIAL": "2", "SIMPUL_GUARD__PATTERNED": "2", "SIMPUL_GUARD__GUESSES": "1"}
	c := newCounter(t, environ, bridgetest.Options{})
	person := found()
	for serial := range 4 {
		card := printed(person, nil)
		card[resident.NIK] = person.NIK[:12] + "777" + string(rune('1'+serial)) // nobody the registry knows
		c.cards.Lay(card)
		if a := c.ask(with(card[resident.NIK], nil)); a.Code != 200 || a.Status != "not_found" {
			t.Fatal(serial, a.Code, a.Problem)
		}
	}
	if a := c.ask(of(person.NIK, person.Elements())); a.Code != 200 {
		t.Error("cards that the registry does not know are counted as guesses:", a.Problem)
	}
}

func TestByKesesuaianACardStandsWhereItWasTheClaim(t *testing.T) {
	c := newCounter(t, map[string]string{"SIMPUL_REGISTRY__METHOD": "kesesuaian"}, bridgetest.Options{})
	person := found()
	c.cards.Lay(printed(person, map[string]string{"pekerjaan": "PELAUT"}))
	a := c.ask(with(person.NIK, map[string]string{"pekerjaan": person.Pekerjaan}))
	if a.Code != 200 || a.Verdict != "sesuai" {
		t.Fatal(a.Code, a.Text)
	}
	if job := a.Card.Elements["pekerjaan"]; job.Paper != "berbeda" || job.Registry != "tidak_diisi" {
		t.Error("the registry's word about the paper is taken for one about the card:", job)
	}
	if name := a.Card.Elements["nama_lengkap"]; name.Registry != "sesuai" {
		t.Error("the claim was the card's, yet:", name)
	}
}

func TestACallWithTooLittleTimeReadsNoCard(t *testing.T) {
	plan := &smartcardtest.Plan{}
	c := newCounter(t, nil, bridgetest.Options{Plan: plan})
	person := found()
	c.cards.Lay(printed(person, nil))
	a := c.Do(functiontest.Call{Token: c.token, Body: with(person.NIK, nil), Header: map[string]string{"X-Timeout": "12s"}})
	c.refused(t, "twelve seconds", a, http.StatusGatewayTimeout, "pembaca_tidak_menjawab")
	if plan.Count() != 0 {
		t.Error("the card was read")
	}
}

func TestASilentCardCostsNoHit(t *testing.T) {
	plan := &smartcardtest.Plan{}
	c := newCounter(t, nil, bridgetest.Options{Plan: plan, Settings: func(s *setup.Settings) { s.ReadTime = 300 * time.Millisecond }})
	person := found()
	c.cards.Lay(printed(person, nil))
	plan.At(5, smartcardtest.Silent)
	c.refused(t, "silent", c.ask(with(person.NIK, nil)), http.StatusGatewayTimeout, "pembaca_tidak_menjawab")
	c.refused(t, "again", c.ask(with(person.NIK, nil)), http.StatusServiceUnavailable, "pembaca_macet")
}

func TestNothingOfACardIsLoggedOrKept(t *testing.T) { // PKS-2.2j
	c := newCounter(t, nil, bridgetest.Options{})
	person := found()
	c.cards.Lay(printed(person, map[string]string{"pekerjaan": "PENANDA"}))
	if a := c.ask(with(person.NIK, nil)); a.Code != 200 {
		t.Fatal(a.Text)
	}
	kept := fmt.Sprint(redistest.Dump(t, c.raw(t)))
	if !strings.Contains(strings.ReplaceAll(kept, `\`, ""), `"source":"card"`) {
		t.Error("Redis does not hold the access at all")
	}
	for _, marker := range []string{person.NIK, person.NamaLengkap, "PENANDA", bridgetest.Outside} {
		for where, text := range map[string]string{"log": c.Log.String(), "bridge's log": c.cards.Log.String(), "Redis": kept} {
			if strings.Contains(strings.ToUpper(text), strings.ToUpper(marker)) {
				t.Errorf("something of the card is in the %s", where)
			}
		}
	}
}
