package main

import (
	"strings"
	"testing"
)

func TestARedisThatMayForgetIsWarnedOfAtTheStart(t *testing.T) { // JUKNIS-II.B.1
	for persistence, warned := range map[string]bool{"none": true, "everysec": false} {
		d := newDesk(t, map[string]string{"SIMPUL_REDIS__PERSISTENCE": persistence})
		if got := strings.Contains(d.Log.String(), "redis.persistence"); got != warned {
			t.Errorf("%s: warned of: %t", persistence, got)
		}
	}
}

// The rig's Redis keeps nothing: an office whose configuration promises more grants nothing there.
func TestARedisThatBreaksItsPromiseIsNotReady(t *testing.T) { // JUKNIS-II.B.1
	d := newDesk(t, map[string]string{"SIMPUL_REDIS__PERSISTENCE": "everysec"})
	if a := d.read(t); a.Code != 503 || !strings.HasSuffix(a.Problem, "penyimpanan_tidak_tersedia") {
		t.Errorf("%d %s", a.Code, a.Text)
	}
	if !strings.Contains(d.Log.String(), "set appendonly yes") {
		t.Error("the log does not say which setting")
	}
}
