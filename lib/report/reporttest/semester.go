// Package reporttest invents a semester of an office's ledger: accesses, decisions, acts and steps of data balikan as they come in
// life, sealed as Redis is, the same for the same number. Tests and demonstrations use it; nothing that ships may import it.
package reporttest

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
)

// Semester returns a book of n accesses between the two days, both inclusive, evenly spread over office hours.
func Semester(first, last string, n int) *ledgertest.Book {
	return SealedBy(ledgertest.SealKeys(ledgertest.KeyLine("s1")), first, last, n)
}

// SealedBy is [Semester] sealed by an office's own keys.
func SealedBy(keys ledger.SealKeys, first, last string, n int) *ledgertest.Book {
	w := &writer{
		book: &ledgertest.Book{Keys: keys}, random: rand.New(rand.NewPCG(1, uint64(n))),
		totals: ledger.Totals{},
	}
	days := workdays(first, last)
	w.begin(days[0])
	for i := range n {
		day := days[i*len(days)/n]
		before := i * len(days) % n / len(days) // accesses of that day so far
		w.access(i+1, day.Midnight().Add(8*time.Hour+time.Duration(before)*7*time.Hour/time.Duration(n/len(days)+1)))
	}
	w.seal(true)
	return w.book
}

// workdays are Mondays to Fridays: what is a holiday is no matter here.
func workdays(first, last string) []agreement.Date {
	from, errFrom := agreement.ParseDate(first)
	to, errTo := agreement.ParseDate(last)
	if errFrom != nil || errTo != nil {
		panic("reporttest: no such days")
	}
	var days []agreement.Date
	for d := from; !to.Before(d); d = d.Next() {
		if w := d.Midnight().Weekday(); w != time.Saturday && w != time.Sunday {
			days = append(days, d)
		}
	}
	return days
}

// writer writes the book.
type writer struct {
	book   *ledgertest.Book
	random *rand.Rand
	totals ledger.Totals
	at     time.Time
	acts   int
	waits  int
	late   []ledger.Record // the words that come after a sweep
	units  []unit          // begun, nothing said of them yet
}

type unit struct {
	id, application string
	licence         string
}

// in reports whether something happens of which per mille so many do.
func (w *writer) in(perMille int) bool { return w.random.IntN(1000) < perMille }

func oneOf[T any](w *writer, all ...T) T { return all[w.random.IntN(len(all))] }

// record appends a record, and seals as often as the office does.
func (w *writer) record(r ledger.Record) {
	if w.waits == ledger.MaxSealed || w.waits > 0 && ledger.DayOf(r.At) != ledger.DayOf(w.at) {
		w.seal(ledger.DayOf(r.At) != ledger.DayOf(w.at))
	}
	w.book.Record(r)
	w.at, w.waits = r.At, w.waits+1
}

// seal takes the totals along once their day is over.
func (w *writer) seal(over bool) {
	d := ledger.Draft{At: w.at}
	if over {
		day, _ := agreement.ParseDate(ledger.DayOf(w.at))
		d.At, d.Totals = day.Next().Midnight().Add(time.Minute).UTC(), maps.Clone(w.totals)
		clear(w.totals)
	}
	w.book.Seal(d)
	w.waits = 0
}

// total counts a status or a hold.
func (w *writer) total(name string) {
	day := ledger.DayOf(w.at)
	if w.totals[day] == nil {
		w.totals[day] = map[string]int64{}
	}
	w.totals[day][name]++
}

func (w *writer) act(at time.Time, deed ledger.Deed) {
	w.acts++
	deed.ActID = actID(w.acts)
	r := ledger.Record{Kind: ledger.Act, At: at.UTC(), Operator: "admin-01", Frontend: "perizinan", Deed: deed}
	if deed.Action == ledger.Initialise {
		r.Epoch = 1
	}
	w.record(r)
}

// actID returns an invented UUIDv7 that is no access's.
func actID(n int) string { return fmt.Sprintf("01990f2b-0000-7000-8000-%012x", n) }

func (w *writer) begin(day agreement.Date) {
	none, hits := int64(0), int64(7)
	at := day.Midnight().Add(7 * time.Hour)
	w.act(at, ledger.Deed{Action: ledger.Initialise, Code: "awal", Paper: "400/1/2026", PaperDate: day.String(), Hits: &none})
	w.act(at.Add(time.Minute), ledger.Deed{Action: ledger.RecordExternal, Code: "peramban", Hits: &hits})
	w.act(at.Add(2*time.Minute), ledger.Deed{Action: "suspend", Code: "pemeliharaan"})
	w.act(at.Add(5*time.Minute), ledger.Deed{Action: "resume", Code: "selesai"})
}

// licenceTypes are what the office issues.
var licenceTypes = []string{"nib", "izin_lokasi", "persetujuan_bangunan_gedung", "izin_usaha_industri", "izin_usaha_perdagangan"}

// sorted returns the codes in an order that is always the same.
func sorted(m map[string]int) []string { return slices.Sorted(maps.Keys(m)) }

// pick chooses a code by its weight.
func (w *writer) pick(weights map[string]int) string {
	all := 0
	for _, n := range weights {
		all += n
	}
	at := w.random.IntN(all)
	for _, code := range sorted(weights) {
		if at -= weights[code]; at < 0 {
			return code
		}
	}
	panic("reporttest: no weights")
}
