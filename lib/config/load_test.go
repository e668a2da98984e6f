package config_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/config"
)

func valid(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile("testdata/simpul.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// changed returns the valid file with one piece of text replaced.
func changed(t *testing.T, old, replacement string) string {
	t.Helper()
	text := valid(t)
	if strings.Count(text, old) != 1 {
		t.Fatalf("%q stands %d times in the file", old, strings.Count(text, old))
	}
	return strings.Replace(text, old, replacement, 1)
}

// complaints returns the lines of the error of Parse, without its heading.
func complaints(t *testing.T, text string, environ ...string) []string {
	t.Helper()
	_, err := config.Parse([]byte(text), environ)
	if err == nil {
		t.Fatal("accepted")
	}
	return strings.Split(err.Error(), "\n")[1:]
}

func TestAValidFileIsReadCompletely(t *testing.T) {
	c, err := config.Load("testdata/simpul.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	last, _ := agreement.ParseDate("2027-09-16")
	if c.Agreement.ValidUntil != last || c.Agreement.Quota.DailyLimit != 200 {
		t.Errorf("agreement: %+v", c.Agreement)
	}
	if c.Registry.Breaker.Failures != 5 || c.Registry.Timeout != 10*time.Second || !c.Registry.FollowQuota {
		t.Errorf("registry: %+v", c.Registry)
	}
	if !slices.Equal(c.Identity.Keys[0].Scopes, []string{"nik:verify", "balikan:submit"}) || !c.Identity.Frontends[0].Internal {
		t.Errorf("identity: %+v", c.Identity)
	}
}

func TestEachMethodNeedsItsOwnPartOfTheRegistryAndBearsTheOthers(t *testing.T) { // switching is one line
	text := strings.NewReplacer("https://192.0.2.20:8443", "https://127.0.0.1:8443", "simulator: false", "simulator: true").Replace(valid(t))
	for _, method := range []string{"webportal", "lookup"} {
		if _, err := config.Parse([]byte(strings.Replace(text, "method: webportal", "method: "+method, 1)), nil); err != nil {
			t.Errorf("%s: %v", method, err)
		}
	}
	bare := strings.NewReplacer("  path: /simulator/portal\n", "", "  ip_user: 192.0.2.30\n", "",
		"  keys:\n    nik: nik\n    user_id: user_id\n    password: password\n    ip_user: ip_user\n", "").Replace(text)
	if _, err := config.Parse([]byte(bare), nil); err != nil {
		t.Errorf("webportal needs none of this: %v", err)
	}
	want := []string{
		"registry.keys.nik: is missing, and method lookup needs it", "registry.keys.password: is missing, and method lookup needs it",
		"registry.keys.user_id: is missing, and method lookup needs it", "registry.path: is missing, and method lookup needs it",
	}
	if got := complaints(t, strings.Replace(bare, "method: webportal", "method: lookup", 1)); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestAnOperatorWithAnAccountHasItsFiles(t *testing.T) { // JUKNIS-II.A
	c, err := config.Load("testdata/simpul.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	for operator, want := range map[string]string{"petugas-01": "registry-user-id-petugas-01", "petugas-02": "registry-user-id", "": "registry-user-id"} {
		if userID, password := c.Registry.AccountFiles(operator); userID != want || password != strings.Replace(want, "user-id", "password", 1) {
			t.Errorf("%s: %s, %s", operator, userID, password)
		}
	}
	c.Registry.Method = "lookup"
	if userID, _ := c.Registry.AccountFiles("petugas-01"); userID != "registry-user-id" {
		t.Errorf("lookup knows one account, not %s", userID)
	}
}

func TestAllProblemsAreReportedAtOnceSortedWithTheirPaths(t *testing.T) {
	text := strings.NewReplacer("slots: 4", "slots: 0", "2027-09-16", "2027-02-30", "audience: simpul", "audiens: simpul",
		"kid: perizinan-1", "kid: ''", "daily_limit: 200", "daily_limit: many", "cooldown: 30s", "cooldown: 30").Replace(valid(t))
	want := []string{
		"agreement.quota.daily_limit: not a whole number in range (line 8)",
		"agreement.valid_until: not a date of the form yyyy-mm-dd (line 4)",
		"identity (line 10): unknown key",
		"identity.audience: is missing",
		"identity.keys[0].kid: is missing",
		"registry.breaker.cooldown: not a duration such as 500ms or 10s (line 42)",
		"registry.slots: must be at least 1",
	}
	if got := complaints(t, text); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestAnEmptyMappingMissesEverySection(t *testing.T) {
	got := strings.Join(complaints(t, "{}"), "\n")
	for _, section := range []string{"agreement", "identity", "registry", "redis"} {
		if !strings.Contains(got, section+": is missing") {
			t.Errorf("%s is not missed:\n%s", section, got)
		}
	}
}

func TestLoadNamesAFileThatCannotBeRead(t *testing.T) {
	for _, path := range []string{filepath.Join(t.TempDir(), "none.yaml"), t.TempDir()} {
		if _, err := config.Load(path, nil); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%v", err)
		}
	}
}

func TestUnmarshalIsAsStrictForOtherFiles(t *testing.T) {
	var target struct {
		Pin string `yaml:"pin" validate:"len=4"`
	}
	if err := config.Unmarshal([]byte("pin: abcd"), &target); err != nil || target.Pin != "abcd" {
		t.Errorf("%v, %q", err, target.Pin)
	}
	for text, want := range map[string]string{
		"pin: abcde":        "pin: breaks the rule len",
		"pin: abcd\nnip: 1": "file (line 2): unknown key",
		"pin: [":            "file: not YAML line",
	} {
		if err := config.Unmarshal([]byte(text), &target); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestTheEnvironmentSaysWhereThingsAre(t *testing.T) {
	for _, row := range []struct {
		environ   []string
		path, dir string
	}{
		{nil, "/var/openfaas/secrets/simpul-config", "/var/openfaas/secrets"},
		{[]string{"secret_mount_path=/s"}, "/s/simpul-config", "/s"},
		{[]string{"SIMPUL_CONFIG=/etc/simpul.yaml", "secret_mount_path=", "OTHER=x"}, "/etc/simpul.yaml", "/var/openfaas/secrets"},
	} {
		if path, dir := config.FromEnvironment(row.environ); path != row.path || dir != row.dir {
			t.Errorf("%v: %s, %s", row.environ, path, dir)
		}
	}
}
