//go:build !windows

package doctor

// inUse reports nothing that syscall.EADDRINUSE does not.
func inUse(error) bool { return false }
