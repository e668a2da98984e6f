package problem_test

import (
	"maps"
	"os"
	"slices"
	"testing"

	"go.yaml.in/yaml/v3"

	"simpul/lib/problem"
)

// The contract lists each code with its remedy; here it cannot drift from the code.
func TestTheContractListsEveryCodeWithItsRemedy(t *testing.T) {
	text, err := os.ReadFile("../../functions/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var contract struct {
		Components struct {
			Schemas struct {
				ProblemCode struct {
					OneOf []struct {
						Const       string
						Title       string
						Description string
					} `yaml:"oneOf"`
				} `yaml:"ProblemCode"`
			}
		}
	}
	if err := yaml.Unmarshal(text, &contract); err != nil {
		t.Fatal(err)
	}
	listed := map[problem.Code]bool{}
	for _, entry := range contract.Components.Schemas.ProblemCode.OneOf {
		code := problem.Code(entry.Const[len(problem.TypePrefix):])
		listed[code] = true
		if entry.Description != problem.Remedy(code) {
			t.Errorf("%s: the contract's remedy differs from the one callers get", code)
		}
	}
	if all := slices.Sorted(maps.Keys(listed)); !slices.Equal(all, problem.All()) {
		t.Errorf("contract lists %d codes, there are %d", len(all), len(problem.All()))
	}
}
