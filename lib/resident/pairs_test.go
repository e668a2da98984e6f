package resident_test

import (
	"testing"

	"simpul/lib/personal"
	"simpul/lib/resident"
)

// pair is two texts of one element and the band they must have, whichever is the claim.
type pair struct {
	a, b string
	want resident.Band
}

const (
	sesuai  = resident.Sesuai
	mirip   = resident.Mirip
	berbeda = resident.Berbeda
	kosong  = resident.TidakDiisi
)

// person returns a person of whom one element is known.
func person(e resident.Element, text string) resident.Person {
	return resident.NewPerson(map[resident.Element]personal.Text{e: personal.New(text)})
}

// bandOf compares two texts of one element.
func bandOf(e resident.Element, claimed, answered string) resident.Band {
	return resident.Compare(person(e, claimed), person(e, answered)).Bands[e]
}

// check runs pairs in both directions.
func check(t *testing.T, e resident.Element, pairs []pair) {
	t.Helper()
	for _, p := range pairs {
		if got := bandOf(e, p.a, p.b); got != p.want {
			t.Errorf("%s: %q against %q is %s, want %s", e, p.a, p.b, got, p.want)
		}
		if got := bandOf(e, p.b, p.a); got != p.want {
			t.Errorf("%s: %q against %q is %s, want %s", e, p.b, p.a, got, p.want)
		}
	}
}
