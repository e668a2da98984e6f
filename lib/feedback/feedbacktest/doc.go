// Package feedbacktest is an invented data balikan service (wire §3) over real HTTPS.
//
//	service, err := feedbacktest.Start(feedbacktest.Options{Token: "…", IDLembaga: "99", NamaLembaga: "DPMPTSP Uji"})
//
// Tests and deploy/local link it, nothing that ships does. [Server.URL] and [Server.Path] say where to send, [Server.CAPEM] whom to
// trust. It answers as wire §3 says: 200 Success, 400 "Data sudah pernah dikirim". What is unknown of the real one is an option or
// a [Failure], among them what becomes of a batch in which one unit was sent before ([Mixed]).
//
// It is stricter than the real one can be expected to be, so that a caller's sloppiness shows: exactly the agreed keys, every value
// a JSON string, one token. And it keeps books of its own, apart from the code under test: a unit, which is a NIK and what is told
// of its licences, is stored once however often it arrives ([Server.Stored], [Server.Units]), also when the answer is then spoilt
// on purpose. Messages of refusals quote the NIK: the worst that the real service can do to a log.
package feedbacktest
