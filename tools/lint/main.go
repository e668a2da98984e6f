// Lint runs every analyser this project holds its Go code to, in one program:
// one build, one pass over the packages, one cache.
//
//	go run -C tools ./lint …       (make lint calls it for both modules)
//
// go vet runs beside it. The analysers are chosen one by one in [analysers],
// each with its reason; which of staticcheck's checks apply is set in
// staticcheck.conf at the root. A finding is silenced in place only, with
//
//	//lint:ignore <check> <reason>
//
// and a silencer without a reason, or without a finding, is itself a finding.
// A bundle such as golangci-lint would bring some 200 modules for the same
// checks and take several times as long to build where nothing is cached yet.
package main

import (
	"os"

	"honnef.co/go/tools/lintcmd"
)

func main() {
	command := lintcmd.NewCommand("lint")
	command.ParseFlags(os.Args[1:])
	configure()
	for _, group := range staticcheckGroups() {
		command.AddAnalyzers(group...)
	}
	command.AddBareAnalyzers(analysers()...)
	command.Run()
}
