package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/config"
)

// The hourly snapshot of redis.conf is being written when a backup begins: it waits, and both files are written after it was asked.
func TestABackupWaitsForASnapshotOfRedisItself(t *testing.T) {
	server := redistest.Start(t, append(redistest.Persistent, "--rdb-key-save-delay", "100000")...)
	client, err := admission.NewClient(config.Redis{URL: server.URL(), Timeout: 10 * time.Second}, config.NewSecrets(""))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	for i := range 5 {
		server.Do("SET", fmt.Sprint("lama", i), "x")
	}
	server.Do("BGSAVE")
	server.Do("CONFIG", "SET", "rdb-key-save-delay", "0") // the one that runs stays slow
	server.Do("SET", "baru", "sesudah")
	if err := saved(t.Context(), client); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(filepath.Dir(server.Addr()), "data")
	if info, err := client.Info(t.Context(), "persistence").Result(); err != nil || strings.Contains(info, "aof_rewrite_scheduled:1") {
		t.Error("the rewriting is still to come:", err)
	}
	if snapshot, err := os.ReadFile(filepath.Join(data, "dump.rdb")); err != nil || !strings.Contains(string(snapshot), "sesudah") {
		t.Error("the snapshot is the one from before:", err)
	}
}

// The user whom redis.conf knows for it may do just that, and have a new password read (PANDUAN.md, Rotasi).
func TestTheUserOfBackupsMayDoNothingElse(t *testing.T) {
	example, err := os.ReadFile("../redis/users.acl.example")
	if err != nil {
		t.Fatal(err)
	}
	acl, secrets := filepath.Join(t.TempDir(), "users.acl"), t.TempDir()
	digest := sha256.Sum256([]byte("rahasia"))
	users := strings.Replace(string(example), "user perawatan on ", fmt.Sprintf("user perawatan on #%x ", digest), 1)
	for path, content := range map[string]string{acl: users, filepath.Join(secrets, "redis-password-perawatan"): "rahasia\n"} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	server := redistest.Start(t, append(redistest.Persistent, "--aclfile", acl)...)
	client, err := admission.NewClient(config.Redis{URL: server.URL(), Timeout: 10 * time.Second, User: "perawatan", PasswordFile: "redis-password-perawatan"}, config.NewSecrets(secrets))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	if err := saved(t.Context(), client); err != nil {
		t.Error(err)
	}
	if err := client.Do(t.Context(), "ACL", "LOAD").Err(); err != nil {
		t.Error(err)
	}
	for _, command := range [][]any{{"ACL", "SETUSER", "lain", "on"}, {"GET", "{simpul}:quota"}, {"CONFIG", "GET", "*"}, {"FLUSHALL"}, {"SAVE"}} {
		if err := client.Do(t.Context(), command...).Err(); err == nil || !strings.Contains(err.Error(), "NOPERM") {
			t.Error(command, err)
		}
	}
}
