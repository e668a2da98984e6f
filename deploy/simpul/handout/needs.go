package handout

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"simpul/deploy/openfaas/stackfile"
	"simpul/lib/config"
)

// programs are the functions of the release.
func (o Options) programs() ([]string, error) {
	paths, err := filepath.Glob(filepath.Join(o.Environs, "*.env"))
	if err != nil || len(paths) == 0 {
		return nil, errors.New("the release has no functions")
	}
	for i, path := range paths {
		paths[i] = strings.TrimSuffix(filepath.Base(path), ".env")
	}
	return paths, nil
}

// Environ is the environment of a function: the release's, and then the office's own.
func (o Options) Environ(name string) ([]string, error) {
	var environ []string
	for _, folder := range []string{o.Environs, o.Overrides} {
		lines, err := os.ReadFile(filepath.Join(folder, name+".env"))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, withoutPath(err)
		}
		environ = append(environ, assignments(string(lines))...)
	}
	return environ, nil
}

// Configurations are the configuration as each function of the release reads it.
func (o Options) Configurations() (map[string]*config.Config, error) {
	text, err := os.ReadFile(filepath.Join(o.Secrets, settings))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", settings, withoutPath(err))
	}
	programs, err := o.programs()
	all := map[string]*config.Config{}
	for _, name := range programs {
		c, wrong := o.configuration(name, text)
		if wrong != nil {
			return nil, fmt.Errorf("%s: %w", name, wrong)
		}
		all[name] = c
	}
	return all, err
}

func (o Options) configuration(name string, text []byte) (*config.Config, error) {
	environ, err := o.Environ(name)
	if err != nil {
		return nil, err
	}
	return config.Parse(text, environ)
}

// needs are the secret files of a function. An absolute path is the office's own business.
func (o Options) needs(name string, text []byte) ([]string, error) {
	c, err := o.configuration(name, text)
	if err != nil {
		return nil, err
	}
	files, err := stackfile.Secrets(name, c)
	files = slices.DeleteFunc(append(files, settings), filepath.IsAbs)
	return files, err
}

// variable is the name of one; systemd passes over what is none.
var variable = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// assignments are the lines NAME=value of a file for systemd, without quotes; a later one wins.
func assignments(text string) []string {
	last := map[string]string{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if name, value, ok := strings.Cut(line, "="); ok && variable.MatchString(name) && !strings.Contains(value, "\x00") {
			last[name] = strings.Trim(value, `"'`)
		}
	}
	var environ []string
	for name, value := range last {
		environ = append(environ, name+"="+value)
	}
	slices.Sort(environ)
	return environ
}
