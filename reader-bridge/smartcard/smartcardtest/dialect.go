package smartcardtest

// Dialect is what card and SAM call things. It is written down apart from the profiles of package ktpel, so that a slip there
// shows.
type Dialect struct {
	DF, CC, Biodata, Signature uint16 // file ids
	CCLengths                  [2]int // short and long, without the two bytes that tell it
	Chunk                      int    // most data of a secure read

	UID    byte // instruction that asks a type B card for its UID
	UIDPad int  // bytes before the UID in that answer

	Open, Begin, Authenticate, Check, Wrap, Unwrap, Verify byte // the SAM's instructions
}

// Public is the dialog as it is public: 7F0A, 6FF0, 00DD and so on.
func Public() Dialect {
	return Dialect{
		DF: 0x7F0A, CC: 0x6FF0, Biodata: 0x6FF1, Signature: 0x6FF6, CCLengths: [2]int{29, 51}, Chunk: 0xD0,
		UID:  0xDD,
		Open: 0xF0, Begin: 0xFF, Authenticate: 0xF1, Check: 0xF2, Wrap: 0xF3, Unwrap: 0xF4, Verify: 0xFA,
	}
}

// Other differs from [Public] in every id, length and instruction.
func Other() Dialect {
	return Dialect{
		DF: 0x5F10, CC: 0x0A01, Biodata: 0x0A07, Signature: 0x0A05, CCLengths: [2]int{17, 40}, Chunk: 0x40,
		UID: 0xDF, UIDPad: 3,
		Open: 0x10, Begin: 0x1F, Authenticate: 0x11, Check: 0x12, Wrap: 0x13, Unwrap: 0x14, Verify: 0x1A,
	}
}
