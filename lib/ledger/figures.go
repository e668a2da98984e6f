package ledger

// Counts are numbers by a code; none is zero.
type Counts map[string]int64

func (c Counts) add(code string, n int64) {
	if c[code] += n; c[code] == 0 {
		delete(c, code)
	}
}

// Figures are what the report says of a span of days (PKS-8.1, JUKNIS-V).
type Figures struct {
	Accesses int64 // settled or swept, each once
	Charged  int64 // of those, the ones whose hit was not given back
	External int64 // hits made elsewhere with the same account

	// Of the accesses; "" where the record does not say.
	Outcomes, Verdicts, Documents, Sources, Roles, LicenceTypes Counts

	Overrides Counts // accesses that went past the guard, by the code given
	Passed    Counts // 〃, by the guard's rule
	Decisions Counts // of officers, by decision
	Acts      Counts // of administrators, by action

	Steps       Counts // of data balikan, by action
	Licences    Counts // that were delivered, by type; of a corrected delivery those that it says last
	Unsupported Counts // units delivered though the status did not support it (PKS-2.2a), by the code given; of a corrected one as it is now
	Closings    Counts // units that ended without a licence, by reason
	Corrections int64  // of the deliveries among the steps, those that replaced an earlier one

	Totals Counts // from the seals: exact statuses, holds, card reads, suspensions by the registry: status:…, hold:…, card:…, suspended:…; only of days that are over
}

func newFigures() *Figures {
	f := &Figures{}
	for _, c := range f.counts() {
		*c = Counts{}
	}
	return f
}

func (f *Figures) counts() []*Counts {
	return []*Counts{
		&f.Outcomes, &f.Verdicts, &f.Documents, &f.Sources, &f.Roles, &f.LicenceTypes,
		&f.Overrides, &f.Passed, &f.Decisions, &f.Acts, &f.Steps, &f.Licences, &f.Unsupported, &f.Closings, &f.Totals,
	}
}

func (f *Figures) merge(other *Figures) {
	f.Accesses += other.Accesses
	f.Charged += other.Charged
	f.External += other.External
	f.Corrections += other.Corrections
	for i, from := range other.counts() {
		for code, n := range *from {
			(*f.counts()[i]).add(code, n)
		}
	}
}

func (f *Figures) record(r Record, n int64) {
	switch r.Kind {
	case Decision:
		f.Decisions.add(string(r.Deed.Decision), n)
	case Act:
		f.act(r, n)
	case Feedback:
		f.Steps.add(r.Action, n)
		if r.Action == Delivered && r.Correction {
			f.Corrections += n
		}
	default:
		f.access(r, n)
	}
}

func (f *Figures) act(r Record, n int64) {
	f.Acts.add(r.Action, n)
	if r.Action == RecordExternal {
		f.External += n * *r.Hits
	}
}

func (f *Figures) access(r Record, n int64) {
	f.Accesses += n
	if r.Charged {
		f.Charged += n
	}
	f.Outcomes.add(string(r.Outcome), n)
	f.Verdicts.add(string(r.Verdict), n)
	f.Documents.add(r.IdentityDocument, n)
	f.Sources.add(string(r.Source), n)
	f.Roles.add(r.SubjectRole, n)
	f.LicenceTypes.add(r.LicenceType, n)
	if r.Override != "" {
		f.Overrides.add(r.Override, n)
		f.Passed.add(r.Hold, n)
	}
}
