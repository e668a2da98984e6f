// Package sam keeps the inventory of the office's Secure Access Modules: which is in which reader, since when it is
// activated, until when it may be used, and how often it was (JUKNIS-IV.A–E, PKS-2.1c).
//
// A SAM is active while the agreement is. [Inventory.Usable] refuses one that is not yet activated, and all of them after the
// agreement's last day (PKS-9.4), unless a bridging with its SPTJM is on record (PKS-4): that is written into the
// configuration by an administrator, never assumed. The clock is passed in.
//
// PCID and CONF, which unlock a SAM, stay in secret files; [Module.Opening] reads them each time, so that a SAM that is
// replaced needs no restart. [Counter] counts reads on disk: numbers beside labels, nothing about a card.
package sam
