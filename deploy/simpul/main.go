// Command simpul is what an administrator of one machine types, and what its timers call:
//
//	simpul doctor            what is wrong on this machine, and what to do (package doctor)
//	simpul hentikan          suspends all access, everywhere, at once: -petugas ID
//	simpul cadangkan         one signed file of ledger and queue (package backup)
//	simpul pulihkan          checks such a file, and puts it back where Redis has nothing
//	simpul secrets           hands each function the secrets that it reads (package handout); systemd runs it
//	simpul config            whether a release understands the configuration; upgrade asks it
//	simpul duty FUNCTION     calls a function's scheduled duty
//	simpul health            whether gateway and processes answer; upgrade asks it
//
// It speaks Indonesian to people. It ends with 0 if all is well, with 1 if something is not.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "simpul:", err)
		os.Exit(1)
	}
}

// commands are what can be typed.
var commands = map[string]func(context.Context, *flag.FlagSet, []string, io.Writer) error{
	"doctor": look, "hentikan": halt, "cadangkan": keep, "pulihkan": bring,
	"secrets": secrets, "config": settings, "duty": duty, "health": health,
}

var errUsage = errors.New("gunakan: simpul doctor | hentikan -petugas ID | cadangkan | pulihkan | secrets | config | duty FUNGSI | health; -help menjelaskan pilihan tiap perintah")

func run(ctx context.Context, args []string, out io.Writer) error {
	if len(args) == 0 || commands[args[0]] == nil {
		return errUsage
	}
	return commands[args[0]](ctx, flag.NewFlagSet("simpul "+args[0], flag.ContinueOnError), args[1:], out)
}

// say writes a line. Nobody could be told that it cannot be written.
func say(out io.Writer, format string, args ...any) { _, _ = fmt.Fprintf(out, format+"\n", args...) }
