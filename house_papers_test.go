package simpul_test

import (
	"go/ast"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// papers are the documents whose tables promise a test for each line: auditors read them, and nobody compiles them.
var papers = []string{matrix, model}

const matrix, model = "deploy/KEPATUHAN.md", "deploy/ANCAMAN.md"

func TestPapersNameWhatThereIs(t *testing.T) {
	all := files(t)
	tests := testNames(sources(t))
	for _, paper := range papers {
		if strings.Count(string(all[paper]), "`Test") < 20 {
			t.Errorf("%s names hardly a test", paper)
		}
		hold(t, "an auditor who looks up a line of "+paper+" must find the test and the file that it names",
			unfounded(string(all[paper]), tests, func(path string) bool { return exists(all, path) }))
	}
}

func TestEveryClauseStandsInTheMatrixOnce(t *testing.T) {
	text := string(files(t)[matrix])
	hold(t, "each clause of the agreement is answered in one line, by a test or by a paper", clauses(text))
	hold(t, "a clause that code cites is one of the agreement, and stands in "+matrix, across(sources(t), anyFile, func(s source) []string {
		return uncharted(s.path, s.comments(), ids(text))
	}))
}

// agreed are the clauses of the agreement, its guideline and the statement, by their numbers: each that asks something of the office.
const agreed = `
PKS-1 PKS-2.1a PKS-3.2a PKS-2.1b PKS-2.1c PKS-2.1e PKS-3.2c PKS-2.1d PKS-3.2b PKS-2.2a PKS-2.2b PKS-3.1b PKS-2.2c PKS-3.1a PKS-3.1c PKS-2.2d
PKS-2.2e PKS-2.2f PKS-2.2g PKS-2.2h PKS-2.2i PKS-2.2j PKS-3.1d PKS-4 PKS-5 PKS-9.1 JUKNIS-VI.I PKS-6 PKS-7 PKS-9.3 PKS-8.1 PKS-8.2 PKS-8.4
PKS-8.3 JUKNIS-VI.J PKS-9.2 PKS-9.4 JUKNIS-IV.H JUKNIS-IV.I JUKNIS-IV.J JUKNIS-I.A JUKNIS-I.B JUKNIS-I.B.4 JUKNIS-I.B.5 JUKNIS-I.B.6
JUKNIS-I.D JUKNIS-Lampiran.I JUKNIS-II.A JUKNIS-II.B.1 JUKNIS-II.B.2 JUKNIS-II.C.1 JUKNIS-II.C.2a JUKNIS-II.C.2b.1 JUKNIS-II.C.2b.2a
JUKNIS-II.C.2b.2b JUKNIS-II.C.2b.2c JUKNIS-II.C.2b.2d JUKNIS-II.C.2b.2e JUKNIS-II.C.2b.3a JUKNIS-II.C.2b.3b JUKNIS-II.C.2b.3c
JUKNIS-II.C.2b.3d JUKNIS-II.C.2c JUKNIS-II.C.3 JUKNIS-II.D JUKNIS-II.E.1 JUKNIS-II.E.2 JUKNIS-II.E.3 JUKNIS-II.E.4 JUKNIS-II.E.5
JUKNIS-II.E.6 JUKNIS-III.A JUKNIS-III.B JUKNIS-IV.A JUKNIS-IV.B JUKNIS-IV.C JUKNIS-IV.D JUKNIS-IV.E JUKNIS-IV.F JUKNIS-IV.G JUKNIS-V.A
JUKNIS-V.B JUKNIS-V.C JUKNIS-V.D JUKNIS-V.E JUKNIS-V.F JUKNIS-VI.A JUKNIS-VI.B JUKNIS-VI.C JUKNIS-VI.D JUKNIS-VI.E JUKNIS-VI.F JUKNIS-VI.G
JUKNIS-VI.H JUKNIS-Lampiran.II SPTJM
`

func TestNoClauseIsLeftOut(t *testing.T) {
	hold(t, "each clause of the agreement stands in "+matrix, missing(files(t)))
}

func missing(all map[string][]byte) []string {
	there := ids(string(all[matrix]))
	return slices.DeleteFunc(strings.Fields(agreed), func(id string) bool { return slices.Contains(there, id) })
}

func TestEveryThreatNamesControlDefaultTestAndWhatIsLeft(t *testing.T) {
	hold(t, "a threat whose line lacks a cell, or a test, is one that nobody answered", threats(string(files(t)[model])))
}

func threats(text string) []string {
	var breaches []string
	for _, cells := range rows(text) {
		if cells[0] != " ancaman " && (len(cells) != 5 || slices.Contains(cells, "  ") || !strings.Contains(cells[3], "`Test")) {
			breaches = append(breaches, strings.TrimSpace(cells[0]))
		}
	}
	return breaches
}

// testNames are the names of all tests and fuzz targets.
func testNames(all []source) map[string]bool {
	names := map[string]bool{}
	for _, s := range all {
		if s.isTest() {
			for _, declaration := range s.file.Decls {
				if f, ok := declaration.(*ast.FuncDecl); ok && f.Recv == nil {
					names[f.Name.Name] = true
				}
			}
		}
	}
	return names
}

// exists reports whether path is a file, or a folder of one.
func exists(all map[string][]byte, path string) bool {
	for name := range all {
		if name == path || strings.HasPrefix(name, path+"/") {
			return true
		}
	}
	return false
}

var quotedName = regexp.MustCompile("`([^`]+)`")

// unfounded returns the tests and paths in backticks that there are not. Other words in backticks are nobody's business.
func unfounded(text string, tests map[string]bool, exists func(string) bool) []string {
	var breaches []string
	for _, found := range quotedName.FindAllStringSubmatch(text, -1) {
		name := found[1]
		isTest, isPath := strings.HasPrefix(name, "Test"), strings.Contains(name, "/") || strings.HasSuffix(name, "_test.go")
		if isTest && !tests[name] || isPath && !exists(name) {
			breaches = append(breaches, name)
		}
	}
	return breaches
}

// rows are the lines of all tables, without heads, as cells.
func rows(text string) [][]string {
	var all [][]string
	for line := range strings.Lines(text) {
		if cells := strings.Split(strings.TrimSpace(line), "|"); len(cells) > 3 && !strings.HasPrefix(cells[1], "---") {
			all = append(all, cells[1:len(cells)-1])
		}
	}
	return all
}

var clause = regexp.MustCompile(`^(PKS|JUKNIS)-[0-9A-Za-z.]+$|^SPTJM$`)

// ids are the clauses in the first column.
func ids(text string) []string {
	var all []string
	for _, cells := range rows(text) {
		for id := range strings.SplitSeq(strings.TrimSpace(cells[0]), ", ") {
			if id != "butir" {
				all = append(all, id)
			}
		}
	}
	return all
}

// clauses returns what is wrong with the matrix itself.
func clauses(text string) []string {
	all := ids(text)
	var breaches []string
	for i, id := range all {
		if !clause.MatchString(id) {
			breaches = append(breaches, id+" is no clause")
		}
		if slices.Contains(all[:i], id) {
			breaches = append(breaches, id+" stands there twice")
		}
	}
	for _, cells := range rows(text) {
		switch {
		case len(cells) != 5:
			breaches = append(breaches, strings.TrimSpace(cells[0])+" has not five cells")
		case strings.TrimSpace(cells[3]) == "–" && strings.TrimSpace(cells[4]) == "–":
			breaches = append(breaches, strings.TrimSpace(cells[0])+" has neither a test nor a paper")
		}
	}
	return breaches
}

var cited = regexp.MustCompile(`\b(PKS|JUKNIS)-[0-9IVX]+(\.[0-9A-Za-z]+)*`)

// uncharted returns the clauses that a text cites and the matrix does not have; a chapter stands for all its clauses.
func uncharted(path, text string, all []string) []string {
	var breaches []string
	for _, id := range cited.FindAllString(text, -1) {
		if !slices.ContainsFunc(all, func(known string) bool { return known == id || strings.HasPrefix(known, id) }) {
			breaches = append(breaches, path+" cites "+id)
		}
	}
	return breaches
}

// comments are the text of all comments of a file.
func (s source) comments() string {
	var text strings.Builder
	for _, group := range s.file.Comments {
		text.WriteString(group.Text() + "\n")
	}
	return text.String()
}

func TestPaperRulesRefuse(t *testing.T) {
	const good = "| PKS-1, PKS-4 | isi | `lib/a` | `TestA` | – |\n"
	there := func(path string) bool { return path == "lib/a" }
	for name, row := range map[string]struct {
		text string
		want int
	}{
		"all is there":       {good, 0},
		"a test that is not": {strings.Replace(good, "TestA", "TestB", 1), 1},
		"a path that is not": {strings.Replace(good, "lib/a", "lib/b", 1), 1},
		"a clause twice":     {good + good, 2},
		"no clause":          {strings.Replace(good, "PKS-4", "PKS 4", 1), 1},
		"a cell too few":     {"| PKS-1 | isi | `lib/a` | – |\n", 1},
		"nothing answers it": {strings.Replace(good, "`TestA`", "–", 1), 1},
	} {
		breaches := slices.Concat(unfounded(row.text, map[string]bool{"TestA": true}, there), clauses(row.text))
		if len(breaches) != row.want {
			t.Errorf("%s: %v", name, breaches)
		}
	}
	for row, want := range map[string]int{"| a | b | c | `TestA` | – |\n": 0, "| a | b | c | – | – |\n": 1, "| a | b | `TestA` | – |\n": 1, "| a |  | c | `TestA` | – |\n": 1} {
		if got := threats(row); len(got) != want {
			t.Errorf("%s: %v", row, got)
		}
	}
	if got := missing(map[string][]byte{matrix: []byte(good)}); len(got) != len(strings.Fields(agreed))-2 || slices.Contains(got, "PKS-4") {
		t.Errorf("missing: %v", got)
	}
	if got := uncharted("a.go", "PKS-4, JUKNIS-II.C.2b and PKS-77", []string{"PKS-4", "JUKNIS-II.C.2b.1"}); len(got) != 1 {
		t.Errorf("citations: %v", got)
	}
}
