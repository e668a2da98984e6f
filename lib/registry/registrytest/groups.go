package registrytest

import (
	"fmt"
	"strconv"
	"time"
)

// addGroups adds the people whose NIKs lie close to each other for good reasons.
func (b *builder) addGroups() {
	for range 4 {
		b.addTwins()
	}
	b.addFamily()
	b.addBirthday()
	for range 8 {
		b.addTo(Board, b.person(b.anywhere(), day(1955+b.below(35), b.below(12)+1, b.below(28)+1), b.oneIn(3)))
	}
	for range 6 {
		b.addCorrected()
	}
	for range 12 {
		b.add(b.person(pick(b, papua), b.birthday(), b.oneIn(2)))
	}
}

func day(year, month, d int) time.Time {
	return time.Date(year, time.Month(month), d, 0, 0, 0, 0, time.UTC)
}

func (b *builder) addTo(group string, p Person) {
	p.Group = group
	b.add(p)
}

// addTwins adds two of one sex and one address, with adjacent serials.
func (b *builder) addTwins() {
	born, female := b.birthday(), b.oneIn(2)
	first := b.person(home, born, female)
	serial, _ := strconv.Atoi(first.NIK[12:])
	next := first.NIK[:12] + fmt.Sprintf("%04d", serial+1) // free: twins come first, at random dates
	b.taken[next] = true
	second := movedIn(b.holder(next, home, born, female), first)
	second.TempatLahir = first.TempatLahir
	b.addTo(Twins, first)
	b.addTo(Twins, second)
}

// addFamily adds parents and three children.
func (b *builder) addFamily() {
	father := b.person(home, day(1972, 3, 14), false)
	father.StatusPerkawinan = "KAWIN"
	mother := movedIn(b.person(neighbours[0], day(1975, 11, 2), true), father)
	mother.StatusPerkawinan = "KAWIN"
	b.addTo(Family, father)
	b.addTo(Family, mother)
	for _, born := range []time.Time{day(2005, 1, 19), day(2007, 6, 30), day(2009, 4, 8)} {
		b.addTo(Family, movedIn(b.person(home, born, b.oneIn(2)), father))
	}
}

// addBirthday adds forty of one day: 25 registered here, the others next door.
func (b *builder) addBirthday() {
	for i := range 40 {
		r := home
		if i >= 25 {
			r = pick(b, neighbours)
		}
		b.addTo(Birthday, b.person(r, day(1975, 8, 17), i%2 == 0))
	}
}

// addCorrected adds somebody whose NIK still has the wrong date.
func (b *builder) addCorrected() {
	p := b.person(home, day(1960+b.below(40), b.below(12)+1, b.below(20)+1), b.oneIn(2))
	born, _ := time.Parse(time.DateOnly, p.TanggalLahir)
	p.TanggalLahir = born.AddDate(0, 0, 1+b.below(8)).Format(time.DateOnly)
	b.addTo(Corrected, p)
}
