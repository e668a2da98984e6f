package simpul_test

import (
	"slices"
	"strings"
	"testing"
)

// shipped reports whether a program goes to an office.
func shipped(d dependency) bool {
	return d.Name == "main" && below(d.ImportPath, "simpul/functions", "simpul/deploy", "simpul/reader-bridge") &&
		!below(d.ImportPath, "simpul/deploy/local")
}

func isBridge(d dependency) bool { return below(d.ImportPath, "simpul/reader-bridge") }

// isStatic reports whether a program runs where no C library is.
func isStatic(d dependency) bool { return shipped(d) && !isBridge(d) }

func TestNothingShippedCanInvent(t *testing.T) {
	hold(t, "testing brings flags and panics of its own, and a …test package or the local stack brings invented people and simulated cards: no office must be able to be handed either",
		imports(t, "1").reached(shipped, invents))
}

// invents reports whether d belongs to tests, or to the stack that simulates the world.
func invents(d dependency) bool {
	if d.Standard { // whose internal/synctest is part of the time package
		return below(d.ImportPath, "testing", "net/http/httptest")
	}
	return strings.HasSuffix(d.ImportPath, "test") || below(d.ImportPath, "simpul/deploy/local")
}

func TestFunctionsLinkNoC(t *testing.T) {
	hold(t, "a function is one static binary in an image FROM scratch, where no C library is",
		imports(t, "1").reached(isStatic, func(d dependency) bool { return !d.Standard && len(d.CgoFiles) > 0 }))
	hold(t, "a function is built with CGO_ENABLED=0",
		imports(t, "0").reached(isStatic, func(d dependency) bool { return d.Error != nil }))
}

func TestTheBridgeHasNoRedis(t *testing.T) {
	hold(t, "the bridge runs on a counter's PC, from which the store of quota and ledger must not be reachable",
		imports(t, "1").reached(isBridge, func(d dependency) bool { return strings.Contains(d.ImportPath, "redis") }))
}

// reached returns what of the wrong kind is linked into the programs.
func (g graph) reached(program, wrong func(dependency) bool) []string {
	var breaches []string
	for from, d := range g {
		if !program(d) {
			continue
		}
		for _, to := range g.linked(from) {
			if wrong(g[to]) {
				breaches = append(breaches, from+" links "+to)
			}
		}
	}
	slices.Sort(breaches)
	return breaches
}

// linked returns from and all it imports, however far.
func (g graph) linked(from string) []string {
	seen, open := map[string]bool{from: true}, []string{from}
	for i := 0; i < len(open); i++ {
		for _, to := range g[open[i]].Imports {
			if !seen[to] {
				seen[to] = true
				open = append(open, to)
			}
		}
	}
	return open
}

func TestLinkRulesRefuse(t *testing.T) {
	program := func(imports string) graph {
		return graph{
			"simpul/functions/f":      {ImportPath: "simpul/functions/f", Name: "main", Imports: []string{"simpul/lib/x"}},
			"simpul/reader-bridge":    {ImportPath: "simpul/reader-bridge", Name: "main", Imports: []string{"simpul/lib/x"}},
			"simpul/deploy/local":     {ImportPath: "simpul/deploy/local", Name: "main", Imports: []string{"testing"}},
			"simpul/lib/x":            {ImportPath: "simpul/lib/x", Imports: []string{imports}},
			"testing":                 {ImportPath: "testing", Standard: true},
			"internal/synctest":       {ImportPath: "internal/synctest", Standard: true},
			"simpul/lib/registrytest": {ImportPath: "simpul/lib/registrytest"},
			"example.org/c":           {ImportPath: "example.org/c", CgoFiles: []string{"c.go"}},
			"example.org/redis":       {ImportPath: "example.org/redis"},
			"example.org/none":        {ImportPath: "example.org/none", Error: &struct{ Err string }{"no Go files"}},
		}
	}
	cgo := func(d dependency) bool { return len(d.CgoFiles) > 0 }
	for name, row := range map[string]struct {
		imports        string
		program, wrong func(dependency) bool
		want           int
	}{
		"testing in what ships":         {"testing", shipped, invents, 2},
		"a simulator in what ships":     {"simpul/lib/registrytest", shipped, invents, 2},
		"the local stack in what ships": {"simpul/deploy/local", shipped, invents, 4},
		"the standard library's own":    {"internal/synctest", shipped, invents, 0},
		"cgo in a function":             {"example.org/c", isStatic, cgo, 1},
		"not to be built in a function": {"example.org/none", isStatic, func(d dependency) bool { return d.Error != nil }, 1},
		"Redis in the bridge":           {"example.org/redis", isBridge, func(d dependency) bool { return strings.Contains(d.ImportPath, "redis") }, 1},
	} {
		if got := program(row.imports).reached(row.program, row.wrong); len(got) != row.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
