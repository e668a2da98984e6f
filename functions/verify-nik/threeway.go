package main

import (
	"maps"
	"strings"
	"time"

	"simpul/lib/nik"
	"simpul/lib/registry"
	"simpul/lib/resident"
)

// card is what the answer says of a genuine card: how it stands to the papers and to the registry, and what of it was asked for.
type card struct {
	Class    string                          `json:"class"`
	ReadAt   time.Time                       `json:"read_at"`
	Elements map[resident.Element]sides      `json:"elements"`
	Data     map[resident.Element]cardedData `json:"data,omitzero"`
}

// sides are how an element of the card stands to the two others.
type sides struct {
	Paper    resident.Band `json:"paper"`
	Registry resident.Band `json:"registry"`
}

// cardedData is an element of the card that an operator with nik:view asked to see.
type cardedData struct {
	Value    string `json:"value"`
	MayStore bool   `json:"may_store"` // verified by the registry, and its owner agreed (JUKNIS-IV.F)
}

// cardOf compares card, paper and registry. It returns nil for a question without a card.
func cardOf(q question, answer registry.Answer, verdict resident.Comparison) *card {
	if q.card == nil {
		return nil
	}
	paper := resident.Compare(q.paper, q.card.Person).Bands
	registered := registered(q, answer, paper)
	c := &card{Class: "asli", ReadAt: q.card.At, Elements: map[resident.Element]sides{}}
	for _, e := range resident.Elements() {
		c.Elements[e] = sides{Paper: paper[e], Registry: registered[e]}
	}
	c.show(q, verdict)
	return c
}

// registered is how each element of the card stands to the registry's. A registry that only matches was asked about the claim: what it said holds
// for the card where the claim was the card's.
func registered(q question, answer registry.Answer, paper map[resident.Element]resident.Band) map[resident.Element]resident.Band {
	bands := answer.Compare(q.card.Person).Bands
	all := map[resident.Element]resident.Band{}
	for _, e := range resident.Elements() {
		all[e] = resident.TidakDiisi
		asked := answer.Bands == resident.Bands{} || q.paper.Get(e).Empty() || paper[e] == resident.Sesuai
		if band, judged := bands[e]; judged && asked && !q.card.Person.Get(e).Empty() {
			all[e] = band
		}
	}
	return all
}

// show reveals the card's elements that were asked for. Nothing of a card may be stored but what the registry has confirmed, of a person whom it
// has found and whose data agree.
func (c *card) show(q question, comparison resident.Comparison) {
	for _, e := range q.Show {
		text := q.card.Person.Get(e)
		if text.Empty() {
			continue
		}
		if c.Data == nil {
			c.Data = map[resident.Element]cardedData{}
		}
		verified := comparison.Verdict == resident.VerdictSesuai && c.Elements[e].Registry == resident.Sesuai
		c.Data[e] = cardedData{Value: text.RevealPersonalData(), MayStore: q.Consent.Store && verified}
	}
}

// nextStep tells the officer what to do. What may be stale on a KTP-el is judged by the one on the reader, where there is one: where what was typed
// differs, warnings say so.
func (c *card) nextStep(status resident.Status, claim resident.Comparison) string {
	if c == nil {
		return resident.NextStep(status, claim)
	}
	bands := maps.Clone(claim.Bands)
	for e, stands := range c.Elements {
		if e.Class() == resident.Catatan && stands.Registry != resident.TidakDiisi {
			bands[e] = stands.Registry
		}
	}
	return resident.NextStep(status, resident.Comparison{Bands: bands, Verdict: claim.Verdict})
}

// The codes of a card's warnings.
const (
	warnStale = "kartu_belum_diperbarui" // the card differs from the registry: a note, since it was printed years ago
	warnPaper = "isian_beda_kartu"       // what was typed differs from the card
)

// warnings say where the card stands apart. It has none while it is nil.
func (c *card) warnings() []nik.Warning {
	if c == nil {
		return nil
	}
	var found []nik.Warning
	if labels := c.differing(func(s sides) resident.Band { return s.Registry }); labels != "" {
		found = append(found, nik.Warning{Code: warnStale, Detail: "KTP-el berbeda dengan data Dukcapil pada: " + labels +
			". Kartu mungkin belum diperbarui; sarankan pemohon memperbaruinya di Dinas Dukcapil."})
	}
	if labels := c.differing(func(s sides) resident.Band { return s.Paper }); labels != "" {
		found = append(found, nik.Warning{Code: warnPaper, Detail: "Isian berbeda dengan KTP-el pada: " + labels + ". Cocokkan keduanya sebelum melanjutkan."})
	}
	return found
}

func (c *card) differing(side func(sides) resident.Band) string {
	var labels []string
	for _, e := range resident.Elements() {
		if side(c.Elements[e]) == resident.Berbeda {
			labels = append(labels, e.Label())
		}
	}
	return strings.Join(labels, ", ")
}
