// Package registrytest is an invented civil registry: the get_json lookup of wire §1 and kesesuaian of wire §2 over real HTTPS,
// with the same invented people.
//
// Tests and deploy/local link it, nothing that ships does. [Start] brings up a server on loopback; [Server.CAPEM] is whom
// to trust, [Server.URL] where to ask, [Server.Path] for lookup and [Server.ConformityPath] for kesesuaian. [People] is
// everybody it knows, with what it answers about each: every status of JUKNIS-II.C.2b.2, every fault of .3 and the other codes
// of wire §1.9. [Samples] is a short list of them as an officer would type them. The population is the same on every machine
// and in every run.
//
// The same server has two invented web portals ([Layout]), with login, tokens and sessions, over the same people and quota.
//
// It is stricter than the real gateway, so that a caller's sloppiness shows: keys in exactly the configured spelling, none
// missing, none to spare, values as JSON strings. It keeps its own exact count per WIB day, apart from the code under
// test: [Server.Calls] are the questions that arrived whole, whatever became of the answer. Each that logs in costs quota,
// even if its answer is then spoilt on purpose ([Server.Fail]): the worst that the real registry can do.
//
// No person here can exist: the sub-district digits of every NIK are 99. Records carry fields beyond the agreement, each
// with a mark ([Markers]) to search logs, Redis and answers for (PKS-2.1a, PKS-2.2j).
package registrytest
