package simpul_test

import (
	"slices"
	"strings"
	"testing"
)

// pure are the packages that do no I/O and read no clock; with them goes [pureFile], whose neighbours talk to Redis.
var pure = []string{"simpul/lib/nik", "simpul/lib/resident", "simpul/lib/agreement", "simpul/lib/problem", "simpul/lib/personal", "simpul/lib/paper"}

const pureFile = "lib/admission/decision.go"

// bridgeMay is what the bridge takes from lib: the wire types, who may ask, and the paper that its SAM goes back with.
var bridgeMay = []string{
	"simpul/lib/identity", "simpul/lib/problem", "simpul/lib/config", "simpul/lib/resident",
	"simpul/lib/agreement", "simpul/lib/cardreader", "simpul/lib/nik", "simpul/lib/personal", "simpul/lib/paper",
}

// importRules say which package may not import which. Each shows an import it refuses and one it allows.
var importRules = []struct {
	name, reason    string
	refuses, allows [2]string
	wrong           func(from, to string) bool
}{
	{
		name: "pure packages do no I/O",
		reason: "what is decided about people and papers is decided from arguments alone: it can then be told as a story in time, " +
			"tested without a network, and cannot leak; hand in what was read",
		refuses: [2]string{"simpul/lib/nik", "net/http"}, allows: [2]string{"simpul/lib/nik", "simpul/lib/personal"},
		wrong: func(from, to string) bool { return below(from, pure...) && impure(to) },
	},
	{
		name:    "functions stand alone",
		reason:  "a function is deployed, scaled and read by itself: what two of them need is in lib",
		refuses: [2]string{"simpul/functions/verify-nik", "simpul/functions/quota-check"}, allows: [2]string{"simpul/functions/verify-nik", "simpul/lib/nik"},
		wrong: func(from, to string) bool {
			return below(from, "simpul/functions") && !below(to, from) && !helpers(from, to) &&
				below(to, "simpul/functions", "simpul/reader-bridge", "simpul/deploy")
		},
	},
	{
		name:    "lib knows no program",
		reason:  "lib is what programs share, and can be read without any of them; what the functions and the bridge both say is in lib/cardreader",
		refuses: [2]string{"simpul/lib/cardreader", "simpul/reader-bridge/bridge"}, allows: [2]string{"simpul/lib/cardreader", "simpul/lib/problem"},
		wrong: func(from, to string) bool {
			return below(from, "simpul/lib") && below(to, "simpul/functions", "simpul/reader-bridge", "simpul/deploy") && !helpers(from, to)
		},
	},
	{
		name:    "the ledger stands by itself",
		reason:  "the record of every access holds no population data because no package that has any is within its reach, and its verifier can be read alone (shape has patterns and nothing else)",
		refuses: [2]string{"simpul/lib/ledger", "simpul/lib/nik"}, allows: [2]string{"simpul/lib/ledger", "simpul/lib/ledger/seal"},
		wrong: func(from, to string) bool {
			return below(from, "simpul/lib/ledger") && below(to, "simpul/lib") && !below(to, "simpul/lib/ledger", "simpul/lib/shape")
		},
	},
	{
		name:    "the bridge takes little from lib",
		reason:  "the bridge runs on a counter's PC: quota, ledger and registry, and the secrets that go with them, are no business of that machine",
		refuses: [2]string{"simpul/reader-bridge/bridge", "simpul/lib/admission"}, allows: [2]string{"simpul/reader-bridge/bridge", "simpul/lib/cardreader"},
		wrong: func(from, to string) bool {
			return below(from, "simpul/reader-bridge") && below(to, "simpul/lib") && !below(to, bridgeMay...) && !helpers(from, to)
		},
	},
	{
		name:    "one package speaks to card readers",
		reason:  "scard needs cgo and a PC/SC service: behind smartcard's seam everything else builds and is tested without either",
		refuses: [2]string{"simpul/reader-bridge/bridge", "github.com/ebfe/scard"}, allows: [2]string{"simpul/reader-bridge/smartcard/pcsc", "github.com/ebfe/scard"},
		wrong: func(from, to string) bool {
			return below(to, "github.com/ebfe/scard") && !below(from, "simpul/reader-bridge/smartcard/pcsc", "github.com/ebfe/scard")
		},
	},
	{
		name:    "only the program chooses the card service",
		reason:  "what reads cards knows the seam, not who is behind it: the same code then runs before PC/SC, the simulator and a replay",
		refuses: [2]string{"simpul/reader-bridge/ktpel", "simpul/reader-bridge/smartcard/pcsc"}, allows: [2]string{"simpul/reader-bridge", "simpul/reader-bridge/smartcard/pcsc"},
		wrong: func(from, to string) bool {
			return below(to, "simpul/reader-bridge/smartcard/pcsc") && from != "simpul/reader-bridge"
		},
	},
}

func TestImportRules(t *testing.T) {
	g := imports(t, "1")
	for _, rule := range importRules {
		t.Run(rule.name, func(t *testing.T) {
			if !rule.wrong(rule.refuses[0], rule.refuses[1]) || rule.wrong(rule.allows[0], rule.allows[1]) {
				t.Error("the rule does not do what it says")
			}
			hold(t, rule.reason, g.edges(rule.wrong))
		})
	}
}

// edges returns the imports within the module that are wrong.
func (g graph) edges(wrong func(from, to string) bool) []string {
	var breaches []string
	for from, d := range g {
		for _, to := range d.Imports {
			if !d.Standard && wrong(from, to) {
				breaches = append(breaches, from+" imports "+to)
			}
		}
	}
	slices.Sort(breaches)
	return breaches
}

// impure reports whether a pure package may not import to: the standard library's doors to the world, Redis, and what in
// this module is not pure. log writes to stderr by itself; log/slog, needed for redaction, writes to what it is given.
func impure(to string) bool {
	return to == "log" || strings.Contains(to, "redis") ||
		below(to, "net", "os", "io/fs", "io/ioutil", "syscall", "database", "plugin") ||
		below(to, "simpul") && !below(to, pure...)
}

// helpers reports whether both packages are help for tests; nothing that ships can link one.
func helpers(from, to string) bool {
	return strings.HasSuffix(from, "test") && strings.HasSuffix(to, "test")
}

// below reports whether path is one of the parents, or in a folder of one.
func below(path string, parents ...string) bool {
	return slices.ContainsFunc(parents, func(p string) bool { return path == p || strings.HasPrefix(path, p+"/") })
}
