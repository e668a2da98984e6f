package main

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"simpul/deploy/poc/protocol"
	"simpul/lib/config"
)

// versions say what ran: a digest can be compared with a file's, long after.
func versions(environ []string) (protocol.Versions, error) {
	path, _ := config.FromEnvironment(environ)
	v := protocol.Versions{Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH, Program: built(), Overrides: overrides(environ)}
	var err error
	if v.Config, err = digest(path); err != nil {
		return v, err
	}
	program, err := os.Executable()
	if err == nil {
		v.Binary, err = digest(program)
	}
	return v, err
}

// built is the version of this module, and the revision where the build knew it.
func built() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	version := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			version += " " + s.Value
		}
	}
	return version
}

func digest(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer func() { _ = file.Close() }()
	hash := sha256.New()
	_, err = io.Copy(hash, file)
	return hex.EncodeToString(hash.Sum(nil)), err
}

// overrides are names alone: values may be addresses.
func overrides(environ []string) []string {
	var names []string
	for _, entry := range environ {
		if name, value, _ := strings.Cut(entry, "="); strings.HasPrefix(name, "SIMPUL_") && strings.Contains(name, "__") && value != "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
