package smartcardtest

import (
	"bytes"
	"crypto/ecdsa"
	"encoding/hex"
)

// SAM is a simulated Secure Access Module. Make one with [Issuer.SAM].
type SAM struct {
	dialect    Dialect
	master     key
	issuer     *ecdsa.PublicKey
	pcid, conf []byte

	samState
}

// samState is what a reset ends.
type samState struct {
	opened    bool
	pending   *key   // of the card that is being authenticated
	random    []byte // sent to it
	session   *session
	signature []byte
	followed  []byte // what was read since verification began
	following bool
}

// Secrets returns PCID and CONF in hex, as they come with an activated SAM.
func (s *SAM) Secrets() (pcid, conf string) {
	return hex.EncodeToString(s.pcid), hex.EncodeToString(s.conf)
}

// ATR returns one of a contact card with T=1.
func (s *SAM) ATR() []byte { return []byte{0x3B, 0x80, 0x01, 0x81} }

// Reset locks the SAM.
func (s *SAM) Reset() { s.samState = samState{} }

// Transmit carries a command out.
func (s *SAM) Transmit(apdu []byte) []byte {
	cmd, ok := parse(apdu)
	switch {
	case !ok:
		return respond(swLength)
	case cmd.ins == s.dialect.Open:
		return s.open(cmd)
	case !s.opened:
		return respond(swSecurity)
	case cmd.ins == s.dialect.Begin:
		s.pending, s.session, s.following, s.signature = nil, nil, false, nil
		return respond(swOK)
	case cmd.ins == s.dialect.Authenticate:
		return s.authenticate(cmd)
	case cmd.ins == s.dialect.Check:
		return s.check(cmd)
	case s.session == nil:
		return respond(swConditions)
	}
	return s.inSession(cmd)
}

// open compares with each half of CONF XORed with PCID.
func (s *SAM) open(cmd command) []byte {
	want := make([]byte, len(s.conf))
	for i := range want {
		want[i] = s.conf[i] ^ s.pcid[i%len(s.pcid)]
	}
	s.opened = bytes.Equal(cmd.data, want)
	if !s.opened {
		return respond(swBlocked)
	}
	return respond(swOK)
}

// authenticate takes card control, UID and challenge, and makes the cryptogram for the card.
func (s *SAM) authenticate(cmd command) []byte {
	if int(cmd.p) >= len(s.dialect.CCLengths) || len(cmd.data) != s.dialect.CCLengths[cmd.p]+16 {
		return respond(swLength)
	}
	n := len(cmd.data) - 16
	cc, uid, challenge := cmd.data[:n], cmd.data[n:n+8], cmd.data[n+8:]
	k := derive(s.master[:], uid)
	s.pending, s.random = &k, random(randomLength)
	return respond(swOK, k.cryptogram(bytes.Join([][]byte{s.random, challenge, uid}, nil), cc)...)
}

// check opens the card's cryptogram: only a card with the right key knows what the SAM sent.
func (s *SAM) check(cmd command) []byte {
	if s.pending == nil {
		return respond(swConditions)
	}
	secret, ok := s.pending.open(cmd.data, nil)
	s.pending = nil
	if !ok || !bytes.Equal(secret[randomLength:], s.random) {
		return respond(swSecurity)
	}
	s.session = newSession(s.random, secret[:randomLength])
	return respond(swOK)
}

func (s *SAM) inSession(cmd command) []byte {
	switch cmd.ins {
	case s.dialect.Wrap:
		wrapped := s.session.seal(cmd.data, nil)
		return respond(swOK, append([]byte{0x0C, 0xB0, 0, 0, byte(len(wrapped))}, wrapped...)...)
	case s.dialect.Unwrap:
		return s.unwrap(cmd)
	case s.dialect.Verify:
		return s.verify(cmd)
	}
	return respond(swUnknown)
}

// unwrap ends the session if the answer is not of it.
func (s *SAM) unwrap(cmd command) []byte {
	plain, ok := s.session.open(cmd.data, nil)
	if !ok {
		s.session = nil
		return respond(swWrong)
	}
	if s.following {
		s.followed = append(s.followed, plain[:max(0, len(plain)-2)]...)
	}
	return respond(swOK, plain...)
}

// verify starts, takes the signature, decides and stops.
func (s *SAM) verify(cmd command) []byte {
	switch cmd.p {
	case 0x0000:
		s.following, s.followed = true, nil
	case 0x0600:
		s.signature = bytes.Clone(cmd.data)
	case 0x0400:
		if !holds(s.issuer, s.signature, s.followed) {
			return respond(swWrong)
		}
	case 0x0200:
		s.following = false
	default:
		return respond(swParameters)
	}
	return respond(swOK)
}
