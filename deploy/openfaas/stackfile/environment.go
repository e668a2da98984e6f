package stackfile

import (
	"slices"
	"strings"

	workload "simpul/lib/function"
	"simpul/lib/function/httpserver"
)

// functionPort is where OpenFaaS calls a function.
const functionPort = 8080

// environment reads the variables as a function does when it starts, and finds those that it would never ask for.
func (f *findings) environment(name string, given map[string]string) workload.Settings {
	where := name + ".environment"
	asked := map[string]bool{"secret_mount_path": true, "SIMPUL_CONFIG": true}
	settings, err := workload.ReadSettings(func(variable string) (string, bool) {
		asked[variable] = true
		value, there := given[variable]
		return value, there
	})
	if err != nil {
		f.add(where, "%s", strings.TrimPrefix(err.Error(), "environment: "))
		return settings
	}
	for variable := range given {
		if !asked[variable] && !isOverride(variable) {
			f.add(where, "%s: no function reads it", variable)
		}
	}
	f.reachable(where, settings)
	f.stopsInTime(where, settings)
	return settings
}

// isOverride reports whether variable overrides a value of the configuration; that there is such a key is checked with it.
func isOverride(variable string) bool {
	return strings.HasPrefix(variable, "SIMPUL_") && strings.Contains(variable, "__")
}

func (f *findings) reachable(where string, s workload.Settings) {
	if s.Port != functionPort || s.Address != "" {
		f.add(where, "port and address: OpenFaaS calls port %d from outside the container", functionPort)
	}
}

// stopsInTime wants the last call answered before the platform kills: after 30 s everywhere, and with Pro, which waits for as
// long as write_timeout says, after that.
func (f *findings) stopsInTime(where string, s workload.Settings) {
	if s.Interval+s.ExecTimeout > s.WriteTimeout {
		f.add(where, "healthcheck_interval and exec_timeout: together more than write_timeout, after which Pro kills")
	}
	if s.Interval+s.WriteTimeout > httpserver.StopTime {
		f.add(where, "healthcheck_interval and write_timeout: together more than %s, before which a function has stopped", httpserver.StopTime)
	}
}

// environ is the environment as package os has it.
func environ(given map[string]string) []string {
	var list []string
	for variable, value := range given {
		list = append(list, variable+"="+value)
	}
	slices.Sort(list)
	return list
}
