package main

import (
	"slices"
	"strings"
	"testing"
)

func TestADangerousSettingIsShownForAsLongAsItIsInForce(t *testing.T) { // PKS-2.2h
	for setting, want := range map[string][]string{
		"{ca_file: registry-ca}":            {"redis.persistence"}, // of the test's Redis, which forgets
		"{dangerous_no_verification: true}": {"registry.tls.dangerous_no_verification", "redis.persistence"},
	} {
		d := newDesk(t, map[string]string{"SIMPUL_REGISTRY__TLS": setting})
		d.Initialise(t, 0)
		if a := d.read(t); a.Code != 200 || !slices.Equal(a.Dangers, want) {
			t.Errorf("%d, shown: %v", a.Code, a.Dangers)
		}
		if logged := strings.Contains(d.Log.String(), "dangerous_no_verification"); logged != (len(want) > 1) {
			t.Errorf("%s: logged %t", setting, logged)
		}
	}
}
