package config_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"simpul/lib/config"
)

func TestNoVerbLogOrEncoderRevealsASecret(t *testing.T) {
	const marker = "PENANDA-RAHASIA"
	dir := t.TempDir()
	write(t, filepath.Join(dir, "key"), marker)
	secret := read(t, config.NewSecrets(dir), "key")
	var out bytes.Buffer
	for _, value := range []any{secret, &secret, struct{ S config.Secret }{secret}, []config.Secret{secret}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%p %[1]v", "%5.1s"} {
			fmt.Fprintf(&out, verb, value)
		}
		encoded, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(encoded)
		slog.New(slog.NewTextHandler(&out, nil)).Info(secret.String(), "s", value)
	}
	if text := out.String(); strings.Contains(text, marker) || strings.Contains(text, fmt.Sprintf("%x", marker)) || !strings.Contains(text, "[rahasia]") {
		t.Errorf("revealed or not marked: %s", text)
	}
	if (config.Secret{}).Reveal() != "" {
		t.Error("no secret reveals something")
	}
}

func TestSecretsAreSafeForConcurrentUse(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "key")
	write(t, path, "0")
	secrets := config.NewSecrets(dir)
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for range 200 {
				if _, err := secrets.Read("key"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for i := range 50 {
		write(t, path+".new", fmt.Sprint(i))
		if err := os.Rename(path+".new", path); err != nil {
			t.Error(err)
		}
	}
	readers.Wait()
	if got := read(t, secrets, "key").Reveal(); got != "49" {
		t.Errorf("the last rotation is lost: %s", got)
	}
}

func BenchmarkReadSettledSecret(b *testing.B) {
	dir := b.TempDir()
	write(b, filepath.Join(dir, "key"), "rahasia")
	age(b, filepath.Join(dir, "key"))
	secrets := config.NewSecrets(dir)
	for b.Loop() {
		if _, err := secrets.Read("key"); err != nil {
			b.Fatal(err)
		}
	}
}
