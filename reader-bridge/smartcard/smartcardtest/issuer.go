package smartcardtest

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
)

// Issuer is who personalises cards and SAMs that know each other. Those of two issuers do not.
type Issuer struct {
	dialect Dialect
	master  key
	signing *ecdsa.PrivateKey
}

// NewIssuer makes an issuer with fresh keys.
func NewIssuer(dialect Dialect) *Issuer {
	signing, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err) // crypto/rand never fails
	}
	return &Issuer{dialect, key(random(24)), signing}
}

// signatureLength is what is read of the signature's file: 50 in hex.
const signatureLength = 80

// Card makes a card: its record signed, its key made for its UID.
func (i *Issuer) Card(print Print) *Card {
	c := &Card{dialect: i.dialect, issuer: i, typeB: print.TypeB, uid: [8]byte(random(8))}
	if !print.TypeB {
		c.uid[0] = 0x80 // stands before the seven bytes of type A
	}
	c.key = derive(i.master[:], c.uid[:])
	c.cc = random(i.dialect.CCLengths[0])
	if print.LongCC {
		c.cc = random(i.dialect.CCLengths[1])
	}
	c.files = map[uint16][]byte{i.dialect.CC: withLength(c.cc)}
	c.Sign(Record(print.Fields))
	return c
}

// SAM makes a SAM with PCID and CONF of its own.
func (i *Issuer) SAM() *SAM {
	return &SAM{dialect: i.dialect, master: i.master, issuer: &i.signing.PublicKey, pcid: random(16), conf: random(32)}
}

// sign returns an ASN.1 signature with zeros behind it.
func (i *Issuer) sign(data []byte) []byte {
	digest := sha256.Sum256(data)
	signature, err := ecdsa.SignASN1(rand.Reader, i.signing, digest[:])
	if err != nil {
		panic(err) // crypto/rand never fails
	}
	return append(signature, make([]byte, signatureLength-len(signature))...)
}

// holds reports whether the signature, as read, is the issuer's over data.
func holds(issuer *ecdsa.PublicKey, signature, data []byte) bool {
	if len(signature) < 2 || len(signature) < 2+int(signature[1]) {
		return false
	}
	digest := sha256.Sum256(data)
	end := 2 + int(signature[1]) // ASN.1 says how long it is
	return len(bytes.Trim(signature[end:], "\x00")) == 0 && ecdsa.VerifyASN1(issuer, digest[:], signature[:end])
}
