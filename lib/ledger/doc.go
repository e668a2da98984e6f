// Package ledger records every access, every decision and every administrative act, free of population data, so that nobody can
// change the record later without being found out (PKS-2.2c, PKS-8.3, JUKNIS-II.E.6).
//
// A [Record] is encoded ([Record.Encode]), signed ([Signer.Sign]) and appended by the step in Redis that settles the access, as
// one entry of a stream:
//
//	{simpul}:ledger   stream   <sequence number>-0   r: the record's bytes   m: their MAC
//
// The sequence starts at 1 and has no gaps: the number of the newest entry is the newest id, and the stream is never emptied.
package ledger
