// Package smartcard is the reader as the bridge sees it: slots, the cards in them, command and response APDUs (ISO 7816-4).
//
// The seam is small. A [Service] lists and watches slots and connects to the card in a named one; a [Card] takes APDUs. Package
// pcsc is the real one; smartcardtest has a replay, a counting fake and a simulator. Calls of a Service block for as long
// as card, reader or service do, and nothing ends them early: PC/SC knows no deadline, and a card that falls silent blocks even
// the service itself.
//
// So nobody calls a Service directly. A [Desk] stands before it: it gives each slot to one user at a time, returns by the
// deadline whatever the card does, and shows a slot whose call is still out as [Stuck] until that call comes back; the call
// then lets go of the cards by itself. [Desk.Use] is one use of cards, and [Exchange] sends one command and deals with the status
// words that are not an end (61xx, 6Cxx).
//
//	desk := smartcard.NewDesk(service)
//	go desk.Run(ctx)                        // keeps the states that Slots returns
//	err := desk.Use(ctx, func(cards []smartcard.Transmitter) error {
//		challenge, err := smartcard.Exchange(ctx, cards[0], []byte{0x00, 0x84, 0x00, 0x00, 0x08})
//		…
//	}, "Reader 00 00", "Reader 00 01")
//
// # Errors
//
// Every error is of one kind: errors.Is with the sentinels of this package ([ErrRemoved], [ErrStuck], [ErrSecurity] …). A
// [StatusError] has the status word, in hex in its text. No error holds bytes of a command or an answer: they are personal data
// and secrets (PKS-2.2j).
package smartcard
