package doctor

import (
	"errors"

	"golang.org/x/sys/windows"
)

// inUse reports whether another program has the port; Windows has numbers of its own.
func inUse(err error) bool { return errors.Is(err, windows.WSAEADDRINUSE) }
