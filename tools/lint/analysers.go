package main

import (
	"slices"
	"strings"

	"github.com/gostaticanalysis/nilerr"
	"github.com/kisielk/errcheck/errcheck"
	"github.com/polyfloyd/go-errorlint/errorlint"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/deepequalerrors"
	"golang.org/x/tools/go/analysis/passes/modernize"
	"golang.org/x/tools/go/analysis/passes/nilness"
	"golang.org/x/tools/go/analysis/passes/reflectvaluecompare"
	"golang.org/x/tools/go/analysis/passes/unusedwrite"
	"honnef.co/go/tools/analysis/lint"
	"honnef.co/go/tools/simple"
	"honnef.co/go/tools/staticcheck"
	"honnef.co/go/tools/stylecheck"
	"honnef.co/go/tools/unused"
)

// staticcheckGroups are bugs (SA), needless complication (S), house style and
// doc comments (ST) and code that nothing uses (U1000).
func staticcheckGroups() [][]*lint.Analyzer {
	return [][]*lint.Analyzer{
		staticcheck.Analyzers,
		simple.Analyzers,
		stylecheck.Analyzers,
		{unused.Analyzer},
	}
}

// analysers are those staticcheck lacks.
func analysers() []*analysis.Analyzer {
	chosen := []*analysis.Analyzer{
		// A dropped error is a check that silently did not happen. Tests have helpers that return one to look at.
		outsideTests(errcheck.Analyzer),
		// "return nil" in the branch where err is not nil turns fail-closed into fail-open.
		nilerr.Analyzer,
		// err == ErrX and err.(*X) stop matching the day somebody wraps the error.
		errorlint.NewAnalyzer(),
		// A nil that is certain to be dereferenced, or compared again.
		nilness.Analyzer,
		// A field set on a copy: the setting is lost.
		unusedwrite.Analyzer,
		// reflect.DeepEqual on errors, == on reflect.Value: compares the wrong thing.
		deepequalerrors.Analyzer,
		reflectvaluecompare.Analyzer,
	}
	return slices.Concat(chosen, modern())
}

// modern keeps one way to write a thing: the one of the Go version in go.mod.
// Left out of the suite: what trades clarity for speed, or changes behaviour.
func modern() []*analysis.Analyzer {
	return []*analysis.Analyzer{
		modernize.AnyAnalyzer,
		modernize.ErrorsAsTypeAnalyzer,
		modernize.MapsLoopAnalyzer,
		modernize.MinMaxAnalyzer,
		modernize.RangeIntAnalyzer,
		modernize.SlicesContainsAnalyzer,
		modernize.SlicesSortAnalyzer,
		modernize.StringsCutAnalyzer,
		modernize.StringsCutPrefixAnalyzer,
		modernize.TestingContextAnalyzer,
		modernize.WaitGroupGoAnalyzer,
	}
}

// configure tells errcheck that nothing is lost when closing what was only read
// fails; what is written goes through os.File, whose Close is checked.
func configure() {
	errcheck.DefaultExcludedSymbols = append(errcheck.DefaultExcludedSymbols, "(io.Closer).Close")
}

// outsideTests is the analyser, silent about test files.
func outsideTests(analyser *analysis.Analyzer) *analysis.Analyzer {
	quiet, run := *analyser, analyser.Run
	quiet.Run = func(pass *analysis.Pass) (any, error) {
		report := pass.Report
		pass.Report = func(finding analysis.Diagnostic) {
			if !strings.HasSuffix(pass.Fset.File(finding.Pos).Name(), "_test.go") {
				report(finding)
			}
		}
		return run(pass)
	}
	return &quiet
}
