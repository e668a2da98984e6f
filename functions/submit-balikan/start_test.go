package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"simpul/functions/functiontest"
)

// A duty that has no time to send a batch would send none for ever, and say nothing.
func TestTimesThatCannotWorkStopTheStart(t *testing.T) {
	functiontest.New(t, root, nil)
	for name, row := range map[string]struct {
		environ map[string]string
		starts  bool
	}{
		"as shipped":          {map[string]string{"SIMPUL_REDIS__TIMEOUT": "1s", "exec_timeout": "15s"}, true},
		"no time for a batch": {map[string]string{"SIMPUL_REDIS__TIMEOUT": "1s", "exec_timeout": "12s"}, false},
		"no time at the counter": {map[string]string{"SIMPUL_REDIS__TIMEOUT": "1s", "SIMPUL_FEEDBACK__IMMEDIATE": "10s",
			"SIMPUL_FEEDBACK__TIMEOUT": "10s", "exec_timeout": "15s"}, false}, // a batch would just have it
	} {
		t.Run(name, func(t *testing.T) {
			for key, value := range row.environ {
				t.Setenv(key, value)
			}
			f, err := build(t.Context())
			if (err == nil) != row.starts || err != nil && !strings.Contains(err.Error(), "exec_timeout") {
				t.Errorf("%v", err)
			}
			if err == nil {
				must(t, f.Close(t.Context()))
			}
		})
	}
}

func TestAMissingSecretStopsTheStart(t *testing.T) {
	rig := functiontest.New(t, root, nil)
	for file, want := range map[string]string{
		"feedback-token": "feedback.token_file", "simpul-feedback": "feedback.seal_key_file", "simpul-application": "ledger.application_file",
	} {
		path := filepath.Join(rig.Secrets, file)
		must(t, os.Rename(path, path+".away"))
		if _, err := build(t.Context()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("without %s: %v", file, err)
		}
		must(t, os.Rename(path+".away", path))
	}
}
