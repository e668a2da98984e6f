// Package smartcardtest stands in for readers and cards, in tests and in the local stack. Nothing that ships links it.
//
//   - [Replay] plays a transcript: the exact commands, in their order, with the answers to give. A wrong, an extra or a
//     missing one fails the test.
//   - [Counting] counts what is taken and what is released.
//   - [Issuer] makes simulated KTP-el cards and a SAM that talk to each other: files, mutual authentication, secure
//     messaging, a signature. A [Tray] is a slot that a chip is laid on and taken from, with [Fault]s at any command.
//     [Readers] puts trays behind a [smartcard.Service]; [Serve] puts one behind a real pcscd, by the wire protocol of the
//     vpcd driver.
//
// # What the simulation is worth
//
// The commands are those that are public. The cryptography is OF OUR OWN INVENTION: what a real SAM and a real card compute
// is secret. So the tests show that the bridge carries bytes between the two faithfully, notices every failure and recovers
// from it; they do not show that it reads a real card.
package smartcardtest
