package smartcardtest

import "slices"

// faulty is a chip that is about to fail, or fails.
type faulty struct {
	Chip
	always Fault  // goes on until a reset
	rest   []byte // waits for GET RESPONSE
	wanted bool   // the command is to come again with a length
}

// Reset ends what goes on.
func (f *faulty) Reset() {
	f.always, f.rest, f.wanted = "", nil, false
	f.Chip.Reset()
}

// answer is what the chip answers when it fails so. Removed and Silent are the tray's.
func (f *faulty) answer(fault Fault, apdu []byte) []byte {
	if f.always != "" {
		fault = f.always
	}
	switch fault {
	case Status6982:
		return respond(swSecurity)
	case Status6A82:
		return respond(swNotFound)
	case Status6700:
		return respond(swLength)
	case MoreAlways:
		f.always = fault
		return respond(0x6110)
	case LengthAlways:
		f.always = fault
		return respond(0x6C10)
	case Garbled:
		return garbled(f.Transmit(apdu))
	case Noise:
		return respond(swOK, random(200)...)
	case Stump:
		return []byte{0x90}
	}
	return f.chained(fault, apdu)
}

// chained answers as cards do that speak T=0 behind their reader.
func (f *faulty) chained(fault Fault, apdu []byte) []byte {
	switch {
	case fault == More:
		f.rest = f.Transmit(apdu)
		return respond(0x6100 | uint16(byte(len(f.rest)-2)))
	case f.rest != nil:
		rest := f.rest
		f.rest = nil
		if apdu[1] != 0xC0 {
			return respond(swConditions)
		}
		return rest
	case fault == Length:
		f.wanted = true
		return respond(0x6C00 | uint16(wantedLength(apdu)))
	}
	return f.Transmit(apdu)
}

// wantedLength is the length that was asked for, else any.
func wantedLength(apdu []byte) byte {
	if cmd, ok := parse(apdu); ok && cmd.le != 0 {
		return byte(cmd.le)
	}
	return 0
}

// garbled turns every bit of the data round.
func garbled(answer []byte) []byte {
	answer = slices.Clone(answer)
	for i := range len(answer) - 2 {
		answer[i] ^= 0xFF
	}
	return answer
}
