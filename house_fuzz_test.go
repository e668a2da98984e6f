package simpul_test

import (
	"go/ast"
	"strings"
	"testing"
)

func TestFuzzTargetsHaveSeeds(t *testing.T) {
	corpus := func(folder string) bool {
		for name := range files(t) {
			if strings.HasPrefix(name, folder+"/") {
				return true
			}
		}
		return false
	}
	hold(t, "without a seed, go test runs the target on nothing and the fuzzer starts from nothing",
		across(sources(t), source.isTest, func(s source) []string { return seedless(s, corpus) }))
}

// seedless returns the fuzz targets without f.Add and without a corpus in testdata.
func seedless(s source, corpus func(folder string) bool) []string {
	var breaches []string
	for _, declaration := range s.file.Decls {
		target, ok := declaration.(*ast.FuncDecl)
		if !ok || !strings.HasPrefix(target.Name.Name, "Fuzz") || target.Recv != nil {
			continue
		}
		folder := s.path[:strings.LastIndexByte("/"+s.path, '/')] + "testdata/fuzz/" + target.Name.Name
		if !addsSeed(target) && !corpus(folder) {
			breaches = append(breaches, s.at(target)+": "+target.Name.Name)
		}
	}
	return breaches
}

func addsSeed(target *ast.FuncDecl) bool {
	added := false
	ast.Inspect(target, func(n ast.Node) bool {
		if selector, ok := n.(*ast.SelectorExpr); ok && selector.Sel.Name == "Add" {
			x, ok := selector.X.(*ast.Ident)
			added = added || ok && x.Name == "f"
		}
		return true
	})
	return added
}
