package stackfile_test

import (
	"strings"
	"testing"

	"simpul/deploy/openfaas/stackfile"
)

const redisFile = "SIMPUL_REDIS__PASSWORD_FILE: redis-password\n"

const label = "      com.openfaas.scale.min: \"1\"\n"

// duty calls quota-check.
const duty = "      topic: cron-function\n      schedule: \"* * * * *\"\n"

// Each row changes the stack file of this tree in one place; the lint names the change, and nothing else.
func TestLintNames(t *testing.T) {
	for name, row := range map[string]struct{ old, new, want string }{
		"a misspelt key":                     {"    environment:\n", "    environ:\n", "field environ not found"},
		"a misspelt key at the top":          {"provider:\n", "providers:\n", "field providers not found"},
		"a key given twice":                  {"    lang: scratch\n", "    lang: scratch\n    lang: scratch\n", "already defined"},
		"a privilege":                        {"    lang: scratch\n", "    lang: scratch\n    privileged: true\n", "field privileged not found"},
		"a second document":                  {"\nfunctions:", "\n---\nfunctions:", "more than one document"},
		"text that is no YAML":               {"\nfunctions:", "\nfunctions", "no document"},
		"another version":                    {"version: 1.0", "version: 2.0", "version: want 1.0"},
		"another provider":                   {"name: openfaas", "name: faas", "provider.name: want openfaas"},
		"a brace left open in a comment":     {"\nfunctions:", "\n# ${TAG\nfunctions:", "want ${NAME:-default}"},
		"a variable that may be empty":       {"127.0.0.1:8080", "127.0.0.1:${PORT}", "want ${NAME:-default}"},
		"another template":                   {"lang: scratch", "lang: dockerfile", "verify-nik.lang: want scratch"},
		"another folder":                     {"./dist/verify-nik", "./functions/verify-nik", "verify-nik.handler: want ./dist/verify-nik"},
		"another image":                      {"simpul/verify-nik:", "simpul/quota-check:", "verify-nik.image: want simpul/verify-nik"},
		"an image without a tag":             {"verify-nik:${TAG:-latest}", "verify-nik", "verify-nik.image: want simpul/verify-nik with a tag"},
		"a root that can be written":         {"readonly_root_filesystem: true", "readonly_root_filesystem: false", "readonly_root_filesystem: want true"},
		"an environment that is not checked": {"    environment:\n", "    environment_file: [env.yml]\n    environment:\n", "verify-nik.environment_file"},
		"a request above the limit":          {"memory: 32Mi", "memory: 129Mi", "verify-nik.requests.memory: more than the limit"},
		"no request":                         {"memory: 32Mi", "memory: ", "verify-nik.requests.memory: want a whole number of Mi"},
		"a limit in another unit":            {"cpu: 1000m", "cpu: 1", "verify-nik.limits.cpu: want a whole number of m"},
		"a missing secret":                   {"      - registry-ca\n", "", "verify-nik.secrets: registry-ca is missing"},
		"no secret for the configuration":    {"      - simpul-config\n", "", "verify-nik.secrets: simpul-config is missing"},
		"a secret twice":                     {"      - registry-ca\n", "      - registry-ca\n      - registry-ca\n", "registry-ca is listed twice"},
		"a secret that nobody reads":         {"      - registry-ca\n", "      - registry-ca\n      - registry-key\n", "registry-key is listed, and the function does not read it"},
		"a secret with an underscore":        {"      - registry-ca\n", "      - registry-ca\n      - registry_key\n", "registry_key is no name of a secret"},
		"secrets elsewhere":                  {"/var/openfaas/secrets", "/run/secrets", "secret_mount_path: want /var/openfaas/secrets"},
		"a CA of Redis":                      {redisFile, "SIMPUL_REDIS__URL: rediss://192.0.2.40\n      SIMPUL_REDIS__TLS__CA_FILE: redis-authority\n      " + redisFile, "verify-nik.secrets: redis-authority is missing"},
		"a password of sentinels":            {redisFile, "SIMPUL_REDIS__URL: redis://utama\n      SIMPUL_REDIS__SENTINEL: \"{master: utama, addresses: ['192.0.2.41:26379'], password_file: sentinel-password}\"\n      " + redisFile, "verify-nik.secrets: sentinel-password is missing"},
		"an override of nothing":             {"SIMPUL_REDIS__PASSWORD_FILE", "SIMPUL_REDIS__PASWORD_FILE", "verify-nik.secrets: the configuration does not fit"},
		"a misspelt variable":                {"exec_timeout: 15s", "exec_timout: 15s", "verify-nik.environment: exec_timout: no function reads it"},
		"a duration that is none":            {"exec_timeout: 15s", "exec_timeout: soon", "exec_timeout: want seconds or a Go duration"},
		"an answer later than the writing":   {"exec_timeout: 15s", "exec_timeout: 20s", "exec_timeout: want less than write_timeout"},
		"a stop that Pro would cut":          {"exec_timeout: 15s", "exec_timeout: 18s", "together more than write_timeout"},
		"a stop that Kubernetes would cut":   {"write_timeout: 20s", "write_timeout: 27s", "healthcheck_interval and write_timeout: together more than"},
		"another port":                       {"read_timeout: 10s", "read_timeout: 10s\n      port: 9000", "port and address"},
		"loopback alone":                     {"read_timeout: 10s", "read_timeout: 10s\n      address: 127.0.0.1", "port and address"},
		"an unknown label":                   {label, label + "      com.openfaas.scale.mix: \"1\"\n", "com.openfaas.scale.mix: unknown label"},
		"more replicas than Community takes": {"com.openfaas.scale.max: \"5\"", "com.openfaas.scale.max: \"6\"", "com.openfaas.scale.max: want 1 to 5"},
		"no end of scaling":                  {"      com.openfaas.scale.max: \"5\"\n", "", "com.openfaas.scale.max: want 1 to 5"},
		"scaling to zero":                    {label, label + "      com.openfaas.scale.zero: \"true\"\n", "com.openfaas.scale.zero: the Community Edition refuses it"},
		"scaling to zero after a while":      {label, label + "      com.openfaas.scale.zero-duration: 5m\n", "com.openfaas.scale.zero-duration: the Community Edition refuses it"},
		"a target of scaling":                {label, label + "      com.openfaas.scale.target: \"50\"\n", "com.openfaas.scale.target: the Community Edition refuses it"},
		"a type of scaling":                  {label, label + "      com.openfaas.scale.type: rps\n", "com.openfaas.scale.type: the Community Edition refuses it"},
		"another probe":                      {"ready.http.path: /_/ready", "ready.http.path: /ready", "com.openfaas.ready.http.path: want /_/ready"},
		"metrics on another port":            {"read_timeout: 10s", "read_timeout: 10s\n      metrics_port: 9100", "prometheus.io.port: want 9100"},
		"a profile of somebody else":         {"    annotations:\n", "    annotations:\n      com.openfaas.profile: root\n", "com.openfaas.profile: unknown annotation"},
		"a topic without a schedule":         {"    annotations:\n", "    annotations:\n      topic: cron-function\n", "schedule: want five fields in UTC"},
		"a duty nobody calls":                {duty, "", "topic and schedule are missing"},
		"a schedule without a topic":         {"    annotations:\n", "    annotations:\n      schedule: 0 18 * * *\n", "topic: want cron-function"},
	} {
		t.Run(name, func(t *testing.T) {
			changed := strings.Replace(string(read(t, "stack.yml")), row.old, row.new, 1)
			only(t, stackfile.Lint([]byte(changed), tree(t)), row.want)
		})
	}
}

// only wants one finding, and the texts in it.
func only(t *testing.T, findings []string, want ...string) {
	t.Helper()
	if len(findings) != 1 {
		t.Fatalf("want one finding, got %d:\n%s", len(findings), strings.Join(findings, "\n"))
	}
	for _, each := range want {
		if !strings.Contains(findings[0], each) {
			t.Errorf("want %q in %q", each, findings[0])
		}
	}
}

func TestScaleMinIsAtMostMax(t *testing.T) {
	text := strings.NewReplacer(`scale.min: "1"`, `scale.min: "3"`, `scale.max: "5"`, `scale.max: "3"`).Replace(string(read(t, "stack.yml")))
	only(t, stackfile.Lint([]byte(text), tree(t)), "quota-check.labels", "com.openfaas.scale.min: more than com.openfaas.scale.max")
}

func TestSchedulesAreFiveFieldsInUTC(t *testing.T) {
	for schedule, fits := range map[string]bool{
		"*/5 * * * *": true, "5 17 * * *": true, "0 18 30 6,12 *": true, "0 1-5/2 * * 1-5": true, "59 23 31 12 6": true,
		"CRON_TZ=Asia/Jakarta 0 1 * * *": false, "TZ=UTC 0 1 * * *": false, "@monthly": false, "@every 1h": false,
		"0 1 * * *;0 2 * * *": false, "0 0 1 * * *": false, "0 1 * *": false, "60 1 * * *": false, "0 24 * * *": false,
		"0 0 0 * *": false, "0 0 * 13 *": false, "0 0 * * 7": false, "5-1 * * * *": false, "*/0 * * * *": false,
		"+5 * * * *": false, "05 * * * *": false, "0 0 * jan *": false, "1,,2 * * * *": false,
	} {
		text := strings.Replace(string(read(t, "stack.yml")), "    annotations:\n",
			"    annotations:\n      topic: cron-function\n      schedule: \""+schedule+"\"\n", 1)
		if got := len(stackfile.Lint([]byte(text), tree(t))) == 0; got != fits {
			t.Errorf("%q: taken %v, want %v", schedule, got, fits)
		}
	}
}

func TestEveryFunctionHasAnEntryAndViceVersa(t *testing.T) {
	more := tree(t)
	more.Functions = append(more.Functions, "another-report")
	only(t, stackfile.Lint(read(t, "stack.yml"), more), "another-report has a folder and no entry")

	fewer := tree(t)
	fewer.Functions = []string{"submit-balikan", "verify-nik", "semester-report"}
	only(t, stackfile.Lint(read(t, "stack.yml"), fewer), "quota-check has an entry and no folder")
}

func TestSecretsOfAFunctionNobodyDescribedAreNamed(t *testing.T) {
	text := strings.ReplaceAll(string(read(t, "stack.yml")), "quota-check", "Quota")
	named := tree(t)
	named.Functions = []string{"submit-balikan", "verify-nik", "Quota"}
	all := strings.Join(stackfile.Lint([]byte(text), named), "\n")
	for _, want := range []string{"does not know what the function reads", "Quota is no name that OpenFaaS takes"} {
		if !strings.Contains(all, want) {
			t.Errorf("want %q in:\n%s", want, all)
		}
	}
}

func TestFindingsRepeatNoValue(t *testing.T) {
	text := strings.Replace(string(read(t, "stack.yml")), "readonly_root_filesystem: true", "readonly_root_filesystem: kata-sandi", 1)
	findings := stackfile.Lint([]byte(text), tree(t))
	only(t, findings, "cannot unmarshal")
	if strings.Contains(findings[0], "kata") {
		t.Error(findings)
	}
}
