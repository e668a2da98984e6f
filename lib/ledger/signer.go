package ledger

// recordDomain keeps the signature of a record from being mistaken for another, should a key ever serve twice.
const recordDomain = "simpul/ledger/record/v1"

// Keys sign and check under a domain, as a keyring.Ring does: this package imports no sibling. A signature is
// <key id>.<HMAC-SHA-256 in base64url>.
type Keys interface {
	Sign(domain string, parts ...[]byte) string
	Check(signature, domain string, parts ...[]byte) error
}

// Signer signs records before they are stored: who can write to Redis alone can add none. It does not see the sequence number,
// which Redis gives; order is what the seals hold.
type Signer struct{ keys Keys }

// NewSigner returns the signer with the keys of records.
func NewSigner(keys Keys) *Signer { return &Signer{keys} }

// Sign returns the MAC of a record's bytes: <key id>.<43 characters of base64url>.
func (s *Signer) Sign(record []byte) string { return s.keys.Sign(recordDomain, record) }

// Check returns nil if the MAC was made over these bytes by a key that is still on the ring.
func (s *Signer) Check(record []byte, mac string) error {
	return s.keys.Check(mac, recordDomain, record)
}
