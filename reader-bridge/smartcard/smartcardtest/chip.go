package smartcardtest

// Chip is a simulated card or SAM. One goroutine uses it at a time.
type Chip interface {
	// ATR is the answer to reset (ISO 7816-3 §8).
	ATR() []byte
	// Reset ends every session.
	Reset()
	// Transmit carries a command out, and returns data and status word.
	Transmit(apdu []byte) []byte
}

// Status words (ISO 7816-4 §5.6).
const (
	swOK         = 0x9000
	swLength     = 0x6700
	swSecurity   = 0x6982
	swBlocked    = 0x6983
	swConditions = 0x6985
	swWrong      = 0x6988 // wrong secure messaging, or a signature that does not hold
	swNotFound   = 0x6A82
	swParameters = 0x6B00
	swUnknown    = 0x6D00
)

// command is a short command APDU taken apart.
type command struct {
	cla, ins byte
	p        uint16 // P1 and P2
	data     []byte
	le       int // 0: none was sent; 256 for 00
}

// parse reports false for what is no short APDU (ISO 7816-4 §5.2).
func parse(apdu []byte) (command, bool) {
	if len(apdu) < 4 {
		return command{}, false
	}
	c := command{cla: apdu[0], ins: apdu[1], p: uint16(apdu[2])<<8 | uint16(apdu[3])}
	body := apdu[4:]
	if len(body) > 1 {
		n := 1 + int(body[0])
		if n < 2 || len(body) < n {
			return command{}, false
		}
		c.data, body = body[1:n], body[n:]
	}
	switch len(body) {
	case 0:
		return c, true
	case 1:
		c.le = (int(body[0])+255)%256 + 1
		return c, true
	}
	return command{}, false
}

// respond puts the status word behind the data.
func respond(sw uint16, data ...byte) []byte {
	return append(data[:len(data):len(data)], byte(sw>>8), byte(sw))
}

// Blank is a chip that is no KTP-el: a bank card, a transport card. It knows no file.
type Blank struct{}

// ATR returns one of a contactless memory card.
func (Blank) ATR() []byte { return []byte{0x3B, 0x80, 0x80, 0x01, 0x01} }

// Reset does nothing.
func (Blank) Reset() {}

// Transmit answers with a UID of four bytes, and to everything else that there is no such file.
func (Blank) Transmit(apdu []byte) []byte {
	if c, ok := parse(apdu); ok && c.cla == 0xFF {
		return respond(swOK, 1, 2, 3, 4)
	}
	return respond(swNotFound)
}

// Pretender is a copy of a card without its key: it says yes to the SAM, and makes a cryptogram up.
type Pretender struct{ *Card }

// Transmit differs from the card's in the authentication alone.
func (p Pretender) Transmit(apdu []byte) []byte {
	if len(apdu) > 1 && apdu[1] == 0x82 {
		return respond(swOK, random(cryptogramLength)...)
	}
	return p.Card.Transmit(apdu)
}
