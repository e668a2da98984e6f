// Command local is Simpul on one machine's loopback, for development and demonstration: run starts everything and waits,
// token and samples print what a caller needs, card lays a card on the reader, demo drives the service flow and prints it, poc tries
// the proof of concept on the simulator. `make run`, `make token`, `make samples`, `make card`, `make demo` and `make poc` call it.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"simpul/deploy/local/stack"
	"simpul/lib/registry/registrytest"
)

// shipped is the configuration of the simulator.
const shipped = "deploy/local/config.yaml"

// state is where a local stack keeps keys, secrets and logs; git ignores it.
const state = ".local"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := command(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "simpul:", err)
		stop()
		os.Exit(1)
	}
}

func command(ctx context.Context, args []string) error {
	commands := map[string]func(context.Context, []string) error{"run": run, "token": token, "samples": samples, "demo": demo, "poc": poc, "card": card}
	if len(args) == 0 || commands[args[0]] == nil {
		return errors.New("use: local run | token | samples | demo | poc | card <NIK>")
	}
	return commands[args[0]](ctx, args[1:])
}

// options are those of a stack in this folder. Paths are absolute: the functions need not share the working folder.
func options(config, address string) (stack.Options, error) {
	o := stack.Options{
		Config:   config,
		Binaries: "dist",
		State:    state,
		Address:  address,
		RedisURL: os.Getenv("REDIS_URL"),
		Replicas: 1,
		Reader:   true,
		Say:      func(format string, args ...any) { fmt.Printf("  "+format+"\n", args...) },
	}
	for _, path := range []*string{&o.Config, &o.Binaries, &o.State} {
		absolute, err := filepath.Abs(*path)
		if err != nil {
			return o, err
		}
		*path = absolute
	}
	return o, nil
}

// run starts a stack and keeps it until ctx ends or one of its processes does.
func run(ctx context.Context, _ []string) error {
	o, err := options(or(os.Getenv("CONFIG"), shipped), or(os.Getenv("SIMPUL_ADDR"), "127.0.0.1:8080"))
	if err != nil {
		return err
	}
	fmt.Println("simpul: memulai …")
	s, err := stack.Start(ctx, o)
	if err != nil {
		return err
	}
	go cron(ctx, s.URL)
	printHelp(s, o)
	fmt.Println("simpul: ready", s.URL)
	select {
	case <-ctx.Done():
		fmt.Println("simpul: berhenti …")
	case p := <-s.Died():
		err = fmt.Errorf("%s berhenti sendiri; lihat %s", p.Name, filepath.Join(o.State, "log", p.Name+".log"))
	}
	return errors.Join(err, s.Stop())
}

func token(_ context.Context, args []string) error {
	flags := flag.NewFlagSet("token", flag.ContinueOnError)
	operator := flags.String("operator", "petugas-01", "operator `id`, see deploy/local/stack/operators.yaml")
	scope := flags.String("scope", "nik:verify quota:read", "`scopes`, blank-separated")
	if err := flags.Parse(args); err != nil {
		return err
	}
	issued, err := stack.Token(state, *operator, strings.Fields(*scope)...)
	if err != nil {
		return err
	}
	fmt.Println(issued)
	return nil
}

// card lays the card of a sample on the simulated reader of a stack that runs in this folder, and says so.
func card(_ context.Context, args []string) error {
	nik, said := strings.Join(args, ""), "pembaca kosong"
	if nik != "" {
		said = "KTP-el contoh itu ada di pembaca " + stack.ReaderName
		if !slices.ContainsFunc(registrytest.People(), func(p registrytest.Person) bool { return p.NIK == nik }) {
			return errors.New("nobody of that NIK is a sample: make -s samples lists them")
		}
	}
	if err := stack.LayCard(state, nik); err != nil {
		return err
	}
	fmt.Println(said)
	return nil
}

func samples(context.Context, []string) error {
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(registrytest.Samples())
}

func or(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}
