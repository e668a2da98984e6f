// Sbom says what the programs named are made of, as CycloneDX, and gathers the licences that go with it:
//
//	sbom -version 1.0 -vendor vendor -goroot "$(go env GOROOT)" -out sbom.cdx.json -licences licences dist/verify-nik/fn …
//
// What is linked is read from the programs themselves (debug/buildinfo). A module without a licence, or with one that is not
// permissive, ends it with 1: the office must be free to keep, change and pass on what it runs. The same programs give the same
// bytes: there is no time and no serial number in it.
package main

import (
	"cmp"
	"debug/buildinfo"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	cdx "github.com/CycloneDX/cyclonedx-go"
)

func main() {
	var o options
	flag.StringVar(&o.version, "version", "", "of the release")
	flag.StringVar(&o.vendor, "vendor", "vendor", "`folder` of vendored modules")
	flag.StringVar(&o.goroot, "goroot", "", "`folder` of Go, whose standard library is linked")
	flag.StringVar(&o.out, "out", "sbom.cdx.json", "the bill, a new `file`")
	flag.StringVar(&o.licences, "licences", "licences", "`folder` for licences")
	flag.Parse()
	if err := run(o, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
}

type options struct{ version, vendor, goroot, out, licences string }

// module is what is linked.
type module struct{ path, version string }

func run(o options, programs []string) error {
	linked, err := link(programs)
	if err != nil {
		return err
	}
	bill := cdx.NewBOM()
	bill.Metadata = &cdx.Metadata{Component: &cdx.Component{Type: cdx.ComponentTypeApplication, BOMRef: "simpul", Name: "simpul", Version: o.version}}
	var components []cdx.Component
	var errs []error
	for _, m := range linked {
		ids, err := o.licence(m)
		errs = append(errs, err)
		components = append(components, component(m, ids))
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	bill.Components = &components
	file, err := os.Create(o.out)
	if err != nil {
		return err
	}
	return errors.Join(cdx.NewBOMEncoder(file, cdx.BOMFileFormatJSON).SetPretty(true).Encode(bill), file.Close())
}

func component(m module, ids []string) cdx.Component {
	var choices cdx.Licenses
	for _, id := range ids {
		choices = append(choices, cdx.LicenseChoice{License: &cdx.License{ID: id}})
	}
	purl := "pkg:golang/" + m.path + "@" + m.version
	return cdx.Component{Type: cdx.ComponentTypeLibrary, BOMRef: purl, Name: m.path, Version: m.version, PackageURL: purl, Licenses: &choices}
}

const standard = "std"

// link returns the modules of all programs, sorted, the standard library as one of them.
func link(programs []string) ([]module, error) {
	seen := map[module]bool{}
	for _, program := range programs {
		info, err := buildinfo.ReadFile(program)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Base(program), err)
		}
		seen[module{standard, info.GoVersion}] = true
		for _, dependency := range info.Deps {
			if dependency.Replace != nil {
				dependency = dependency.Replace
			}
			seen[module{dependency.Path, dependency.Version}] = true
		}
	}
	if len(seen) == 0 {
		return nil, errors.New("no program named")
	}
	var all []module
	for m := range seen {
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b module) int { return cmp.Or(cmp.Compare(a.path, b.path), cmp.Compare(a.version, b.version)) })
	return all, nil
}
