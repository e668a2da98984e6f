package simpul_test

import (
	"strings"
	"testing"
)

// A rule that refuses nothing proves nothing. Each row is a file that breaks, or keeps, one rule.

func TestCodeRulesRefuse(t *testing.T) {
	noCorpus := func(string) bool { return false }
	corpus := func(folder string) bool { return folder == "lib/a/testdata/fuzz/FuzzX" }
	seeds := func(has func(string) bool) func(source) []string {
		return func(s source) []string { return seedless(s, has) }
	}
	const skip = "package a\nfunc f(t T) {\n"
	for name, row := range map[string]struct {
		rule func(source) []string
		code string
		want int
	}{
		"clock":                        {clocks, "package a\nimport \"time\"\nvar x = time.Now()", 1},
		"clock by another name":        {clocks, "package a\nimport zeit \"time\"\nvar x = zeit.Tick(1)", 1},
		"clock as a value":             {clocks, "package a\nimport \"time\"\nvar now = time.Now", 1},
		"no clock":                     {clocks, "package a\nimport \"time\"\nvar x = time.Second", 0},
		"another Now":                  {clocks, "package a\nvar x = time.Now()", 0},
		"I/O in the decision":          {impureFile, "package a\nimport \"net/http\"", 1},
		"no I/O in the decision":       {impureFile, "package a\nimport \"time\"", 0},
		"skip":                         {unexplained, skip + "t.Skip()\n}", 1},
		"skip with a reason":           {unexplained, skip + "t.Skip() // needs a reader on the desk\n}", 0},
		"skip with a reason above":     {unexplained, skip + "// needs a reader on the desk\nt.Skip()\n}", 0},
		"skip with too little reason":  {unexplained, skip + "t.Skip() // todo later\n}", 1},
		"skip with a directive":        {unexplained, skip + "//nolint:all this is no reason\nt.Skip()\n}", 1},
		"skip of something else":       {unexplained, skip + "decoder.Skip()\n}", 0},
		"sleep":                        {unexplained, "package a\nimport \"time\"\nfunc f() { time.Sleep(1) }", 1},
		"sleep where no time passes":   {unexplained, "package a\nimport (\"time\"\n\"testing/synctest\")\nfunc f() { time.Sleep(1) }", 0},
		"any certificate":              {unexplained, "package a\nvar c = tls.Config{InsecureSkipVerify: true}", 1},
		"any certificate, set later":   {unexplained, "package a\nfunc f() { c.InsecureSkipVerify = true }", 1},
		"fuzz target without a seed":   {seeds(noCorpus), "package a\nfunc FuzzX(f *testing.F) { f.Fuzz(nil) }", 1},
		"fuzz target with a seed":      {seeds(noCorpus), "package a\nfunc FuzzX(f *testing.F) { f.Add(1) }", 0},
		"fuzz target with a corpus":    {seeds(corpus), "package a\nfunc FuzzX(f *testing.F) {}", 0},
		"fuzz target, another's":       {seeds(corpus), "package a\nfunc FuzzY(f *testing.F) {}", 1},
		"undocumented function":        {undocumented, "package a\nfunc F() {}", 1},
		"documented function":          {undocumented, "package a\n// F does.\nfunc F() {}", 0},
		"directive is no comment":      {undocumented, "package a\n//go:noinline\nfunc F() {}", 1},
		"undocumented method":          {undocumented, "package a\nfunc (*T[K]) F() {}", 1},
		"method of a hidden type":      {undocumented, "package a\nfunc (t) F() {}", 0},
		"undocumented type":            {undocumented, "package a\ntype T int", 1},
		"undocumented type in a group": {undocumented, "package a\n// Types.\ntype (\nT int\n)", 1},
		"undocumented constants":       {undocumented, "package a\nconst (\nA = 1\nB = 2\n)", 2},
		"documented group":             {undocumented, "package a\n// The letters.\nconst (\nA = 1\nB = 2\n)", 0},
		"documented at the end":        {undocumented, "package a\nvar (\nA = 1 // the first\n)", 0},
		"hidden":                       {undocumented, "package a\nfunc f() {}\ntype t int\nconst c = 1", 0},
	} {
		s, err := parse("lib/a/a_test.go", []byte(row.code))
		if err != nil {
			t.Fatal(name, err)
		}
		if got := row.rule(s); len(got) != row.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestPackageCommentRuleRefuses(t *testing.T) {
	for name, row := range map[string]struct {
		code [2]string
		want int
	}{
		"one":  {[2]string{"// Package a is.\npackage a", "package a"}, 0},
		"none": {[2]string{"package a", "package a"}, 1},
		"two":  {[2]string{"// Package a is.\npackage a", "// Package a is.\npackage a"}, 1},
	} {
		var all []source
		for i, code := range row.code {
			s, err := parse("lib/a/"+string(rune('a'+i))+".go", []byte(code))
			if err != nil {
				t.Fatal(name, err)
			}
			all = append(all, s)
		}
		if got := packageComments(all); len(got) != row.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestTextRulesRefuse(t *testing.T) {
	const invented = "3303990101900001"
	real := strings.Replace(invented, "99", "01", 1)
	for name, row := range map[string]struct {
		rule func(string, []byte) []string
		text string
		want int
	}{
		"an invented NIK":             {foreignNIKs, invented, 0},
		"one that could be real":      {foreignNIKs, "nik_" + real + ".txt", 1},
		"each of them":                {foreignNIKs, real + " " + invented + "\n" + real, 2},
		"in a longer number":          {foreignNIKs, real + "1", 1},
		"an invented one and a digit": {foreignNIKs, invented + "1", 0},
		"a shorter number":            {foreignNIKs, real[1:], 0},
		"a package registry":          {registryNames, "https://" + registries[0] + "/x", 1},
		"a host that is no registry":  {registryNames, "https://registry.example", 0},
	} {
		got := row.rule("file", []byte(row.text))
		if len(got) != row.want {
			t.Errorf("%s: %v", name, got)
		}
		if strings.Contains(strings.Join(got, ""), real) {
			t.Errorf("%s: the breach repeats the number", name)
		}
	}
}
