package guardtest

import (
	"math/rand/v2"
	"time"
)

// dice takes the generator's bare output: what math/rand/v2 makes of it may change between releases of Go, the generator
// itself may not.
type dice struct{ source *rand.PCG }

func roll(seed uint64) dice { return dice{rand.NewPCG(seed, 3303)} }

func (d dice) below(n int) int { return int(d.source.Uint64() % uint64(n)) }

func (d dice) oneIn(n int) bool { return d.below(n) == 0 }

func (d dice) percent() int { return d.below(100) }

func (d dice) seconds(from, to int) time.Duration {
	return time.Duration(from+d.below(to-from)) * time.Second
}

// shuffle puts a list in any order.
func shuffle[T any](d dice, list []T) []T {
	for i := len(list) - 1; i > 0; i-- {
		j := d.below(i + 1)
		list[i], list[j] = list[j], list[i]
	}
	return list
}
