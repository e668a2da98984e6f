package errand

import "time"

// SetUp tells a gate how long its process has been there, apart from its clock.
func (g *Gate) SetUp(up func() time.Duration) { g.up = up }
