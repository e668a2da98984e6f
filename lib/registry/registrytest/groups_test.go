package registrytest_test

import (
	"slices"
	"testing"

	"simpul/lib/registry/registrytest"
)

func TestGroupsLieCloseTogetherForGoodReasons(t *testing.T) {
	for group, size := range map[string]int{registrytest.Twins: 8, registrytest.Family: 5, registrytest.Birthday: 40,
		registrytest.Board: 8, registrytest.Corrected: 6} {
		if got := len(registrytest.InGroup(group)); got != size {
			t.Errorf("%s: %d", group, got)
		}
	}
	for pair := range slices.Chunk(registrytest.InGroup(registrytest.Twins), 2) {
		if number(pair[1]) != number(pair[0])+1 || pair[0].Alamat != pair[1].Alamat || pair[0].TanggalLahir != pair[1].TanggalLahir {
			t.Errorf("no twins: %d apart", number(pair[1])-number(pair[0]))
		}
	}
	for _, p := range registrytest.InGroup(registrytest.Family) {
		if p.Alamat != registrytest.InGroup(registrytest.Family)[0].Alamat {
			t.Error("the family lives apart")
		}
	}
	for _, p := range registrytest.InGroup(registrytest.Birthday) {
		if p.TanggalLahir != "1975-08-17" {
			t.Errorf("born %s", p.TanggalLahir)
		}
	}
}

func TestPeopleBelongToTheCaller(t *testing.T) {
	registrytest.People()[0].NIK = ""
	if someoneFound().NIK == "" {
		t.Error("one caller changed the population of all")
	}
}
