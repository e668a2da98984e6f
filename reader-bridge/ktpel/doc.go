// Package ktpel reads a KTP-el: the dialog between the card, the Secure Access Module (SAM) and this machine, which only
// carries bytes between the two. The cryptography is inside them and secret.
//
// The dialog is data. A [Profile] names the commands, their order, what is kept of the answers and what a refusal means. The
// one that [Default] returns is made of what two independent public programs agree on; it HAS MET NO REAL CARD. An office
// that has the official specification writes a profile of its own and gives it to [Parse]; nothing in the code changes.
//
//	reader := ktpel.NewReader(desk, profile, ktpel.Slots{Card: "…", SAM: "…"}, opening)
//	person, err := reader.Read(ctx)
//
// # What a read says
//
// A person is returned only if the read is [Genuine]: the SAM has authenticated the card, and verified the card's signature over
// the very bytes that the person was read from. A profile that does not prove both, in an order that means something, is
// refused. Every other result is a [*Failure], whose [Class] says whether the card, the SAM, the signature or the read was at
// fault, and whose texts tell the officer in Indonesian what to do.
//
// # What leaves
//
// The agreement's eight elements, as a [resident.Person] (PKS-2.1a, PKS-3.2a). Blood type, religion and whatever else the
// record holds are never made into values: they are passed over in the buffer, which is wiped. Photograph, signature image
// and fingerprints are not read.
//
// Buffers that held bytes of card or SAM are overwritten when a read ends, however it ends. This is as far as Go allows: the
// elements themselves are strings, which cannot be; PC/SC and its service keep copies of their own for a while.
package ktpel
