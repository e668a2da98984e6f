// Package stack starts all of Simpul on one machine's loopback, for development, demonstration and tests: Redis, registry
// simulator, a bridge with a simulated card, functions as separate processes, gateway. [Start] returns when every part is ready;
// [Stack.Stop] leaves no process behind.
package stack

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"

	"simpul/lib/config"
)

// Functions are the functions of the stack, by folder name.
var Functions = []string{"verify-nik", "quota-check", "submit-balikan", "semester-report"}

// Options say what to start.
type Options struct {
	Config   string   // configuration file
	Binaries string   // folder with what `make build` built
	State    string   // folder for secrets, keys and logs
	Address  string   // of the gateway; port 0 takes a free one
	RedisURL string   // "" starts an embedded Redis
	Replicas int      // processes per function
	Reader   bool     // with a simulated card reader
	Environ  []string // more environment for the functions
	Accesses int      // invented accesses of the last semester that the ledger begins with; 0 for none
	Say      func(format string, args ...any)
}

// Stack is everything that runs.
type Stack struct {
	URL       string // of the gateway
	RedisURL  string
	Running   []Replica
	Processes []*Process // all of them, in the order of their start
	reader    []string   // what verify-nik's environment says of the simulated reader
	stopRedis func()
	died      chan *Process
}

// Start starts everything, in the order of need, and waits until each part is ready. On an error nothing is left running.
func Start(ctx context.Context, o Options) (*Stack, error) {
	s := &Stack{died: make(chan *Process, 64), stopRedis: func() {}}
	if err := s.start(ctx, o); err != nil {
		return nil, errors.Join(err, s.Stop())
	}
	return s, nil
}

func (s *Stack) start(ctx context.Context, o Options) error {
	cfg, err := config.Load(o.Config, append(os.Environ(), o.Environ...))
	if err != nil {
		return fmt.Errorf("%s:\n%w", o.Config, err)
	}
	if err := errors.Join(PrepareSecrets(o.State), copyProfile(o)); err != nil {
		return err
	}
	o.Say("Redis …")
	if err := s.startRedis(ctx, o, cfg); err != nil {
		return err
	}
	if cfg.Registry.Simulator {
		o.Say("simulator registri …")
		if err := s.startSimulator(ctx, o, cfg); err != nil {
			return err
		}
	}
	if o.Reader && cfg.Registry.Simulator { // invented cards are for the invented registry alone
		if err := s.startReader(ctx, o, cfg); err != nil {
			return err
		}
	}
	return s.startFunctions(ctx, o)
}

func (s *Stack) startFunctions(ctx context.Context, o Options) error {
	for _, name := range Functions {
		o.Say("fungsi %s × %d …", name, o.Replicas)
		for i := range o.Replicas {
			if err := s.startFunction(ctx, o, name, i); err != nil {
				return err
			}
		}
	}
	o.Say("gateway …")
	return s.startGateway(ctx, o)
}

// routes are the gateway's arguments: each function and its processes.
func (s *Stack) routes() []string {
	var routes []string
	for _, name := range Functions {
		var targets []string
		for _, f := range s.Running {
			if f.Function == name {
				targets = append(targets, f.URL)
			}
		}
		routes = append(routes, name+"="+strings.Join(targets, ","))
	}
	return routes
}

// Died delivers a process that ended while the stack was running.
func (s *Stack) Died() <-chan *Process { return s.died }

// Stop stops everything, last started first, but the functions together, for each takes a while to drain; and waits.
func (s *Stack) Stop() error {
	var errs []error
	for rest := s.Processes; len(rest) > 0; {
		first := len(rest) - 1
		for first > 0 && s.isFunction(rest[first]) && s.isFunction(rest[first-1]) {
			first--
		}
		errs = append(errs, together(rest[first:]))
		rest = rest[:first]
	}
	s.Processes = nil
	s.stopRedis()
	return errors.Join(errs...)
}

func (s *Stack) isFunction(p *Process) bool {
	return slices.ContainsFunc(s.Running, func(r Replica) bool { return r.Process == p })
}

func together(processes []*Process) error {
	var all sync.WaitGroup
	errs := make([]error, len(processes))
	for i, p := range processes {
		all.Go(func() { errs[i] = p.Stop() })
	}
	all.Wait()
	return errors.Join(errs...)
}
