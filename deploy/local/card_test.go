package main

import (
	"strings"
	"testing"

	"simpul/lib/registry/registrytest"
)

// The tests run in a folder without a stack: what is a sample comes as far as looking for one.
func TestOnlyASamplesCardIsLaidOnTheReader(t *testing.T) {
	for nik, want := range map[string]string{"3303990101907777": "make -s samples", "1234": "make -s samples", registrytest.Samples()[0].NIK: "make run", "": "make run"} {
		if err := card(t.Context(), []string{nik}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}
