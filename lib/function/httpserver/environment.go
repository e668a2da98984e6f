package httpserver

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Environment reads variables strictly: a value that does not parse stops the start instead of becoming a default, and
// [Environment.Err] names every wrong variable at once, never its value. A variable set to "" counts as unset, because that
// is what ${NAME} of a stack.yml leaves behind.
type Environment struct {
	lookup func(string) (string, bool)
	wrong  []string
}

// NewEnvironment reads through lookup, such as [os.LookupEnv].
func NewEnvironment(lookup func(string) (string, bool)) *Environment {
	return &Environment{lookup: lookup}
}

// Text returns the value of name, or fallback.
func (e *Environment) Text(name, fallback string) string {
	if value, ok := e.lookup(name); ok && value != "" {
		return value
	}
	return fallback
}

// Duration returns the value of name, between least and most: a bare integer is seconds, everything else a Go duration. A
// wrong value gives 0.
func (e *Environment) Duration(name string, fallback, least, most time.Duration) time.Duration {
	d, err := ParseDuration(e.Text(name, fallback.String()))
	if err != nil || d < least || d > most {
		e.Wrong(name, fmt.Sprintf("want seconds or a Go duration between %s and %s", least, most))
		return 0
	}
	return d
}

// Int returns the value of name, between least and most. A wrong value gives 0.
func (e *Environment) Int(name string, fallback, least, most int) int {
	n, err := strconv.Atoi(e.Text(name, strconv.Itoa(fallback)))
	if err != nil || n < least || n > most {
		e.Wrong(name, fmt.Sprintf("want a whole number between %d and %d", least, most))
		return 0
	}
	return n
}

// Wrong records that the variable cannot be used; want says what would be right.
func (e *Environment) Wrong(name, want string) {
	e.wrong = append(e.wrong, name+": "+want)
}

// Err returns every wrong variable, nil if there is none.
func (e *Environment) Err() error {
	if len(e.wrong) == 0 {
		return nil
	}
	return errors.New("environment: " + strings.Join(e.wrong, "; "))
}

// longest keeps seconds clear of the range of a Duration.
const longest = 24 * time.Hour

var errDuration = errors.New("not a duration")

// ParseDuration reads durations as of-watchdog does: "15" is 15 seconds, "15s" and "1m30s" are Go durations. Negative ones
// and those over a day are refused.
func ParseDuration(s string) (time.Duration, error) {
	d, err := time.ParseDuration(s)
	if seconds, bare := strconv.ParseInt(s, 10, 32); bare == nil {
		d, err = time.Duration(seconds)*time.Second, nil
	}
	if err != nil || d < 0 || d > longest {
		return 0, errDuration // time's own error echoes the input
	}
	return d, nil
}
