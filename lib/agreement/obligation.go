package agreement

import (
	"cmp"
	"fmt"
	"slices"
)

// Obligation is something owed by a day, to the registry or to oneself.
type Obligation struct {
	ID    string          `json:"id"`    // a code: laporan-2026-s1, iso-27001, …
	Title string          `json:"title"` // Indonesian
	Basis string          `json:"basis"` // clause
	From  Date            `json:"from"`  // from this day on it is due
	Due   Date            `json:"due"`   // the last day
	State ObligationState `json:"state"`
	Days  int             `json:"days"`          // until Due, 0 on the day, negative after it
	Done  *Paper          `json:"done,omitzero"` // the paper that shows it
	Note  string          `json:"note,omitzero"` // what is to be known about the date
}

// ObligationState says where an obligation stands. One that is done stays, so that it can be shown.
type ObligationState string

// The states.
const (
	Coming  ObligationState = "akan_datang"
	Due     ObligationState = "jatuh_tempo"
	Overdue ObligationState = "terlambat"
	Done    ObligationState = "selesai"
)

// ahead is how many days before its last an obligation is due, where nothing else is said.
const ahead = 60

// warnings are the days before the last on which people are told, the last one first.
var warnings = []int{1, 7, 14, 30, 60}

// Warns reports whether people are to be told on this day: on certain days before, and each week after.
func (o Obligation) Warns() bool {
	return o.State != Done && (slices.Contains(warnings, o.Days) || o.Days < 0 && -o.Days%7 == 1)
}

// Step is the last warning whose day has come, by the days that were left then: 60, 30, 14, 7, 1, and after the last day minus the
// week that is running, from -1 on. Whoever was not there on a day still finds its step, until the next. 0 is no warning yet, or done.
func (o Obligation) Step() int {
	if o.State == Done {
		return 0
	}
	if o.Days < 0 {
		return (o.Days - 6) / 7
	}
	for _, days := range warnings {
		if o.Days <= days {
			return days
		}
	}
	return 0
}

// stand fills in what follows from the dates.
func (o Obligation) stand(today Date) Obligation {
	if o.From.IsZero() {
		o.From = o.Due.add(-ahead)
	}
	o.Days = o.Due.since(today)
	switch {
	case o.Done != nil:
		o.State = Done
	case o.Days < 0:
		o.State = Overdue
	case today.Before(o.From):
		o.State = Coming
	default:
		o.State = Due
	}
	return o
}

// Standing is what the agreement itself does not know about its obligations.
type Standing struct {
	Today     Date
	Delivered map[string]Delivery // reports on record, by the obligation's id
	Operators []Assignment
	Bridged   Date // last day of the bridging, zero for none
}

// Assignment is until when an operator is assigned, and since when under an NDA (JUKNIS-VI.E).
type Assignment struct {
	Operator string
	NDA      Date // zero: not signed
	Until    Date
}

// Obligations lists everything owed, by its last day. The semester reports (PKS-8.1) are there twice: in June and December as the
// clause says, and ten working days after the period (JUKNIS-V): who warns of both warns of the earlier.
func (a Agreement) Obligations(s Standing) []Obligation {
	all := slices.Concat(a.reports(s), a.papers(), a.sams(s.Bridged), operators(s.Operators, s.Today), a.changes())
	for i, o := range all {
		all[i] = o.stand(s.Today)
	}
	slices.SortFunc(all, func(x, y Obligation) int {
		return cmp.Or(x.Due.t.Compare(y.Due.t), cmp.Compare(x.ID, y.ID))
	})
	return all
}

// Owed is an obligation that an office adds: a certificate that ends, a key to be changed, a SAM that expires; or, under the id of
// one that the agreement brings, the paper that shows it is done.
type Owed struct {
	ID    string `yaml:"id" validate:"required,max=40"`
	Title string `yaml:"title" validate:"max=200"` // may be left out for an id of the agreement's
	Basis string `yaml:"basis" validate:"max=60"`
	Due   Date   `yaml:"due"` // likewise
	Done  *Paper `yaml:"done"`
}

// papers are the obligations with a paper of their own.
func (a Agreement) papers() []Obligation {
	own := []Obligation{
		{ID: "iso-27001", Title: "Sertifikat ISO/IEC 27001", Basis: "PKS-2.2i", From: a.ValidFrom, Due: a.ValidFrom.months(6)},
		{ID: "perpanjangan", Title: "Permohonan perpanjangan perjanjian", Basis: "JUKNIS-VI.F", Due: a.ValidUntil.months(-2)},
		{ID: "akhir-perjanjian", Title: "Akhir perjanjian: tanpa perpanjangan, kartu SAM dikembalikan dengan BAST", Basis: "PKS-4, PKS-9.4", Due: a.ValidUntil},
	}
	for _, o := range a.Owed {
		i := slices.IndexFunc(own, func(known Obligation) bool { return known.ID == o.ID })
		if i < 0 {
			own = append(own, Obligation{ID: o.ID, Title: o.Title, Basis: o.Basis, Due: o.Due, Done: o.Done})
			continue
		}
		own[i].Done = o.Done
		if !o.Due.IsZero() {
			own[i].Due = o.Due
		}
	}
	return own
}

// operators are owed for without their ids, for the list is shown to whoever may see the quota: those whose assignment ends on one
// day together, and among them those without an NDA, which is due at once: without it nobody is let in.
func operators(assigned []Assignment, today Date) []Obligation {
	ends, unsigned := map[Date]int{}, map[Date]int{}
	for _, o := range assigned {
		ends[o.Until]++
		if o.NDA.IsZero() {
			unsigned[o.Until]++
		}
	}
	var all []Obligation
	for until, n := range ends {
		all = append(all, Obligation{ID: "penugasan-" + until.String(), Title: fmt.Sprintf("Akhir penugasan %d petugas", n), Basis: "JUKNIS-VI.E", Due: until})
	}
	for until, n := range unsigned {
		all = append(all, Obligation{ID: "nda-" + until.String(), Title: fmt.Sprintf("NDA %d petugas belum tercatat", n), Basis: "JUKNIS-VI.E", From: today, Due: until})
	}
	return all
}

// Change is a change of an office holder or of the structure, which is notified by letter with documents (JUKNIS-VI.H). No day is
// named there: it is owed from the change on.
type Change struct {
	Date   Date   `yaml:"date" validate:"required"`
	SPTJM  *Paper `yaml:"sptjm"`   // the new one, signed by the successor (JUKNIS-VI.D)
	Letter *Paper `yaml:"letter"`  // that notifies it
	UserID *Paper `yaml:"user_id"` // that names who holds the user id (JUKNIS-II.A)
	Signer *Paper `yaml:"signer"`  // the appointment of who signs the reports
}

func (a Agreement) changes() []Obligation {
	var all []Obligation
	for _, c := range a.Changes {
		day := c.Date.String()
		all = append(all,
			Obligation{ID: "surat-perubahan-" + day, Title: "Surat pemberitahuan perubahan pejabat", Basis: "JUKNIS-VI.H", From: c.Date, Due: c.Date, Done: c.Letter},
			Obligation{ID: "sptjm-" + day, Title: "SPTJM pejabat baru", Basis: "JUKNIS-VI.D", From: c.Date, Due: c.Date, Done: c.SPTJM},
			Obligation{ID: "user-id-" + day, Title: "Surat penanggung jawab User ID", Basis: "JUKNIS-II.A", From: c.Date, Due: c.Date, Done: c.UserID},
			Obligation{ID: "penanda-tangan-" + day, Title: "Penanda tangan laporan", Basis: "JUKNIS-VI.H", From: c.Date, Due: c.Date, Done: c.Signer},
		)
	}
	return all
}
