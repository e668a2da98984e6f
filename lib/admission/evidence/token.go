package evidence

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"hash"

	"simpul/lib/admission"
)

// What a token is for. A domain ends in NUL, so that none is the beginning of another.
const (
	keyDomain         = "simpul/guard/v1"
	memberDomain      = "member\x00"
	applicationDomain = "application\x00"
	pairDomain        = "pair\x00"
)

func familyDomains() [admission.Families]string {
	return [admission.Families]string{
		Serial: "serial\x00", Date: "date\x00", DateShifted: "date-shifted\x00", Year: "year\x00", Kecamatan: "kecamatan\x00", Kabupaten: "kabupaten\x00",
	}
}

const (
	memberBytes = 6 // told apart within a bucket or an application only
	keyBytes    = 8
)

// hasher makes the tokens of one key. Setting up an HMAC costs as much as using it: one is set up and used for all.
type hasher struct {
	prefix             string
	mac                hash.Hash
	message, sum, text []byte // scratch
}

func newHasher(key Key) *hasher {
	secret := key.MAC(keyDomain)
	return &hasher{prefix: key.ID() + ":", mac: hmac.New(sha256.New, secret[:])}
}

// token returns the prefix and the first bytes of the HMAC, as hex digits. The parts are written without a mark between them:
// all but the last have a fixed length within a domain.
func (h *hasher) token(prefix string, bytes int, domain string, parts ...string) string {
	h.message = append(h.message[:0], domain...)
	for _, part := range parts {
		h.message = append(h.message, part...)
	}
	h.mac.Reset()
	h.mac.Write(h.message)
	h.sum = h.mac.Sum(h.sum[:0])
	h.text = hex.AppendEncode(append(h.text[:0], prefix...), h.sum[:bytes])
	return string(h.text)
}

// key returns a token that goes into the name of a key of Redis.
func (h *hasher) key(domain string, parts ...string) string {
	return h.token(h.prefix, keyBytes, domain, parts...)
}

// under makes the evidence of one key.
func under(key Key, digits string, buckets [admission.Families]string, application string) admission.Evidence {
	h := newHasher(key)
	e := admission.Evidence{
		Member:      h.token("", memberBytes, memberDomain, digits),
		Application: h.key(applicationDomain, application),
		Pair:        h.key(pairDomain, digits, application),
	}
	for family, domain := range familyDomains() {
		e.Runs[family] = h.key(domain, buckets[family])
	}
	return e
}
