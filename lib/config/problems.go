package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// problems collects what is wrong, by path. The first word about a path stays: a number that cannot be read is not "too
// small" as well.
type problems map[string]string

func (p problems) add(path, format string, args ...any) {
	if _, known := p[path]; !known {
		p[path] = fmt.Sprintf(format, args...)
	}
}

// err returns all problems as one error, a sorted line for each, or nil.
func (p problems) err() error {
	if len(p) == 0 {
		return nil
	}
	lines := make([]string, 0, len(p))
	for path, text := range p {
		lines = append(lines, path+": "+text)
	}
	slices.Sort(lines)
	return errors.New(strings.Join(lines, "\n"))
}
