// Package trialtest gives the simulator's invented people as the test NIKs of a trial: every status of JUKNIS-II.C.2b.1 and .2,
// and every fault that a NIK of the simulator can bring about. Nothing that ships links it.
package trialtest

import (
	"go.yaml.in/yaml/v3"

	"simpul/lib/registry/registrytest"
)

// Pace are overrides with which the access guard lets a trial go on without waiting; its rules about patterns stay.
func Pace() map[string]string {
	return map[string]string{
		"SIMPUL_GUARD__OPERATOR": "{interval: 1ms, burst: 100}",
		"SIMPUL_GUARD__OFFICE":   "{interval: 1ms, burst: 100}",
	}
}

type testNIK struct {
	Expect  string            `yaml:"expect"`
	NIK     string            `yaml:"nik"`
	Claimed map[string]string `yaml:"claimed,omitempty"`
}

// faults in the order of their codes; the trial itself asks about the one that ends the day last.
var faults = []string{"02", "03", "04", "05", "06", "07", "08", "16", "17"}

// File returns a file of test NIKs, with those that bring about a fault or without.
func File(withFaults bool) ([]byte, error) {
	var file struct {
		Cases []testNIK `yaml:"cases"`
	}
	seen := map[string]bool{}
	for _, s := range registrytest.Samples() {
		if !seen[s.ExpectedStatus] {
			file.Cases = append(file.Cases, testNIK{s.ExpectedStatus, s.NIK, s.Claimed})
		}
		seen[s.ExpectedStatus] = true
	}
	for _, code := range faults {
		if withFaults {
			p := registrytest.WithCode(code)[0]
			file.Cases = append(file.Cases, testNIK{Expect: p.Expected, NIK: p.NIK})
		}
	}
	return yaml.Marshal(file)
}
