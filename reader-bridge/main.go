// Command reader-bridge is the program beside the KTP-el reader at a counter: it reads cards for verify-nik, on Linux or Windows.
//
//	reader-bridge run    [-config file]         serve until stopped; as a Windows service too
//	reader-bridge doctor [-config file]         say what is wrong on this machine, and what to do
//	reader-bridge bast   [-config file] [-out file.pdf]   print the record with which the SAM goes back (PKS-9.4)
//	reader-bridge public <file>                 on the functions' server: the public half of simpul-bridge, for the counters
//
// bridge.example.yaml explains the configuration; package bridge what is served to whom.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"simpul/lib/identity/errand"
	"simpul/reader-bridge/bast"
	"simpul/reader-bridge/doctor"
	"simpul/reader-bridge/sam"
	"simpul/reader-bridge/setup"
	"simpul/reader-bridge/smartcard"
	"simpul/reader-bridge/smartcard/pcsc"
)

var (
	errUse  = errors.New("pemakaian: reader-bridge run | doctor | bast | public <berkas>")
	errSick = errors.New("ada masalah; lihat di atas")
)

func main() {
	if isService() {
		serveService()
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := command(ctx, os.Args[1:], os.Stdout); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "reader-bridge:", err)
		stop()
		os.Exit(1)
	}
}

func command(ctx context.Context, args []string, out io.Writer) error {
	commands := map[string]func(context.Context, []string, io.Writer) error{"run": run, "doctor": examine, "bast": printBAST, "public": public}
	if len(args) == 0 || commands[args[0]] == nil {
		return errUse
	}
	return commands[args[0]](ctx, args[1:], out)
}

// options reads the flags of a command, and the configuration that they name.
func options(name string, args []string, more func(*flag.FlagSet)) (setup.Settings, error) {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	config := flags.String("config", defaultConfig(), "configuration `file`")
	if more != nil {
		more(flags)
	}
	if err := flags.Parse(args); err != nil {
		return setup.Settings{}, err
	}
	return setup.Load(*config)
}

// run serves until ctx ends.
func run(ctx context.Context, args []string, _ io.Writer) error {
	settings, err := options("run", args, nil)
	if err != nil {
		return err
	}
	return serve(ctx, settings, slog.New(slog.NewJSONHandler(os.Stderr, nil)))
}

// serve says at its start what functions must know of it.
func serve(ctx context.Context, settings setup.Settings, log *slog.Logger) error {
	program, err := settings.Open(pcsc.New(), time.Now, log)
	if err != nil {
		return err
	}
	return program.Run(ctx, func(address string) {
		log.Info("reader-bridge: ready", "address", address, "bridge", settings.ID, "fingerprint", program.Fingerprint)
	})
}

// lookTime is how long the doctor waits for the card service.
const lookTime = 3 * time.Second

func examine(ctx context.Context, args []string, out io.Writer) error {
	settings, err := options("doctor", args, nil)
	if errors.Is(err, flag.ErrHelp) {
		return err
	}
	looking, stop := context.WithTimeout(ctx, lookTime)
	defer stop()
	slots, down := doctor.Slots(looking, pcsc.New())
	if !doctor.Print(out, findings(ctx, settings, err, slots, down)) {
		return errSick
	}
	return nil
}

// findings without a configuration are the slots all the same: it is written with their names.
func findings(ctx context.Context, settings setup.Settings, unread error, slots []smartcard.Slot, down error) []doctor.Finding {
	now := time.Now()
	if unread != nil {
		return append(doctor.Readers(setup.Settings{}, slots, down, now), doctor.Configuration(unread))
	}
	return slices.Concat(doctor.User(os.Geteuid()), doctor.Readers(settings, slots, down, now), doctor.Machine(ctx, settings, now))
}

func printBAST(_ context.Context, args []string, out io.Writer) error {
	var file *string
	settings, err := options("bast", args, func(flags *flag.FlagSet) { file = flags.String("out", "bast-sam.pdf", "PDF `file` to write") })
	if err != nil {
		return err
	}
	counter, err := sam.OpenCounter(settings.CountsFile())
	if err != nil {
		return err
	}
	record := bast.Record{Bridge: settings.ID, Agreement: settings.Agreement, SAMs: settings.SAMs, At: time.Now()}
	for _, r := range settings.Readers {
		module, _ := settings.Module(r.SAM) // Load has seen that it is there
		record.Readers = append(record.Readers, bast.Reader{Name: r.Name, SAM: module, Reads: counter.Counts()[r.SAM]})
	}
	pdf, err := record.PDF()
	if err != nil {
		return err
	}
	if err := os.WriteFile(*file, pdf, 0o600); err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, "Berita acara ditulis ke", *file)
	return err
}

// maxKeys bounds a file of keys.
const maxKeys = 64 << 10

// public prints what a counter may know of verify-nik's keys.
func public(_ context.Context, args []string, out io.Writer) error {
	if len(args) != 1 {
		return errUse
	}
	file, err := os.Open(args[0])
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	secret, err := io.ReadAll(io.LimitReader(file, maxKeys))
	if err != nil {
		return err
	}
	text, err := errand.Public(string(secret))
	if err != nil {
		return err
	}
	_, err = io.WriteString(out, text)
	return err
}
