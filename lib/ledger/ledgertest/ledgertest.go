// Package ledgertest keeps a ledger in memory: records of an invented office, signed and sealed as they are in Redis. Tests use it;
// nothing that ships may import it.
package ledgertest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"simpul/lib/ledger"
)

// Start is the time of the first record: the first day of the agreement, 10:00 WIB.
var Start = time.Date(2025, 9, 16, 3, 0, 0, 0, time.UTC)

// MACs are keys of records; each is an id with a dot behind it, so that a signature shows who made it.
type MACs string

// Sign signs with the key of that id.
func (m MACs) Sign(domain string, parts ...[]byte) string {
	mac := hmac.New(sha256.New, []byte("kunci uji "+m))
	for _, part := range append([][]byte{[]byte(domain)}, parts...) {
		mac.Write(fmt.Appendf(nil, "%d:%s", len(part), part))
	}
	return string(m) + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// Check checks what Sign makes.
func (m MACs) Check(signature, domain string, parts ...[]byte) error {
	if signature != m.Sign(domain, parts...) {
		return errors.New("another signature")
	}
	return nil
}

// Signer returns the signer of the office.
func Signer() *ledger.Signer { return ledger.NewSigner(MACs("m1")) }

// KeyLine returns a line of a file of seal keys. The same id is always the same key.
func KeyLine(id string) string {
	seed := sha256.Sum256([]byte("kunci segel uji " + id))
	return id + ":" + base64.StdEncoding.EncodeToString(seed[:])
}

// SealKeys returns the keys of these lines.
func SealKeys(lines ...string) ledger.SealKeys {
	keys, err := ledger.ParseSealKeys(strings.Join(lines, "\n"))
	if err != nil {
		panic(err)
	}
	return keys
}

// ID returns an invented UUIDv7.
func ID(n int) string { return fmt.Sprintf("01990f2a-0000-7000-8000-%012x", n) }

// Access returns the n-th access of the office: one a minute, found, charged.
func Access(n int, change ...func(*ledger.Record)) ledger.Record {
	at := Start.Add(time.Duration(n) * time.Minute)
	r := ledger.Record{
		Kind: ledger.Access, AccessID: ID(n), At: at, Epoch: 1, Operator: "petugas-01", Frontend: "perizinan",
		Subject: ledger.Subject{Application: fmt.Sprintf("k1.aplikasi-uji-aplikas%02d", n%10), LicenceType: "nib", SubjectRole: "pemohon", IdentityDocument: "ktp-el", Source: ledger.Typed},
		Answer:  ledger.Answer{Outcome: ledger.Data, Verdict: ledger.Sesuai},
		Charge:  ledger.Charge{Days: [2]string{ledger.DayOf(at), ledger.DayOf(at)}, Charged: true, Used: 1},
	}
	for _, c := range change {
		c(&r)
	}
	return r
}

// Entry signs a record.
func Entry(seq uint64, r ledger.Record) ledger.Entry {
	b, err := r.Encode()
	if err != nil {
		panic(err)
	}
	return ledger.Entry{Seq: seq, Record: b, MAC: Signer().Sign(b)}
}

// Items yields items as a store does.
func Items(items []ledger.Item) iter.Seq2[ledger.Item, error] {
	return func(yield func(ledger.Item, error) bool) {
		for _, item := range items {
			if !yield(item, nil) {
				return
			}
		}
	}
}
