// Command poc runs the proof of concept that every new application needs before it may call the registry (JUKNIS-II.D), and writes
// its protocol: JSON for programs, PDF for signatures, the annex to the result letter.
//
//	poc -niks test-niks.yaml -out folder -letter 400.12/17/2026 -letter-date 2026-02-03 -operator admin-01
//
// Configuration and secrets are where the functions have theirs (SIMPUL_CONFIG, secret_mount_path), and so are Redis, quota,
// guard and ledger: hits of the trial count like every other one. Package trial says what is tried, package protocol what is
// written, -help, in Indonesian, how it is done on the real line.
//
// Calls to anything but the simulator need number and date of the letter, and somebody at a terminal who types how many hits
// may be used. -yes goes on by itself, against the simulator alone.
//
// It ends with 0 when nothing failed, with 1 when a step did or the trial was stopped, with 2 when the trial could not be run.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"golang.org/x/term"

	"simpul/deploy/poc/protocol"
	"simpul/deploy/poc/trial"
	"simpul/lib/assembly"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], console{bufio.NewReader(os.Stdin), os.Stderr, term.IsTerminal(int(os.Stdin.Fd()))})
	stop()
	os.Exit(code)
}

// The program's exit codes.
const (
	passed = 0
	failed = 1
	notRun = 2
)

// console is where the program speaks with a person, if there is one.
type console struct {
	in       *bufio.Reader
	err      io.Writer
	terminal bool
}

// line is what the person types, trimmed. A line longer than the reader's buffer is an error.
func (c console) line() (string, error) {
	text, err := c.in.ReadSlice('\n')
	return strings.TrimSpace(string(text)), err
}

// say writes a line. Nobody could be told that it cannot be written.
func (c console) say(format string, args ...any) { _, _ = fmt.Fprintf(c.err, format+"\n", args...) }

func run(ctx context.Context, args []string, c console) int {
	o, err := parse(args, c)
	if errors.Is(err, flag.ErrHelp) {
		return passed
	}
	var p protocol.Protocol
	if err == nil {
		p, err = o.carryOut(ctx, c)
	}
	if err == nil {
		err = o.keep(p, c)
	}
	switch {
	case err != nil:
		c.say("Uji coba tidak dapat dijalankan: %v", err)
		return notRun
	case ctx.Err() != nil:
		c.say("Uji coba dihentikan sebelum selesai.")
		return failed
	case !p.Passed():
		c.say("Ada langkah yang gagal.")
		return failed
	}
	c.say("Tidak ada langkah yang gagal.")
	return passed
}

// carryOut runs the trial.
func (o *options) carryOut(ctx context.Context, c console) (protocol.Protocol, error) {
	parts, err := assembly.Build()
	if err != nil {
		return protocol.Protocol{}, err
	}
	defer func() { _ = parts.Close(context.WithoutCancel(ctx)) }() // what could not be settled stays counted
	if err := o.allow(parts.Config.Registry.Simulator, c); err != nil {
		return protocol.Protocol{}, err
	}
	caller, err := parts.Identity.AtConsole(o.operator)
	if err != nil {
		return protocol.Protocol{}, err
	}
	p, err := trial.Trial{
		Parts: parts, Caller: caller, Letter: o.letter(), Cases: o.cases,
		Confirm: func(hits int64, left *int64) error { return o.confirm(c, hits, left) },
		Consent: func(number string) error { return o.consent(c, number) }, Say: c.say,
	}.Run(ctx)
	if err == nil {
		p.Versions, err = versions(os.Environ())
	}
	return p, err
}
