package simpul_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
)

// A rule is a function from what it looks at to what breaks it, so that it can be shown to refuse: see house_rules_test.go.

// hold fails the test with what breaks a rule, and the rule's reason.
func hold(t *testing.T, reason string, breaches []string) {
	t.Helper()
	if len(breaches) > 0 {
		t.Errorf("why not: %s\n\t%s", reason, strings.Join(breaches, "\n\t"))
	}
}

// source is one parsed Go file.
type source struct {
	path string // from the root, with slashes
	fset *token.FileSet
	file *ast.File
}

func (s source) isTest() bool { return strings.HasSuffix(s.path, "_test.go") }

// in reports whether the file stands below one of the folders.
func (s source) in(folders ...string) bool {
	return slices.ContainsFunc(folders, func(folder string) bool { return strings.HasPrefix(s.path, folder+"/") })
}

func (s source) at(node ast.Node) string { return s.fset.Position(node.Pos()).String() }

func parse(path string, text []byte) (source, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, text, parser.ParseComments)
	return source{path: path, fset: fset, file: file}, err
}

// tree returns the files of the tree by path: those that git tracks, or would on "git add".
var tree = sync.OnceValues(func() (map[string][]byte, error) {
	list, err := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard").Output()
	if err != nil {
		return nil, errors.New("git ls-files: the rules are about what git tracks")
	}
	files := map[string][]byte{}
	for name := range strings.SplitSeq(strings.TrimSuffix(string(list), "\x00"), "\x00") {
		text, err := os.ReadFile(name)
		if errors.Is(err, os.ErrNotExist) { // removed, and not yet committed
			continue
		}
		if err != nil {
			return nil, err
		}
		files[name] = text
	}
	return files, nil
})

func files(t *testing.T) map[string][]byte {
	t.Helper()
	all, err := tree()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("git knows of no file: the rules would hold of nothing")
	}
	return all
}

// sources returns the Go files of both modules.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	for name, text := range files(t) {
		if path.Ext(name) != ".go" || strings.Contains(name, "testdata/") || strings.HasPrefix(name, "vendor/") {
			continue
		}
		s, err := parse(name, text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b source) int { return strings.Compare(a.path, b.path) })
	return all
}

// dependency is a package as go list sees it.
type dependency struct {
	ImportPath string
	Name       string
	Standard   bool
	Imports    []string
	CgoFiles   []string
	Error      *struct{ Err string }
}

// graph is the module's packages and all they import, by import path; test files do not count.
type graph map[string]dependency

var graphs = map[string]func() (graph, error){
	"0": sync.OnceValues(func() (graph, error) { return list("0") }),
	"1": sync.OnceValues(func() (graph, error) { return list("1") }),
}

// imports returns the graph as it is with CGO_ENABLED=cgo.
func imports(t *testing.T, cgo string) graph {
	t.Helper()
	g, err := graphs[cgo]()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func list(cgo string) (graph, error) {
	var complaint bytes.Buffer
	command := exec.Command("go", "list", "-e", "-deps", "-tags", "validator_novalidatefn,nethttpomithttp2",
		"-json=ImportPath,Name,Standard,Imports,CgoFiles,Error", "./...")
	command.Env = append(os.Environ(), "CGO_ENABLED="+cgo)
	command.Stderr = &complaint
	output, err := command.Output()
	if err != nil {
		return nil, errors.New("go list: " + complaint.String())
	}
	g, decoder := graph{}, json.NewDecoder(bytes.NewReader(output))
	for {
		var d dependency
		if err := decoder.Decode(&d); errors.Is(err, io.EOF) {
			return g, nil
		} else if err != nil {
			return nil, err
		}
		g[d.ImportPath] = d
	}
}
