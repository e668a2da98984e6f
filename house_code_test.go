package simpul_test

import (
	"go/ast"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestPurePackagesReadNoClock(t *testing.T) {
	hold(t, "time is a parameter: the same arguments give the same answer, and midnight can be tested at noon",
		across(sources(t), func(s source) bool {
			return s.path == pureFile || below("simpul/"+s.path, pure...) && !s.isTest()
		}, clocks))
}

func TestTheDecisionDoesNoIO(t *testing.T) {
	hold(t, "the decision about quota and guard is made from arguments alone; the step that applies it talks to Redis",
		across(sources(t), func(s source) bool { return s.path == pureFile }, impureFile))
}

// across returns what breaks a rule for one file, in all those that the rule is for.
func across(all []source, concerned func(source) bool, rule func(source) []string) []string {
	var breaches []string
	for _, s := range all {
		if concerned(s) {
			breaches = append(breaches, rule(s)...)
		}
	}
	return breaches
}

func anyFile(source) bool { return true }

// clocks returns the uses of the clock, and of what waits for it.
func clocks(s source) []string {
	return s.uses("time", "Now", "Since", "Until", "After", "AfterFunc", "Sleep", "Tick", "NewTimer", "NewTicker")
}

func impureFile(s source) []string {
	var breaches []string
	for _, spec := range s.file.Imports {
		if to := imported(spec); impure(to) && !below(to, "simpul") {
			breaches = append(breaches, s.path+" imports "+to)
		}
	}
	return breaches
}

func (s source) imports(pkg string) bool {
	return slices.ContainsFunc(s.file.Imports, func(spec *ast.ImportSpec) bool { return imported(spec) == pkg })
}

func imported(spec *ast.ImportSpec) string {
	to, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		panic(err) // the parser let it through
	}
	return to
}

// uses returns where s uses one of the names of a package of the standard library, whatever s calls the package.
func (s source) uses(pkg string, names ...string) []string {
	local := ""
	for _, spec := range s.file.Imports {
		if imported(spec) == pkg {
			local = pkg
			if spec.Name != nil {
				local = spec.Name.Name
			}
		}
	}
	return s.selectors(func(x, name string) bool { return local != "" && x == local && slices.Contains(names, name) })
}

// selectors returns the places of x.name that match, each with its text.
func (s source) selectors(match func(x, name string) bool) []string {
	var found []string
	ast.Inspect(s.file, func(n ast.Node) bool {
		if selector, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := selector.X.(*ast.Ident); ok && match(x.Name, selector.Sel.Name) {
				found = append(found, s.at(n)+": "+x.Name+"."+selector.Sel.Name)
			}
		}
		return true
	})
	return found
}

func TestDoubtfulCodeSaysWhy(t *testing.T) {
	hold(t, "trusting any certificate, waiting for a while and skipping a test each hide a fault as a rule: a comment on the same line or the one above says why not here",
		across(sources(t), anyFile, unexplained))
}

// unexplained leaves out time.Sleep beside testing/synctest, in whose bubbles no time passes.
func unexplained(s source) []string {
	var sleeps []string
	if !s.imports("testing/synctest") {
		sleeps = s.uses("time", "Sleep")
	}
	doubtful := slices.Concat(
		sleeps,
		s.selectors(func(x, name string) bool {
			return slices.Contains([]string{"Skip", "Skipf", "SkipNow"}, name) && slices.Contains([]string{"t", "b", "f", "tb", "tt", "rt"}, x)
		}),
		s.identifiers("InsecureSkipVerify"),
	)
	explained := s.explainedLines()
	return slices.DeleteFunc(doubtful, func(at string) bool {
		line, err := strconv.Atoi(strings.Split(at, ":")[1])
		return err == nil && (explained[line] || explained[line-1])
	})
}

func (s source) identifiers(name string) []string {
	var found []string
	ast.Inspect(s.file, func(n ast.Node) bool {
		if ident, ok := n.(*ast.Ident); ok && ident.Name == name {
			found = append(found, s.at(n)+": "+name)
		}
		return true
	})
	return found
}

// explainedLines are the lines on which a comment of at least four words stands; a directive explains nothing.
func (s source) explainedLines() map[int]bool {
	lines := map[int]bool{}
	for _, group := range s.file.Comments {
		for _, comment := range group.List {
			directive := strings.HasPrefix(comment.Text, "//") && !strings.HasPrefix(comment.Text, "// ")
			if !directive && len(strings.Fields(group.Text())) >= 4 {
				lines[s.fset.Position(comment.End()).Line] = true
			}
		}
	}
	return lines
}
