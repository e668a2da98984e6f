package contract_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"simpul/tools/openapi/contract"
)

// A contract that cannot be held to must not look as if it were.
func TestLoadRefusesWhatCannotBeChecked(t *testing.T) {
	whole, err := os.ReadFile("testdata/small.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct{ old, new, want string }{
		"another version":             {"openapi: 3.1.0", "openapi: 3.0.3", "not OpenAPI 3.1"},
		"not OpenAPI":                 {"responses:\n        \"200\":\n          description: a document", "answers:\n        \"200\":\n          description: a document", "not valid OpenAPI"},
		"reference to nothing":        {`schemas/Question"}`, `schemas/Nothing"}`, "read contract"},
		"schema that is not one":      {"required: [type, title, status]", "required: [type]\n      $anchor: \"1 2\"", "compile"},
		"pattern Go does not know":    {`pattern: "^urn:simpul:problem:"`, `pattern: "^(?=urn)"`, "contract"},
		"JSON body without a schema":  {`schema: {$ref: "#/components/schemas/Answer"}`, "{}", "contract"},
		"example against its schema":  {`example: {kind: check`, `example: {kind: guess`, "invalid example"},
		"date that is a timestamp":    {"{const: kosong}", "{const: 2026-01-01}", "a date without quotes"},
		"keys that are no JSON names": {`"200":`, "? [a]\n        :", "contract"},
	} {
		changed := strings.Replace(string(whole), row.old, row.new, 1)
		if changed == string(whole) {
			t.Fatalf("%s: the row changes nothing", name)
		}
		file := filepath.Join(t.TempDir(), "openapi.yaml")
		if err := os.WriteFile(file, []byte(changed), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := contract.Load(file); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: %v, want %q", name, err, row.want)
		}
	}
}

func TestLoadSaysThatThereIsNoContract(t *testing.T) {
	if _, err := contract.Load(filepath.Join(t.TempDir(), "openapi.yaml")); err == nil {
		t.Error("a contract from nowhere")
	}
}

func TestResponseCodesMayBeNumbers(t *testing.T) {
	whole, err := os.ReadFile("testdata/small.yaml")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "openapi.yaml")
	bare := strings.ReplaceAll(string(whole), `"200":`, "200:")
	if err := os.WriteFile(file, []byte(bare), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := contract.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Check(asked()); err != nil {
		t.Error(err)
	}
}
