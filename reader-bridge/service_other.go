//go:build !windows

package main

// defaultConfig is where the package of a Linux machine has the configuration.
func defaultConfig() string { return "/etc/reader-bridge/bridge.yaml" }

// isService reports whether the process must speak to a service manager: systemd wants nothing of the kind.
func isService() bool { return false }

func serveService() {}
