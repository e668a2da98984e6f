package conformancetest

import (
	"sync"
	"testing"

	"simpul/lib/personal"
	"simpul/lib/registry"
	"simpul/lib/registry/registrytest"
	"simpul/lib/resident"
)

func statuses(t *testing.T, s Subject) {
	o := s.start(t, patient)
	asked := 0
	for _, status := range resident.Statuses() {
		for _, p := range o.with(string(status))[:3] {
			answer := o.answer(p)
			if status != resident.Found && answer.Person != (resident.Person{}) {
				t.Errorf("%s tells about the person", status)
			}
			asked++
		}
	}
	o.calls(asked)
}

// elements wants a verdict that the papers are in order, and of the person no more than the agreement's elements (PKS-2.1a).
func elements(t *testing.T, s Subject) {
	o := s.start(t, patient)
	for _, p := range o.varied() {
		answer := o.answer(p)
		comparison := answer.Compare(question(t, p).Claimed)
		if comparison.Verdict != resident.VerdictSesuai {
			t.Errorf("verdict %s", comparison.Verdict)
		}
		for element, band := range comparison.Bands {
			if band == resident.Berbeda {
				t.Errorf("%s differs", element)
			}
		}
		if !answer.Person.Empty() && answer.Person.Get(resident.NIK).RevealPersonalData() != p.NIK {
			t.Error("another's NIK")
		}
	}
}

// partly claims name and birth date alone, as a deed without an address does: the verdict rests on what was claimed (JUKNIS-II.C.2).
func partly(t *testing.T, s Subject) {
	o := s.start(t, patient)
	for _, p := range o.varied() {
		q := question(t, p)
		q.Claimed = resident.NewPerson(map[resident.Element]personal.Text{
			resident.NIK: q.NIK.Text(), resident.NamaLengkap: personal.New(p.NamaLengkap), resident.TanggalLahir: personal.New(p.TanggalLahir),
		})
		answer, err := o.Connector.Ask(t.Context(), q)
		o.must(err)
		comparison := answer.Compare(q.Claimed)
		if comparison.Verdict != resident.VerdictSesuai {
			t.Errorf("verdict %s", comparison.Verdict)
		}
		for element, band := range comparison.Bands {
			claimed := element == resident.NIK || element == resident.NamaLengkap || element == resident.TanggalLahir
			if claimed == (band == resident.TidakDiisi) {
				t.Errorf("%s: %s", element, band)
			}
		}
	}
}

func atOnce(t *testing.T, s Subject) {
	o := s.start(t, patient)
	people := o.with(registrytest.Found)[:6]
	people = append(people, o.with(registrytest.Deceased)[0], o.with(registrytest.NotFound)[0])
	var officers sync.WaitGroup
	for _, p := range people {
		officers.Go(func() {
			q := question(t, p)
			answer, err := o.Connector.Ask(t.Context(), q)
			if err != nil || string(answer.Status) != p.Expected {
				t.Errorf("%s: %s, %v", p.Expected, answer.Status, err)
			}
			if p.Expected == registrytest.Found && answer.Compare(q.Claimed).Verdict != resident.VerdictSesuai {
				t.Error("an officer got another's answer")
			}
		})
	}
	officers.Wait()
	o.calls(len(people))
}

func remaining(t *testing.T, s Subject) {
	o := s.start(t, patient)
	for i, p := range []registrytest.Person{o.someone(), o.with(registrytest.Inactive)[0]} {
		if left := o.answer(p).Left; left != nil && *left != int64(Quota-1-i) {
			t.Errorf("%d left after %d questions", *left, i+1)
		}
	}
}

func noNIK(t *testing.T, s Subject) {
	o := s.start(t, patient)
	_, err := o.Connector.Ask(t.Context(), registry.Question{Operator: "petugas-01"})
	if kindOf(err) != registry.NotSent {
		t.Errorf("got %v", err)
	}
	o.calls(0)
}

func oddButWhole(t *testing.T, s Subject) {
	o := s.start(t, patient)
	for i, f := range []registrytest.Failure{registrytest.WrongContentType, registrytest.SlowDrip} {
		o.must(o.Registry.Fail(f, 1))
		o.answer(o.someone())
		o.calls(i + 1)
	}
}
