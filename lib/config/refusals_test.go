package config_test

import (
	"slices"
	"strings"
	"testing"

	"simpul/lib/config"
)

func TestSyntaxIsStrict(t *testing.T) {
	for name, row := range map[string]struct{ text, want string }{
		"empty":              {"", "file: empty"},
		"comment only":       {"# nothing\n", "file: empty"},
		"no mapping":         {"- a\n", "file: not a mapping (line 1)"},
		"not YAML":           {"a: [\n", "file: not YAML line"},
		"second document":    {valid(t) + "---\na: 1\n", "file: more than one document, or text after its end"},
		"trailing text":      {valid(t) + "...\n}\n", "file: more than one document, or text after its end"},
		"too large":          {valid(t) + strings.Repeat("# filler\n", 30_000), "file: larger than 256 KiB"},
		"anchor":             {changed(t, "audience: simpul", "audience: &a simpul"), "file: anchors, aliases and tags are not used here (line 10)"},
		"tag hiding a value": {changed(t, "  tls:", "  tls: !!null"), "file: anchors, aliases and tags are not used here (line"},
		"bomb":               {"a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n", "file: anchors, aliases and tags are not used here (line 1)"},
		"key twice":          {changed(t, "  slots: 4", "  slots: 4\n  slots: 5"), "registry.slots: given twice (line 39)"},
		"unknown section":    {valid(t) + "extra: 1\n", "file (line 83): unknown key"},
		"merge key":          {changed(t, "  tls:", "  <<: {slots: 1}\n  tls:"), "registry (line 35): unknown key"},
		"complex key":        {changed(t, "  tls:", "  ? [a]\n  : b\n  tls:"), "registry (line 35): unknown key"},
		"list for mapping":   {changed(t, "  breaker:", "  breaker: []\n  ignored:"), "registry.breaker: not a mapping (line"},
		"mapping for list":   {changed(t, "[pma, pmdn]", "{a: b}"), "agreement.licence_types: not a list (line 5)"},
		"mapping for text":   {changed(t, "audience: simpul", "audience: {a: b}"), "identity.audience: not text (line 10)"},
		"word for bool":      {changed(t, "simulator: false", "simulator: maybe"), "registry.simulator: not true or false (line"},
		"fraction":           {changed(t, "slots: 4", "slots: 3.7"), "registry.slots: not a whole number in range (line"},
		"octal":              {changed(t, "daily_limit: 200", "daily_limit: 0200"), "agreement.quota.daily_limit: not a whole number in range (line"},
		"overflow":           {changed(t, "failures: 5", "failures: 4294967296"), "registry.breaker.failures: not a whole number in range (line"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := complaints(t, row.text); !slices.ContainsFunc(got, func(l string) bool { return strings.HasPrefix(l, row.want) }) {
				t.Errorf("%q is not among\n%s", row.want, strings.Join(got, "\n"))
			}
		})
	}
}

func TestImpossibleValuesAndHalfSetPairsAreRefused(t *testing.T) {
	for _, row := range []struct{ old, replacement, want string }{
		{"2025-09-16", "2027-09-17", "agreement.valid_until: lies before valid_from (PKS-4)"},
		{"  quota:", "  addendum: {date: 2027-09-01}\n  quota:", "agreement.addendum.number: is missing"},
		{"valid_from: 2025-09-16", "valid_from: ", "agreement.valid_from: is missing"},
		{"daily_limit: 200", "daily_limit: 0", "agreement.quota.daily_limit: needs a limit (JUKNIS-II.B.1)"},
		{"[pma, pmdn]", "[pma, pma]", "agreement.licence_types: holds an entry twice"},
		{"[pma, pmdn]", "[]", "agreement.licence_types: needs this many entries: 1"},
		{"[pemohon, penanggung_jawab]", "[tetangga]", "agreement.subject_roles[0]: must be one of: pemohon penanggung_jawab kuasa"},
		{"leeway: 5s", "leeway: 61s", "identity.leeway: must be at most 60s"},
		{"leeway: 5s", "leeway: -1s", "identity.leeway: must be at least 0"},
		{"internal: true", "internal: false", "identity.frontends[0].internal: must be true"},
		{"    - id: perizinan", "    - {id: perizinan, internal: true}\n    - id: perizinan", "identity.frontends: holds an entry twice"},
		{"    - kid: perizinan-1", "    - {kid: perizinan-1, issuer: i, scopes: [admin]}\n    - kid: perizinan-1", "identity.keys: holds an entry twice"},
		{`["nik:verify", "balikan:submit"]`, "[]", "identity.keys[0].scopes: needs this many entries: 1"},
		{"jwks_file: simpul-jwks", "jwks_file: ../simpul-jwks", "identity.jwks_file: is not a file name below the secrets folder, nor an absolute one"},
		{"password_file: registry-password", "password_file: two words", "registry.password_file: is not a file name below the secrets folder, nor an absolute one"},
		{"receipt_file: simpul-receipt", "receipt_file: simpul-jwks", "identity.receipt_file: is the same file as identity.jwks_file"},
		{"method: webportal", "method: soap", "registry.method: must be one of: webportal lookup kesesuaian"},
		{"method: webportal", "method: lookup", "registry.method: needs number and date of agreement.addendum (JUKNIS-II.C.3)"},
		{"https://192.0.2.20:8443", "http://192.0.2.20:8443", "registry.url: must be https"},
		{"https://192.0.2.20:8443", "http://127.0.0.1:8443", "registry.url: must be https"},
		{"https://192.0.2.20:8443", "192.0.2.20:8443", "registry.url: is not of the form https://host:port"},
		{"https://192.0.2.20:8443", "https://u:p@192.0.2.20:8443", "registry.url: holds more than https://host:port"},
		{"https://192.0.2.20:8443", "https://192.0.2.20:8443/path", "registry.url: holds more than https://host:port"},
		{"https://192.0.2.20:8443", "https://192.0.2.20:8443?a=b", "registry.url: holds more than https://host:port"},
		{"https://192.0.2.20:8443", "https://192.0.2.20:8443#a", "registry.url: holds more than https://host:port"},
		{"simulator: false", "simulator: true", "registry.simulator: needs a loopback registry.url"},
		{"path: /simulator/portal", "path: simulator", "registry.path: must start with /"},
		{"ip_user: 192.0.2.30", "ip_user: here", "registry.ip_user: is not an IP address"},
		{"ip_user: 192.0.2.30", "", "registry.ip_user: is missing, but keys.ip_user names its key"},
		{"profile_file: portal-profile", "", "registry.portal.profile_file: is missing, and method webportal needs it"},
		{"session_key_file: portal-session-key", "session_key_file: ''", "registry.portal.session_key_file: is missing, and method webportal needs it"},
		{"profile_file: portal-profile", "profile_file: registry-password", "registry.portal.profile_file: is the same file as registry.password_file"},
		{"session_key_file: portal-session-key", "session_key_file: portal-profile", "registry.portal.session_key_file: is the same file as registry.portal.profile_file"},
		{"[petugas-01]", "[Petugas 1]", "registry.portal.own_accounts[0]: is not the id of an operator: 2 to 31 of a–z, 0–9 and dash"},
		{"[petugas-01]", "[petugas-01, petugas-01]", "registry.portal.own_accounts: holds an entry twice"},
		{"user_id: user_id", "user_id: nik", "registry.keys: two keys are spelt alike: one would overwrite the other"},
		{"  tls:", "  header: {name: X-Api-Key}\n  tls:", "registry.header: needs both name and value_file, or neither"},
		{"  tls:", "  header: {name: \"X: y\", value_file: v}\n  tls:", "registry.header.name: is not a header name of letters, digits and dashes"},
		{"ca_file: registry-ca", "{ca_file: a, pin_sha256: " + strings.Repeat("ab", 32) + "}", "registry.tls: needs ca_file or pin_sha256, not both"},
		{"ca_file: registry-ca", "pin_sha256: 0x" + strings.Repeat("ab", 31), "registry.tls.pin_sha256: is not 64 lower-case hexadecimal digits"},
		{"timeout: 10s", "timeout: 61s", "registry.timeout: must be at most 60s"},
		{"clock_tolerance: 30s", "clock_tolerance: 31s", "redis.clock_tolerance: must be at most 30s"},
	} {
		t.Run(row.want, func(t *testing.T) {
			if got := complaints(t, changed(t, row.old, row.replacement)); !slices.Equal(got, []string{row.want}) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), row.want)
			}
		})
	}
}

func TestAContactIsOfOneOfTheTwoSidesAndCanBeReached(t *testing.T) { // JUKNIS-VI.A–C
	contact := func(text string) string {
		return changed(t, "  quota:\n", "  contacts: [{"+text+"}]\n  quota:\n")
	}
	if c, err := config.Parse([]byte(contact("side: dukcapil, name: Nama Rekaan, reach: loket 2")), nil); err != nil || len(c.Agreement.Contacts) != 1 {
		t.Error(err)
	}
	for text, want := range map[string]string{
		"side: pemohon, name: Nama Rekaan, reach: loket 2": "agreement.contacts[0].side",
		"side: kantor, name: Nama Rekaan":                  "agreement.contacts[0].reach",
		"side: kantor, reach: loket 2":                     "agreement.contacts[0].name",
	} {
		if got := complaints(t, contact(text)); len(got) != 1 || !strings.HasPrefix(got[0], want) {
			t.Errorf("%s: %q", text, got)
		}
	}
}
