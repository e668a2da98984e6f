// Command registry-simulator stands in for the civil registry on this machine: development, demonstration, load tests.
//
// It serves invented people over HTTPS on loopback, and on nothing else, as web services and as two web portals (/portal/masuk,
// /layanan/masuk); see package registrytest for what it answers.
// It prints one line when it is ready, and stops within a second of SIGTERM or SIGINT.
//
//	registry-simulator -addr 127.0.0.1:8443 -secrets ./secrets -ca-out ./registry-ca.pem
//
// Under /simulator/, where no registry has anything: GET state tells {calls, refused}; POST fail {"mode": "hang", "times": 3}
// spoils the next answers. Modes are those of registrytest.Failure, and close_idle, and refuse, whose times are seconds; for the
// portals expire_sessions, and captcha and changed_pages, which times 0 ends; slow_line, whose times are milliseconds before each
// answer; and dialect, how answers are written, with a "dialect" as registrytest.Dialect has it and without one the usual.
//
// With -feedback-addr the data balikan service of package feedbacktest runs beside it, with the same certificate, on an address of
// its own as in life (JUKNIS-I.D): GET /simulator/feedback/state tells {requests, stored}, POST /simulator/feedback/fail works as
// above.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"simpul/lib/feedback/feedbacktest"
	"simpul/lib/registry/registrytest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "registry-simulator:", err)
		os.Exit(1)
	}
}

// run serves until ctx ends.
func run(ctx context.Context, args []string, out io.Writer) error {
	o, err := settings(args)
	if err != nil {
		return err
	}
	server, err := registrytest.Start(o.registry)
	if err != nil {
		return err
	}
	balikan, err := startFeedback(o.feedback, server.Certificate())
	if err != nil {
		return errors.Join(err, server.Close())
	}
	if err := announce(server, o.caOut, out); err != nil {
		return errors.Join(err, server.Close(), balikan.Close())
	}
	<-ctx.Done()
	return errors.Join(server.Close(), balikan.Close())
}

type options struct {
	registry registrytest.Options
	feedback feedbacktest.Options
	caOut    string
}

// startFeedback starts nothing without an address.
func startFeedback(o feedbacktest.Options, certificate *registrytest.Certificate) (io.Closer, error) {
	if o.Addr == "" {
		return io.NopCloser(nil), nil
	}
	o.Certificate = certificate
	return feedbacktest.Start(o)
}

// announce writes the CA before it says ready: whoever waited for the line can connect.
func announce(server *registrytest.Server, caOut string, out io.Writer) error {
	if caOut != "" {
		if err := writeAtomically(caOut, server.CAPEM()); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(out, "registry-simulator: ready", server.URL())
	return err
}

func settings(args []string) (o options, err error) {
	o.registry = registrytest.Options{QuotaLimiter: true, Control: true}
	o.feedback = feedbacktest.Options{Control: true}
	var secrets string
	flags := flag.NewFlagSet("registry-simulator", flag.ContinueOnError)
	flags.StringVar(&o.registry.Addr, "addr", "127.0.0.1:0", "loopback `address` and port to listen on")
	flags.StringVar(&o.registry.Path, "path", registrytest.DefaultPath, "`path` of lookup")
	flags.StringVar(&o.registry.ConformityPath, "conformity-path", registrytest.DefaultConformityPath, "`path` of kesesuaian")
	flags.IntVar(&o.registry.Quota, "quota", 200, "questions per day of Asia/Jakarta, 0 for no limit (JUKNIS-II.B.1)")
	flags.DurationVar(&o.registry.Latency, "latency", 0, "`time` before each answer")
	flags.StringVar(&o.feedback.Addr, "feedback-addr", "", "loopback `address` and port of the data balikan service; nothing for none")
	flags.StringVar(&o.feedback.Path, "feedback-path", feedbacktest.DefaultPath, "`path` of data balikan")
	flags.StringVar(&o.feedback.IDLembaga, "id-lembaga", "", "`id` of the office to expect there")
	flags.StringVar(&o.feedback.NamaLembaga, "nama-lembaga", "", "its `name`")
	flags.Func("feedback-params", "`keys` of each object below param, comma-separated", func(keys string) error {
		o.feedback.Params = strings.Split(keys, ",")
		return nil
	})
	flags.StringVar(&secrets, "secrets", "", "`folder` with registry-user-id, registry-password and feedback-token, the ones to expect")
	flags.StringVar(&o.caOut, "ca-out", "", "`file` to write the CA to, PEM")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if secrets == "" || flags.NArg() > 0 {
		return o, errors.New("-secrets is needed, and nothing beside the flags")
	}
	return o, o.readSecrets(secrets)
}

func (o *options) readSecrets(folder string) error {
	expected := map[string]*string{"registry-user-id": &o.registry.UserID, "registry-password": &o.registry.Password}
	if o.feedback.Addr != "" {
		expected["feedback-token"] = &o.feedback.Token
	}
	for name, target := range expected {
		content, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			return fmt.Errorf("secret: %w", err)
		}
		*target = strings.TrimSpace(string(content))
	}
	return nil
}

// writeAtomically never shows a reader half a file.
func writeAtomically(path string, content []byte) error {
	temporary, err := os.CreateTemp(filepath.Dir(path), ".registry-ca-*")
	if err != nil {
		return fmt.Errorf("ca: %w", err)
	}
	_, err = temporary.Write(content)
	err = errors.Join(err, temporary.Chmod(0o644), temporary.Close()) // public, and read by other users' functions
	if err == nil {
		err = os.Rename(temporary.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("ca: %w", errors.Join(err, os.Remove(temporary.Name())))
	}
	return nil
}
