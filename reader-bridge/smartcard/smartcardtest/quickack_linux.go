package smartcardtest

import (
	"errors"
	"net"
	"syscall"

	"golang.org/x/sys/unix"
)

// quickACK asks for the next acknowledgement at once; Linux forgets it after a while (tcp(7)).
func quickACK(conn net.Conn) error {
	raw, ok := conn.(syscall.Conn)
	if !ok {
		return errors.New("no socket")
	}
	control, err := raw.SyscallConn()
	if err != nil {
		return err
	}
	var failed error
	err = control.Control(func(fd uintptr) { failed = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_QUICKACK, 1) })
	return errors.Join(err, failed)
}
