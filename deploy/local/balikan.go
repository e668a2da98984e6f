package main

import (
	"context"
	"encoding/json"
	"fmt"

	"simpul/lib/registry/registrytest"
)

// owe keeps what the office owes for an access, as its own system would: a licence where the papers agree, else the reason why there
// is none (JUKNIS Lampiran II, step 6).
func (c *counter) owe(sample registrytest.Sample, application, accessID, receipt string, agrees bool) {
	unit := map[string]any{"application_number": application, "access_ids": []string{accessID}, "nik": sample.NIK, "receipt": receipt}
	if agrees {
		unit["licences"] = []map[string]string{{"number": fmt.Sprintf("REKAAN/%04d/2026", len(c.owed)+1), "type": sample.LicenceType}}
	} else {
		unit["closed_without_licence"] = map[string]string{"code": "tidak_sesuai"}
	}
	c.owed = append(c.owed, unit)
}

// answerFor hands in all data balikan in one call.
func (c *counter) answerFor(ctx context.Context) error {
	request, err := json.Marshal(map[string]any{"units": c.owed})
	if err != nil {
		return err
	}
	var answer struct {
		Units []struct {
			State     string
			StateText string `json:"state_text"`
			Problem   struct{ Detail string }
		}
	}
	if err := c.call(ctx, "POST", "/function/submit-balikan", request, &answer); err != nil {
		return err
	}
	fmt.Printf("\nData balikan ke Dukcapil (JUKNIS III), %d dalam satu kiriman:\n", len(answer.Units))
	for i, unit := range answer.Units {
		fmt.Printf("   %s: %s%s\n", c.owed[i]["application_number"], unit.StateText, unit.Problem.Detail)
	}
	return nil
}
