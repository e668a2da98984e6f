package guardtest

// sweep is a way of running through numbers. A part of the NIK that has no more numbers begins again, so it never ends.
type sweep struct {
	name     string
	shuffled bool // within each twenty numbers
	number   func(start number, i int) number
}

func sweeps() []sweep {
	return []sweep{
		{"ascending", false, serial(1)},
		{"descending", false, serial(-1)},
		{"step 2", false, serial(2)},
		{"step 10", false, serial(10)},
		{"shuffled within 20", true, serial(1)},
		{"day after day", false, day(1)},
		{"week after week", false, day(7)},
		{"days shuffled within 20", true, day(1)},
		{"month after month", false, month},
		{"year after year", false, year},
		{"kecamatan after kecamatan", false, kecamatan},
		{"kabupaten after kabupaten", false, kabupaten},
		{"province after province", false, province},
		{"two serials of each day", false, day(1).twice(serial(1))},
		{"men and women of each day", false, day(1).twice(otherSex)},
		{"serial and day together", false, func(n number, i int) number { return day(1)(serial(1)(n, i), i) }},
	}
}

// at is the index of the i-th number asked for.
func (s sweep) at(seed uint64, i int) int {
	if !s.shuffled {
		return i
	}
	block := make([]int, 20)
	for k := range block {
		block[k] = i - i%len(block) + k
	}
	return shuffle(roll(seed+uint64(i/len(block))), block)[i%len(block)]
}

type step func(n number, i int) number

// twice takes each number of a sweep in two forms.
func (s step) twice(form step) func(number, int) number {
	return func(n number, i int) number { return form(s(n, i/2), i%2) }
}

func serial(by int) step {
	return func(n number, i int) number {
		n.serial = 1 + around(n.serial-1+i*by, 9999)
		return n
	}
}

func day(by int) step {
	return func(n number, i int) number {
		n.born = n.born.AddDate(0, 0, i*by)
		return n
	}
}

func month(n number, i int) number {
	n.born = n.born.AddDate(0, i, 0)
	return n
}

func year(n number, i int) number {
	n.born = n.born.AddDate(i, 0, 0)
	return n
}

func kecamatan(n number, i int) number {
	n.kecamatan = firstKecamatan + around(n.kecamatan-firstKecamatan+i, kecamatans)
	return n
}

func kabupaten(n number, i int) number {
	n.kabupaten = 1 + around(n.kabupaten-1+i, 99)
	return n
}

func province(n number, i int) number {
	n.province = 11 + around(n.province-11+i, 86)
	return n
}

func otherSex(n number, i int) number {
	n.female = n.female != (i == 1)
	return n
}
