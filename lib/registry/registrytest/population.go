package registrytest

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"time"
)

type population struct {
	list  []Person
	byNIK map[string]Person
}

// everybody is made once per process.
var everybody = sync.OnceValue(func() population {
	b := &builder{source: rand.NewPCG(3303, 2025), taken: map[string]bool{}}
	b.addUnusual() // first: their NIKs are fixed, the others make way
	unusual := b.people
	b.people = nil
	b.addGroups()
	for range 460 {
		b.add(b.person(b.anywhere(), b.birthday(), b.oneIn(2)))
	}
	b.people = append(b.people, unusual...)
	all := population{b.people, map[string]Person{}}
	for _, p := range b.people {
		all.byNIK[p.NIK] = p
	}
	return all
})

// builder makes people from a fixed seed. It takes the generator's bare output: what math/rand/v2 makes of it may change
// between releases of Go, the generator itself may not.
type builder struct {
	source    *rand.PCG
	taken     map[string]bool
	people    []Person
	household int
}

func (b *builder) below(n int) int { return int(b.source.Uint64() % uint64(n)) }

func (b *builder) oneIn(n int) bool { return b.below(n) == 0 }

func pick[T any](b *builder, from []T) T { return from[b.below(len(from))] }

func (b *builder) add(p Person) { b.people = append(b.people, p) }

// anywhere is home or a neighbour in 85 of 100 (one NIK in ten was given further away, one in twenty in Papua).
func (b *builder) anywhere() region {
	switch n := b.below(100); {
	case n < 60:
		return home
	case n < 85:
		return pick(b, neighbours)
	case n < 95:
		return pick(b, elsewhere)
	}
	return pick(b, papua)
}

// birthday is a day of 1940–2009.
func (b *builder) birthday() time.Time {
	first := time.Date(1940, 1, 1, 0, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, b.below(70*365+17))
}

// nik is the next free one: province, kabupaten, sub-district 99, date (women: day + 40), serial (wire §5).
func (b *builder) nik(r region, born time.Time, female bool) string {
	day := born.Day()
	if female {
		day += 40
	}
	prefix := fmt.Sprintf("%s99%02d%02d%02d", r.code, day, born.Month(), born.Year()%100)
	for serial := b.serial(); ; serial++ {
		if nik := prefix + fmt.Sprintf("%04d", serial); !b.taken[nik] {
			b.taken[nik] = true
			return nik
		}
	}
}

// serial is small: most people of a sub-district and birth date have 0001 or 0002.
func (b *builder) serial() int {
	switch n := b.below(100); {
	case n < 75:
		return 1
	case n < 90:
		return 2
	case n < 96:
		return 3
	}
	return 4 + b.below(17)
}

// person is somebody first registered in r, found, of a household of their own.
func (b *builder) person(r region, born time.Time, female bool) Person {
	return b.holder(b.nik(r, born, female), r, born, female)
}

// holder is the person of a NIK given in r.
func (b *builder) holder(nik string, r region, born time.Time, female bool) Person {
	p := Person{
		NIK: nik, Expected: Found, NamaLengkap: b.name(female), JenisKelamin: "LAKI-LAKI",
		TempatLahir: r.town(), TanggalLahir: born.Format(time.DateOnly),
		StatusPerkawinan: b.maritalStatus(born), Pekerjaan: b.occupation(born, female),
	}
	if female {
		p.JenisKelamin = "PEREMPUAN"
	}
	if r.code[0] == '9' {
		p.Group = Papua
	}
	if b.oneIn(7) {
		p.TempatLahir = pick(b, elsewhere).town()
	}
	if b.oneIn(3) { // moved here: the NIK keeps the region of the first registration
		r = home
	}
	return b.housed(p, r)
}
