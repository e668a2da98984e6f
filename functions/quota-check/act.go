package main

import (
	"context"
	"encoding/json"

	"simpul/lib/admission"
	"simpul/lib/agreement"
	"simpul/lib/identity"
)

// carryOut does what the act says; what is missing or out of place was refused before.
func (k *keeper) carryOut(ctx context.Context, a act, why admission.Basis) error {
	switch a.Action {
	case "initialise":
		return k.initialise(ctx, a, why)
	case "suspend":
		return k.admission.Suspend(ctx, why)
	case "resume":
		return k.admission.Resume(ctx, why)
	case "mode":
		return k.admission.SetMode(ctx, *a.Mode, why)
	case "bridging":
		return k.admission.Bridge(ctx, *a.Until, why)
	case "unlock":
		return k.admission.Unlock(ctx, or(a.Operator), why)
	case "credentials":
		return k.admission.RecordCredentials(ctx, or(a.Operator), why)
	default: // the validator knows no ninth
		return k.admission.RecordExternal(ctx, *a.Hits, why)
	}
}

func (k *keeper) initialise(ctx context.Context, a act, why admission.Basis) error {
	if or(a.Force) {
		if err := k.quiet(ctx); err != nil {
			return err
		}
	}
	used, err := k.usedToday(ctx, a)
	if err != nil {
		return err
	}
	missing, err := k.missing(ctx, used)
	if err != nil {
		return err
	}
	k.owing.beside.Store(nil) // they must be compared anew
	return k.admission.Initialise(ctx, admission.Initialisation{UsedToday: used, Force: or(a.Force), Missing: missing, Basis: why})
}

func (k *keeper) usedToday(ctx context.Context, a act) (int64, error) {
	if a.UsedToday != nil {
		return *a.UsedToday, nil
	}
	return k.countedToday(ctx)
}

func (k *keeper) basis(a act, caller identity.Caller, key string) admission.Basis {
	return admission.Basis{
		Operator: caller.Operator, Frontend: caller.Frontend,
		Code: a.Code, Paper: a.PaperNumber, PaperDate: or(a.PaperDate),
		Token: k.token(a, caller, key),
	}
}

// onceDomain keeps what stands for an Idempotency-Key apart from signatures of records.
const onceDomain = "simpul/act/once/v1"

// token is what admission keeps of an Idempotency-Key. The act is part of it: the same key with another act must not be answered as
// if that were done. After a rotation of the keys a repeated act counts as a new one.
func (k *keeper) token(a act, caller identity.Caller, key string) admission.Token {
	if key == "" {
		return admission.Token{}
	}
	spelt, err := json.Marshal(a)
	if err != nil {
		panic("quota-check: an act cannot be written") // a fault of the program
	}
	return k.keys.Current().MAC(onceDomain, []byte(caller.Operator), []byte(key), spelt)
}

// or returns what p points to, or the zero value.
func or[T bool | string | agreement.Date](p *T) T {
	if p == nil {
		return *new(T)
	}
	return *p
}
