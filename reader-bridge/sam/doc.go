// Package sam is the inventory of the Secure Access Modules in a bridge's readers: which, since when, until when, how often used
// (PKS-2.1c, JUKNIS-IV.A–E).
//
// A SAM may be used from the day it was activated (SIFILMA) to the last day of the agreement, or of the bridging while an extension is pending
// (PKS-4, SPTJM); after it every read is refused (PKS-9.4). What then must be done with the card is printed by package bast.
//
// [Counts] keeps how many genuine cards each SAM has read, in a small file: numbers beside labels, nothing about a person.
package sam
