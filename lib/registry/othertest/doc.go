// Package othertest is a second, independent fake of Dukcapil's lookup service
// (get_json, dukcapil-wire §1), as the installation of another province would
// look. It is for tests alone. It was written from the wire facts without sight
// of the client, and picks on purpose the spellings, types, dates and wordings
// that are less obvious, so that a client tuned to one installation fails here.
//
// # Use
//
//	lain, err := othertest.Start(othertest.Options{})
//	defer lain.Close()
//	// client: base lain.URL(), path lain.Path(), roots lain.CAPEM(),
//	// keys NIK, user_id, password, IP_USER, and one lain.ExtraHeader()
//	for _, p := range lain.People() { ... compare with p.Status or p.Fault }
//
// # Promised
//
//   - HTTPS on loopback only, with a certificate for 127.0.0.1 of a throw-away CA.
//   - Business answers are HTTP 200 (§1.8). Only transport faults are not: 401
//     without the extra header, 404 and 405 for another path or method, 413 and
//     415 for another body, 400 for a body that is no JSON object.
//   - Keys are read exactly. A missing or differently spelt key, or a NIK that is
//     no JSON string, is code 07; an empty user, password or IP is 09; wrong
//     credentials are 03; another IP_USER is 04.
//   - A 16-digit NIK outside [Server.People] is code 13, any other text code 15.
//   - The same NIK gets the same answer until [Server.Change] or the quota's end.
//   - Every record with personal data holds [Server.Marker] under a key outside
//     the agreement.
//   - All methods may be called from many goroutines.
//
// Everybody here is invented: digits 5-6 of each 16-digit number are 99, a
// kecamatan that does not exist, and the names are plants.
package othertest
