package resident

import (
	"strings"

	"simpul/lib/personal"
)

// AsRegistered returns what p says of e in the registry's way of writing, as far as that is known (wire §1.4, §1.7, §2.2): for a
// service that compares by the letter and would hold KAB. before a kabupaten, or "L" for a sex, against the applicant. Capitals,
// single blanks; LAKI-LAKI or PEREMPUAN; a date as yyyy-mm-dd; a kabupaten bare and a kota with KOTA; no PROVINSI, KECAMATAN or
// DESA; numbers unpadded. Names, occupation and street stay as the papers have them. It is empty for what is empty, cannot be
// read, or leaves open which of the registry's words is meant (JANDA).
func (p Person) AsRegistered(e Element) personal.Text {
	text := strings.Map(plainApostrophe, p.Get(e).RevealPersonalData()) // before folding, which takes some for accents
	text = strings.Join(strings.Fields(strings.Map(plainApostrophe, fold(text))), " ")
	if write, ok := writers[e]; ok {
		text = write(text)
	}
	return personal.New(text)
}

// writers are for the elements that the registry writes by a rule.
var writers = map[Element]func(string) string{
	NIK:              joined,
	JenisKelamin:     func(s string) string { return map[string]string{"L": "LAKI-LAKI", "P": "PEREMPUAN"}[readSex(s)] },
	TanggalLahir:     func(s string) string { return readDate(s).String() },
	StatusPerkawinan: writeMarital,
	Provinsi:         func(s string) string { return withoutKind(s, provinceWords) },
	Kabupaten:        writeKabupaten,
	Kecamatan:        func(s string) string { return withoutKind(s, kecamatanWords) },
	Kelurahan:        func(s string) string { return withoutKind(s, kelurahanWords) },
	KodeKecamatan:    writeKecamatanCode,
	RT:               func(s string) string { return readUnit(s, 0) },
	RW:               func(s string) string { return readUnit(s, 1) },
}

// plainApostrophe is the one on typewriters, which the registry has.
func plainApostrophe(r rune) rune {
	if withoutApostrophe(r) < 0 {
		return '\''
	}
	return r
}

func writeMarital(s string) string {
	state, isEveryday := everyday[strings.Join(words(s), " ")]
	switch {
	case !isEveryday:
		return s
	case state == cerai:
		return ""
	}
	return state
}

// withoutKind drops the word before a region's name that says what it is.
func withoutKind(s string, kinds map[string]bool) string {
	first, name, more := strings.Cut(s, " ")
	if more && kinds[joined(first)] {
		return name
	}
	return s
}

func writeKabupaten(s string) string {
	first, name, more := strings.Cut(s, " ")
	switch kind := kinds[joined(first)]; {
	case !more || kind == "":
		return s
	case kind == kindKabupaten:
		return name
	}
	if word, rest, more := strings.Cut(name, " "); more && administrative[joined(word)] {
		name = "ADM. " + rest
	}
	return kindKota + " " + name
}

// writeKecamatanCode keeps the kecamatan's own digits.
func writeKecamatanCode(s string) string {
	code := readKecamatanCode(s)
	return strings.TrimLeft(code[max(0, len(code)-2):], "0")
}
