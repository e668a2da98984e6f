// Package stackfile holds stack.yml, and the template that builds its images, to what OpenFaaS and the functions understand.
// faas-cli drops unknown keys without a word, a wrong label is refused only when somebody deploys, and a secret that is not
// listed is missed only when the function starts. The package's test lints the files of this tree, so each of these is named
// before it is committed:
//
//	for _, finding := range stackfile.Lint(text, stackfile.Tree{Functions: folders, Config: config}) {
//		t.Error(finding)
//	}
//
// A finding is one line, "where: what", without values: somebody may have put a password in the wrong place. What holds of
// OpenFaaS is so at faas-netes 662ce9c and go-sdk 3de544f.
package stackfile

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
)

// Tree is what a stack file is held against.
type Tree struct {
	Functions []string // the folders of functions/ that hold a program
	Config    []byte   // a configuration file that names every secret file, as package config reads it
}

// Lint returns what is wrong with the text of a stack.yml, sorted; nothing if it can be deployed.
func Lint(text []byte, tree Tree) []string {
	var f findings
	var file services
	if decode(expand(text, &f), &file, &f) {
		f.services(file)
		f.complete(file, tree.Functions)
		for name, fn := range file.Functions {
			f.function(name, fn, tree.Config)
		}
	}
	slices.Sort(f)
	return f
}

type findings []string

func (f *findings) add(where, format string, args ...any) {
	*f = append(*f, where+": "+fmt.Sprintf(format, args...))
}

func (f *findings) services(file services) {
	if file.Version != "1.0" {
		f.add("version", "want 1.0, the only one there is")
	}
	if file.Provider.Name != "openfaas" {
		f.add("provider.name", "want openfaas")
	}
}

// complete finds functions without an entry, and entries without a function.
func (f *findings) complete(file services, folders []string) {
	for _, folder := range folders {
		if _, there := file.Functions[folder]; !there {
			f.add("functions", "%s has a folder and no entry", folder)
		}
	}
	for name := range maps.Keys(file.Functions) {
		if !slices.Contains(folders, name) {
			f.add("functions", "%s has an entry and no folder", name)
		}
	}
}

// nameShape is that of a function (and of a Kubernetes Service).
var nameShape = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$`)

func (f *findings) function(name string, fn function, config []byte) {
	if !nameShape.MatchString(name) {
		f.add("functions", "%s is no name that OpenFaaS takes", name)
	}
	f.build(name, fn)
	f.resources(name, fn)
	f.labels(name, fn.Labels)
	settings := f.environment(name, fn.Environment)
	f.annotations(name, fn.Annotations, settings)
	f.secrets(name, fn, config)
}

func (f *findings) build(name string, fn function) {
	if fn.Language != "scratch" {
		f.add(name+".lang", "want scratch: no base image, nothing to fetch")
	}
	if fn.Handler != "./dist/"+name {
		f.add(name+".handler", "want ./dist/%s, where make build puts the function", name)
	}
	if tagged := regexp.MustCompile(`^simpul/` + regexp.QuoteMeta(name) + `:[\w.-]+$`); !tagged.MatchString(fn.Image) {
		f.add(name+".image", "want simpul/%s with a tag", name)
	}
	if !fn.ReadOnlyRootFilesystem {
		f.add(name+".readonly_root_filesystem", "want true: a function writes no file")
	}
	if len(fn.EnvironmentFile) > 0 {
		f.add(name+".environment_file", "its values would override those that are checked here")
	}
}
