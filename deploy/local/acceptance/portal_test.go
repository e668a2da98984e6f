package acceptance_test

import (
	"bytes"
	"slices"
	"testing"

	"simpul/lib/admission/redistest"
	"simpul/lib/registry/registrytest"
)

// TestFourProcessesShareOneLoginAndWriteNothingOfIt asks through the web portal: a login storm would lock the account
// (JUKNIS-II.C.2b.3a), and whoever could read the session in Redis could search.
func TestFourProcessesShareOneLoginAndWriteNothingOfIt(t *testing.T) {
	w := &world{t: t, redis: redistest.Start(t, redistest.Persistent...)}
	w.start(4, w.redis.URL(), []string{"SIMPUL_REGISTRY__METHOD=webportal", "SIMPUL_REGISTRY__TIMEOUT=20s", "SIMPUL_REDIS__TIMEOUT=5s"})
	for round, logins := range []int{1, 2} {
		if counts := w.race(5); counts[200] != 20 || len(counts) != 1 {
			t.Errorf("answers by status: %v", counts)
		}
		if w.registry.Logins() != logins {
			t.Errorf("round %d: %d logins", round, w.registry.Logins())
		}
		w.counts(int64(20 * (round + 1)))
		w.registry.ExpireSessions()
	}
	w.race(1) // leaves a session behind
	person := registrytest.WithExpected(registrytest.Found)[0]
	needles := append(registrytest.Markers(), "PORTALSESSID", "_token", secretOf(t, w, "registry-password"), secretOf(t, w, "registry-user-id"),
		registrytest.Samples()[0].NIK, person.NamaLengkap)
	sealed := false
	for place, text := range w.written() {
		sealed = sealed || bytes.Contains(text, []byte("{simpul}:portal:kantor:session"))
		if at := slices.IndexFunc(needles, func(needle string) bool { return bytes.Contains(text, []byte(needle)) }); at >= 0 {
			t.Errorf("%s holds what it must not (needle %d)", place, at)
		}
	}
	if !sealed {
		t.Error("Redis holds no session: the search proves little")
	}
	must(t, w.Stop())
	if w.registry.Logouts() != 1 {
		t.Errorf("%d logouts after the last process", w.registry.Logouts())
	}
}
