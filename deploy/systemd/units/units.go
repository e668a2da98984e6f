// Package units makes what systemd runs Simpul with on one machine, from stack.yml: what OpenFaaS is told there of environment,
// memory, processes and duties is said once, and a function added there has its units.
//
//	files, err := units.Render(text) // by path below the folder of units, "simpul-verify-nik@.service"
//
// The folder base holds the texts, with @…@ where something is put in. Each function runs as a user of its own, simpul-<function>,
// and its processes are instances of one template, whose one digit is the last of their port. What is not a unit stands there
// too: the users, the journal's retention, a drop-in for Redis, and each function's environment.
package units

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"simpul/deploy/openfaas/stackfile"
)

//go:embed base
var base embed.FS

// ports are the first digits of the ports of a function's processes; the last is the instance. They never change: an upgrade
// restarts processes one after another, behind a gateway that looks for them there.
var ports = map[string]int{"verify-nik": 911, "quota-check": 912, "submit-balikan": 913, "semester-report": 914}

// keeps is what a function may write, beside nothing: the folder that report.folder names for reports that people deliver (JUKNIS-V).
var keeps = map[string]string{"semester-report": "StateDirectory=simpul-semester-report\nStateDirectoryMode=0750\n"}

// ErrPorts says that a function of the stack file has no ports here.
var ErrPorts = errors.New("package units knows no ports of the function")

// Routes returns where the gateway looks for the processes of a function, as its arguments have them.
func Routes(d stackfile.Deployment) (string, error) {
	first, known := ports[d.Name]
	if !known {
		return "", fmt.Errorf("%s: %w", d.Name, ErrPorts)
	}
	var targets []string
	for i := range d.Most {
		targets = append(targets, fmt.Sprintf("http://127.0.0.1:%d%d", first, i+1))
	}
	return d.Name + "=" + strings.Join(targets, ","), nil
}

// Render returns every file by its path.
func Render(stack []byte) (map[string]string, error) {
	functions, err := stackfile.Deployments(stack)
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	var routes []string
	for _, d := range functions {
		route, err := Routes(d)
		if err == nil {
			err = function(files, d)
		}
		if err != nil {
			return nil, err
		}
		routes = append(routes, route)
	}
	err = shared(files, strings.Join(routes, " "))
	files["simpul.sysusers"] = users(functions)
	files["started"] = started(functions)
	return files, err
}

// templates are made once for each function; every other file of base once.
var templates = []string{"function@.service", "simpul-duty@.timer", "hardening.conf"}

func function(files map[string]string, d stackfile.Deployment) error {
	put := []string{"@FUNCTION@", d.Name, "@PORTS@", strconv.Itoa(ports[d.Name]), "@MOST@", strconv.Itoa(d.Most), "@MEMORY@", strconv.Itoa(d.Memory),
		"@KEEPS@", keeps[d.Name]}
	files["simpul-"+d.Name+"@.service"] = text("function@.service", put...)
	files["functions/"+d.Name+".env"] = environment(d)
	if d.Schedule == "" {
		return nil
	}
	calendar, err := calendar(d.Schedule)
	if err != nil {
		return fmt.Errorf("%s: %w", d.Name, err)
	}
	files["simpul-duty@"+d.Name+".timer"] = text("simpul-duty@.timer", append(put, "@SCHEDULE@", d.Schedule, "@CALENDAR@", "OnCalendar="+calendar)...)
	return nil
}

func shared(files map[string]string, routes string) error {
	return fs.WalkDir(base, "base", func(name string, entry fs.DirEntry, err error) error {
		if rest := strings.TrimPrefix(name, "base/"); err == nil && !entry.IsDir() && !slices.Contains(templates, rest) {
			files[rest] = text(rest, "@ROUTES@", routes)
		}
		return err
	})
}

// text is a file of base with its places filled.
func text(name string, put ...string) string {
	return strings.NewReplacer(append(put, "@HARDENING@", must("hardening.conf"))...).Replace(must(name))
}

// must reads what the compiler put here.
func must(name string) string {
	content, err := base.ReadFile(path.Join("base", name))
	if err != nil {
		panic(err)
	}
	return string(content)
}
