package acceptance_test

import (
	"maps"
	"net/http"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"simpul/deploy/local/stack"
	"simpul/lib/config/configtest"
	"simpul/lib/identity"
	"simpul/lib/registry/registrytest"
)

func TestTheLauncherReadsASimulatedCard(t *testing.T) { // JUKNIS-IV
	registry, err := stack.FreeAddress()
	must(t, err)
	environ := []string{"SIMPUL_REGISTRY__URL=https://" + registry}
	for name, value := range configtest.LooseGuard() {
		environ = append(environ, name+"="+value)
	}
	l := launch(t, shipped(t), environ...)
	state := filepath.Join(l.folder, ".local")
	token, err := stack.Token(state, "petugas-01", identity.ScopeVerify)
	must(t, err)
	w := &world{t: t, token: token}
	sample := registrytest.Samples()[0]
	// until reads as soon as the answer is no longer this one: a bridge lets nobody in for its first second, and looks for cards a few times a second.
	until := func(not int) answer {
		t.Helper()
		for {
			a, err := w.do(w.request(http.MethodPost, l.url+"/function/verify-nik", carded(sample)))
			must(t, err)
			if a.code != not {
				return a
			}
			must(t, t.Context().Err())
		}
	}
	if a := until(http.StatusServiceUnavailable); a.code != http.StatusOK {
		t.Errorf("%d %s", a.code, a.Type)
	}
	must(t, stack.LayCard(state, registrytest.Samples()[1].NIK))
	if a := until(http.StatusOK); !strings.HasSuffix(a.Type, "nik_kartu_berbeda") {
		t.Errorf("another's card: %d %s", a.code, a.Type)
	}
	must(t, l.Process.Signal(syscall.SIGINT))
	l.drain()
	must(t, l.Wait())
}

// carded is a verification with a card.
func carded(sample registrytest.Sample) map[string]any {
	body := verification(sample)
	maps.Copy(body, map[string]any{"reader": stack.ReaderName, "consent": map[string]bool{"read": true}, "holder_present": true})
	return body
}
