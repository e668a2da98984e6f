// Package admission keeps the daily quota: 200 hits a day (JUKNIS-II.B.1), shared by all functions
// and replicas, and exact under the faults of the table below.
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
//   - Exact while Redis keeps what it answered for (the table): one Lua script is one atomic step and one round trip. No process
//     keeps a count.
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
// # Exact under which faults
//
// The settings are redis.persistence and redis.replicas; a Redis that is not set as they promise grants nothing (promise.go). No
// more is claimed than a test has shown. "Halts" is for as long as a process remembers: see above.
//
//	persistence  replicas  fault                                            the count              shown by
//	any          0 or all  a function dies, a reply is lost                 exact                  TestEveryAdmissionIsInTheLedgerOnce_PKS_2_2c, TestLostRepliesChargeOnce
//	any          0         Redis comes back empty                           access stops           TestAnEmptiedRedisStopsAccess
//	always       0         Redis is killed and restarts                     exact                  TestAccessComesBackByItselfWithRedis
//	any          0         an old copy is restored                          too low; halts         TestARestoredRedisHaltsAllReplicasUntilInitialised
//	any          0         fail-over                                        too low; halts         TestWithoutAcknowledgementsAFailoverForgets
//	any          all       fail-over, the old primary dead, under load      exact, or too high     TestAPrimaryThatDiesUnderLoadCostsNoCallTooMany
//	any          all       fail-over, the old primary cut off, under load   exact, or too high     TestAPrimaryThatIsCutOffUnderLoadCostsNoCallTooMany
//	any          all       the primary restarts with less than it had       too low; halts         TestAPrimaryThatComesBackPoorerTakesItsReplicaAlong
//
// Too high: an access that was counted and not acknowledged was never made. What was shown of always is the death of the process;
// that a disk keeps what fsync returned for is the machine's promise. With everysec, up to two seconds before a crash may be gone.
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
//	{simpul}:beacon              string  no expiry  always empty: written behind each step that replicas must acknowledge
//	{simpul}:counters            hash    no expiry  exact statuses, holds, card reads and suspensions by the registry by day, until a seal takes them over (lib/ledger)
//
// What must not be lost alone is in one key: whoever deletes or evicts the counters removes the epoch with them, and access
// stops. To lose one of the others costs a hit at worst, and never gives one. Correctness does not rest on an expiry.
// Redis needs 7.0, maxmemory-policy noeviction, and for its user no more than the rights in deploy/redis/users.acl.example.
package admission
