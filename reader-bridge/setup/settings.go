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
	Agreement   sam.Term      `yaml:"agreement" validate:"required"`
	Readers     []Reader      `yaml:"readers" validate:"required,min=1,max=8,unique=Name,dive"`
}

// Reader is one reader with its SAM. Slots are called as PC/SC calls them; the doctor lists them.
type Reader struct {
	Name     string  `yaml:"name" validate:"reader"`
	CardSlot string  `yaml:"card_slot" validate:"required,max=128"`
	SAMSlot  string  `yaml:"sam_slot" validate:"required,max=128"`
	SAM      sam.SAM `yaml:"sam" validate:"required"`
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
	slots, labels := map[string]bool{}, map[string]bool{}
	var errs []error
	switch {
	case err != nil:
		errs = append(errs, errors.New("listen: not of the form host:port"))
	case !s.Expose && host != "localhost" && (ip == nil || !ip.IsLoopback()):
		errs = append(errs, errors.New("listen: another address than loopback needs expose: true"))
	}
	for i, r := range s.Readers {
		if slots[r.CardSlot] || slots[r.SAMSlot] || r.CardSlot == r.SAMSlot || labels[r.SAM.Label] {
			errs = append(errs, fmt.Errorf("readers[%d]: a slot or the label of a SAM is there twice", i))
		}
		slots[r.CardSlot], slots[r.SAMSlot], labels[r.SAM.Label] = true, true, true
	}
	return errors.Join(errs...)
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

// Slots returns the names of all slots, without repetition.
func (s Settings) Slots() []string {
	var names []string
	for _, r := range s.Readers {
		names = append(names, r.CardSlot, r.SAMSlot)
	}
	return names
}
