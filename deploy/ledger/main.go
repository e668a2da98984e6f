// Command ledger checks the ledger, carries it to another machine, and finds the records of an application:
//
//	ledger verify -redis rediss://… -trust trust -expect-seal 1234:0a1b2c3d-…     the ledger as it is
//	ledger verify -file export -trust trust                                      an export
//	ledger export -redis rediss://… -file export                                 a new file, for its owner alone
//	ledger import -redis rediss://… -file export -trust trust                    into a Redis without a ledger, all or nothing
//	ledger find   -file export -trust trust -application-file keys < number      the number never stands on a command line
//	ledger public -key-file keys > trust                                         the public halves of the keys of seals
//
// The trust file has a line <key id>:<base64 of the public key> per key; it comes from the office on another way than the ledger.
// -expect-seal names a seal that somebody printed or found in a log: without it nobody can know whether the end was cut off.
// -mac-file has the keys of records, to check those that are not sealed yet. -password-file has Redis's password. Import before
// a count is initialised on a new Redis: that act is a record.
//
// It ends with 0 if all is as it was recorded, with 1 if a record is not, which it names, and with 2 if it could not check. What it
// cannot find out stands in the manual of lib/ledger.
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

	"simpul/lib/ledger"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], console{os.Stdin, os.Stdout, os.Stderr})
	stop()
	os.Exit(code)
}

// The program's exit codes.
const (
	good      = 0
	bad       = 1
	unchecked = 2
)

// console is where a command reads and writes.
type console struct {
	in       io.Reader
	out, err io.Writer
}

var errUsage = errors.New("use: ledger verify | export | import | find | public, then its flags")

func run(ctx context.Context, args []string, c console) int {
	commands := map[string]func(context.Context, flags, console) error{
		"verify": verify, "export": export, "import": restore, "find": find, "public": public,
	}
	if len(args) == 0 || commands[args[0]] == nil {
		return end(errUsage, c)
	}
	f, err := parse(args[0], args[1:])
	if err == nil {
		err = commands[args[0]](ctx, f, c)
	}
	return end(err, c)
}

// end says how it went, unless all is good.
func end(err error, c console) int {
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return good
	}
	if fault, ok := errors.AsType[*ledger.Bad](err); ok {
		say(c.err, "RUSAK: %s", explain(fault))
		return bad
	}
	say(c.err, "Tidak dapat diperiksa: %v", err)
	return unchecked
}

// say writes a line. Nobody could be told that it cannot be written.
func say(w io.Writer, format string, args ...any) { _, _ = fmt.Fprintf(w, format+"\n", args...) }
