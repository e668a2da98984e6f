// Package admission keeps the daily quota: 200 hits a day (JUKNIS-II.B.1), exact, shared by all functions and replicas.
//
// One verification is three steps. [Admission.Admit] reserves a hit, the registry is asked, [Admission.Settle] says how it
// went. A reservation counts at once; it is given back only when the question provably never left ([NeverSent]); whatever
// else happens, and also when nothing more is heard, it counts.
//
//	admitted, err := a.Admit(ctx, admission.Request{AccessID: id, Token: token})
//	if err != nil {
//		return err // a *problem.Problem: nothing may be asked
//	}
//	... ask, for Settings.CallDeadline at the longest ...
//	state, err := a.Settle(ctx, admission.Counted(id))
//
// # Promises
//
//   - Exact: one Lua script is one atomic step and one round trip. No process keeps a count.
//   - Once: an access id is charged once, however often its request arrives; a settlement acts once. That alone makes the
//     client's retries safe ([NewClient]).
//   - Fail closed: without an answer of Redis, or with one that cannot be believed, there is no access. The problems are
//     penyimpanan_tidak_tersedia, belum_disiapkan (no epoch: Redis is new or was emptied), penyimpanan_mundur (rolled back)
//     and jam_tidak_cocok (clocks differ, or the day would go backwards). Only [Admission.Initialise] starts a count.
//   - The day is the calendar day of WIB by Redis's clock. An access that the registry's clock could put on either side of a
//     midnight counts on both days and needs room on both.
//   - The registry's word wins (JUKNIS-II.C.2b.3): [Exhausted] closes the day, [Barred] suspends every replica,
//     quotaLimiter may lower what is left and never raises it.
//   - An idempotency token is good for one access, three days long; an access that gave its hit back frees it.
//   - What counts is owed for: the step that writes the ledger opens the unit of its application and NIK, or joins it
//     (PKS-2.2b; lib/feedback).
//   - No NIK, name or note about a person comes in here, so none can be stored.
//
// # A rolled-back Redis
//
// Each change of the state raises its revision. A process remembers the highest one it has seen and sends it along; if Redis
// knows less (a restored snapshot, a fail-over to a stale replica, a second of the append-only file lost with the power), the
// script halts all replicas until somebody counts and initialises. What no process remembers, or what was overtaken before
// a process that remembers asked again, is not noticed: run Redis with appendfsync always where a lost second matters.
//
// # Keys
//
//	{simpul}:quota               hash    no expiry  head: epoch, revision, high-water day, pace of the office, mode, halt, suspension
//	                                                a counter for each of the last days, credential pairs, the last act
//	                                                accesses until they are settled: days, lease, tokens of the guard, the unit
//	                                                that they will owe for, with its application in clear, draft
//	{simpul}:access:<access id>  string  3 days     once it is settled: epoch, revision, days, admission, lease, state;
//	                                                of a swept one the unit, for the late word
//	{simpul}:idempotency:<hex>   string  3 days     access id, or id of an act
//	{simpul}:guard:<day><a, b>   hash    24 hours   of a half of a day: paces and guesses of operators, keyed tokens of NIKs in
//	                                                runs and applications
//	{simpul}:unit:<token>        string  no expiry  what is owed for accesses of one application and NIK: state, id, when, found,
//	                                                access ids, operator, application in clear; lib/feedback ends it
//	{simpul}:units               hash    no expiry  how many units there are, how many of hits made elsewhere
//	{simpul}:units:open          zset    no expiry  units that nobody has said anything of, by age
//	{simpul}:ledger              stream  no expiry  records of accesses, decisions and acts (lib/ledger)
//	{simpul}:counters            hash    no expiry  exact statuses and holds by day, until a seal takes them over (lib/ledger)
//
// What must not be lost alone is in one key: whoever deletes or evicts the counters removes the epoch with them, and access
// stops. To lose one of the others costs a hit at worst, and never gives one. Correctness does not rest on an expiry.
// Redis needs 7.0, maxmemory-policy noeviction, and for its user no more than the rights in deploy/redis/users.acl.example.
package admission
