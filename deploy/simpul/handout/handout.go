// Package handout hands each function of one machine the secrets that it reads, and no other: from the folder that is root's to
// one in memory that the function's group can read. What a function reads follows from the configuration, so that nobody keeps
// a list. It is run when a function starts and whenever a file changes; each file is put in place whole, by a rename.
//
//	problems, err := handout.Run(handout.Options{…})
//
// New values that came through the gateway wait in an inbox. They are taken only while the administration by password, which is
// the file basic-auth-password, is switched on.
package handout

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
)

// Options say where things are.
type Options struct {
	Secrets   string                         // the office's folder of secrets
	Environs  string                         // what the release says: <function>.env
	Overrides string                         // what the office says besides: <function>.env, or nothing
	Out       string                         // <function>/<secret>, gateway/<secret>, names
	Inbox     string                         // of the gateway; may be missing
	Group     func(user string) (int, error) // of the user of a program
}

const (
	gateway  = "gateway"
	settings = "simpul-config"
	password = "basic-auth-password"
	passage  = 0o711 // each to its own folder
)

// gatewayReads are the secrets of the gateway; each may be missing.
var gatewayReads = []string{"gateway-tls", "basic-auth-user", password}

// Run hands out. What is missing, or could not be taken, is named in problems and holds up nobody else: the function whose file it
// is says so when it starts. The error says that nothing could be handed out.
func Run(o Options) (problems []string, err error) {
	text, err := os.ReadFile(filepath.Join(o.Secrets, settings))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", settings, withoutPath(err))
	}
	if err := errors.Join(os.MkdirAll(o.Out, passage), os.Chmod(o.Out, passage)); err != nil {
		return nil, withoutPath(err)
	}
	if taken := o.collect(); taken != nil {
		problems = append(problems, taken.Error())
	}
	programs, err := o.programs()
	if err != nil {
		return nil, err
	}
	for _, name := range programs {
		files, err := o.needs(name, text)
		if err != nil {
			problems = append(problems, name+": "+err.Error())
			continue
		}
		problems = append(problems, o.give(name, files, true)...)
	}
	problems = append(problems, o.give(gateway, gatewayReads, false)...)
	return problems, o.names()
}

// Check says which functions of a release do not understand the configuration.
func Check(o Options) (problems []string, err error) {
	text, err := os.ReadFile(filepath.Join(o.Secrets, settings))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", settings, withoutPath(err))
	}
	programs, err := o.programs()
	for _, name := range programs {
		if _, err := o.needs(name, text); err != nil {
			problems = append(problems, name+": "+err.Error())
		}
	}
	return problems, err
}

// nameShape is that of a secret: a file's name that cannot leave its folder.
var nameShape = regexp.MustCompile(`^[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?$`)

// withoutPath drops the path of a file error: the name is said already.
func withoutPath(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err
	}
	return err
}
