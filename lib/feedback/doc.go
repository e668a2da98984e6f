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
//
// # The states
//
//	open       owed, and nobody has said anything        → queued, closed (submitted so, or discarded)
//	queued     sealed, and goes out as soon as it can    → delivered, dead; with a correction: queued
//	dead       refused, too old, or its content is gone: → queued (submitted again), closed (submitted so, or discarded);
//	           its content is gone, harus dikirim ulang    delivered, if it was before its correction died and is discarded
//	delivered  the registry has it                       → queued, with a correction
//	closed     ended with a reason instead               → queued or closed, with a correction; a new access opens another unit
//
// # Promises
//
//   - Nothing is lost: a submission is in Redis, sealed, before anything is sent. Units = delivered + closed + queued + dead + open
//     ([Balance]); the ledger alone tells the same ([Balance.Agrees]).
//   - Nothing is doubled: who sends holds a lease. No unit is sent twice without an unknown outcome in between: an answer that was cut,
//     a sender that died. It is marked then, and "sudah pernah dikirim" counts as delivered.
//   - Nothing is in clear: a content is sealed with AES-256-GCM under a key of the office, bound to unit, accesses and content. It is
//     deleted when the registry has it, when the unit dies, and by Redis after Settings.MaxAge whatever happens.
//   - Decisions are made from arguments alone (decide.go). One script puts a unit in its next state if it is still as it was; else it is
//     decided anew. So every step may be repeated, and the client's retries are safe.
//
// # Keys
//
//	{simpul}:unit:<token>     string  no expiry        a unit that is open, queued or dead: state, id, when, found; access ids; operator;
//	                                                   application in clear; what is known since it was submitted, without number and NIK
//	                                  Settings.Keep    one that has ended: without application and operator; a digest of its content
//	{simpul}:sealed:<token>   string  Settings.MaxAge  the sealed content of a queued one
//	{simpul}:units            hash    no expiry        counters: units, external, delivered, closed, corrections
//	{simpul}:units:open       zset    no expiry        tokens by when their unit was opened
//	{simpul}:units:queued     zset    no expiry        tokens by when to send next
//	{simpul}:units:dead       zset    no expiry        tokens by when their unit died
//	{simpul}:units:discarded:<token>
//	                          string  3 days           1; an order to discard hits made outside Simpul that was carried out
//	{simpul}:ledger           stream  no expiry        steps (lib/ledger)
//
// A token is <key id>.<22 characters>, the MAC of application and NIK under the keys of application numbers; a digest of a content is
// made with the same keys. Keep a key of those until the last unit it opened has ended and is forgotten (Settings.Keep), and one of
// seals for Settings.MaxAge after it was first in its file.
//
// Redis needs 7.0, and for its user no more than these rights:
//
//	~{simpul}:* +info +eval +evalsha +time +get +mget +set +del +hget +hmget +hincrby +zadd +zrem +zrange +zrangebyscore +zcard +zcount +xadd
//
// [Outbox.Balance] alone needs ~{simpul}:* +info +eval +evalsha +time +hmget +zcard +zcount +zrange.
package feedback
