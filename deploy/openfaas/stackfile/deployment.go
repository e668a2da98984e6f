package stackfile

import (
	"errors"
	"maps"
	"slices"

	"simpul/lib/config"
)

// Deployment is what a machine without OpenFaaS needs to know of a function.
type Deployment struct {
	Name        string
	Environment map[string]string
	Secrets     []string // files in the secrets folder
	Memory      int      // limit, in MiB
	Least, Most int      // processes
	Schedule    string   // of its duty, five fields of cron in UTC; "" for none
}

// ErrUnreadable says that [Lint] has something to say of the text.
var ErrUnreadable = errors.New("the stack file does not hold: go test ./deploy/openfaas/stackfile says why")

// Deployments reads the functions of a stack file that [Lint] found good, sorted by name.
func Deployments(text []byte) ([]Deployment, error) {
	var f findings
	var file services
	if !decode(expand(text, &f), &file, &f) || len(f) > 0 || len(file.Functions) == 0 {
		return nil, ErrUnreadable
	}
	var all []Deployment
	for _, name := range slices.Sorted(maps.Keys(file.Functions)) {
		all = append(all, deployment(&f, name, file.Functions[name]))
	}
	if len(f) > 0 {
		return nil, ErrUnreadable
	}
	return all, nil
}

func deployment(f *findings, name string, fn function) Deployment {
	memory, ok := amount(mebibytes, fn.Limits.Memory)
	if !ok {
		f.add(name+".limits.memory", "missing")
	}
	least, _ := f.replicas(name, fn.Labels, scaleMin)
	most, _ := f.replicas(name, fn.Labels, scaleMax)
	return Deployment{Name: name, Environment: fn.Environment, Secrets: fn.Secrets, Memory: memory, Least: least, Most: most,
		Schedule: fn.Annotations[schedule]}
}

// Secrets returns the names of the secret files that a function reads with this configuration, sorted, the configuration's own
// not among them. It is what a machine's administrator would otherwise list by hand.
func Secrets(name string, c *config.Config) ([]string, error) {
	own, known := readers[name]
	if !known {
		return nil, errors.New(name + ": package stackfile does not know what the function reads")
	}
	files := append(c.Redis.SecretFiles(), c.Identity.JWKSFile, c.Identity.OperatorsFile, c.Ledger.MACFile)
	files = append(files, own(c)...)
	slices.Sort(files)
	return slices.DeleteFunc(slices.Compact(files), func(file string) bool { return file == "" }), nil
}
