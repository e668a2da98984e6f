package agreement

import (
	"fmt"
	"strings"
	"time"
)

// workingDays is how long a report may take after its period (JUKNIS-V).
const workingDays = 10

const (
	preliminary = "laporan-sementara-"
	final       = "laporan-"
	printed     = "cetak-"
)

// Preliminary and Final are the two reports of a semester, as ids of obligations; the semester is as 2026-S1.
func Preliminary(semester string) string { return preliminary + strings.ToLower(semester) }

// Final is the id of the report on the whole semester.
func Final(semester string) string { return final + strings.ToLower(semester) }

// reports are those of all semesters of the agreement, and of its bridging.
func (a Agreement) reports(s Standing) []Obligation {
	until, calendar := a.ValidUntil, NewCalendar(a.Holidays...)
	if until.Before(s.Bridged) {
		until = s.Bridged
	}
	var all []Obligation
	for first := semesterOf(a.ValidFrom); !until.Before(first); first = first.months(6) {
		all = append(all, semester(first, until, calendar)...)
	}
	for i := range all {
		for _, id := range all[i].clearedBy() {
			if d, ok := s.Delivered[id]; ok {
				all[i].Done = &d.Paper
			}
		}
		if d := s.Delivered[all[i].ID]; d.Mailed && !strings.HasPrefix(all[i].ID, preliminary) {
			all = append(all, all[i].onPaper(d))
		}
	}
	return all
}

// Delivery is how a report went out.
type Delivery struct {
	Paper  Paper  // the letter that it went with
	Mailed bool   // by mail alone
	Signed *Paper // of the copy on paper, nil while none is on record
}

// onPaper is what is still owed for a report that went out by mail: it is due on paper too (JUKNIS-V.B).
func (o Obligation) onPaper(d Delivery) Obligation {
	return Obligation{
		ID: strings.Replace(o.ID, final, printed, 1), Title: "Salinan cetak bertanda tangan: " + o.Title, Basis: o.Basis, From: d.Paper.Date, Due: o.Due, Done: d.Signed,
	}
}

// clearedBy are the deliveries that clear an obligation: a preliminary report has nothing to add to a final one.
func (o Obligation) clearedBy() []string {
	return []string{strings.Replace(o.ID, preliminary, final, 1), o.ID}
}

// semesterOf returns the first day of the semester that a day falls in.
func semesterOf(d Date) Date {
	year, month, _ := d.Date()
	return Date{time.Date(year, 1+(month-1)/6*6, 1, 0, 0, 0, 0, time.UTC)}
}

// semester returns what is owed for the one that begins on a day. Its preliminary report is owed while it runs: one that the agreement's
// end cuts short before its last month has none.
func semester(first, until Date, calendar Calendar) []Obligation {
	last, month := first.months(6).add(-1), first.months(5)
	year, begins, _ := first.Date()
	name := fmt.Sprintf("%04d-S%d", year, 1+begins/7)
	due := []Obligation{}
	if until.Before(last) {
		last = until
	}
	if month.Before(last) {
		due = append(due, Obligation{ID: Preliminary(name), Title: "Laporan sementara semester " + name, Basis: "PKS-8.1", From: month, Due: last})
	}
	day, unknown := calendar.After(last, workingDays)
	whole := Obligation{ID: Final(name), Title: "Laporan semester " + name, Basis: "PKS-8.1, JUKNIS-V", From: last.Next(), Due: day}
	if len(unknown) > 0 {
		whole.Note = fmt.Sprintf("Hari libur tahun %d belum diisi (SKB 3 Menteri): tanggal ini dihitung tanpa hari libur, jadi tidak terlambat.", unknown[0])
	}
	return append(due, whole)
}

// MissingHolidays returns the years, from this day's to the last that the date of a report is in, whose holidays nobody gave. The next
// year counts from November on: its decree is out by then.
func (a Agreement) MissingHolidays(today Date) []int {
	calendar := NewCalendar(a.Holidays...)
	year, month, _ := today.Date()
	if month >= time.November {
		year++
	}
	due, _ := calendar.After(a.ValidUntil, workingDays)
	var missing []int
	for y := today.t.Year(); y <= min(year, due.t.Year()); y++ {
		if calendar.Decree(y) == "" {
			missing = append(missing, y)
		}
	}
	return missing
}
