package registry_test

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"

	"simpul/lib/problem"
	"simpul/lib/registry"
)

// what the officer sees for each kind, and whether the line is to blame.
var faults = map[registry.FaultKind]struct {
	code      problem.Code
	status    int
	transport bool
}{
	registry.LoginFailed:         {problem.CodeGagalLogin, 503, false},
	registry.QuotaExhausted:      {problem.CodeKuotaHabis, 429, false},
	registry.InstitutionInactive: {problem.CodeInstansiTidakAktif, 503, false},
	registry.UserInactive:        {problem.CodeUserIDNonAktif, 503, false},
	registry.AddressRefused:      {problem.CodeAlamatIPDitolak, 503, false},
	registry.OutsideHours:        {problem.CodeDiLuarJamAkses, 503, false},
	registry.RequestIncomplete:   {problem.CodePermintaanTidakLengkap, 502, false},
	registry.NotProcessable:      {problem.CodeNIKTidakDapatDiproses, 502, false},
	registry.Captcha:             {problem.CodeCaptchaDiminta, 503, false},
	registry.PageChanged:         {problem.CodeHalamanBerubah, 502, false},
	registry.Unknown:             {problem.CodeTidakDikenal, 502, false},
	registry.NotSent:             {problem.CodeDukcapilTidakTerjangkau, 503, true},
	registry.NoAnswer:            {problem.CodeDukcapilTidakMenjawab, 504, true},
	registry.BrokenAnswer:        {problem.CodeJawabanRusak, 502, true},
	registry.HTTPError:           {problem.CodeDukcapilMenolakKoneksi, 502, true},
}

func TestEveryFaultHasItsProblem_JUKNIS_II_C_2b_3(t *testing.T) {
	for _, kind := range registry.FaultKinds() {
		want, listed := faults[kind]
		fault := &registry.Fault{Kind: kind, Code: "77", Cause: errors.New("inner detail")}
		p := fault.Problem()
		if !listed || p.Code != want.code || p.Status() != want.status || fault.Transport() != want.transport {
			t.Errorf("%s: %s %d, transport %v", kind, p.Code, p.Status(), fault.Transport())
		}
		if waits := p.RetrySeconds() > 0; waits != (kind == registry.NotSent) {
			t.Errorf("%s: Retry-After %d", kind, p.RetrySeconds())
		}
		if !errors.Is(p, fault) || !strings.Contains(p.Error(), "inner detail") {
			t.Errorf("%s: the log loses the cause: %v", kind, p)
		}
	}
	if len(registry.FaultKinds()) != len(faults) {
		t.Errorf("%d kinds, %d expected", len(registry.FaultKinds()), len(faults))
	}
}

// A kind without a problem would answer with kesalahan_internal.
func TestEveryDeclaredKindIsMapped(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "fault.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	declared := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || spec.Type == nil || len(spec.Values) != 1 {
			return true
		}
		if name, ok := spec.Type.(*ast.Ident); ok && name.Name == "FaultKind" {
			declared++
			kind := registry.FaultKind(strings.Trim(spec.Values[0].(*ast.BasicLit).Value, `"`))
			if !slices.Contains(registry.FaultKinds(), kind) {
				t.Errorf("%s is not mapped", kind)
			}
		}
		return true
	})
	if declared != len(faults) {
		t.Errorf("%d declared, %d expected", declared, len(faults))
	}
}

func TestAnUndeclaredKindIsAnInternalError(t *testing.T) {
	if p := (&registry.Fault{Kind: "other"}).Problem(); p.Code != problem.CodeKesalahanInternal {
		t.Errorf("got %s", p.Code)
	}
}

func TestTheCallerSeesTheRegistrysCodeButNotTheCause(t *testing.T) {
	body := (&registry.Fault{Kind: registry.Unknown, Code: "77", Cause: errors.New("inner detail")}).Problem().Body("")
	var doc map[string]any
	if err := json.Unmarshal(body, &doc); err != nil || doc["registry_code"] != "77" || strings.Contains(string(body), "inner") {
		t.Errorf("%s", body)
	}
	if body := (&registry.Fault{Kind: registry.NoAnswer}).Problem().Body(""); strings.Contains(string(body), "registry_code") {
		t.Errorf("a code nobody sent: %s", body)
	}
}

func TestAFaultTellsKindCodeAndCause(t *testing.T) {
	cause := errors.New("reset")
	fault := &registry.Fault{Kind: registry.BrokenAnswer, Code: "11", Cause: cause}
	if got := fault.Error(); got != "registry: broken_answer (code 11): reset" || !errors.Is(fault, cause) {
		t.Errorf("got %q", got)
	}
	if got := (&registry.Fault{Kind: registry.NotSent}).Error(); got != "registry: not_sent" {
		t.Errorf("got %q", got)
	}
}
