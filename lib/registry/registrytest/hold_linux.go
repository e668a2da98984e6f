package registrytest

import (
	"errors"
	"net"
	"os"

	"golang.org/x/sys/unix"
)

// hold keeps the port of a listener that is about to close: who connects is refused, and nobody else on this machine gets it.
// Ports of this range are also given to clients, a few hundred a second on a busy machine, and a port that one of them had cannot
// be listened on for a minute.
func hold(listener net.Listener) (*os.File, error) {
	var held *os.File
	err := control(listener, func(fd int) (err error) {
		held, err = beside(fd)
		return err
	})
	return held, err
}

// holdable lets the port be held later: the connections of a listener must have been accepted with that in mind.
func holdable(listener net.Listener) error {
	return control(listener, func(fd int) error { return unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_REUSEPORT, 1) })
}

func control(listener net.Listener, do func(fd int) error) error {
	raw, err := listener.(*net.TCPListener).SyscallConn()
	if err != nil {
		return err
	}
	var failed error
	err = raw.Control(func(fd uintptr) { failed = do(int(fd)) })
	return errors.Join(err, failed)
}

// beside binds a second socket to the address of a socket.
func beside(fd int) (*os.File, error) {
	address, err := unix.Getsockname(fd)
	if err != nil {
		return nil, err
	}
	family := unix.AF_INET
	if _, is6 := address.(*unix.SockaddrInet6); is6 {
		family = unix.AF_INET6
	}
	second, err := unix.Socket(family, unix.SOCK_STREAM|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	err = errors.Join(unix.SetsockoptInt(second, unix.SOL_SOCKET, unix.SO_REUSEPORT, 1), unix.Bind(second, address))
	if err != nil {
		return nil, errors.Join(err, unix.Close(second))
	}
	return os.NewFile(uintptr(second), "held port"), nil
}

// listenOn opens a port that was held.
func listenOn(held *os.File) (net.Listener, error) {
	if err := unix.Listen(int(held.Fd()), unix.SOMAXCONN); err != nil {
		return nil, err
	}
	return net.FileListener(held)
}
