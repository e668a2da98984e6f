package main

import (
	"github.com/google/uuid"

	"simpul/lib/admission"
	"simpul/lib/agreement"
	"simpul/lib/nik"
	"simpul/lib/registry"
	"simpul/lib/resident"
)

// verified is the body of an answer; functions/openapi.yaml is the contract.
type verified struct {
	AccessID   string                             `json:"access_id"`
	Receipt    string                             `json:"receipt"`
	Status     resident.Status                    `json:"status"`
	StatusText string                             `json:"status_text"`
	Verdict    resident.Verdict                   `json:"verdict"`
	NextStep   string                             `json:"next_step"`
	Elements   map[resident.Element]resident.Band `json:"elements"`
	Data       *data                              `json:"data,omitzero"`
	Card       *card                              `json:"card,omitzero"`
	Warnings   []nik.Warning                      `json:"warnings"`
	Quota      admission.Summary                  `json:"quota"`
}

// data are elements that an operator with nik:view asked to see.
type data struct {
	MayStore bool                        `json:"may_store"` // never for registry elements (PKS-2.2j)
	Elements map[resident.Element]string `json:"elements"`
}

func (v *verifier) reply(q question, id uuid.UUID, receipt string, answer registry.Answer, comparison resident.Comparison, state admission.State) verified {
	card := cardOf(q, answer, comparison)
	return verified{
		AccessID:   id.String(),
		Receipt:    receipt,
		Status:     answer.Status,
		StatusText: answer.Status.Text(),
		Verdict:    comparison.Verdict,
		NextStep:   card.nextStep(answer.Status, comparison),
		Elements:   comparison.Bands,
		Data:       shown(q.Show, answer),
		Card:       card,
		Warnings:   append(q.nik.Warnings(agreement.DateOf(v.now()), q.claimed.BirthDate(), q.claimed.Sex()), card.warnings()...),
		Quota:      state.Summary(),
	}
}

// shown reveals the elements asked for: the one place where registry elements leave the process.
func shown(show []resident.Element, answer registry.Answer) *data {
	if len(show) == 0 || answer.Status != resident.Found {
		return nil
	}
	elements := map[resident.Element]string{}
	for _, e := range show {
		elements[e] = answer.Person.Get(e).RevealPersonalData()
	}
	return &data{MayStore: false, Elements: elements}
}
