package form

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"simpul/lib/agreement"
	"simpul/lib/config"
	"simpul/lib/ledger"
	"simpul/lib/paper"
	"simpul/lib/report"
)

// Texts are what people write beside the figures.
type Texts struct {
	Recipient []string
	Semester  config.Semester
}

// Lay puts figures into words. Digest is that of their JSON, which stands at the foot of each page.
func (t Template) Lay(f report.Figures, digest ledger.Hash, texts Texts) Report {
	l := laying{Template: t, figures: f, texts: texts, fill: t.filler(f)}
	r := Report{Title: l.fill(t.file.Title), Under: l.fill(t.file.Under), Footer: footer(f, digest), At: f.AsOf, Letter: l.letter(), Closing: l.fill(t.file.Closing)}
	for _, c := range t.file.Chapters {
		laid := l.chapter(c)
		r.Chapters = append(r.Chapters, laid)
		for _, table := range laid.Tables {
			if !slices.ContainsFunc(r.Tables, func(seen Table) bool { return seen.ID == table.ID }) {
				r.Tables = append(r.Tables, table)
			}
		}
	}
	return r
}

type laying struct {
	Template
	figures report.Figures
	texts   Texts
	fill    func(string) string
}

// footer is short enough for one line: who wants the whole digest finds it in the last chapter.
func footer(f report.Figures, digest ledger.Hash) string {
	seal := "belum bersegel"
	if s := f.Ledger.Seal; s != nil {
		seal = fmt.Sprintf("segel %d", s.Number)
	}
	return "SHA-256 " + digest.String() + ", " + seal
}

// filler returns what puts values in the places of texts.
func (t Template) filler(f report.Figures) func(string) string {
	kind := t.file.Kinds.Final
	if f.Period.Preliminary {
		kind = t.file.Kinds.Preliminary
	}
	if f.Period.Partial {
		kind = strings.TrimSpace(kind + " " + t.file.Kinds.Partial)
	}
	return strings.NewReplacer(
		"{semester}", periodName(f.Period.Name, f.Period.From, f.Period.To), "{dari}", paper.Day(f.Period.From), "{sampai}", paper.Day(f.Period.To),
		"{perjanjian}", f.Agreement, "{sifat}", kind, "{data_per}", paper.Moment(f.AsOf),
	).Replace
}

// periodName names a semester as people do, and any other period by its days.
func periodName(name string, from, to agreement.Date) string {
	year, part, isSemester := strings.Cut(name, "-S")
	if !isSemester {
		return paper.Day(from) + " sampai " + paper.Day(to)
	}
	return map[string]string{"1": "Semester I", "2": "Semester II"}[part] + " Tahun " + year
}

func (l laying) letter() Letter {
	spelt := l.file.Letter
	letter := Letter{Number: l.texts.Semester.Number, Date: l.texts.Semester.Date, Nature: l.fill(spelt.Nature), Subject: l.fill(spelt.Subject), Attachments: l.fill(spelt.Attachments), Recipient: l.texts.Recipient, Closing: l.fill(spelt.Closing)}
	for _, text := range spelt.Body {
		letter.Body = append(letter.Body, l.fill(text))
	}
	return letter
}

func (l laying) chapter(c chapter) Chapter {
	laid := Chapter{Heading: l.fill(c.Heading)}
	if c.Below {
		laid.Level = 1
	}
	for _, text := range c.Text {
		laid.Text = append(laid.Text, l.fill(text))
	}
	for _, text := range slices.Concat(c.List, l.notes(c.Notes)) {
		laid.List = append(laid.List, l.fill(text))
	}
	if c.Notes != "" && len(laid.List) == 0 {
		laid.Text = append(laid.Text, "Nihil.")
	}
	for _, id := range c.Tables {
		laid.Tables = append(laid.Tables, l.table(id))
	}
	return laid
}

func (l laying) notes(name string) []string {
	s := l.texts.Semester
	return map[string][]string{"socialisation": s.Socialisation, "obstacles": s.Obstacles, "follow_up": s.FollowUp}[name]
}

func (l laying) table(id string) Table {
	spelt, body := l.file.Tables[id], bodies[id]
	t := Table{ID: id, Title: l.fill(spelt.Title), Head: spelt.Head, Chart: spelt.Chart}
	say := func(code string) string {
		return cmp.Or(spelt.Words[code], l.file.Words[code], spelled(code), l.file.Words["(kosong)"], "–")
	}
	t.Rows = body.rows(l.figures, say)
	if body.head != nil {
		t.Head = append(slices.Clone(spelt.Head[:1]), body.head(l.figures, say)...)
	}
	if spelt.Sum != "" && len(t.Rows) > 0 {
		t.Sums = sums(t.Rows, spelt.Sum)
	}
	return t
}

// sums adds up the columns that are numbers and nothing else.
func sums(rows [][]Cell, label string) []Cell {
	total := make([]Cell, len(rows[0]))
	total[0] = word(label)
	for i := 1; i < len(total); i++ {
		var sum int64
		isNumber := true
		for _, row := range rows {
			isNumber = isNumber && row[i].Kind == Number
			sum += row[i].Number
		}
		if isNumber {
			total[i] = number(sum)
		}
	}
	return total
}

// spelled makes a code readable for which the template has no word.
func spelled(code string) string {
	if code == "" {
		return ""
	}
	return strings.ToUpper(code[:1]) + strings.ReplaceAll(code[1:], "_", " ")
}
