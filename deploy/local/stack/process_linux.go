package stack

import "syscall"

// attributes give each child its own process group, so that Ctrl-C reaches the launcher alone and it stops them in order, and
// let the kernel stop it when the launcher is killed.
func attributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
}
