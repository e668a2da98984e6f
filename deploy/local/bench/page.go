package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"simpul/deploy/local/bench/load"
)

// page is everything that was measured.
type page struct {
	plan
	facts                               *facts
	verification, start, size, counting *section
	failures                            []string // verifications that failed; there must be none
}

// section is one table; peers stand left, what is ours right.
type section struct {
	title   string
	columns []string
	rows    []row
	notes   []string
}

type row struct {
	name  string
	cells []string
}

func newPage(p plan, f *facts) *page {
	const peer, ours = "net/http + that call", "verify-nik"
	return &page{
		plan: p, facts: f,
		verification: newSection("One verification", "bare registry call", peer, ours, "over the bare call", "aim"),
		start:        newSection("Start", peer, ours, "aim"),
		size:         newSection("Size, MB", peer, ours, "aim"),
		counting: newSection("Counting in Redis", "ops/s alone", fmt.Sprintf("ops/s, %d callers", load.Contenders), "p99 ms of these",
			fmt.Sprintf("over %d in a race", load.Limit)),
	}
}

func (p *page) sections() []*section { return []*section{p.verification, p.start, p.size, p.counting} }

func newSection(title string, columns ...string) *section {
	return &section{title: title, columns: columns}
}

func (s *section) add(name string, cells ...any) {
	r := row{name: name}
	for _, cell := range cells {
		r.cells = append(r.cells, fmt.Sprint(cell))
	}
	s.rows = append(s.rows, r)
}

func (s *section) note(format string, args ...any) {
	s.notes = append(s.notes, fmt.Sprintf(format, args...))
}

// fails keeps failed calls of a run.
func (p *page) fails(where string, r load.Result) {
	if r.Failed > 0 {
		p.failures = append(p.failures, fmt.Sprintf("%s: %d of %d calls, the first with %s", where, r.Failed, r.Calls, r.Error))
	}
}

// failure is nil when every call was answered rightly.
func (p *page) failure() error {
	if len(p.failures) == 0 {
		return nil
	}
	return errors.New("calls failed:\n" + strings.Join(p.failures, "\n"))
}

// String is the page as people read it.
func (p *page) String() string {
	var out strings.Builder
	f := p.facts
	fmt.Fprintf(&out, "Simpul, measured %s on %s, %d cores, Go %s, Redis %s; load average %s before, %s after (this bench included).\n",
		f.begun.Format("2006-01-02 15:04"), f.system, f.cores, f.goVersion, f.redis, f.loadBefore, f.loadAfter)
	fmt.Fprintf(&out, "Median of %d repeats [smallest–largest]. Callers, function, registry and Redis share the cores. Took %v.\n",
		p.repeats, f.took.Round(time.Second))
	for _, s := range p.sections() {
		s.write(&out)
	}
	if len(p.failures) > 0 {
		fmt.Fprintf(&out, "\nFAILED: %s\n", strings.Join(p.failures, "; "))
	}
	return out.String()
}

const gap = 2 // blanks between columns

func (s *section) write(out *strings.Builder) {
	lines := []string{"", s.title + "\t" + strings.Join(s.columns, "\t")}
	for _, r := range s.rows {
		lines = append(lines, "  "+r.name+"\t"+strings.Join(r.cells, "\t"))
	}
	for _, n := range s.notes {
		lines = append(lines, "  "+n)
	}
	table := tabwriter.NewWriter(out, 0, 0, gap, ' ', 0)
	_, _ = io.WriteString(table, strings.Join(lines, "\n")+"\n") // to a text, which takes everything
	_ = table.Flush()
}
