package main

import (
	"reflect"
	"time"

	"github.com/google/uuid"
	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/identity"
	"simpul/lib/ledger"
	"simpul/lib/problem"
)

// decision is what the officer decided about an access (JUKNIS Lampiran II, step 4): the other body of a call.
type decision struct {
	AccessID string `json:"access_id" validate:"required,uuid7"`
	Decision string `json:"decision" validate:"required,oneof=sesuai tidak_sesuai"`
	Code     string `json:"code" validate:"required,kode"`
}

// decided is the answer.
type decided struct {
	AccessID   string    `json:"access_id"`
	Decision   string    `json:"decision"`
	RecordedAt time.Time `json:"recorded_at"`
}

// only returns the decision of a body that holds nothing else.
func (b body) only() (decision, error) {
	if !reflect.ValueOf(b.request).IsZero() {
		return decision{}, problem.Invalid(problem.Field{Name: "decision", Code: "sendiri", Detail: "Kirim keputusan tersendiri, tanpa isian pemeriksaan."})
	}
	if fields := rules.Validate(*b.Decision); len(fields) > 0 {
		for i := range fields {
			fields[i].Name = "decision." + fields[i].Name
		}
		return decision{}, problem.Invalid(fields...)
	}
	return *b.Decision, nil
}

// decide puts a decision on record: once for an access, and without a hit.
func (v *verifier) decide(req handler.Request, caller identity.Caller, b body) (decided, error) {
	d, err := b.only()
	if err != nil {
		return decided{}, err
	}
	record := ledger.Record{Operator: caller.Operator, Frontend: caller.Frontend, Deed: ledger.Deed{Decision: ledger.Verdict(d.Decision), Code: d.Code}}
	id := uuid.MustParse(d.AccessID) // the validator's word
	if err := v.admission.Decide(req.Context(), id, record); err != nil {
		return decided{}, err
	}
	return decided{AccessID: d.AccessID, Decision: d.Decision, RecordedAt: v.now().UTC().Truncate(time.Millisecond)}, nil
}
