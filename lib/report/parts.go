package report

import (
	"slices"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/ledger"
)

func (c *counting) documents(f ledger.Figures) Documents {
	return Documents{
		Licences: f.Licences, Delivered: f.Steps[ledger.Delivered], Corrections: f.Corrections, Closings: f.Closings,
		Overrides: f.Unsupported, Balance: c.balance(),
	}
}

// balance is of all units since the ledger begins: a licence is often issued in the semester after the access.
func (c *counting) balance() Balance {
	owed := c.tally.Owed()
	return Balance{
		Units: owed.Units, Delivered: owed.Delivered, Closed: owed.Closed, Queued: owed.Queued, Dead: owed.Dead, Open: owed.Open,
		External: owed.External, Ages: ages(owed.Since, c.Period.Last),
	}
}

const day = 24 * time.Hour

func ages(since ledger.Counts, end agreement.Date) []Age {
	all := []Age{{From: 0, To: 7}, {From: 8, To: 30}, {From: 31, To: 90}, {From: 91}}
	for began, n := range since {
		date, err := agreement.ParseDate(began)
		if err != nil {
			panic("report: the ledger passed a day that is none") // a fault of the program
		}
		old := int(end.Midnight().Sub(date.Midnight()) / day)
		i := slices.IndexFunc(all, func(a Age) bool { return a.To == 0 || old <= a.To })
		all[i].Units += n
	}
	return all
}

func (c *counting) accesses(f ledger.Figures) Accesses {
	months := c.Period.months()
	return Accesses{
		Total: f.Accesses, Charged: f.Charged, External: f.External,
		Outcomes: f.Outcomes, Statuses: named(f.Totals, "status:"), Verdicts: f.Verdicts, Decisions: f.Decisions,
		Licences: f.LicenceTypes, Roles: f.Roles, Holds: named(f.Totals, "hold:"), Passed: f.Passed, Overrides: f.Overrides,
		Months: c.rows(months), Crossed: c.crossed(months), Quota: c.quota(), Line: lineOf(f.Outcomes),
		Stops: c.suspensions(), Barred: named(f.Totals, "suspended:"),
		Acts: f.Acts, Recorded: c.log,
	}
}

func (c *counting) rows(months []Period) []Month {
	rows := make([]Month, 0, len(months))
	for _, m := range months {
		f := c.tally.Figures(m.First.String(), m.Last.String())
		rows = append(rows, Month{m.Name, f.Accesses, f.Charged, f.External, c.used(m).Busiest})
	}
	return rows
}

// judged are the columns of the crossed table; what was swept or failed has no verdict.
var judged = []ledger.Verdict{ledger.Sesuai, ledger.TidakSesuai, ledger.TidakDinilai, ""}

func (c *counting) crossed(months []Period) Crossed {
	table := Crossed{}
	for _, verdict := range judged {
		table.Columns = append(table.Columns, string(verdict))
	}
	for _, m := range months {
		f := c.tally.Figures(m.First.String(), m.Last.String())
		cells := make([]int64, 0, len(judged))
		for _, verdict := range judged {
			cells = append(cells, f.Verdicts[string(verdict)])
		}
		table.Rows, table.Cells = append(table.Rows, m.Name), append(table.Cells, cells)
	}
	table.hide()
	return table
}

func (c *counting) quota() Quota {
	q := c.used(c.Period)
	q.Limit = c.Agreement.Quota.DailyLimit
	return q
}

// used adds up the days of a period.
func (c *counting) used(p Period) Quota {
	var q Quota
	for day := p.First; !p.Last.Before(day); day = day.Next() {
		used := c.tally.Used(day.String())
		if used <= 0 {
			continue
		}
		q.Used += used
		q.Days++
		if used > q.Busiest.Used {
			q.Busiest = Day{day.String(), used}
		}
	}
	return q
}

func lineOf(outcomes ledger.Counts) Line {
	l := Line{
		Answered: outcomes[string(ledger.Data)] + outcomes[string(ledger.NoData)],
		Faults:   outcomes[string(ledger.Fault)], Unknown: outcomes[string(ledger.Unknown)], PerMille: 1000,
	}
	if all := l.Answered + l.Faults + l.Unknown; all > 0 {
		l.PerMille = l.Answered * 1000 / all
	}
	return l
}

func (c *counting) cards(f ledger.Figures) Cards {
	return Cards{
		Documents: f.Documents, Reads: f.Sources[string(ledger.Card)], Typed: f.Sources[string(ledger.Typed)], Unknown: f.Sources[""],
		Genuine: named(f.Totals, "card:"), SAM: append([]agreement.SAM{}, c.Agreement.SAM...), SAMUntil: c.Agreement.ValidUntil,
	}
}
