package conformity_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"simpul/lib/registry"
	"simpul/lib/registry/conformity"
	"simpul/lib/resident"
)

// Whatever arrives: an answer or a fault; bands only of who is found, and only of what was sent; never an element.
func FuzzClassify(f *testing.F) {
	for _, pattern := range []string{"testdata/*--*", "../lookup/testdata/*.json"} {
		for _, body := range files(f, pattern) {
			f.Add(body)
		}
	}
	sent := []resident.Element{resident.NIK, resident.NamaLengkap, resident.TempatLahir, resident.TanggalLahir,
		resident.JenisKelamin, resident.Pekerjaan}
	f.Fuzz(func(t *testing.T, body []byte) {
		answer, err := conformity.Classify(service(), body, asked, claimed)
		if err != nil {
			fault, isFault := errors.AsType[*registry.Fault](err)
			if !isFault || !slices.Contains(registry.FaultKinds(), fault.Kind) || len(fault.Code) > 4 ||
				answer != (registry.Answer{}) || strings.Contains(err.Error(), askedDigits) {
				t.Fatalf("%v is no fault, or tells too much", err)
			}
			return
		}
		if !slices.Contains(resident.Statuses(), answer.Status) || !answer.Person.Empty() {
			t.Fatalf("status %q, or an element is disclosed", answer.Status)
		}
		judged := 0
		for e, band := range answer.Compare(claimed).Bands {
			if band != resident.TidakDiisi {
				judged++
				if !slices.Contains(sent, e) {
					t.Fatalf("%s was not sent and is %s", e, band)
				}
			}
		}
		if (answer.Status == resident.Found) != (judged > 0) {
			t.Fatalf("%s with %d bands", answer.Status, judged)
		}
	})
}
