package evidence_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"simpul/lib/admission"
	"simpul/lib/admission/evidence"
	"simpul/lib/nik"
)

// key is a key of a test: an id that is its secret.
type key string

func (k key) ID() string { return string(k) }

func (k key) MAC(domain string, parts ...[]byte) [sha256.Size]byte {
	mac := hmac.New(sha256.New, []byte(k))
	mac.Write([]byte(domain))
	for _, part := range parts {
		_, _ = fmt.Fprintf(mac, "%d:%s", len(part), part)
	}
	return [sha256.Size]byte(mac.Sum(nil))
}

type ring []evidence.Key

func (r ring) All() []evidence.Key { return r }

const application = "503/0001/2026"

var numbers = rapid.Custom(drawNumber)

func TestOfOneNIKAndApplicationTheEvidenceIsAlwaysTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, keys := numbers.Draw(t, "number").nik(t), ring{key("k2"), key("k1")}
		a, b := evidence.New(keys).Of(n, application), evidence.New(keys).Of(n, application)
		if !reflect.DeepEqual(a, b) {
			t.Error("not the same twice")
		}
		if old := evidence.New(keys[1:]).Of(n, application); !reflect.DeepEqual(a[1:], old) {
			t.Error("a key's evidence depends on the other keys, or on their order")
		}
	})
}

func TestAnotherKeyGivesOtherTokensThroughout(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := evidence.New(ring{key("k1"), key("k2")}).Of(numbers.Draw(t, "number").nik(t), application)
		if len(all) != 2 {
			t.Fatalf("%d sets of tokens", len(all))
		}
		for _, token := range bare(all[0]) {
			if slices.Contains(bare(all[1]), token) {
				t.Error("a token is the same under both keys")
			}
		}
	})
}

// Bucket and member of one NIK, or two buckets that name the same digits, must not be found equal in Redis.
func TestNoTokenOfOneUseEqualsOneOfAnother(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := numbers.Draw(t, "number").nik(t)
		digits := n.RevealPersonalData()
		seen := map[string]bool{}
		for _, name := range []string{digits, digits[:12], application, ""} { // the last two, under any application, give known ones again
			e := evidence.New(ring{key("k1")}).Of(n, name)[0]
			for _, token := range []string{bareOf(e.Application), bareOf(e.Pair)} {
				if seen[token[:12]] {
					t.Error("one token for two uses")
				}
				seen[token[:12]] = true
			}
		}
		for _, token := range bare(evidence.New(ring{key("k1")}).Of(n, "other")[0]) {
			if seen[token[:12]] {
				t.Error("one token for two uses")
			}
			seen[token[:12]] = true
		}
	})
}

func TestTokensHaveOneFormAndHoldNoDigitsOfTheNIK(t *testing.T) { // PKS-2.2j
	member, token := regexp.MustCompile(`^[0-9a-f]{12}$`), regexp.MustCompile(`^key-7:[0-9a-f]{16}$`)
	rapid.Check(t, func(t *rapid.T) {
		n := numbers.Draw(t, "number").nik(t)
		e := evidence.New(ring{key("key-7")}).Of(n, n.RevealPersonalData())[0]
		for _, s := range append(e.Runs[:], e.Application, e.Pair) {
			if !token.MatchString(s) {
				t.Errorf("a token reads %s", s)
			}
		}
		if !member.MatchString(e.Member) {
			t.Errorf("a member reads %s", e.Member)
		}
		holdsNone(t, n, fmt.Sprintf("%+v", e))
	})
}

// holdsNone wants no eight digits of the NIK in a row: fewer come up by chance.
func holdsNone(t *rapid.T, n nik.NIK, in string) {
	digits := n.RevealPersonalData()
	for i := range len(digits) - 7 {
		if strings.Contains(in, digits[i:i+8]) {
			t.Error("digits of the NIK in its evidence")
		}
	}
}

func TestThePairIsOfThisNIKInThisApplication(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := numbers.Draw(t, "a").nik(t), numbers.Draw(t, "b").nik(t)
		here, there := rapid.String().Draw(t, "here"), rapid.String().Draw(t, "there")
		maker := evidence.New(ring{key("k1")})
		x, y := maker.Of(a, here)[0], maker.Of(b, there)[0]
		if (x.Pair == y.Pair) != (a == b && here == there) {
			t.Error("a pair stands for two, or two for one")
		}
		if (x.Application == y.Application) != (here == there) || (x.Member == y.Member) != (a == b) {
			t.Error("a token stands for two, or two for one")
		}
	})
}

func TestWithoutANIKThereIsNoEvidence(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("an access without a NIK would leave no trace")
		}
	}()
	evidence.New(ring{key("k1")}).Of(nik.NIK{}, application)
}

// bare are all tokens of e without the key's id.
func bare(e admission.Evidence) []string {
	tokens := []string{e.Member, bareOf(e.Application), bareOf(e.Pair)}
	for _, run := range e.Runs {
		tokens = append(tokens, bareOf(run))
	}
	return tokens
}

func bareOf(token string) string { return token[strings.LastIndexByte(token, ':')+1:] }
