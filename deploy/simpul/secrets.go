package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"os/user"
	"strconv"

	"simpul/deploy/simpul/handout"
)

// places are where an installation has things.
const (
	release   = "/opt/simpul/current"
	office    = "/etc/simpul"
	atGateway = "http://127.0.0.1:8080"
)

// described are the flags that say where the office's files are.
func described(flags *flag.FlagSet) *handout.Options {
	o := &handout.Options{Group: groupOf}
	flags.StringVar(&o.Secrets, "secrets", office+"/secrets", "folder of all secrets")
	flags.StringVar(&o.Overrides, "overrides", office, "folder with <function>.env")
	flags.StringVar(&o.Environs, "environs", release+"/systemd/functions", "folder with <function>.env of the release")
	return o
}

// settings asks whether every function of a release understands the configuration.
func settings(_ context.Context, flags *flag.FlagSet, args []string, out io.Writer) error {
	o := described(flags)
	if err := flags.Parse(args); err != nil {
		return err
	}
	problems, err := handout.Check(*o)
	for _, problem := range problems {
		say(out, "konfigurasi: %s", problem)
	}
	if err == nil && len(problems) > 0 {
		err = errors.New("konfigurasi tidak dapat dipakai")
	}
	return err
}

func secrets(_ context.Context, flags *flag.FlagSet, args []string, out io.Writer) error {
	o := described(flags)
	flags.StringVar(&o.Out, "out", "/run/simpul/secrets", "folder for the functions' folders")
	flags.StringVar(&o.Inbox, "inbox", "/var/lib/simpul-gateway/inbox", "folder of the gateway")
	if err := flags.Parse(args); err != nil {
		return err
	}
	problems, err := handout.Run(*o)
	for _, problem := range problems {
		say(out, "rahasia: %s", problem)
	}
	return err
}

func groupOf(name string) (int, error) {
	found, err := user.Lookup(name)
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(found.Gid)
}
