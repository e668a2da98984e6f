// Package report makes the figures of the semester report (PKS-8.1, JUKNIS-V) from the ledger and its seals alone, and proves them
// by the same pass: a ledger that does not hold yields no figures, but a [*ledger.Bad] that names the record. It does no I/O and
// reads no clock.
//
//	period, err := report.ParseSemester("2026-S1")
//	period, err = period.Within(signed, ends)                 // the first and the last semester are partial
//	figures, err := report.Build(store.Items(ctx), report.Input{Period: period, Proof: proof, Now: now})
//	json, err := figures.JSON()                               // and figures.Digest for the foot of each page
//
// [Figures] has the three parts that PKS-8.1 names: [Documents], NIK in issued documents; [Accesses], data accesses; [Cards], KTP-el
// and IKD. Its JSON is versioned by [Schema]: fields are added, none is renamed or means another thing. Documents on paper and in
// sheets are made from it by the packages below.
//
// # What is counted when
//
// An access belongs to the first day it counts on, a step or an act to the day it was recorded. The [Balance] of data balikan is the
// one at the end of the last day: steps after it belong to the next report, so that the same report made later says the same.
// Exact statuses, holds, card reads and suspensions by the registry's word are totals of days that are over and come from the seals:
// until those of its last days are sealed, a report is preliminary.
//
// # What is not told
//
// No figure is about a person. Tables have one dimension; the one that has two ([Crossed]) hides cells under 5, and enough of the
// others that sums do not give them away. Who holds two reports of periods that differ by a day can subtract them: reports of short
// periods need the same care as the ledger.
package report
