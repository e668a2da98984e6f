package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"github.com/google/licensecheck"
)

// permissive are the licences that an office can live with.
var permissive = []string{"MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "ISC", "0BSD", "Unlicense", "CC0-1.0", "OFL-1.1", "Zlib"}

var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|unlicense)([-.].*)?$`)

// noticeFile is what Apache-2.0 wants passed on besides.
var noticeFile = regexp.MustCompile(`(?i)^notice([-.].*)?$`)

// licence finds the licences of a module, and copies their texts.
func (o options) licence(m module) ([]string, error) {
	folder := filepath.Join(o.vendor, m.path)
	if m.path == standard {
		folder = o.goroot
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("%s: not among the vendored modules", m.path)
	}
	var ids []string
	for _, entry := range entries {
		name := entry.Name()
		isLicence := licenceFile.MatchString(name)
		if entry.IsDir() || !isLicence && !noticeFile.MatchString(name) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			return nil, err
		}
		if err := o.keep(m, name, text); err != nil {
			return nil, err
		}
		for _, match := range licensecheck.Scan(text).Match {
			if isLicence {
				ids = append(ids, match.ID)
			}
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	return ids, allowed(m, ids)
}

func allowed(m module, ids []string) error {
	if len(ids) == 0 {
		return errors.New(m.path + ": no licence that is known")
	}
	for _, id := range ids {
		if !slices.Contains(permissive, id) {
			return fmt.Errorf("%s: %s is not permissive", m.path, id)
		}
	}
	return nil
}

func (o options) keep(m module, name string, text []byte) error {
	folder := filepath.Join(o.licences, m.path)
	return errors.Join(os.MkdirAll(folder, 0o755), os.WriteFile(filepath.Join(folder, name), text, 0o644))
}
