package simpul_test

import (
	"go/ast"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// papers are the documents whose tables promise a test for each line: auditors read them, and nobody compiles them.
var papers = []string{"deploy/KEPATUHAN.md", "deploy/ANCAMAN.md"}

const matrix = "deploy/KEPATUHAN.md"

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
	if got := uncharted("a.go", "PKS-4, JUKNIS-II.C.2b and PKS-77", []string{"PKS-4", "JUKNIS-II.C.2b.1"}); len(got) != 1 {
		t.Errorf("citations: %v", got)
	}
}
