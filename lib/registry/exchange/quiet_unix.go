//go:build unix

package exchange

import (
	"errors"
	"net"
	"syscall"
)

// quiet reports whether raw is open and nothing waits in it: neither an end nor bytes nobody asked for. It looks without
// taking or waiting.
func quiet(raw net.Conn) bool {
	control, ok := raw.(syscall.Conn)
	if !ok {
		return false
	}
	rc, err := control.SyscallConn()
	if err != nil {
		return false
	}
	silent := false
	err = rc.Read(func(fd uintptr) bool {
		var b [1]byte
		_, _, err := syscall.Recvfrom(int(fd), b[:], syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
		silent = errors.Is(err, syscall.EAGAIN)
		return true
	})
	return err == nil && silent
}
