package guardtest

import "time"

const home = 3303

// elsewhere is where the NIKs of the others were given: the neighbours thrice, then further away.
var elsewhere = [...]int{3302, 3304, 3326, 3327, 3302, 3304, 3326, 3327, 3302, 3304, 3326, 3327, 3301, 3374, 3404, 3174, 3273, 3578, 9103}

// anybody is an applicant. 85 of 100 are local.
func (d dice) anybody() number {
	n := number{kecamatan: firstKecamatan + d.below(kecamatans), born: d.birthday(), female: d.oneIn(2), serial: d.serial()}
	return n.from(d.kabupaten())
}

// several are any people.
func (d dice) several(n int) []number {
	people := make([]number, n)
	for i := range people {
		people[i] = d.anybody()
	}
	return apart(people)
}

// apart gives whoever has the number of another the next serial, as the registry does.
func apart(people []number) []number {
	taken := map[number]bool{}
	for i := range people {
		for taken[people[i]] {
			people[i].serial++
		}
		taken[people[i]] = true
	}
	return people
}

func (n number) from(kabupaten int) number {
	n.province, n.kabupaten = kabupaten/100, kabupaten%100
	return n
}

func (d dice) kabupaten() int {
	if d.percent() < 85 {
		return home
	}
	return elsewhere[d.below(len(elsewhere))]
}

// birthday is a day of 1959 to 2008. Fifteen of a hundred born before 1980 did not know theirs, and were assigned one.
func (d dice) birthday() time.Time {
	born := date(1959, time.January, 1+d.below(50*365+12))
	if born.Year() >= 1980 {
		return born
	}
	switch n := d.percent(); {
	case n < 8:
		return date(born.Year(), time.January, 1)
	case n < 13:
		return date(born.Year(), time.December, 31)
	case n < 15:
		return date(born.Year(), time.July, 1)
	}
	return born
}

// serial is small: most people of a sub-district and birth date have 0001 or 0002.
func (d dice) serial() int {
	switch n := d.percent(); {
	case n < 60:
		return 1
	case n < 85:
		return 2
	case n < 95:
		return 3
	}
	return 4 + d.below(17)
}
