package outcome_test

import (
	"errors"
	"testing"

	"simpul/lib/outcome"
	"simpul/lib/registry"
	"simpul/lib/resident"
)

func TestAnErrorThatIsNoFaultMayHaveBeenCounted(t *testing.T) { // a doubt is never a give-back (JUKNIS-II.B.1)
	o := outcome.Of(registry.Answer{Status: resident.Found}, resident.Person{}, errors.New("something else"))
	if o.Fault == nil || o.Fault.Kind != registry.NoAnswer || o.Fault.Unsent || o.Answer.Status != "" {
		t.Errorf("%+v", o)
	}
}

func TestAFaultStaysWhatItIs(t *testing.T) {
	fault := &registry.Fault{Kind: registry.QuotaExhausted, Code: "05"}
	if o := outcome.Of(registry.Answer{}, resident.Person{}, errors.Join(errors.New("around it"), fault)); o.Fault != fault {
		t.Errorf("%+v", o)
	}
}
