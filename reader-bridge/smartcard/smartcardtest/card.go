package smartcardtest

import (
	"bytes"
	"crypto/hmac"
)

// Card is a simulated KTP-el. Make one with [Issuer.Card].
type Card struct {
	dialect Dialect
	issuer  *Issuer
	key     key // made for this UID
	uid     [8]byte
	typeB   bool
	cc      []byte
	files   map[uint16][]byte

	inDF      bool
	selected  uint16
	challenge []byte
	session   *session
}

// Print is what an [Issuer] puts on a card.
type Print struct {
	Fields []string // the biodata record, field by field
	TypeB  bool     // of ISO 14443; else type A
	LongCC bool     // card control of the longer kind
}

// ATR returns one of a contactless card, as readers make it up (PC/SC part 3 §3.1.3.2.3).
func (c *Card) ATR() []byte { return []byte{0x3B, 0x80, 0x80, 0x01, 0x01} }

// Reset forgets what was selected and authenticated.
func (c *Card) Reset() { c.inDF, c.selected, c.challenge, c.session = false, 0, nil, nil }

// Tamper changes a letter of the biodata. The signature stays what it was.
func (c *Card) Tamper() {
	file := c.files[c.dialect.Biodata]
	at := bytes.LastIndexAny(file, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	file[at] = 'A' + (file[at]-'A'+1)%26
}

// Sign puts another record on the card, and the issuer's signature over it.
func (c *Card) Sign(record []byte) { c.SignFile(withLength(record)) }

// SignFile is Sign for a whole file, whose first two bytes may say anything about its length.
func (c *Card) SignFile(file []byte) {
	c.files[c.dialect.Biodata], c.files[c.dialect.Signature] = file, c.issuer.sign(file)
}

// Transmit carries a command out.
func (c *Card) Transmit(apdu []byte) []byte {
	cmd, ok := parse(apdu)
	switch {
	case !ok:
		return respond(swLength)
	case cmd.cla == 0xFF:
		return c.readerUID(cmd)
	case cmd.cla == 0x0C:
		return c.secured(cmd)
	case cmd.ins == 0xA4 || cmd.ins == 0xB0:
		return c.file(cmd, false)
	case cmd.ins == 0x84:
		return c.getChallenge(cmd)
	case cmd.ins == 0x82:
		return c.authenticate(cmd)
	case cmd.ins == c.dialect.UID && c.typeB && c.inDF:
		return respond(swOK, append(bytes.Repeat([]byte{0xEE}, c.dialect.UIDPad), c.uid[:]...)...)
	}
	return respond(swUnknown)
}

// readerUID is the reader's own command: seven bytes of a type A card, of type B four that are new each time.
func (c *Card) readerUID(cmd command) []byte {
	switch {
	case cmd.ins != 0xCA:
		return respond(swUnknown)
	case c.typeB:
		return respond(swOK, random(4)...)
	}
	return respond(swOK, c.uid[1:]...)
}

// file selects and reads. All but the card control is read under secure messaging alone.
func (c *Card) file(cmd command, secure bool) []byte {
	if cmd.ins == 0xB0 {
		return c.read(cmd, secure)
	}
	if len(cmd.data) != 2 {
		return respond(swLength)
	}
	switch id := uint16(cmd.data[0])<<8 | uint16(cmd.data[1]); {
	case id == c.dialect.DF:
		c.inDF = true
	case !c.inDF || c.files[id] == nil:
		return respond(swNotFound)
	default:
		c.selected = id
	}
	return respond(swOK)
}

func (c *Card) read(cmd command, secure bool) []byte {
	file, offset := c.files[c.selected], int(cmd.p)
	switch {
	case file == nil:
		return respond(swConditions)
	case c.selected != c.dialect.CC && !secure:
		return respond(swSecurity)
	case secure && cmd.le > c.dialect.Chunk:
		return respond(swLength)
	case offset >= len(file):
		return respond(swParameters)
	}
	return respond(swOK, file[offset:min(len(file), offset+cmd.le)]...)
}

func (c *Card) getChallenge(cmd command) []byte {
	if !c.inDF || cmd.le != 8 {
		return respond(swConditions)
	}
	c.challenge = random(8)
	return respond(swOK, c.challenge...)
}

// authenticate opens the SAM's cryptogram and answers with the card's own. A challenge serves once.
func (c *Card) authenticate(cmd command) []byte {
	secret, ok := c.key.open(cmd.data, c.cc)
	challenge := c.challenge
	c.challenge = nil
	if !ok || challenge == nil || !hmac.Equal(secret[randomLength:], append(challenge, c.uid[:]...)) {
		return respond(swSecurity)
	}
	own := random(randomLength)
	c.session = newSession(secret[:randomLength], own)
	return respond(swOK, c.key.cryptogram(append(own, secret[:randomLength]...), nil)...)
}

// secured carries out a wrapped command. One that is not of this session ends it.
func (c *Card) secured(cmd command) []byte {
	if c.session == nil {
		return respond(swSecurity)
	}
	plain, ok := c.session.open(cmd.data, nil)
	inner, parsed := parse(plain)
	if !ok || !parsed {
		c.session = nil
		return respond(swWrong)
	}
	return respond(swOK, c.session.seal(c.file(inner, true), nil)...)
}
