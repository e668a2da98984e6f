// Package feedback owes Dukcapil the data balikan: licence number and type for every NIK accessed (PKS-2.2b, 3.1b; JUKNIS-III, IV.G).
//
// What is owed is a unit: one (application, NIK). Its first counted access opens it, in the very step that writes the access into
// the ledger (lib/admission, settle.lua); later accesses of the same pair join it. It ends when the registry has its licences, or with
// a recorded reason why there are none.
//
//	outbox, err := feedback.New(client, service, feedback.Keys{…}, feedback.Settings{…})
//	results, err := outbox.Submit(ctx, who, submissions)   // an officer: tries at once, keeps what could not go
//	round, err := outbox.Deliver(ctx)                      // the scheduled duty: what is due
//	balance, err := outbox.Balance(ctx)                    // the equation, at every seal
package feedback
