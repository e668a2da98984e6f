package form

import (
	"cmp"
	"maps"
	"slices"

	"simpul/lib/ledger"
	"simpul/lib/report"
)

// body is what stands below a table's heads.
type body struct {
	columns int // 0: as many as head says
	rows    func(f report.Figures, say func(string) string) [][]Cell
	head    func(f report.Figures, say func(string) string) []string // of the columns behind the first, nil for the template's
}

// bodies are all tables, by id.
var bodies = map[string]body{
	"licences":           counted(func(f report.Figures) ledger.Counts { return f.Documents.Licences }),
	"closings":           counted(func(f report.Figures) ledger.Counts { return f.Documents.Closings }),
	"document_overrides": counted(func(f report.Figures) ledger.Counts { return f.Documents.Overrides }),
	"feedback": listed(func(f report.Figures) []pair {
		return []pair{{"delivered", f.Documents.Delivered}, {"corrections", f.Documents.Corrections}}
	}),
	"balance": {columns: 2, rows: balance},
	"ages":    {columns: 2, rows: ages},
	"accesses": listed(func(f report.Figures) []pair {
		a := f.Accesses
		return []pair{{"total", a.Total}, {"charged", a.Charged}, {"external", a.External}}
	}),
	"months":        {columns: 5, rows: months},
	"outcomes":      counted(func(f report.Figures) ledger.Counts { return f.Accesses.Outcomes }),
	"statuses":      counted(func(f report.Figures) ledger.Counts { return f.Accesses.Statuses }),
	"verdicts":      counted(func(f report.Figures) ledger.Counts { return f.Accesses.Verdicts }),
	"decisions":     counted(func(f report.Figures) ledger.Counts { return f.Accesses.Decisions }),
	"licence_types": counted(func(f report.Figures) ledger.Counts { return f.Accesses.Licences }),
	"roles":         counted(func(f report.Figures) ledger.Counts { return f.Accesses.Roles }),
	"holds":         counted(func(f report.Figures) ledger.Counts { return f.Accesses.Holds }),
	"passed":        counted(func(f report.Figures) ledger.Counts { return f.Accesses.Passed }),
	"overrides":     counted(func(f report.Figures) ledger.Counts { return f.Accesses.Overrides }),
	"crossed":       {rows: crossed, head: crossedHead},
	"quota":         {columns: 2, rows: quota},
	"registry":      {columns: 2, rows: registry},
	"suspensions":   {columns: 4, rows: suspensions},
	"barred":        counted(func(f report.Figures) ledger.Counts { return f.Accesses.Barred }),
	"acts":          counted(func(f report.Figures) ledger.Counts { return f.Accesses.Acts }),
	"acts_log":      {columns: 4, rows: actsLog},
	"documents":     counted(func(f report.Figures) ledger.Counts { return f.Cards.Documents }),
	"sources": listed(func(f report.Figures) []pair {
		return []pair{{"card", f.Cards.Reads}, {"typed", f.Cards.Typed}, {"", f.Cards.Unknown}}
	}),
	"genuineness": counted(func(f report.Figures) ledger.Counts { return f.Cards.Genuine }),
	"sam":         {columns: 7, rows: sam},
	"proof":       {columns: 2, rows: proof},
}

type pair struct {
	code string
	n    int64
}

// listed has a row for each of some numbers, always the same ones.
func listed(of func(report.Figures) []pair) body {
	return body{columns: 2, rows: func(f report.Figures, say func(string) string) [][]Cell {
		var rows [][]Cell
		for _, p := range of(f) {
			rows = append(rows, []Cell{word(say(p.code)), number(p.n)})
		}
		return rows
	}}
}

// counted has a row for each code that occurred, the most frequent first; what the record does not say comes last.
func counted(of func(report.Figures) ledger.Counts) body {
	return listed(func(f report.Figures) []pair {
		counts := of(f)
		var rows []pair
		for _, code := range slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
			return cmp.Or(cmp.Compare(empty(a), empty(b)), cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
		}) {
			rows = append(rows, pair{code, counts[code]})
		}
		return rows
	})
}

func empty(code string) int {
	if code == "" {
		return 1
	}
	return 0
}
