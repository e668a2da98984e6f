// Package upstream sends a call to one of several processes of one function, once.
//
// A repeated call may spend a hit twice (JUKNIS-II.B.1), so nothing that may have left this machine's memory is ever sent
// again. Only a process that refuses the connection is passed over: it has been sent nothing. net/http would repeat a call by
// itself when a kept connection turns out to be dead, if it can: [Body] is what makes it unable to.
//
// [Pool.RoundTrip] prefers processes that are ready, then those with fewer calls, then takes turns. [Pool.Watch] asks
// readiness every second; a process that ends its connections or refuses one is taken for unready at once. If none is ready
// they are tried nevertheless: a function says best itself what it lacks.
package upstream

import (
	"cmp"
	"errors"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
)

// process is where one process of a function listens.
type process struct {
	address string // host:port
	busy    atomic.Int64
	unready atomic.Bool
}

// Pool is the processes of one function. It is an [http.RoundTripper].
type Pool struct {
	processes []*process
	turn      atomic.Uint64
}

var errTargets = errors.New("want http://host:port of this machine, separated by commas")

// NewPool reads the addresses of the processes, http://host:port separated by commas. They must be loopback addresses: what
// passes here is personal data in the clear.
func NewPool(targets string) (*Pool, error) {
	p := &Pool{}
	for target := range strings.SplitSeq(targets, ",") {
		u, err := url.Parse(target)
		if err != nil || target != "http://"+u.Host || u.Port() == "" {
			return nil, errTargets
		}
		if ip, err := netip.ParseAddr(u.Hostname()); err != nil || !ip.IsLoopback() {
			return nil, errTargets
		}
		p.processes = append(p.processes, &process{address: u.Host})
	}
	return p, nil
}

// candidate is a process as it was at the moment of choosing.
type candidate struct {
	*process
	unready bool
	busy    int64
}

// order returns the processes, the best one first.
func (p *Pool) order() []candidate {
	n := len(p.processes)
	first := int(p.turn.Add(1) % uint64(n))
	all := make([]candidate, n)
	for i := range all {
		one := p.processes[(first+i)%n]
		all[i] = candidate{process: one, unready: one.unready.Load(), busy: one.busy.Load()}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		switch {
		case a.unready != b.unready && a.unready:
			return 1
		case a.unready != b.unready:
			return -1
		}
		return cmp.Compare(a.busy, b.busy)
	})
	return all
}

// Ready returns how many processes there may be, and how many of them are ready.
func (p *Pool) Ready() (all, ready int) {
	for _, one := range p.processes {
		if !one.unready.Load() {
			ready++
		}
	}
	return len(p.processes), ready
}
