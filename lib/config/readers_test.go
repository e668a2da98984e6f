package config_test

import (
	"slices"
	"strings"
	"testing"

	"simpul/lib/config"
)

var readers = `readers:
  key_file: simpul-bridge
  wait: 10s
  known:
    - name: loket-1
      url: https://192.0.2.50:7443
      bridge: pc-loket-1
      fingerprint: ` + strings.Repeat("0a", 32) + "\n"

func TestReadersAreReadAndMayBeLeftOut(t *testing.T) {
	without, err := config.Parse([]byte(valid(t)), nil)
	if err != nil || without.Readers != nil {
		t.Fatal(err)
	}
	with, err := config.Parse([]byte(valid(t)+readers), nil)
	if err != nil || with.Readers.Known[0].Bridge != "pc-loket-1" {
		t.Fatal(err)
	}
}

func TestReadersThatCannotBeReachedSafelyAreRefused(t *testing.T) {
	for _, row := range []struct{ old, replacement, want string }{
		{"https://192", "http://192", "readers.known[0].url: is not of the form https://host:port"},
		{":7443", ":7443/x", "readers.known[0].url: is not of the form https://host:port"},
		{"0a0a0a0a", "0A0A", "readers.known[0].fingerprint: is not 64 lower-case hexadecimal digits"},
		{"      fingerprint", "      #", "readers.known[0].fingerprint: is not 64 lower-case hexadecimal digits"},
		{"name: loket-1", "name: Loket 1", "readers.known[0].name: is not a name of 2 to 15 of a–z, 0–9 and dash"},
		{"bridge: pc-loket-1", "bridge: ", "readers.known[0].bridge: is not a name of 2 to 15 of a–z, 0–9 and dash"},
		{"wait: 10s", "wait: 61s", "readers.wait: must be at most 60s"},
		{"key_file: simpul-bridge", "key_file: simpul-guard", "readers.key_file: is the same file as guard.key_file"},
		{"  wait: 10s\n", "  wait: 10s\n  waits: 1\n", "readers (line"},
	} {
		text := strings.Replace(readers, row.old, row.replacement, 1)
		if got := complaints(t, valid(t)+text); text == readers || !slices.ContainsFunc(got, func(l string) bool { return strings.HasPrefix(l, row.want) }) {
			t.Errorf("%q is not among\n%s", row.want, strings.Join(got, "\n"))
		}
	}
}
