package openfaas_test

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"go.yaml.in/yaml/v3"
)

// container is what of redis.yaml can be started here.
type container struct {
	Command []string
	Args    []string
}

type pod struct {
	Template struct {
		Spec struct{ Containers []container }
	}
}

// containerOf is that of the server, StatefulSet, or of its maintenance, CronJob.
func containerOf(t *testing.T, kind string) container {
	t.Helper()
	for text := range strings.SplitSeq(string(contents(t, "redis.yaml")), "\n---\n") {
		var object struct {
			Kind string
			Spec struct {
				pod         `yaml:",inline"`
				JobTemplate struct{ Spec pod } `yaml:"jobTemplate"`
			}
		}
		must(t, yaml.Unmarshal([]byte(text), &object))
		if all := slices.Concat(object.Spec.Template.Spec.Containers, object.Spec.JobTemplate.Spec.Template.Spec.Containers); object.Kind == kind && len(all) == 1 {
			return all[0]
		}
	}
	t.Fatal("no " + kind)
	return container{}
}

// startRedis starts a server as the pod does: the files of deploy/redis and of secrets.sh in one folder, the arguments of redis.yaml.
// Only the folders and the port are the test's; etc is where the pod has /etc/redis.
func startRedis(t *testing.T, o *office) (address, etc string) {
	t.Helper()
	etc = t.TempDir()
	move := strings.NewReplacer("/etc/redis/", etc+"/", "/var/lib/redis", t.TempDir())
	for _, source := range []string{filepath.Join(root, "deploy/redis/redis.conf"), filepath.Join(root, "deploy/redis/tls.conf")} {
		must(t, os.WriteFile(filepath.Join(etc, filepath.Base(source)), []byte(move.Replace(string(contents(t, source)))), 0o600))
	}
	o.mount(etc)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	address = l.Addr().String()
	must(t, l.Close())
	_, port, err := net.SplitHostPort(address)
	must(t, err)
	c := containerOf(t, "StatefulSet")
	args := append(c.Args, "--tls-port", port)
	for i, arg := range args {
		args[i] = move.Replace(arg)
	}
	server := exec.Command(c.Command[0], args...)
	server.Stderr = os.Stderr
	must(t, server.Start())
	t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
	})
	return address, etc
}

// mount brings the secret redis-files to where the pod sees it.
func (o *office) mount(etc string) {
	o.t.Helper()
	for _, name := range []string{"users.acl", "redis.crt", "redis.key", "ca.crt", "perawatan"} {
		must(o.t, os.WriteFile(filepath.Join(etc, name), contents(o.t, filepath.Join(o.folder, "redis", name)), 0o600))
	}
}

// shell runs a command of the pod, whose folder and address are others here.
func shell(t *testing.T, command, etc, address string) string {
	t.Helper()
	host, port, err := net.SplitHostPort(address)
	must(t, err)
	move := strings.NewReplacer("/etc/redis/", etc+"/", "-h redis.simpul.svc.cluster.local", "-h "+host+" -p "+port, "-h 127.0.0.1", "-h "+host+" -p "+port)
	out, err := exec.Command("sh", "-c", move.Replace(command)).CombinedOutput()
	if err != nil {
		t.Errorf("%v: %s", err, out)
	}
	return string(out)
}

// options are those of a client over TLS.
func (o *office) options(address, user, password string) *redis.Options {
	o.t.Helper()
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(contents(o.t, filepath.Join(o.folder, "redis-ca"))) {
		o.t.Fatal("redis-ca is no certificate")
	}
	return &redis.Options{Addr: address, Username: user, Password: password, TLSConfig: &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12},
		MaxRetries: 50, MaxRetryBackoff: 100 * time.Millisecond} // the server is starting
}

// login returns how a user is answered over TLS.
func login(t *testing.T, o *office, address, user, password string) error {
	t.Helper()
	client := redis.NewClient(o.options(address, user, password))
	defer func() { _ = client.Close() }()
	return client.Time(t.Context()).Err()
}

func TestRedisOfTheManifestLetsTheFunctionsInAndNobodyElse(t *testing.T) { // PKS-2.2h
	o := newOffice(t)
	o.make()
	address, _ := startRedis(t, o)
	users := 0
	for _, name := range listed(t) {
		if user, isPassword := strings.CutPrefix(name+"-simpul", "redis-password-"); isPassword {
			user, _, _ = strings.Cut(user, "-simpul")
			if err := login(t, o, address, user, read(t, o.folder, name)); err != nil {
				t.Errorf("%s: %v", user, err)
			}
			if err := login(t, o, address, user, "salah"); err == nil {
				t.Errorf("%s is let in with another password", user)
			}
			users++
		}
	}
	if users < 3 {
		t.Errorf("%d users", users)
	}
	for _, user := range []string{"default", "replika", "sentinel"} {
		if err := login(t, o, address, user, ""); err == nil {
			t.Errorf("%s is let in", user)
		}
	}
	plain := redis.NewClient(&redis.Options{Addr: address, MaxRetries: -1})
	defer func() { _ = plain.Close() }()
	if err := plain.Ping(t.Context()).Err(); err == nil {
		t.Error("it speaks without TLS")
	}
}

// Until it is rewritten the append-only file tells which status was counted beside which access.
func TestTheNightlyJobRewritesTheAppendOnlyFile(t *testing.T) { // PKS-2.2j
	o := newOffice(t)
	o.make()
	address, etc := startRedis(t, o)
	must(t, login(t, o, address, "quota-check", read(t, o.folder, "redis-password-quota-check"))) // it is up
	if said := shell(t, containerOf(t, "CronJob").Command[2], etc, address); !strings.Contains(said, "append only file rewriting started") {
		t.Error(said)
	}
}

// perawatan may have users read again, and neither change nor see one.
func TestTheMaintenanceOfRedisMayDoNoMore(t *testing.T) { // PKS-2.2h
	o := newOffice(t)
	o.make()
	address, etc := startRedis(t, o)
	client := redis.NewClient(o.options(address, "perawatan", read(t, etc, "perawatan")))
	defer func() { _ = client.Close() }()
	must(t, client.Ping(t.Context()).Err())
	for _, command := range []string{"ACL LIST", "ACL SETUSER perawatan +@all", "ACL SAVE", "CONFIG GET *", "GET {simpul}:quota", "KEYS *", "FLUSHALL"} {
		if err := client.Do(t.Context(), words(command)...).Err(); err == nil || !strings.HasPrefix(err.Error(), "NOPERM") {
			t.Errorf("%s: %v", command, err)
		}
	}
}

func words(command string) (all []any) {
	for word := range strings.FieldsSeq(command) {
		all = append(all, word)
	}
	return all
}

// As README.md says: the old one stays good until everybody has the new one.
func TestAPasswordOfRedisRotatesWithoutAFailedLogin(t *testing.T) {
	o := newOffice(t)
	o.make()
	address, etc := startRedis(t, o)
	file, before := filepath.Join(o.folder, "redis-password"), read(t, o.folder, "redis-password")
	must(t, login(t, o, address, "simpul", before))
	must(t, os.Rename(file, file+".lama"))
	o.load(etc, address)
	after := read(t, o.folder, "redis-password")
	for _, password := range []string{before, after} {
		must(t, login(t, o, address, "simpul", password))
	}
	must(t, os.Remove(file+".lama"))
	o.load(etc, address)
	must(t, login(t, o, address, "simpul", after))
	if after == before || login(t, o, address, "simpul", before) == nil {
		t.Error("the old password is still good")
	}
}

// load makes the users anew and lets Redis read them, with the manual's command.
func (o *office) load(etc, address string) {
	o.t.Helper()
	o.make()
	o.mount(etc)
	_, command, _ := strings.Cut(string(contents(o.t, "README.md")), "exec redis-0 -- sh -c '")
	command, _, _ = strings.Cut(command, "'")
	if said := shell(o.t, command, etc, address); strings.TrimSpace(said) != "OK" {
		o.t.Error(said)
	}
}
