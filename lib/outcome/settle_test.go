package outcome_test

import (
	"reflect"
	"testing"

	"github.com/google/uuid"

	"simpul/lib/admission"
	"simpul/lib/ledger"
	"simpul/lib/outcome"
	"simpul/lib/problem"
	"simpul/lib/registry"
	"simpul/lib/resident"
)

var id = uuid.MustParse("0190f2a0-0000-7000-8000-000000000001")

// settles expects that a fault is settled like want, with the pair that was used and the record.
func settles(t *testing.T, fault registry.Fault, want admission.Settlement) {
	t.Helper()
	record := ledger.Record{AccessID: id.String(), Operator: "petugas-01"}
	got := outcome.Of(registry.Answer{}, resident.Person{}, &fault).Settlement(record, "k:a")
	record.Outcome = ledger.Fault
	if fault.Kind == registry.BrokenAnswer {
		record.Outcome = ledger.Unknown
	}
	if want = want.Using("k:a").Recorded(record); !reflect.DeepEqual(got, want) {
		t.Errorf("%s, unsent %t, held %t: settled otherwise", fault.Kind, fault.Unsent, fault.Held)
	}
}

// words are faults that close the day or bar somebody, with what they do.
var words = map[registry.FaultKind]admission.Settlement{
	registry.QuotaExhausted:      admission.Exhausted(id).LoggedIn("k:a"),
	registry.LoginFailed:         admission.LoginFailed(id, "k:a"),
	registry.UserInactive:        admission.Barred(id, problem.CodeUserIDNonAktif),
	registry.InstitutionInactive: admission.Barred(id, problem.CodeInstansiTidakAktif),
	registry.AddressRefused:      admission.Barred(id, problem.CodeAlamatIPDitolak),
	registry.Captcha:             admission.Barred(id, problem.CodeCaptchaDiminta),
}

func TestAWordOfTheRegistryCountsAndDoesWhatItSays(t *testing.T) { // JUKNIS-II.C.2b.3
	for kind, want := range words {
		settles(t, registry.Fault{Kind: kind}, want)
	}
	settles(t, registry.Fault{Kind: registry.PageChanged}, admission.Barred(id, problem.CodeHalamanBerubah))
	settles(t, registry.Fault{Kind: registry.PageChanged, Passing: true}, admission.Counted(id)) // nobody searches on
	settles(t, registry.Fault{Kind: registry.BrokenAnswer}, admission.Counted(id))
}

func TestWhatIsSaidBeforeAQuestionLeavesDoesTheSameAndCostsNothing(t *testing.T) { // JUKNIS-II.B.1
	for kind, want := range words {
		settles(t, registry.Fault{Kind: kind, Unsent: true}, want.Unsent())
	}
	settles(t, registry.Fault{Kind: registry.PageChanged, Unsent: true}, admission.NeverSent(id)) // a maintenance notice, maybe
	settles(t, registry.Fault{Kind: registry.NotSent}, admission.NeverSent(id))
}

// Yesterday's kuota habis must not close today, nor an administrator's resume be undone by what was said before it.
func TestARememberedRefusalDoesNothingASecondTime(t *testing.T) {
	for kind := range words {
		settles(t, registry.Fault{Kind: kind, Unsent: true, Held: true}, admission.NeverSent(id))
	}
}
