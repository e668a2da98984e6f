package problem_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"simpul/lib/problem"
)

func TestEveryCodeHasAStatusATitleAndARemedy(t *testing.T) {
	shape := regexp.MustCompile(`^[a-z][a-z_]*[a-z]$`)
	for _, code := range problem.All() {
		p := problem.New(code)
		var doc map[string]any
		if err := json.Unmarshal(p.Body("0190f2a0-0000-7000-8000-000000000000"), &doc); err != nil {
			t.Fatalf("%s: %v", code, err)
		}
		if !shape.MatchString(string(code)) || doc["type"] != problem.TypePrefix+string(code) {
			t.Errorf("%s: type %v", code, doc["type"])
		}
		if p.Status() < 400 || p.Status() > 599 || doc["status"] != float64(p.Status()) {
			t.Errorf("%s: status %d, document %v", code, p.Status(), doc["status"])
		}
		for _, member := range []string{"title", "detail", "instance"} {
			if text, _ := doc[member].(string); len(text) < 5 {
				t.Errorf("%s: %s says nothing", code, member)
			}
		}
		if problem.Remedy(code) != doc["detail"] {
			t.Errorf("%s: Remedy and detail differ", code)
		}
	}
}

// A constant without a meaning would answer with status 0.
func TestEveryDeclaredCodeHasAMeaning(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "codes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	known := map[problem.Code]bool{}
	for _, c := range problem.All() {
		known[c] = true
	}
	declared := 0
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if value, _ := strconv.Unquote(lit.Value); value != "maps" && value != "slices" {
				declared++
				if !known[problem.Code(value)] {
					t.Errorf("%s has no meaning", value)
				}
			}
		}
		return true
	})
	if declared != len(known) {
		t.Errorf("%d declared, %d with a meaning", declared, len(known))
	}
}

func TestUnknownErrorsAreHiddenFromTheCaller(t *testing.T) {
	p := problem.As(fmt.Errorf("dial: %w", errors.New("inner secret")))
	if p.Code != problem.CodeKesalahanInternal || strings.Contains(string(p.Body("")), "secret") {
		t.Errorf("%s shows %s", p.Code, p.Body(""))
	}
	if !strings.Contains(p.Error(), "inner secret") {
		t.Error("the log lost the cause")
	}
}

func TestFieldsExtrasAndRetryAfterReachTheDocument(t *testing.T) {
	wrapped := fmt.Errorf("x: %w", problem.Invalid(problem.Field{Name: "nik", Code: "panjang", Detail: "16 angka"}).With("limit", 3))
	p := problem.As(wrapped).WithRetryAfter(1500 * time.Millisecond)
	if p.RetrySeconds() != 2 {
		t.Errorf("1.5 s must become 2, got %d", p.RetrySeconds())
	}
	body := string(p.Body(""))
	for _, want := range []string{`"name":"nik"`, `"code":"panjang"`, `"limit":3`} {
		if !strings.Contains(body, want) {
			t.Errorf("%s is missing in %s", want, body)
		}
	}
	if strings.Contains(body, "instance") {
		t.Error("an empty instance is not named")
	}
	if !problem.Is(wrapped, problem.CodeIsianSalah) || problem.Is(wrapped, problem.CodeKuotaHabis) || problem.Is(nil, problem.CodeKuotaHabis) {
		t.Error("Is disagrees with the code")
	}
}

func TestAnExtraThatCannotBeWrittenDoesNotLoseTheAnswer(t *testing.T) {
	if body := problem.New(problem.CodeKuotaHabis).With("x", func() {}).Body("1"); !strings.Contains(string(body), "kesalahan_internal") {
		t.Errorf("got %s", body)
	}
}
