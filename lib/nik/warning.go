package nik

import "simpul/lib/agreement"

// Warning tells the officer where to look twice. It is never a refusal (PKS-2.2e), and its text holds no digit.
type Warning struct {
	Code   string `json:"code"`   // one of the Warn constants; part of the contract
	Detail string `json:"detail"` // Indonesian
}

// The codes of [Warning].
const (
	WarnBirthDate     = "tanggal_lahir_beda"     // the digits stand for another birth date than the claimed one
	WarnSex           = "jenis_kelamin_beda"     // the day of birth says the other sex than the claimed one
	WarnUnknownRegion = "wilayah_tidak_dikenal"  // no known code of province and kabupaten
	WarnUnderage      = "belum_cukup_umur"       // under seventeen: no KTP-el yet (UU 24/2013 pasal 63), unless married
	WarnSerialZero    = "nomor_urut_tidak_lazim" // serial 0000; serials begin with 0001 (wire §5)
)

// warningTexts are shown to officers.
var warningTexts = map[string]string{
	WarnBirthDate: "Tanggal lahir yang diisi tidak sama dengan tanggal di dalam NIK. Cocokkan keduanya dengan KTP-el; " +
		"NIK tidak ikut berubah bila tanggal lahir pernah dibetulkan.",
	WarnSex: "Jenis kelamin yang diisi tidak sama dengan petunjuk di dalam NIK. Cocokkan keduanya dengan KTP-el.",
	WarnUnknownRegion: "Kode wilayah pada awal NIK tidak ada dalam daftar. Cocokkan angkanya dengan KTP-el; " +
		"NIK lama dapat memuat kode wilayah yang sudah dimekarkan.",
	WarnUnderage: "Menurut tanggal lahirnya, pemilik NIK belum berumur tujuh belas tahun. KTP-el diberikan mulai umur itu " +
		"atau bila sudah atau pernah kawin. Periksa berkas pemohon.",
	WarnSerialZero: "Nomor urut pada akhir NIK tidak lazim. Cocokkan angkanya dengan KTP-el.",
}

// ktpAge is the age from which a resident holds a KTP-el, in years (UU 24/2013 pasal 63).
const ktpAge = 17

// Warnings holds what the digits say against the claim and the calendar. claimedBirth is the claimed birth date, zero if it is
// not known; claimedSex is "L" or "P", anything else means not known. The zero NIK has no warnings.
func (n NIK) Warnings(today, claimedBirth agreement.Date, claimedSex string) []Warning {
	if n.Empty() {
		return nil
	}
	h := n.Hint()
	found := map[string]bool{
		WarnBirthDate:     !claimedBirth.IsZero() && !h.Agrees(claimedBirth),
		WarnSex:           claimedSex == "L" && h.Female || claimedSex == "P" && !h.Female,
		WarnUnknownRegion: !n.knownRegion(),
		WarnUnderage:      underage(today, claimedBirth, h),
		WarnSerialZero:    n.RevealPersonalData()[12:] == "0000",
	}
	var warnings []Warning
	for _, code := range []string{WarnBirthDate, WarnSex, WarnUnknownRegion, WarnUnderage, WarnSerialZero} {
		if found[code] {
			warnings = append(warnings, Warning{code, warningTexts[code]})
		}
	}
	return warnings
}

// underage reports whether somebody born at claimed, or at the latest day the digits allow, has no KTP-el yet. A NIK of a
// centenarian reads like a child's: that is why the claim goes first.
func underage(today, claimed agreement.Date, h Hint) bool {
	birth := claimed
	if birth.IsZero() {
		birth = h.LatestBirth(today)
	}
	if birth.IsZero() {
		return false
	}
	by, bm, bd := birth.Date()
	ty, tm, td := today.Date()
	age := ty - by
	if tm < bm || tm == bm && td < bd {
		age--
	}
	return age < ktpAge
}
