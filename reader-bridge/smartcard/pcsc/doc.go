// Package pcsc is the real [smartcard.Service]: PC/SC, by github.com/ebfe/scard. No other package imports it.
//
// On Linux it needs cgo and libpcsclite, and the service pcscd; on Windows it calls winscard.dll without cgo. Built with
// neither, [New] returns a service that says [smartcard.ErrUnsupported] to everything, so that the rest of the bridge builds,
// and runs with the simulator, on a machine without a C library.
//
// Each connection has a PC/SC context of its own: a context is a lock inside libpcsclite, and a card that falls silent holds
// it. Connections are exclusive, so that no other program's commands mix with an authenticated session, and end with a reset,
// so that none inherits it.
//
// On Windows it is built and vetted, and has met no reader. There Windows itself looks at a card that is new, for a moment: who
// waits with [smartcard.Desk.Await] before he connects does not notice.
//
// One [smartcard.Service.Watch] runs at a time in a process: scard pins reader names by name alone, so a second one would
// free what the first one's call still reads.
package pcsc
