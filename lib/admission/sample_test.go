package admission_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/config"
)

// samples copies what an office starts from: Redis writes to its configuration when a sentinel tells it to.
func samples(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	if err := os.CopyFS(folder, os.DirFS("../../deploy/redis")); err != nil {
		t.Fatal(err)
	}
	return folder
}

const password = "sandi-uji"

// withUsers gives each user of the sample the password, and the test one who needs none. It returns arguments.
func withUsers(t *testing.T, folder string) []string {
	t.Helper()
	text, err := os.ReadFile(usersFile)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(password))
	users := strings.ReplaceAll(string(text), " on ", " on #"+hex.EncodeToString(sum[:])+" ")
	users = strings.Replace(users, "user default off", "user default on nopass ~* &* +@all", 1)
	path := filepath.Join(folder, "users.acl")
	if err := os.WriteFile(path, []byte(users), 0o600); err != nil {
		t.Fatal(err)
	}
	return []string{filepath.Join(folder, "redis.conf"), "--aclfile", path}
}

func TestTheSampleServesTheFunctions(t *testing.T) {
	server := redistest.Start(t, withUsers(t, samples(t))...)
	w := newWorld(t, server.URL())
	c := config.Redis{URL: "unix://simpul@" + server.Addr(), PasswordFile: "redis", Persistence: "always"}
	a := w.connect(c, secretsWith(t, map[string]string{"redis": password}))
	w.initialise(a, 0)
	w.admit(a)
	if err := a.Ready(t.Context()); err != nil {
		t.Error(err)
	}
	server.Kill()
	server.Restart()
	w.used(a, 1)
}

// The right to see appendfsync would show the passwords in the configuration as well.
func TestWhatTheSampleUserMayNotSeeIsBelieved(t *testing.T) {
	server := redistest.Start(t, append(withUsers(t, samples(t)), "--appendfsync", "everysec")...)
	w := newWorld(t, server.URL())
	because(t, w.promised(w.url, "always", 0).Ready(t.Context()), "appendfsync always")
	c := config.Redis{URL: "unix://simpul@" + server.Addr(), PasswordFile: "redis", Persistence: "always"}
	a := w.connect(c, secretsWith(t, map[string]string{"redis": password}))
	w.initialise(a, 0)
	if err := a.Ready(t.Context()); err != nil {
		t.Error(err)
	}
}

// As it is in the tree it has no password, so nobody comes in.
func TestTheSampleWithoutPasswordsLetsNobodyIn(t *testing.T) {
	folder := samples(t)
	server := redistest.Start(t, filepath.Join(folder, "redis.conf"), "--aclfile", filepath.Join(folder, "users.acl.example"))
	for _, user := range []string{"", "default", "simpul", "replika", "sentinel"} {
		for _, password := range []string{"", password} {
			c := redis.NewClient(&redis.Options{Network: "unix", Addr: server.Addr(), Protocol: 2, Username: user, Password: password})
			if err := c.Ping(t.Context()).Err(); err == nil {
				t.Errorf("%q comes in with %q", user, password)
			}
			_ = c.Close()
		}
	}
}

// All of it at once: TLS, users, a replica that must acknowledge, sentinels that demand a password, and a fail-over.
func TestTheSamplesServeTogether(t *testing.T) {
	ca, folder := redistest.NewAuthority(t), samples(t)
	start := func(name string) *redistest.Server {
		own := samples(t)
		return redistest.Listen(t, slices.Concat(withUsers(t, own), []string{
			"--include", filepath.Join(own, "replicated.conf"), "--include", filepath.Join(own, "tls.conf"), "--masterauth", password,
		}, ca.TLS(name))...)
	}
	primary, replica := start("redis.example"), start("redis.example")
	replica.Follow(primary.Host())
	sentinel := redistest.StartSentinel(t, sampleSentinel(t, folder, primary.Host(), ca.TLS("redis.example"))...)
	sentinel.Knows(1)
	w := newWorld(t, primary.URL())
	c := config.Redis{
		URL: "rediss://simpul@utama/0", PasswordFile: "redis", Persistence: "always", Replicas: 1,
		TLS:      config.RedisTLS{CAFile: ca.File(), ServerName: "redis.example"},
		Sentinel: &config.Sentinel{Master: "utama", Addresses: []string{sentinel.Host()}, PasswordFile: "sentinel"},
	}
	a := w.connect(c, secretsWith(t, map[string]string{"redis": password, "sentinel": "sandi-sentinel"}))
	w.initialise(a, 0)
	w.admit(a)
	if err := a.Ready(t.Context()); err != nil {
		t.Error(err)
	}
	primary.Kill()
	replica.Await("role:master")
	primary.Restart()
	primary.Follow(replica.Host())
	eventually(func() bool { return a.Ready(t.Context()) == nil })
	w.admit(a)
	w.used(a, 2)
	c.Sentinel.PasswordFile = "redis"
	stranger := w.connect(c, secretsWith(t, map[string]string{"redis": password}), func(s *admission.Settings) { s.Timeout = time.Second })
	because(t, stranger.Ready(t.Context()), "redis: ")
}

// sampleSentinel is the sample with this primary, alone and in a hurry.
func sampleSentinel(t *testing.T, folder, address string, secure []string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "sentinel.conf"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.NewReplacer("127.0.0.1 6379 2", strings.Replace(address, ":", " ", 1)+" 1", "utama 5000", "utama 2000").Replace(string(text))
	all := append(strings.Split(lines, "\n"), "sentinel auth-pass utama "+password, "requirepass sandi-sentinel")
	for i := 0; i < len(secure); i += 2 {
		all = append(all, strings.TrimPrefix(secure[i], "--")+" "+secure[i+1])
	}
	return all
}

// One office's password must not be every office's.
func TestNoSampleHoldsAPassword(t *testing.T) {
	files, err := filepath.Glob("../../deploy/redis/*")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	secret := regexp.MustCompile(`(?m)^\s*(requirepass|masterauth|sentinel auth-pass|user .* [>#<!]|user .* nopass)`)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if found := secret.FindString(string(text)); found != "" {
			t.Errorf("%s: %s", file, found)
		}
	}
}
