package identity

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"simpul/lib/problem"
)

// The scopes, the words a token's "scope" and the configuration may use (design.md, Contracts).
const (
	ScopeVerify         = "nik:verify"     // ask about a person
	ScopeView           = "nik:view"       // see the elements, not only how they agree
	ScopeOverride       = "nik:override"   // go on after the guard held, with a reason
	ScopeSubmitFeedback = "balikan:submit" // submit feedback
	ScopeManageFeedback = "balikan:manage" // retry and discard feedback
	ScopeReadQuota      = "quota:read"     // see quota and state
	ScopeReadReport     = "report:read"    // get reports
	ScopeAdmin          = "admin"          // suspend, resume, change modes
)

// Scopes returns every scope.
func Scopes() []string {
	return []string{ScopeVerify, ScopeView, ScopeOverride, ScopeSubmitFeedback, ScopeManageFeedback, ScopeReadQuota, ScopeReadReport, ScopeAdmin}
}

// scopeSet is a set of scopes, one bit each in the order of [Scopes].
type scopeSet uint16

// scopesOf returns the known ones among words and reports whether all are known.
func scopesOf(words []string) (set scopeSet, ok bool) {
	ok = true
	for _, word := range words {
		bit := slices.Index(scopeOrder, word)
		if bit < 0 {
			ok = false
			continue
		}
		set |= 1 << bit
	}
	return set, ok
}

var scopeOrder = Scopes()

// errUnknownScope does not name the word: a typing error in the configuration is found without.
var errUnknownScope = errors.New("holds an unknown scope; known are " + strings.Join(scopeOrder, " "))

// Caller is an officer behind a frontend. Callers compare with ==. The zero value may do nothing.
type Caller struct {
	Operator string // id on the list of operators: at most 31 of a–z, 0–9 and dash, fit for logs and ledger
	Frontend string // azp, one of the configured frontends
	scopes   scopeSet
}

// Has reports whether the caller holds a scope.
func (c Caller) Has(scope string) bool {
	set, ok := scopesOf([]string{scope})
	return ok && c.scopes&set != 0
}

// Require refuses with kewenangan_kurang when the caller does not hold a scope.
func (c Caller) Require(scope string) error {
	if c.Has(scope) {
		return nil
	}
	return problem.New(problem.CodeKewenanganKurang).Because(fmt.Errorf("token, operator or key does not grant %s", scope))
}
