package simpul_test

import (
	"fmt"
	"go/ast"
	"path"
	"slices"
	"testing"
)

func TestOnePackageCommentPerPackage(t *testing.T) {
	hold(t, "the package comment is the package's manual, what to use and what is promised: without one a reader must guess, with two nobody knows which is meant",
		packageComments(sources(t)))
}

// packageComments returns the packages that have not exactly one; a folder of tests alone needs none.
func packageComments(all []source) []string {
	comments := map[string]int{}
	for _, s := range all {
		if s.isTest() {
			continue
		}
		comments[path.Dir(s.path)] += 0
		if s.file.Doc != nil {
			comments[path.Dir(s.path)]++
		}
	}
	var breaches []string
	for folder, n := range comments {
		if n != 1 {
			breaches = append(breaches, fmt.Sprintf("%s has %d package comments", folder, n))
		}
	}
	slices.Sort(breaches)
	return breaches
}

func TestExportedNamesAreDocumented(t *testing.T) {
	hold(t, "an exported name is a promise to another folder: shape, unit, error and source are part of it",
		across(sources(t), func(s source) bool {
			return s.in("lib", "functions", "reader-bridge") && !s.isTest() && s.file.Name.Name != "main"
		}, undocumented))
}

// undocumented returns the exported functions, methods, types, constants and variables without a comment of their own. A
// group of constants or variables may share one.
func undocumented(s source) []string {
	var breaches []string
	report := func(name *ast.Ident, comments ...*ast.CommentGroup) {
		if name.IsExported() && !slices.ContainsFunc(comments, func(c *ast.CommentGroup) bool { return c.Text() != "" }) {
			breaches = append(breaches, s.at(name)+": "+name.Name)
		}
	}
	for _, declaration := range s.file.Decls {
		switch d := declaration.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil || receiver(d).IsExported() {
				report(d.Name, d.Doc)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				reportSpec(report, d, spec)
			}
		}
	}
	return breaches
}

func reportSpec(report func(*ast.Ident, ...*ast.CommentGroup), d *ast.GenDecl, spec ast.Spec) {
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		if d.Lparen.IsValid() {
			report(spec.Name, spec.Doc)
		} else {
			report(spec.Name, d.Doc)
		}
	case *ast.ValueSpec:
		for _, name := range spec.Names {
			report(name, d.Doc, spec.Doc, spec.Comment)
		}
	}
}

// receiver returns the name of the type a method belongs to.
func receiver(d *ast.FuncDecl) *ast.Ident {
	for expression := d.Recv.List[0].Type; ; {
		switch e := expression.(type) {
		case *ast.StarExpr:
			expression = e.X
		case *ast.IndexExpr:
			expression = e.X
		case *ast.IndexListExpr:
			expression = e.X
		case *ast.Ident:
			return e
		default:
			panic("a receiver that is no type")
		}
	}
}
