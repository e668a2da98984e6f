package ledger

import (
	"fmt"
	"slices"
)

// ErrRecord is what is wrong with a record; its text names the field and repeats nothing of it.
type ErrRecord struct{ Field string }

// Error names the field.
func (e ErrRecord) Error() string {
	return fmt.Sprintf("ledger: record: %s is missing, malformed, too long or out of place", e.Field)
}

// Check returns an [ErrRecord] for a record that is not of the form its kind has, or that could hold a NIK anywhere: sixteen digits,
// or a text longer than 64 characters or beyond ASCII.
func (r Record) Check() error {
	for _, checks := range [][]field{r.common(), r.kindly(), r.texts(), r.balikan()} {
		if i := slices.IndexFunc(checks, func(f field) bool { return !f.ok }); i >= 0 {
			return ErrRecord{checks[i].name}
		}
	}
	return nil
}

// field is a field's name and whether it is as it should be.
type field struct {
	name string
	ok   bool
}

func (r Record) common() []field {
	return []field{
		{"kind", slices.Contains([]Kind{Access, Swept, Decision, Act, Feedback}, r.Kind)},
		{"at", isTime(r.At)},
		{"epoch", r.Epoch >= 0},
		{"operator", r.Operator != "" || r.Kind == Swept},
		{"application", r.Application == "" || isToken(r.Application)},
		{"source", isOneOf(r.Source, "", Typed, Card)},
		{"consent", r.Source == Card && isOneOf(r.Consent, ConsentRead, ConsentStore) || r.Source != Card && r.Consent == ""},
		{"verdict", isOneOf(r.Verdict, "", Sesuai, TidakSesuai, TidakDinilai)},
		{"used", 0 <= r.Used && r.Used <= maxHits},
	}
}

// kindly says what each kind needs, and what it must not have.
func (r Record) kindly() []field {
	switch r.Kind {
	case Access:
		return append(r.access(), field{"outcome", isOneOf(r.Outcome, Data, NoData, Fault, Unknown)})
	case Swept:
		return append(r.access(), field{"outcome", r.Outcome == Unknown}, field{"charged", r.Charged})
	case Decision:
		return []field{
			{"access_id", isUUID7(r.AccessID)},
			{"decision", isOneOf(r.Decision, Sesuai, TidakSesuai)},
			{"subject", r.Subject == Subject{}},
			{"answer", r.Answer == Answer{} && r.Charge == Charge{} && r.Epoch == 0},
			{"deed", r.Deed == Deed{Decision: r.Decision, Code: r.Code}},
		}
	case Feedback:
		return r.step()
	default:
		return r.act()
	}
}

func (r Record) access() []field {
	return []field{
		{"access_id", isUUID7(r.AccessID)},
		{"epoch", r.Epoch > 0},
		{"days", areDays(r.Days)},
		{"deed", r.Deed == Deed{}},
	}
}

func (r Record) act() []field {
	counts := r.Action == Initialise || r.Action == RecordExternal
	about := isOneOf(r.Action, ReportBuilt, ReportDelivered, ReportSigned)
	return []field{
		{"act_id", isUUID7(r.ActID)},
		{"action", slices.Contains([]string{Initialise, "suspend", "resume", "mode", "bridging", "unlock", RecordExternal, "credentials", ReportBuilt, ReportDelivered, ReportSigned}, r.Action)},
		{"epoch", (r.Epoch > 0) == (r.Action == Initialise)},
		{"hits", counts == (r.Hits != nil) && (r.Hits == nil || 0 <= *r.Hits && *r.Hits <= maxHits)},
		{"lost", r.Lost == 0 || r.Action == Initialise && 0 < r.Lost && r.Lost <= maxHits},
		{"unheard", r.Unheard == 0 || r.Action == Initialise && 0 < r.Unheard && r.Hits != nil && r.Unheard <= *r.Hits},
		{"digest", about == (r.Digest != nil) && (!about || r.Target != "")},
		{"receipt", r.Receipt == "" || r.Action == ReportDelivered},
		{"paper_date", r.PaperDate == "" || isDay(r.PaperDate)},
		{"until", r.Until == "" || isDay(r.Until)},
		{"decision", r.Decision == ""},
		{"access", r.AccessID == "" && r.Subject == Subject{} && r.Answer == Answer{} && r.Charge == Charge{}},
	}
}

func (r Record) texts() []field {
	return []field{
		{"operator", isText(r.Operator)}, {"frontend", isText(r.Frontend)},
		{"licence_type", isText(r.LicenceType)}, {"subject_role", isText(r.SubjectRole)}, {"identity_document", isText(r.IdentityDocument)},
		{"hold", isText(r.Hold)}, {"override", isText(r.Override)},
		{"code", isText(r.Code)}, {"paper", isText(r.Paper)}, {"target", isText(r.Target)}, {"receipt", isText(r.Receipt)},
	}
}
