package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
)

// flags are those of all commands.
type flags struct {
	redis, passwordFile, file  string
	trust, expectSeal, macFile string
	applicationFile, keyFile   string
}

// takes says which flags a command takes: one that it would pass over is refused.
func takes(command string) []string {
	return map[string][]string{
		"verify": {"redis", "password-file", "file", "trust", "expect-seal", "mac-file"},
		"export": {"redis", "password-file", "file"},
		"import": {"redis", "password-file", "file", "trust", "expect-seal", "mac-file"},
		"find":   {"redis", "password-file", "file", "trust", "expect-seal", "mac-file", "application-file"},
		"public": {"key-file"},
	}[command]
}

func parse(command string, args []string) (flags, error) {
	var f flags
	set := flag.NewFlagSet(command, flag.ContinueOnError)
	set.SetOutput(io.Discard)
	places := map[string]*string{
		"redis": &f.redis, "password-file": &f.passwordFile, "file": &f.file, "trust": &f.trust, "expect-seal": &f.expectSeal,
		"mac-file": &f.macFile, "application-file": &f.applicationFile, "key-file": &f.keyFile,
	}
	for _, name := range takes(command) {
		set.StringVar(places[name], name, "", "")
	}
	if err := set.Parse(args); err != nil || set.NArg() > 0 {
		return flags{}, fmt.Errorf("%s takes -%s", command, strings.Join(takes(command), ", -"))
	}
	return f, nil
}

// need returns an error for a flag that is missing.
func need(name, value string) error {
	if value == "" {
		return errors.New("-" + name + " is missing")
	}
	return nil
}
