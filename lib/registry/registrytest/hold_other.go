//go:build !linux

package registrytest

import (
	"errors"
	"net"
	"os"
)

// hold cannot keep a port here: another program may get it while it is closed.
func hold(net.Listener) (*os.File, error) { return nil, nil }

func holdable(net.Listener) error { return nil }

func listenOn(*os.File) (net.Listener, error) { return nil, errors.ErrUnsupported }
