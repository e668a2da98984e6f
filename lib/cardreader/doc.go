// Package cardreader is what the functions and the reader-bridge say to each other, and the functions' client of it.
//
//	client, err := cardreader.Open(settings, secrets, clock, log)
//	read, err := client.Read(ctx, cardreader.Order{Reader: "loket-1", …})
//
// A [Read] is of a genuine card: the bridge hands out no other. Everything else is a [*problem.Problem] whose text says what the
// officer does now, and none costs a hit: a card is read before the registry is asked.
//
// The client believes one certificate for each bridge, by its fingerprint, and sends a token of package errand that holds for this
// bridge, this read and a minute. The nonce in it comes back with the answer, so an answer is the one to this question. A bridge is
// given the token of an application, never its number, and tells the elements of the agreement alone (PKS-2.1a); the client drops
// whatever else there is once more.
package cardreader
