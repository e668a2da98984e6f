// Package resident is a resident as the agreement lets the office see one: the eight elements of PKS-2.1a, what the registry
// says of a NIK, and how a claim stands to the registry's answer.
//
// [NewPerson] is the edge at which everything outside the agreement vanishes. [CheckClaim] finds what an officer typed that
// nobody can read, before it costs a hit. [Assess] compares and sums up, [AssessBands] sums up what
// the registry compared itself, [NextStep] tells the officer what to do (JUKNIS Lampiran II).
//
// # Bands
//
// Each element gets a [Band]: sesuai, mirip, berbeda or tidak_diisi. There is no score and no direction: both would let a caller
// feel the way to a value he may not see. The way of writing never counts: case, blanks, punctuation, titles and degrees, the
// layout of a date, KAB. before a kabupaten. What is the same but spelt otherwise (SOEHARTO, MOH. for MUHAMMAD, an initial), one
// slip of the pen in one long word, and a name or town with something unknown behind a comma (BUDI, XYZ; also HARYANTO, BUDI for
// BUDI HARYANTO) is mirip: the officer looks at it, for the licence must carry the name as registered. A slip or an initial needs
// another word of the name to vouch for it, and not one as common as SITI.
// Anything that could be another person is berbeda. An element that one side left empty, or that nobody can read, is
// tidak_diisi: the registry's gaps are not held against the applicant. Bands do not depend on which side is the claim.
//
// # Verdict
//
// NIK, name, birth date, birth place and sex must agree (wajib); the rest is often stale on a card (catatan) and never decides.
//
//   - tidak_dinilai: the status is not found, or the name or the birth date could not be compared. NIK and sex agree with every
//     second person; without these two nothing is proven.
//   - tidak_sesuai: some wajib element is berbeda. NIK, birth date and sex know no mirip: one digit makes another person.
//   - sesuai: otherwise. A mirip name or birth place passes, and [NextStep] names it. Birth place or sex that could not be compared
//     is named too.
//
// The package does no I/O and reads no clock.
package resident
