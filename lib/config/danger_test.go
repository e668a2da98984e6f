package config_test

import (
	"slices"
	"strings"
	"testing"

	"simpul/lib/config"
)

// plain is the valid file with a registry that speaks no TLS.
func plain(t *testing.T) string {
	t.Helper()
	text := strings.Replace(changed(t, "https://192.0.2.20:8443", "http://192.0.2.20:8443"), "  tls:\n    ca_file: registry-ca\n", "", 1)
	return strings.Replace(text, "  simulator: false\n", "  simulator: false\n  dangerous_plain_http: true\n", 1)
}

func TestDangerousSettingsAreNamedAndASoundFileHasNone_PKS_2_2h(t *testing.T) {
	for _, row := range []struct {
		text string
		want []string
	}{
		{valid(t), []string{}},
		{plain(t), []string{"registry.dangerous_plain_http"}},
		{changed(t, "ca_file: registry-ca", "dangerous_no_verification: true"), []string{"registry.tls.dangerous_no_verification"}},
	} {
		c, err := config.Parse([]byte(row.text), nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Registry.Dangers(); !slices.Equal(got, row.want) {
			t.Errorf("got %v, want %v", got, row.want)
		}
	}
}

func TestADangerousSettingMustBeTrue(t *testing.T) {
	for _, row := range []struct{ text, want string }{
		{strings.Replace(plain(t), "http://192", "https://192", 1), "registry.dangerous_plain_http: is true, but registry.url is not http"},
		{strings.Replace(plain(t), "dangerous_plain_http: true", "dangerous_plain_http: false", 1), "registry.url: must be https"},
		{strings.Replace(plain(t), "http://192.0.2.20:8443", "http://u:p@192.0.2.20:8443", 1), "registry.url: holds more than http://host:port"},
		{strings.Replace(plain(t), "http://192.0.2.20:8443", "http://", 1), "registry.url: is not of the form http://host:port"},
		{strings.Replace(plain(t), "  timeout: 10s", "  tls: {key_shares: classic}\n  timeout: 10s", 1), "registry.tls: has settings, but dangerous_plain_http speaks no TLS"},
		{changed(t, "ca_file: registry-ca", "ca_file: registry-ca\n    dangerous_no_verification: true"),
			"registry.tls.dangerous_no_verification: is true beside ca_file or pin_sha256, which it would make worthless"},
		{changed(t, "ca_file: registry-ca", "key_shares: modern"), "registry.tls.key_shares: must be one of: classic default"},
	} {
		if got := complaints(t, row.text); !slices.Equal(got, []string{row.want}) {
			t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), row.want)
		}
	}
}
