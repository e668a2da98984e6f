package identity_test

import (
	"slices"
	"strings"
	"testing"

	"simpul/lib/identity"
	"simpul/lib/identity/identitytest"
	"simpul/lib/problem"
)

func TestOnlyWhatTokenOperatorAndKeyGrantAlikeIsAllowed(t *testing.T) {
	all := identity.Scopes()
	w := newWorld(t, identitytest.EdDSA)
	for name, row := range map[string]struct{ token, operator, key, want []string }{
		"all three grant all":   {all, all, all, all},
		"token says less":       {[]string{identity.ScopeVerify}, all, all, []string{identity.ScopeVerify}},
		"operator may less":     {all, []string{identity.ScopeView}, all, []string{identity.ScopeView}},
		"key may less":          {all, all, []string{identity.ScopeAdmin}, []string{identity.ScopeAdmin}},
		"nothing in common":     {[]string{identity.ScopeVerify}, []string{identity.ScopeView}, all, nil},
		"token says nothing":    {nil, all, all, nil},
		"operator may nothing":  {all, nil, all, nil},
		"key may nothing":       {all, all, nil, nil},
		"words for others":      {[]string{"openid", "nik:verify2", identity.ScopeReadQuota}, all, all, []string{identity.ScopeReadQuota}},
		"other case, other sep": {[]string{"ADMIN", "nik:verify,nik:view"}, all, all, nil},
	} {
		must(t, identitytest.WriteOperators(w.dir, good(t, row.operator...)))
		w.settings.Keys[0].Scopes = row.key
		w.start()
		caller, err := w.Authenticate(w.header(w.key, w.claims(row.token...)))
		must(t, err)
		for _, scope := range all {
			refusal := caller.Require(scope)
			if want := slices.Contains(row.want, scope); want != caller.Has(scope) || want != (refusal == nil) {
				t.Errorf("%s: %s: has %t, %v", name, scope, caller.Has(scope), refusal)
			}
			if refusal != nil && (!problem.Is(refusal, problem.CodeKewenanganKurang) || !strings.Contains(refusal.Error(), scope)) {
				t.Errorf("%s: %v", name, refusal)
			}
		}
	}
}

func TestNobodyHoldsAScopeThatDoesNotExist(t *testing.T) {
	w := newWorld(t, identitytest.EdDSA)
	caller, err := w.Authenticate(w.header(w.key, w.claims(append(identity.Scopes(), "root")...)))
	must(t, err)
	if caller.Has("root") || caller.Has("") || caller.Require("root") == nil || (identity.Caller{}).Has(identity.ScopeVerify) {
		t.Error("granted")
	}
}
