package identity_test

import (
	"testing"

	"simpul/lib/agreement"
	"simpul/lib/identity"
	"simpul/lib/identity/identitytest"
	"simpul/lib/problem"
)

func TestWhoSitsAtTheServerNeedsAnNDAAsWell(t *testing.T) { // JUKNIS-VI.E
	w := newWorld(t, identitytest.EdDSA)
	operator := good(t, identity.ScopeAdmin)
	must(t, identitytest.WriteOperators(w.dir, operator))
	caller, err := w.AtConsole(operator.ID)
	if err != nil || caller.Operator != operator.ID || !caller.Has(identity.ScopeAdmin) || caller.Has(identity.ScopeVerify) {
		t.Errorf("%+v, %v", caller, err)
	}
	if _, err := w.AtConsole("petugas-99"); !problem.Is(err, problem.CodePetugasTidakTerdaftar) {
		t.Error(err)
	}
	operator.NDADate = agreement.Date{}
	must(t, identitytest.WriteOperators(w.dir, operator))
	if caller, err := w.AtConsole(operator.ID); !problem.Is(err, problem.CodeNDABelumAda) || caller.Has(identity.ScopeAdmin) {
		t.Errorf("%+v, %v", caller, err)
	}
}
