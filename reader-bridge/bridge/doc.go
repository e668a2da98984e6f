// Package bridge is the reader at the counter as a small HTTPS service for verify-nik, and for nobody else.
//
//	GET  /healthz        200 once tokens are let in, 503 in the seconds before; asks nothing of readers
//	GET  /v1/readers     the readers as last heard of, at once, whatever a card does
//	GET  /v1/events      the same as server-sent events, at every change
//	POST /v1/cards/read  reads one card; package cardreader has request and answer
//
// # Who is let in
//
// A read needs a token that verify-nik minted for this bridge, this application and this read (package errand), used once. Browsers are refused
// whatever they ask for: a page must not reach a reader through its visitor's machine, and there are no CORS headers that would
// let it. Client certificates can be asked for on top (mutual TLS). Readers and events need no token; nothing in them is about a person.
//
// # One at a time
//
// Each reader serves one caller: others get 409 pembaca_sibuk at once, and no queue forms. Of all readers together a few dozen
// calls are taken, then 429. A card that falls silent holds up its own read until the deadline, then shows its reader as stuck;
// everything else answers, and the reader comes back when the card is taken away.
//
// # What is not kept
//
// Elements go from the reader into the answer and nowhere else. The log says who read when, for which application (its token, never its
// number), with which consent, and how it ended (JUKNIS-IV.F); it has no element, no NIK and no bytes of a card at any level.
package bridge
