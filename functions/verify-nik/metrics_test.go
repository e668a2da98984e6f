package main

import (
	"bytes"
	"strings"
	"testing"

	"simpul/lib/registry/registrytest"
)

func TestMetricsCountStatusesAndRefusalsWithoutPersons(t *testing.T) { // agreement.md: counters without any link
	var g *gauges
	b := newChanged(t, nil, func(v *verifier) { g = v.gauges })
	sample := registrytest.Samples()[0]
	b.ask(of(sample.NIK, sample.Claimed))
	b.ask(of(registrytest.WithExpected(registrytest.Deceased)[0].NIK, nil))
	b.ask(of("12", nil))
	var text bytes.Buffer
	g.set.WritePrometheus(&text)
	for _, want := range []string{
		`simpul_verifications_total{status="found"} 1`, `simpul_verifications_total{status="deceased"} 1`,
		`simpul_verifications_total{status="inactive"} 0`, `simpul_refusals_total{code="isian_salah"} 1`,
		"simpul_quota_used 2", "simpul_quota_left 198", "simpul_registry_duration_seconds_count 2",
		`simpul_registry_exchange_bytes_count{direction="up"} 2`, `simpul_registry_handshakes_total{resumed="false"} 1`,
	} {
		if !strings.Contains(text.String(), want+"\n") {
			t.Errorf("%s is missing in\n%s", want, text.String())
		}
	}
	if strings.Contains(text.String(), sample.NIK) {
		t.Error("a NIK is among the metrics")
	}
}
