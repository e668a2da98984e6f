package registrytest_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"simpul/lib/agreement"
	"simpul/lib/nik"
	"simpul/lib/registry"
	"simpul/lib/registry/registrytest"
	"simpul/lib/resident"
)

// fingerprint is the population of every machine. It changes only when somebody means it to: samples, demonstrations and
// other packages' tests name its people.
const fingerprint = "765c117db9382ba032834a0d3c645462f9fc5dfe2c6324a9d8c2ca3d12fcd052"

func TestThePopulationIsTheSameEverywhere(t *testing.T) {
	sum := sha256.Sum256(fmt.Appendf(nil, "%+v", registrytest.People()))
	if got := hex.EncodeToString(sum[:]); got != fingerprint {
		t.Errorf("fingerprint %s", got)
	}
}

func TestNobodyCanExistAndEveryNIKIsOnce(t *testing.T) {
	people := registrytest.People()
	if len(people) < 500 {
		t.Errorf("%d people", len(people))
	}
	seen := map[string]bool{}
	for _, p := range people {
		if _, err := nik.Parse(p.NIK); err != nil || p.NIK[4:6] != "99" || seen[p.NIK] {
			t.Errorf("%s: %v, seen before: %v", p.NIK, err, seen[p.NIK])
		}
		seen[p.NIK] = true
	}
}

func TestEveryStatusAndFaultHasItsPeople(t *testing.T) {
	for _, status := range resident.Statuses() {
		if n := len(registrytest.WithExpected(string(status))); n < 8 {
			t.Errorf("%s: %d", status, n)
		}
	}
	for kind, codes := range map[registry.FaultKind][]string{
		registry.Unknown: {"02", "99"}, registry.LoginFailed: {"03"}, registry.AddressRefused: {"04", "10"},
		registry.QuotaExhausted: {"05"}, registry.OutsideHours: {"06"}, registry.RequestIncomplete: {"07", "09"},
		registry.NotProcessable: {"08"}, registry.InstitutionInactive: {"16"}, registry.UserInactive: {"17"},
	} {
		var got []string
		for _, p := range registrytest.WithExpected(string(kind)) {
			got = append(got, p.Code)
		}
		if !slices.Equal(got, codes) {
			t.Errorf("%s: codes %v", kind, got)
		}
	}
}

func TestTheSpreadIsAsInLife(t *testing.T) {
	found := registrytest.WithExpected(registrytest.Found)
	share := func(wanted func(registrytest.Person) bool) int {
		n := 0
		for _, p := range found {
			if wanted(p) {
				n++
			}
		}
		return 100 * n / len(found)
	}
	near := []string{"3303", "3302", "3304", "3326", "3327"}
	for _, c := range []struct {
		what      string
		low, high int
		wanted    func(registrytest.Person) bool
	}{
		{"registered here or next door", 80, 90, func(p registrytest.Person) bool { return slices.Contains(near, p.NIK[:4]) }},
		{"serial up to 0003", 85, 99, func(p registrytest.Person) bool { return p.NIK[12:] <= "0003" }},
		{"women", 40, 60, func(p registrytest.Person) bool { return p.JenisKelamin == "PEREMPUAN" }},
		{"titles", 5, 20, func(p registrytest.Person) bool { return strings.ContainsAny(p.NamaLengkap, ".,") }},
		{"born before 1970", 25, 50, func(p registrytest.Person) bool { return p.TanggalLahir < "1970" }},
		{"never married", 10, 40, func(p registrytest.Person) bool { return p.StatusPerkawinan == "BELUM KAWIN" }},
		{"above 2^53", 2, 10, func(p registrytest.Person) bool { return number(p) > 1<<53 }},
	} {
		if got := share(c.wanted); got < c.low || got > c.high {
			t.Errorf("%s: %d %%", c.what, got)
		}
	}
}

func number(p registrytest.Person) int64 {
	n, _ := strconv.ParseInt(p.NIK, 10, 64)
	return n
}

// What the NIK's digits say, told by package nik: a known region, the date of birth unless it was corrected, the sex.
func TestTheDigitsOfTheNIKAgreeWithThePerson(t *testing.T) {
	grownUp, _ := agreement.NewDate(2030, 1, 1) // all of them, so that nobody is warned of being underage
	for _, p := range registrytest.WithExpected(registrytest.Found) {
		born, err := agreement.ParseDate(p.TanggalLahir)
		if err != nil || p.TanggalLahir < "1940" || p.TanggalLahir >= "2010" {
			t.Errorf("born %s: %v", p.TanggalLahir, err)
		}
		parsed, _ := nik.Parse(p.NIK)
		var codes []string
		for _, warning := range parsed.Warnings(grownUp, born, p.JenisKelamin[:1]) {
			codes = append(codes, warning.Code)
		}
		var want []string
		if p.Group == registrytest.Corrected {
			want = []string{nik.WarnBirthDate}
		}
		if !slices.Equal(codes, want) {
			t.Errorf("%q: %v", p.Group, codes)
		}
	}
}

func TestAFoundPersonHasEveryElement(t *testing.T) {
	for _, p := range registrytest.WithExpected(registrytest.Found) {
		elements := p.Elements()
		if len(elements) != len(resident.Elements())-1 {
			t.Fatalf("%v", slices.Sorted(maps.Keys(elements)))
		}
		for name, value := range elements {
			if !resident.Element(name).Valid() || value != strings.TrimSpace(value) || nik.ContainsLongDigits(value) {
				t.Errorf("%s: %q", name, value)
			}
		}
	}
	if n := len(registrytest.WithExpected(registrytest.NotFound)[0].Elements()); n != 0 {
		t.Errorf("who is not found has %d elements", n)
	}
}
