//go:build !linux

package smartcardtest

import "net"

// quickACK does nothing: vpcd is tested on Linux.
func quickACK(net.Conn) error { return nil }
