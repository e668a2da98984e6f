package registrytest

import "slices"

// addUnusual adds who is not simply found: the statuses of JUKNIS-II.C.2b.2, eight each, and one NIK per fault.
func (b *builder) addUnusual() {
	for _, status := range []string{Deceased, Duplicate, Inactive, NotFound} {
		for range 8 {
			p := b.person(b.anywhere(), b.birthday(), b.oneIn(2))
			p.Expected, p.Code, p.Group = status, codeOf(status), ""
			if status == NotFound {
				p = Person{NIK: p.NIK, Expected: p.Expected, Code: p.Code}
			}
			b.add(p)
		}
	}
	for _, nik := range b.malformed() {
		b.add(Person{NIK: nik, Expected: InvalidFormat, Code: codeOf(InvalidFormat)})
	}
	for _, w := range words {
		if !w.aboutPerson() {
			b.addFault(w)
		}
	}
}

// addFault adds a NIK that is answered with the code it ends in.
func (b *builder) addFault(w word) {
	nik := "330399" + "010180" + "00" + w.code
	b.taken[nik] = true
	b.add(Person{NIK: nik, Expected: w.expected, Code: w.code})
}

// malformed are NIKs of 16 digits and with a possible date that the registry's own format test refuses all the same: serial
// 0000, or a province that never was (wire §5, code 15).
func (b *builder) malformed() []string {
	var niks []string
	for _, code := range []string{"3303", "3302", "2903", "4171", "5901", "6903", "7901", "9903"} {
		nik := b.nik(region{code: code}, b.birthday(), b.oneIn(2))
		if slices.Contains([]string{"3303", "3302"}, code) {
			nik = nik[:12] + "0000"
		}
		niks = append(niks, nik)
	}
	return niks
}
