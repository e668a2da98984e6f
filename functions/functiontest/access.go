package functiontest

import (
	"log/slog"
	"testing"

	"github.com/google/uuid"

	"simpul/lib/admission"
	"simpul/lib/admission/evidence"
	"simpul/lib/assembly"
	"simpul/lib/feedback"
	"simpul/lib/identity"
	"simpul/lib/keyring"
	"simpul/lib/ledger"
	"simpul/lib/nik"
	"simpul/lib/resident"
)

// Access is one verification that was answered, as far as data balikan know of it.
type Access struct{ ID, Receipt, NIK, Application string }

// Access lets an operator access a NIK for an application, as verify-nik would, with the registry's answer: what is then owed is a
// unit of data balikan.
func (r *Rig) Access(t testing.TB, operator, number, application string, status resident.Status) Access {
	t.Helper()
	who, err := nik.Parse(number)
	must(t, err)
	parts, err := assembly.Build()
	must(t, err)
	defer func() { must(t, parts.Close(t.Context())) }()
	guard, err := keyring.Open(parts.Secrets, parts.Config.Guard.KeyFile, slog.Default())
	must(t, err)
	applications, err := keyring.Open(parts.Secrets, parts.Config.Ledger.ApplicationFile, slog.Default())
	must(t, err)
	receipts, err := identity.NewReceipts(parts.Config.Identity, parts.Secrets, slog.Default())
	must(t, err)
	id := uuid.Must(uuid.NewV7())
	admitted, err := parts.Admission.Admit(t.Context(), admission.Request{
		AccessID: id, Evidence: evidence.New(evidence.Keyring(guard)).Of(who, application), Recheck: true,
		Unit: admission.Unit{Tokens: feedback.Tokens(applications, application, who), Application: application},
		Record: ledger.Record{Operator: operator, Frontend: "perizinan", Subject: ledger.Subject{
			Application: applications.Current().Application(application), LicenceType: "nib", SubjectRole: "pemohon", Source: ledger.Typed,
		}},
	})
	must(t, err)
	record := admitted.Record
	record.Outcome = ledger.Data
	_, err = parts.Admission.Settle(t.Context(), admission.Counted(id).Said(status, true).Recorded(record))
	must(t, err)
	receipt, err := receipts.Make(id.String(), who)
	must(t, err)
	return Access{id.String(), receipt, number, application}
}

// Feedback is the unit that answers for accesses to one NIK, with one licence.
func Feedback(licence string, accesses ...Access) map[string]any {
	ids := make([]string, len(accesses))
	for i, a := range accesses {
		ids[i] = a.ID
	}
	return map[string]any{
		"application_number": accesses[0].Application, "access_ids": ids, "nik": accesses[0].NIK, "receipt": accesses[0].Receipt,
		"licences": []any{map[string]any{"number": licence, "type": "nib"}},
	}
}
