// Package othertest is a second, independent fake of Dukcapil, as the installation
// of another province would look: the lookup service (get_json, dukcapil-wire §1),
// kesesuaian (§2), and a web portal. It is for tests alone. It was written from the
// wire facts without sight of the clients, and picks on purpose the spellings,
// types, dates and wordings that are less obvious, so that a client tuned to one
// installation fails here. Of the portal nothing is known (§4): it is invented.
//
// # Use
//
//	lain, err := othertest.Start(othertest.Options{})
//	defer lain.Close()
//	// client: base lain.URL(), path lain.Path(), roots lain.CAPEM(),
//	// keys NIK, user_id, password, IP_USER, and one lain.ExtraHeader()
//	for _, p := range lain.People() { ... compare with p.Status or p.Fault }
//
// # Promised of all three
//
//   - HTTPS on loopback only, with a certificate for 127.0.0.1 of a throw-away CA.
//   - The same NIK gets the same answer until [Server.Change] or the quota's end;
//     the three count one quota.
//   - A 16-digit NIK outside [Server.People] is code 13, any other text code 15.
//   - All methods may be called from many goroutines.
//
// # Promised of the services
//
//   - Business answers are HTTP 200 (§1.8). Only transport faults are not: 401
//     without the extra header, 404 and 405 for another path or method, 413 and
//     415 for another body, 400 for a body that is no JSON object.
//   - Keys are read exactly. A missing or differently spelt key, or a NIK that is
//     no JSON string, is code 07; an empty user, password or IP is 09; wrong
//     credentials are 03; another IP_USER is 04.
//   - Every record of the lookup holds [Server.Marker] under a key outside the
//     agreement; kesesuaian never tells a value, but may echo the NIK.
//   - Kesesuaian reads NIK, user_id, password, ip_user and treshold, a JSON number;
//     TGL_LHR is dd/mm/yyyy, NO_* and RT/RW are unpadded. NAMA_LGKP, TMPT_LHR and
//     ALAMAT are compared by the letter, in capitals; the rest whatever its case.
//     Somebody about whom the lookup says a status or fault gets the same refusal.
//
// # Promised of the portal
//
// At /pemanfaatan on the same address. The login form (masuk.php) posts akun,
// kata_kunci and __cek, a token that is good once and belongs to the cookie. A
// login ends the account's other sessions. The search form (cari.php) posts
// nomor_induk, __cek and jenis=perorangan; the page of a result holds the form for
// the next. Results stand across, a heading above each value, and [Server.Marker]
// in one column. Refusals are the JUKNIS's sentences in a red font, status 200.
//
// Everybody here is invented: digits 5-6 of each 16-digit number are 99, a
// kecamatan that does not exist, and the names are plants.
package othertest
