package report

import (
	"iter"
	"slices"
	"strings"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/ledger"
)

// Input is what figures are built by.
type Input struct {
	Period    Period
	Agreement agreement.Agreement
	Proof     ledger.Proof
	Now       time.Time           // says whether the period is over, and nothing else
	Watch     func(ledger.Record) // sees each record of the whole ledger; nil for nobody
}

// Build reads the whole ledger once, checks all of it, and returns the period's figures. It keeps some numbers for each day and a
// few bytes for each access, never a record.
//
// Errors: a [*ledger.Bad] for a ledger that does not hold; those of items.
func Build(items iter.Seq2[ledger.Item, error], in Input) (Figures, error) {
	c := &counting{Input: in, tally: ledger.NewTally(), last: in.Period.Last.String(), log: []Act{}, stops: []Stop{}}
	in.Proof.Each = c.record
	checked, err := ledger.Verify(c.through(items), in.Proof)
	if err != nil {
		return Figures{}, err
	}
	return c.figures(checked), nil
}

// counting is what a pass over the ledger adds up.
type counting struct {
	Input
	tally  *ledger.Tally
	last   string // day after which no record counts
	active string // last day of the period with an access, "" for none
	since  time.Time
	latest time.Time
	log    []Act
	stop   *Stop // that lasts, nil for none; not cut to the period
	stops  []Stop
}

// through counts the totals of the seals that pass. Whether they may be believed, the check says that they pass on to: it names
// what is wrong.
func (c *counting) through(items iter.Seq2[ledger.Item, error]) iter.Seq2[ledger.Item, error] {
	return func(yield func(ledger.Item, error) bool) {
		for item, err := range items {
			if !yield(item, err) {
				return
			}
			if err == nil && item.Seal != nil {
				c.seal(*item.Seal)
			}
		}
	}
}

func (c *counting) seal(signed ledger.Signed) {
	if seal, err := signed.Open(); err == nil {
		c.tally.Seal(seal.Seal)
		c.seen(seal.At)
	}
}

// record counts a record that was found good.
func (c *counting) record(r ledger.Record) {
	c.seen(r.At)
	if c.Watch != nil {
		c.Watch(r)
	}
	if ledger.DayOf(r.At) <= c.last {
		c.tally.Record(r)
		c.active = max(c.active, min(r.Days[0], c.last)) // "" but for accesses
		c.suspension(r)
		c.note(r)
	}
}

func (c *counting) seen(at time.Time) {
	if c.since.IsZero() || at.Before(c.since) {
		c.since = at
	}
	if at.After(c.latest) {
		c.latest = at
	}
}

// opening are the acts that change whether access is open.
var opening = []string{"initialise", "suspend", "resume", "mode", "bridging"}

// note takes what the tally does not tell.
func (c *counting) note(r ledger.Record) {
	if day := ledger.DayOf(r.At); day >= c.Period.First.String() && r.Kind == ledger.Act && slices.Contains(opening, r.Action) {
		c.log = append(c.log, Act{day, r.Action, r.Code, r.Paper})
	}
}

func (c *counting) figures(checked ledger.Report) Figures {
	p := c.Period
	sums := c.tally.Figures(p.First.String(), p.Last.String())
	return Figures{
		Schema:    Schema,
		Agreement: c.Agreement.Number,
		Period:    Range{p.Name, p.First, p.Last, p.Partial, !p.Over(c.Now) || !c.told(checked)},
		AsOf:      c.asOf(),
		Ledger:    c.proof(checked),
		Documents: c.documents(sums),
		Accesses:  c.accesses(sums),
		Cards:     c.cards(sums),
	}
}

// told reports whether the totals of the period's days are sealed: the first seal of a later day takes those of a day along.
func (c *counting) told(r ledger.Report) bool {
	return c.active == "" || r.Head != nil && ledger.DayOf(r.Head.At) > c.active
}

// asOf is the period's first day for a ledger without a word in it.
func (c *counting) asOf() time.Time {
	if c.latest.IsZero() {
		return c.Period.First.Midnight().UTC()
	}
	return c.latest
}

func (c *counting) proof(r ledger.Report) Proof {
	p := Proof{Since: c.since, First: r.First, Last: r.Last, Records: r.Records, Unsealed: r.Unsealed}
	if r.Cut != nil {
		p.Cut = r.Cut.To
	}
	if r.Head != nil {
		p.Seal = &Seal{r.Head.Number, r.Head.At, r.Head.Signed.Hash()}
	}
	return p
}

// named returns the totals whose name begins so, without that.
func named(totals ledger.Counts, prefix string) ledger.Counts {
	found := ledger.Counts{}
	for name, n := range totals {
		if code, ok := strings.CutPrefix(name, prefix); ok {
			found[code] = n
		}
	}
	return found
}
