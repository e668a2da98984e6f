package config_test

import (
	"slices"
	"strings"
	"testing"

	"simpul/lib/config"
)

func TestVariablesOverrideSingleValues(t *testing.T) {
	c, err := config.Parse([]byte(valid(t)), []string{
		"PATH=/bin", "SIMPUL_CONFIG=/elsewhere", "SIMPUL_GATEWAY_SERVICE_HOST=192.0.2.1",
		"SIMPUL_REGISTRY__URL=https://127.0.0.1:9443",
		"SIMPUL_REGISTRY__SIMULATOR=true",
		"SIMPUL_REGISTRY__BREAKER__COOLDOWN=1m",
		"SIMPUL_AGREEMENT__LICENCE_TYPES=[a, b, c]",
		"SIMPUL_AGREEMENT__NUMBER=2: {not yaml}",
		"SIMPUL_AGREEMENT__ADDENDUM={number: A-1, date: 2027-01-01}",
		"SIMPUL_REGISTRY__TLS__CA_FILE=",
	})
	if err != nil {
		t.Fatal(err)
	}
	if c.Registry.URL != "https://127.0.0.1:9443" || !c.Registry.Simulator || c.Registry.Breaker.Cooldown.Minutes() != 1 || c.Registry.TLS.CAFile != "" {
		t.Errorf("registry: %+v", c.Registry)
	}
	if !slices.Equal(c.Agreement.LicenceTypes, []string{"a", "b", "c"}) || c.Agreement.Number != "2: {not yaml}" {
		t.Errorf("agreement: %+v", c.Agreement)
	}
	if c.Agreement.Addendum.Number != "A-1" {
		t.Errorf("addendum %+v", c.Agreement.Addendum)
	}
}

func TestAVariableReplacesAnEmptySection(t *testing.T) {
	text := changed(t, "  tls:\n    ca_file: registry-ca", "  tls:")
	c, err := config.Parse([]byte(text), []string{"SIMPUL_REGISTRY__TLS__SERVER_NAME=registry.test"})
	if err != nil || c.Registry.TLS.ServerName != "registry.test" {
		t.Errorf("%v, %+v", err, c)
	}
}

func TestAVariableThatCannotWorkIsNamed(t *testing.T) {
	for entry, want := range map[string]string{
		"SIMPUL_REGISTRY__SLOTZ=4":                     "SIMPUL_REGISTRY__SLOTZ: no such key",
		"SIMPUL_registry__slots=4":                     "SIMPUL_registry__slots: no such key",
		"SIMPUL_REGISTRY__SLOTS__MORE=4":               "SIMPUL_REGISTRY__SLOTS__MORE: no such key",
		"SIMPUL_AGREEMENT__VALID_FROM__T=4":            "SIMPUL_AGREEMENT__VALID_FROM__T: no such key",
		"SIMPUL_IDENTITY__KEYS__0__KID=a":              "SIMPUL_IDENTITY__KEYS__0__KID: no such key",
		"SIMPUL___=1":                                  "SIMPUL___: no such key",
		"SIMPUL_REGISTRY__SLOTS=":                      "SIMPUL_REGISTRY__SLOTS: empty",
		"SIMPUL_AGREEMENT__LICENCE_TYPES=[a":           "SIMPUL_AGREEMENT__LICENCE_TYPES: not YAML line",
		"SIMPUL_REGISTRY__SLOTS=four":                  "registry.slots: not a whole number in range (from SIMPUL_REGISTRY__SLOTS)",
		"SIMPUL_REGISTRY__SLOTS=65":                    "registry.slots: must be at most 64",
		"SIMPUL_IDENTITY__FRONTENDS=[{id: a, inn: 1}]": "identity.frontends[0] (from SIMPUL_IDENTITY__FRONTENDS): unknown key",
	} {
		if got := complaints(t, valid(t), entry); !strings.HasPrefix(got[0], want) {
			t.Errorf("%s: %s", entry, strings.Join(got, "\n"))
		}
	}
}

func TestAVariableDoesNotMendASectionThatIsNoMapping(t *testing.T) {
	text := changed(t, "  breaker:\n    failures: 5\n    cooldown: 30s", "  breaker: 5")
	got := complaints(t, text, "SIMPUL_REGISTRY__BREAKER__FAILURES=5")
	if !slices.Contains(got, "registry.breaker: not a mapping (line 40)") {
		t.Errorf("%v", got)
	}
}
