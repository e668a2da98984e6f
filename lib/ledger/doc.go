// Package ledger records every access, every decision, every administrative act and every step of data balikan, free of population data, so that nobody can
// change the record later without being found out (PKS-2.2c, PKS-8.3, JUKNIS-II.E.6). It does no I/O and reads no clock; package
// store keeps it in Redis.
//
// A [Record] is encoded ([Record.Encode]), signed ([Signer.Sign]) and appended, as an [Entry], by the step in Redis that settles the
// access. Entries are numbered from 1 without gaps. Once a minute, whenever its schedule calls it, quota-check seals all that waits
// ([SealKeys.Extend]), in several seals if it is more than [MaxSealed] entries; nothing is sealed earlier because much waits. A
// [Seal] holds a hash of each entry since the seal before, the hash of that seal, and the totals of days that are over, and is
// signed with Ed25519 (RFC 8032). [Verify] checks all of it, with nothing but the public keys, and names the first bad record;
// [Tally] rebuilds quota and report from it; [Export] and [Import] carry it to another machine.
//
// # What is found out
//
// Once sealed, whatever happens to a record shows: a changed byte, a record dropped, swapped, moved, inserted or repeated, and any
// change to a seal. It needs no trust in Redis, in its administrator, or in who holds the keys of MACs. Seals cut off at the end
// show against a seal that somebody printed or found in a log ([Expected]), and only against one: without it, a ledger that ends
// earlier looks like a ledger that ended earlier.
//
// # What is not found out
//
// Between two seals, that is for a minute, or as long as no sealer runs, who can write to Redis can
//
//   - drop records at the end, and nobody will know there were any;
//   - drop or swap others and number them anew: the MAC does not cover the number, which Redis gives;
//   - repeat an old record. It is sealed then, and [Verify] names it.
//
// Who holds a key of MACs as well, as verify-nik does, can add and change records until they are sealed. Counters have no MAC at
// all: totals are as true as Redis was until they were sealed. Who holds the key of seals can write another history; it differs from
// every seal that was printed. And no ledger knows of what was never recorded: an access made past this software.
package ledger
