// Package guardtest is the traffic that the access guard is judged by (JUKNIS-II.E.1): ordinary days of a licensing office, which
// it must not hold, and people running through numbers, whom it must.
//
// [Day] is one day with so many applicants; [Innocents] are the stories in which rules go wrong (a family, twins, a birthday
// that many share); [Offenders] are sweeps over every part of a NIK, in several manners. Each is a list or sequence of [Step],
// in the order of time. The same seed gives the same steps on every machine; another seed another day, or another start.
//
//	for name, story := range guardtest.Innocents() {
//		for _, step := range story(seed) {
//			... admit and settle step at 00:00 WIB + step.After ...
//		}
//	}
//
// # What the days assume
//
// Eighteen sub-districts and 85 % local people; serials 0001 to 0003 mostly; births of 1959 to 2008, and among the old many on 1 January,
// 31 December and 1 July, which were assigned to those who did not know theirs; applications of one to eight people, proxies
// with several. Of a hundred people 92 prove themselves at once, 3 after a typing error in the claim, 1 after one in the NIK;
// the others never do: another name on paper, no data, deceased, or an officer who claims nothing. These shares are
// guesses, not measured: what is known of the counter stands in agreement.md.
//
// # Nobody here can exist
//
// The kecamatan digits are 82 to 99. No kabupaten has so many; a typing error never touches them.
package guardtest
