package functiontest

import (
	"os"
	"path/filepath"
	"testing"

	"simpul/reader-bridge/bridge/bridgetest"
)

// Counter starts a bridge with a simulated card, and lets the functions that are served from now on know its reader.
func (r *Rig) Counter(t testing.TB, o bridgetest.Options) *bridgetest.Counter {
	t.Helper()
	c := bridgetest.Start(t, o)
	key, err := os.ReadFile(filepath.Join(c.Secrets, bridgetest.KeyFile))
	must(t, err)
	r.Write(t, bridgetest.KeyFile, string(key))
	known := c.Config().Known[0]
	t.Setenv("SIMPUL_READERS__KEY_FILE", bridgetest.KeyFile)
	t.Setenv("SIMPUL_READERS__WAIT", "1s")
	t.Setenv("SIMPUL_READERS__KNOWN", "[{name: "+known.Name+", url: '"+known.URL+"', bridge: "+known.Bridge+", fingerprint: '"+known.Fingerprint+"'}]")
	return c
}
