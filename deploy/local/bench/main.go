// Command bench measures what Simpul costs and prints one page, each figure beside its peer in the same run: a whole
// verification beside the bare registry call in it, the function's process beside one that does nothing but that call,
// admission beside what is usually done. `make bench` calls it.
//
//	bench [-quick] [-root folder] [-binaries folder]
//
// The function is the shipped binary in the stack of `make run`; Redis is a redis-server on a unix socket, the registry a
// simulator over TLS in this process, and everything stays on this machine. All share its processors: carry ratios over, not
// figures. Nothing here judges a time; a verification that fails does make it end with an error.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

// plan says how much is measured.
type plan struct {
	root, binaries string        // of the source, and of what `make build` built
	repeats        int           // of everything that is a spread
	phase          time.Duration // one run of calls
	slow           time.Duration // one run at the fixed rate
	step           time.Duration // one run of a way to count
	starts         int           // timed starts, each way
	loaded         int           // starts under load
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := command(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		stop()
		os.Exit(1)
	}
}

func command(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	quick := flags.Bool("quick", false, "measure little: it shows that the bench works, and no more")
	root := flags.String("root", ".", "`folder` of the source")
	binaries := flags.String("binaries", "dist", "`folder` with what make build built")
	if err := flags.Parse(args); err != nil {
		return err
	}
	p := thorough
	if *quick {
		p = hasty
	}
	var err1, err2 error
	p.root, err1 = filepath.Abs(*root)
	p.binaries, err2 = filepath.Abs(*binaries)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	page, err := measure(ctx, p)
	if err != nil {
		return err
	}
	fmt.Print(page)
	return page.failure()
}

var (
	thorough = plan{repeats: 5, phase: 1200 * time.Millisecond, slow: 2500 * time.Millisecond, step: 500 * time.Millisecond, starts: 20, loaded: 100}
	hasty    = plan{repeats: 1, phase: 200 * time.Millisecond, slow: 500 * time.Millisecond, step: 100 * time.Millisecond, starts: 3, loaded: 5}
)

// measure runs every part in a world of its own.
func measure(ctx context.Context, p plan) (*page, error) {
	facts := newFacts(ctx)
	w, err := newWorld(ctx, p)
	if err != nil {
		return nil, errors.Join(err, w.close())
	}
	result := newPage(p, facts)
	for _, part := range []func(context.Context, *world, *page) error{idle, calls, memory, starts, sizes, counting} {
		if err := errors.Join(part(ctx, w, result), context.Cause(ctx)); err != nil {
			return nil, errors.Join(err, w.close())
		}
	}
	result.facts.end()
	return result, w.close()
}
