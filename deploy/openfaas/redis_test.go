package openfaas_test

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"go.yaml.in/yaml/v3"
)

// container is what of redis.yaml a server can be started with.
type container struct {
	Command []string
	Args    []string
}

func redisContainer(t *testing.T) container {
	t.Helper()
	for text := range strings.SplitSeq(string(contents(t, "redis.yaml")), "\n---\n") {
		var set struct {
			Kind string
			Spec struct {
				Template struct {
					Spec struct{ Containers []container }
				}
			}
		}
		must(t, yaml.Unmarshal([]byte(text), &set))
		if set.Kind == "StatefulSet" {
			return set.Spec.Template.Spec.Containers[0]
		}
	}
	t.Fatal("no StatefulSet")
	return container{}
}

// startRedis starts a server as the pod does: the files of deploy/redis and of secrets.sh in one folder, the arguments of redis.yaml.
// Only the folders and the port are the test's.
func startRedis(t *testing.T, o *office) (address string) {
	t.Helper()
	etc, data := t.TempDir(), t.TempDir()
	move := strings.NewReplacer("/etc/redis/", etc+"/", "/var/lib/redis", data)
	for _, source := range []string{filepath.Join(root, "deploy/redis/redis.conf"), filepath.Join(root, "deploy/redis/tls.conf"),
		filepath.Join(o.folder, "redis/users.acl"), filepath.Join(o.folder, "redis/redis.crt"), filepath.Join(o.folder, "redis/redis.key"), filepath.Join(o.folder, "redis/ca.crt")} {
		must(t, os.WriteFile(filepath.Join(etc, filepath.Base(source)), []byte(move.Replace(string(contents(t, source)))), 0o600))
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	address = l.Addr().String()
	must(t, l.Close())
	_, port, err := net.SplitHostPort(address)
	must(t, err)
	c := redisContainer(t)
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
	return address
}

// login returns how a user is answered over TLS.
func login(t *testing.T, o *office, address, user, password string) error {
	t.Helper()
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(contents(t, filepath.Join(o.folder, "redis-ca"))) {
		t.Fatal("redis-ca is no certificate")
	}
	client := redis.NewClient(&redis.Options{Addr: address, Username: user, Password: password, TLSConfig: &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12},
		MaxRetries: 50, MaxRetryBackoff: 100 * time.Millisecond}) // the server is starting
	defer func() { _ = client.Close() }()
	return client.Time(t.Context()).Err()
}

func TestRedisOfTheManifestLetsTheFunctionsInAndNobodyElse(t *testing.T) { // PKS-2.2h
	o := newOffice(t)
	o.make()
	address := startRedis(t, o)
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
