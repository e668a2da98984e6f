package acceptance_test

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"simpul/lib/admission/redistest"
	"simpul/lib/registry/registrytest"
)

// rights is Redis's users.acl, made of the example that is shipped, with the passwords that are good now.
type rights struct {
	t         *testing.T
	folder    string
	passwords map[string][]string // by user
}

// logins are the users of the functions, as stack.yml has them.
var logins = map[string]string{"verify-nik": "simpul", "quota-check": "quota-check", "submit-balikan": "submit-balikan", "semester-report": "semester-report"}

func newRights(t *testing.T) *rights {
	r := &rights{t: t, folder: t.TempDir(), passwords: map[string][]string{}}
	for _, user := range logins {
		r.passwords[user] = []string{rand.Text()}
		r.file(user).put(r.passwords[user]...)
	}
	r.write()
	return r
}

func (r *rights) acl() string { return filepath.Join(r.folder, "users.acl") }

func (r *rights) file(user string) keyFile {
	return keyFile{r.t, filepath.Join(r.folder, "redis-password-"+user)}
}

// write leaves the default user to the test.
func (r *rights) write() {
	r.t.Helper()
	lines := []string{"user default on nopass ~* &* +@all"}
	for line := range strings.Lines(read(r.t, root, "deploy/redis/users.acl.example")) {
		hashes := ""
		for _, password := range r.passwords[strings.Fields(line)[1]] {
			digest := sha256.Sum256([]byte(password))
			hashes += " #" + hex.EncodeToString(digest[:])
		}
		if hashes != "" {
			lines = append(lines, strings.Replace(strings.TrimSpace(line), " on ", " on"+hashes+" ", 1))
		}
	}
	must(r.t, os.WriteFile(r.acl(), []byte(strings.Join(lines, "\n")+"\n"), 0o600))
}

// programs are the functions, each of which logs in as its own user.
func (r *rights) programs() string {
	r.t.Helper()
	folder := r.t.TempDir()
	for function, user := range logins {
		script := fmt.Sprintf("#!/bin/sh\nSIMPUL_REDIS__USER=%s SIMPUL_REDIS__PASSWORD_FILE=%s exec %s\n", user, r.file(user).path, filepath.Join(binaries, function, "fn"))
		must(r.t, os.Mkdir(filepath.Join(folder, function), 0o700))
		must(r.t, os.WriteFile(filepath.Join(folder, function, "fn"), []byte(script), 0o700))
	}
	must(r.t, os.Symlink(filepath.Join(binaries, "gateway"), filepath.Join(folder, "gateway")))
	return folder
}

// The password of each user of Redis, and the authority of its certificate, change under load as PANDUAN.md says.
func TestTheWayToRedisRotatesUnderLoad(t *testing.T) {
	r, before, after := newRights(t), redistest.NewAuthority(t), redistest.NewAuthority(t)
	ca := keyFile{t, filepath.Join(r.folder, "redis-ca")}
	trust := func(authorities ...*redistest.Authority) {
		var all []byte
		for _, a := range authorities {
			text, err := os.ReadFile(a.File())
			must(t, err)
			all = append(all, text...)
		}
		must(t, os.WriteFile(ca.path+".new", all, 0o600))
		must(t, os.Rename(ca.path+".new", ca.path))
	}
	trust(before)
	w := &world{t: t, redis: redistest.Listen(t, append(before.TLS("127.0.0.1"), "--aclfile", r.acl())...), binaries: r.programs()}
	w.start(2, "rediss://"+w.redis.Host()+"/0", []string{"SIMPUL_AGREEMENT__QUOTA__DAILY_LIMIT=100000", "SIMPUL_REDIS__URL=rediss://" + w.redis.Host() + "/0", "SIMPUL_REDIS__TLS={ca_file: " + ca.path + "}",
		"SIMPUL_REDIS__USER=quota-check", "SIMPUL_REDIS__PASSWORD_FILE=" + r.file("quota-check").path})
	l := w.underLoad(w.token)
	for user := range maps.Values(logins) {
		old, fresh := r.passwords[user][0], rand.Text()
		for _, step := range []struct{ good, used string }{{old + " " + fresh, old}, {old + " " + fresh, fresh}, {fresh, fresh}} {
			r.passwords[user] = strings.Fields(step.good)
			r.write()
			w.redis.Do("ACL", "LOAD")
			r.file(user).put(step.used)
			l.more()
		}
	}
	trust(before, after)
	l.more()
	w.redis.Do(append([]any{"CONFIG", "SET"}, certificate(after)...)...)
	for _, trusted := range [][]*redistest.Authority{{before, after}, {after}} {
		trust(trusted...)
		w.redis.Do("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes") // whoever comes back shows the new password, and is shown the new certificate
		l.more()
	}
	w.tend()
	w.reports(w.auditor())
	l.end()
	w.as("petugas-01", officer...)
	if code, result := w.submit(map[string]any{"units": []any{w.accessed(registrytest.WithExpected(registrytest.Found)[1], "REKAAN-1")}}); code != http.StatusOK {
		t.Error(code, result)
	}
}

// certificate are the words that have Redis show a certificate by an authority.
func certificate(a *redistest.Authority) (words []any) {
	args := a.TLS("127.0.0.1")
	for i := 0; i < 6; i += 2 {
		words = append(words, strings.TrimPrefix(args[i], "--"), args[i+1])
	}
	return words
}
