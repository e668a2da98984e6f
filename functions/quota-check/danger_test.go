package main

import (
	"slices"
	"strings"
	"testing"
)

func TestADangerousSettingIsLoggedAndShownForAsLongAsItIsInForce(t *testing.T) { // PKS-2.2h
	for _, row := range []struct {
		environ map[string]string
		want    []string
	}{
		{map[string]string{"SIMPUL_REGISTRY__TLS": "{ca_file: registry-ca}"}, []string{"redis.persistence"}}, // of the test's Redis, which forgets
		{map[string]string{"SIMPUL_REGISTRY__TLS": "{dangerous_no_verification: true}"},
			[]string{"registry.tls.dangerous_no_verification", "redis.persistence"}},
		{map[string]string{
			"SIMPUL_REGISTRY__TLS": "{}", "SIMPUL_REGISTRY__DANGEROUS_PLAIN_HTTP": "true", "SIMPUL_REGISTRY__SIMULATOR": "false",
			"SIMPUL_REGISTRY__URL": "http://192.0.2.1:8000", "SIMPUL_REGISTRY__METHOD": "webportal",
		}, []string{"registry.dangerous_plain_http", "redis.persistence"}},
	} {
		d := newDesk(t, row.environ)
		d.Initialise(t, 0)
		if a := d.read(t); a.Code != 200 || !slices.Equal(a.Dangers, row.want) {
			t.Errorf("%d, shown: %v", a.Code, a.Dangers)
		}
		for _, setting := range []string{"registry.dangerous_plain_http", "registry.tls.dangerous_no_verification"} {
			if strings.Contains(d.Log.String(), setting) != slices.Contains(row.want, setting) {
				t.Errorf("%v: %s logged, or not", row.want, setting)
			}
		}
	}
}
