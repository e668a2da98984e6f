package form

import (
	"fmt"

	"simpul/lib/agreement"
	"simpul/lib/paper"
	"simpul/lib/report"
)

func balance(f report.Figures, say func(string) string) [][]Cell {
	b := f.Documents.Balance
	rows := [][]Cell{}
	for _, p := range []pair{{"units", b.Units}, {"delivered", b.Delivered}, {"closed", b.Closed}, {"queued", b.Queued}, {"dead", b.Dead}, {"open", b.Open}, {"external", b.External}} {
		rows = append(rows, []Cell{word(say(p.code)), number(p.n)})
	}
	return rows
}

func ages(f report.Figures, _ func(string) string) [][]Cell {
	var rows [][]Cell
	for _, a := range f.Documents.Balance.Ages {
		label := fmt.Sprintf("%d sampai %d hari", a.From, a.To)
		if a.To == 0 {
			label = fmt.Sprintf("%d hari ke atas", a.From)
		}
		rows = append(rows, []Cell{word(label), number(a.Units)})
	}
	return rows
}

func months(f report.Figures, _ func(string) string) [][]Cell {
	var rows [][]Cell
	for _, m := range f.Accesses.Months {
		rows = append(rows, []Cell{word(paper.Month(m.Month)), number(m.Accesses), number(m.Charged), number(m.External), number(m.Busiest.Used)})
	}
	return rows
}

func crossed(f report.Figures, _ func(string) string) [][]Cell {
	var rows [][]Cell
	c := f.Accesses.Crossed
	for i, month := range c.Rows {
		row := []Cell{word(paper.Month(month))}
		for _, n := range c.Cells[i] {
			cell := number(n)
			if n == report.Hidden {
				cell = Cell{Kind: Untold}
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	return rows
}

func crossedHead(f report.Figures, say func(string) string) []string {
	var head []string
	for _, code := range f.Accesses.Crossed.Columns {
		head = append(head, say(code))
	}
	return head
}

func quota(f report.Figures, say func(string) string) [][]Cell {
	q := f.Accesses.Quota
	return [][]Cell{
		{word(say("daily_limit")), number(q.Limit)}, {word(say("used")), number(q.Used)}, {word(say("days")), number(q.Days)},
		{word(say("busiest_day")), onText(q.Busiest.Day)}, {word(say("busiest_used")), number(q.Busiest.Used)},
	}
}

func registry(f report.Figures, say func(string) string) [][]Cell {
	l := f.Accesses.Line
	return [][]Cell{
		{word(say("answered")), number(l.Answered)}, {word(say("faults")), number(l.Faults)}, {word(say("unknown")), number(l.Unknown)},
		{word(say("permille")), {Kind: PerMille, Number: l.PerMille}},
	}
}

func suspensions(f report.Figures, say func(string) string) [][]Cell {
	var rows [][]Cell
	for _, s := range f.Accesses.Stops {
		until := word(say("lasting"))
		if !s.To.IsZero() {
			until = word(paper.Moment(s.To))
		}
		rows = append(rows, []Cell{word(paper.Moment(s.From)), until, word(say(s.Code)), number(s.Minutes)})
	}
	return rows
}

func actsLog(f report.Figures, say func(string) string) [][]Cell {
	var rows [][]Cell
	for _, a := range f.Accesses.Recorded {
		rows = append(rows, []Cell{onText(a.Day), word(say(a.Action)), word(say(a.Code)), word(a.Paper)})
	}
	return rows
}

func sam(f report.Figures, say func(string) string) [][]Cell {
	var rows [][]Cell
	for _, s := range f.Cards.SAM {
		rows = append(rows, []Cell{word(s.Serial), word(s.Reader), word(s.Counter), on(s.Activated), on(f.Cards.SAMUntil), on(s.Returned), word(say(stateOf(s)))})
	}
	return rows
}

func stateOf(s agreement.SAM) string {
	switch {
	case !s.Returned.IsZero():
		return "returned"
	case s.Activated.IsZero():
		return "inactive"
	}
	return "active"
}

func proof(f report.Figures, say func(string) string) [][]Cell {
	p := f.Ledger
	var rows [][]Cell
	if !p.Since.IsZero() {
		rows = append(rows, []Cell{word(say("since")), word(paper.Moment(p.Since))})
	}
	rows = append(rows, [][]Cell{
		{word(say("range")), word(fmt.Sprintf("%s sampai %s", paper.Number(int64(p.First)), paper.Number(int64(p.Last))))},
		{word(say("records")), number(int64(p.Records))}, {word(say("unsealed")), number(int64(p.Unsealed))}, {word(say("cut")), number(int64(p.Cut))},
	}...)
	if s := p.Seal; s != nil {
		rows = append(rows, []Cell{word(say("seal")), number(int64(s.Number))}, []Cell{word(say("seal_at")), word(paper.Moment(s.At))},
			[]Cell{word(say("seal_hash")), word(s.Hash.String())})
	}
	return rows
}
