// Package setup makes a bridge out of its configuration file: which readers, which SAMs, whom to let in, where to listen.
//
// The file is YAML, read as strictly as the functions' own (package config): unknown keys and impossible values stop the start, all of them
// named at once, none repeated. [Load] reads it, [Settings.Open] puts everything together before a given card service, and
// [Program.Run] serves. Secrets are files: the SAM's PCID and CONF, the public keys of verify-nik.
package setup

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"time"

	"simpul/lib/config"
	"simpul/reader-bridge/bridge"
	"simpul/reader-bridge/ktpel"
	"simpul/reader-bridge/sam"
)

// maxFile bounds a configuration or a profile.
const maxFile = 256 << 10

// Settings is the configuration file of a bridge.
type Settings struct {
	ID          string        `yaml:"id" validate:"reader"`                      // audience of tokens; in verify-nik's readers.known[].bridge
	Listen      string        `yaml:"listen" validate:"required"`                // host:port
	Expose      bool          `yaml:"expose"`                                    // true: listen may be another address than loopback
	State       string        `yaml:"state" validate:"required"`                 // folder of the certificate and of the counts of reads
	Secrets     string        `yaml:"secrets" validate:"required"`               // folder of secret files
	KeysFile    string        `yaml:"keys_file" validate:"required,secretfile"`  // public keys of verify-nik's tokens
	ProfileFile string        `yaml:"profile_file"`                              // the card dialog; "" for the public one, which has met no real card
	Leeway      time.Duration `yaml:"leeway" validate:"min=0,max=30s"`           // by how much this clock and verify-nik's may differ
	ReadTime    time.Duration `yaml:"read_time" validate:"min=300ms,max=4500ms"` // of one read once a card lies there
	TLS         bridge.TLS    `yaml:"tls"`
	Agreement   string        `yaml:"agreement" validate:"required"` // its number
	SAMs        sam.Inventory `yaml:"sams" validate:"required"`
	Readers     []Reader      `yaml:"readers" validate:"required,min=1,max=8,unique=Name,dive"`
}

// Reader is one reader, told by the SAM in it.
type Reader struct {
	Name string `yaml:"name" validate:"reader"`
	SAM  string `yaml:"sam" validate:"required"` // a label of the inventory, which has the slots
}

// Load reads the file at path. Relative folders and files in it are relative to its own folder.
func Load(path string) (Settings, error) {
	var s Settings
	text, err := read(path)
	if err != nil {
		return s, fmt.Errorf("configuration: %w", err)
	}
	if err := config.Unmarshal(text, &s); err != nil {
		return s, fmt.Errorf("configuration refused:\n%w", err)
	}
	for _, file := range []*string{&s.State, &s.Secrets, &s.ProfileFile, &s.TLS.CertFile, &s.TLS.KeyFile, &s.TLS.ClientCAFile} {
		if *file != "" && !filepath.IsAbs(*file) {
			*file = filepath.Join(filepath.Dir(path), *file)
		}
	}
	return s, s.check()
}

func read(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	return io.ReadAll(io.LimitReader(file, maxFile+1)) // one byte more is refused by who parses it
}

// check looks at what no single value shows.
func (s Settings) check() error {
	host, _, err := net.SplitHostPort(s.Listen)
	ip := net.ParseIP(host)
	var errs []error
	switch {
	case err != nil:
		errs = append(errs, errors.New("listen: not of the form host:port"))
	case !s.Expose && host != "localhost" && (ip == nil || !ip.IsLoopback()):
		errs = append(errs, errors.New("listen: another address than loopback needs expose: true"))
	}
	if err := s.SAMs.Check(); err != nil {
		errs = append(errs, fmt.Errorf("sams: %w", err))
	}
	used := map[string]bool{}
	for i, r := range s.Readers {
		if _, known := s.Module(r.SAM); !known || used[r.SAM] {
			errs = append(errs, fmt.Errorf("readers[%d].sam: is no label of sams.modules, or another reader's", i))
		}
		used[r.SAM] = true
	}
	return errors.Join(errs...)
}

// Module returns the SAM with that label.
func (s Settings) Module(label string) (sam.Module, bool) {
	i := slices.IndexFunc(s.SAMs.Modules, func(m sam.Module) bool { return m.Label == label })
	if i < 0 {
		return sam.Module{}, false
	}
	return s.SAMs.Modules[i], true
}

// profile returns the card dialog.
func (s Settings) profile() (*ktpel.Profile, error) {
	if s.ProfileFile == "" {
		return ktpel.Default(), nil
	}
	text, err := read(s.ProfileFile)
	if err != nil {
		return nil, fmt.Errorf("profile_file: %w", err)
	}
	profile, err := ktpel.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("profile_file:\n%w", err)
	}
	return profile, nil
}
