// Package store keeps the ledger in Redis: it reads entries, seals them, cuts what was kept long enough, and takes an export in.
//
// # Keys
//
//	{simpul}:ledger             stream  0-<number>      r record, m MAC; appended by lib/admission with XADD 0-*: from 1, no gaps
//	{simpul}:seals              stream  0-<number>      s seal, g signature
//	{simpul}:counters           hash    <day>:<name>    statuses, holds, card reads, suspensions: 20712:status:found; days of WIB since 1970
//	{simpul}:import:<id>:…      stream  1 hour          an import that is under way; renamed when all of it is good
//
// A stream that is trimmed goes on counting where it was. A counter belongs to the day on which it is written, never to an earlier
// one: a day that is over must not change any more.
//
// Each append of a seal is one script that compares the last seal's number, so that two sealers never fork the chain. It takes the
// counters of days that are over along: a counter is either in Redis or in a seal.
//
// Redis needs 7.0, and for its user no more than these rights:
//
//	~{simpul}:* +eval +evalsha +xrange +xrevrange +xadd +xtrim +hlen +hgetall +hget +hmget +hdel
//
// and for [Store.Import]
//
//	+exists +pexpire +persist +rename
//
// Errors repeat neither addresses nor stored values. Those of records are a [*ledger.Bad].
package store
