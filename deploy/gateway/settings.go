package main

import (
	"errors"
	"flag"
	"io"
	"regexp"
	"strings"
	"time"

	"simpul/deploy/gateway/upstream"
	"simpul/lib/function/httpserver"
)

// settings are what the environment decides (package comment).
type settings struct {
	read, write, call, interval time.Duration
	inflight                    int
}

func readSettings(lookup func(string) (string, bool)) (settings, error) {
	e := httpserver.NewEnvironment(lookup)
	s := settings{
		read:     e.Duration("read_timeout", 10*time.Second, time.Millisecond, time.Hour),
		write:    e.Duration("write_timeout", 30*time.Second, time.Millisecond, time.Hour),
		call:     e.Duration("exec_timeout", 25*time.Second, time.Millisecond, time.Hour),
		interval: e.Duration("healthcheck_interval", time.Second, 0, 15*time.Second),
		inflight: e.Int("max_inflight", 256, 1, 1<<20),
	}
	if s.call >= s.write && s.write > 0 {
		e.Wrong("exec_timeout", "want less than write_timeout")
	}
	return s, e.Err()
}

// planned is what arguments and environment decide.
type planned struct {
	settings
	listen, tlsListen     string
	secrets, names, inbox string
	pools                 map[string]*upstream.Pool
}

var errFlags = errors.New("want -listen address:port, -tls-listen, -secrets, -secret-names, -secret-inbox, and then functions, name=url[,url…]")

// plan reads all; its error repeats no value.
func plan(args []string, lookup func(string) (string, bool)) (planned, error) {
	var p planned
	flags := flag.NewFlagSet("gateway", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&p.listen, "listen", "127.0.0.1:8080", "")
	flags.StringVar(&p.tlsListen, "tls-listen", "", "")
	flags.StringVar(&p.secrets, "secrets", "", "")
	flags.StringVar(&p.names, "secret-names", "", "")
	flags.StringVar(&p.inbox, "secret-inbox", "", "")
	if err := flags.Parse(args); err != nil {
		return p, errFlags
	}
	if p.tlsListen != "" && p.secrets == "" {
		return p, errors.New("-tls-listen needs -secrets, with the file gateway-tls")
	}
	var wrong, err error
	p.settings, wrong = readSettings(lookup)
	p.pools, err = readFunctions(flags.Args())
	return p, errors.Join(wrong, err)
}

// nameShape is OpenFaaS's.
var nameShape = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$`)

// readFunctions reads arguments of the form name=url[,url…]; the error names every wrong one.
func readFunctions(args []string) (map[string]*upstream.Pool, error) {
	pools := map[string]*upstream.Pool{}
	var wrong []error
	for _, arg := range args {
		name, targets, ok := strings.Cut(arg, "=")
		if !ok || !nameShape.MatchString(name) || pools[name] != nil {
			wrong = append(wrong, errors.New("want name=url[,url…], each name once"))
			continue
		}
		pool, err := upstream.NewPool(targets)
		if err != nil {
			wrong = append(wrong, errors.New(name+": "+err.Error()))
			continue
		}
		pools[name] = pool
	}
	if len(args) == 0 {
		wrong = append(wrong, errors.New("no function given: name=url[,url…]"))
	}
	return pools, errors.Join(wrong...)
}
