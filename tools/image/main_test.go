package main

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func archive(t *testing.T, content string) []byte {
	t.Helper()
	dir := t.TempDir()
	binary, out := filepath.Join(dir, "fn"), filepath.Join(dir, "out.tar")
	if err := os.WriteFile(binary, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run("simpul/uji:1.0", binary, out); err != nil {
		t.Fatal(err)
	}
	made, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestTheSameBinaryGivesTheSameBytes(t *testing.T) {
	first, second, other := archive(t, "program"), archive(t, "program"), archive(t, "Program")
	if !bytes.Equal(first, second) || bytes.Equal(first, other) {
		t.Error("the archive does not follow from the binary alone")
	}
}

func TestTheImageIsTheTemplates(t *testing.T) {
	files := map[string][]byte{}
	for r := tar.NewReader(bytes.NewReader(archive(t, "program"))); ; {
		header, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if files[header.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	if !strings.Contains(string(files["index.json"]), `"simpul/uji:1.0"`) || files["oci-layout"] == nil {
		t.Errorf("%s", files["index.json"])
	}
	for _, content := range files {
		var config struct {
			Config struct {
				User       string
				Entrypoint []string
			} `json:"config"`
		}
		if json.Unmarshal(content, &config) == nil && config.Config.User == "12000:12000" && strings.Join(config.Config.Entrypoint, "") == "/fn" {
			return
		}
	}
	t.Error("no configuration says user and entry point")
}

func TestWhatIsMissingIsSaid(t *testing.T) {
	if run("", "x", "y") == nil || run("a", "/nonexistent", filepath.Join(t.TempDir(), "y")) == nil {
		t.Error("taken")
	}
}
