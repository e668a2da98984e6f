package main

import (
	"net/http"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"simpul/lib/registry/registrytest"
)

// Whoever was asked about is owed feedback, by the next step of the flow (PKS-2.2b): one unit for each application and person, and
// whether the latest answer found one.
func TestEachPersonAskedAboutIsOwedFeedback_PKS_2_2b(t *testing.T) {
	b := newBench(t, nil)
	client := redis.NewClient(&redis.Options{Network: "unix", Addr: b.Redis.Addr(), Protocol: 2})
	defer func() { _ = client.Close() }()
	found, deceased := registrytest.WithExpected(registrytest.Found)[0], registrytest.WithExpected(registrytest.Deceased)[0]
	for _, body := range []map[string]any{of(found.NIK, nil), of(found.NIK, nil, "recheck", true), of(found.NIK, nil, "application_number", "503/0002/2026"), of(deceased.NIK, nil)} {
		if a := b.ask(body); a.Code != http.StatusOK {
			t.Fatal(a.Code, a.Problem)
		}
	}
	tokens := client.ZRange(t.Context(), "{simpul}:units:open", 0, -1).Val()
	seen := map[string]int{}
	for _, token := range tokens {
		lines := strings.Split(client.Get(t.Context(), "{simpul}:unit:"+token).Val(), "\n")
		answer := lines[0][len(lines[0])-1:]
		seen[lines[3]+" "+answer] += len(strings.Fields(lines[1]))
	}
	if len(tokens) != 3 || seen["503/0001/2026 1"] != 2 || seen["503/0002/2026 1"] != 1 || seen["503/0001/2026 0"] != 1 {
		t.Errorf("%d units: %v", len(tokens), seen)
	}
}
