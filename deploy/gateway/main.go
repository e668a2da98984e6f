// Command gateway offers functions under the paths of OpenFaaS on one machine that has no OpenFaaS:
//
//	gateway -listen 127.0.0.1:8080 verify-nik=http://127.0.0.1:9001,http://127.0.0.1:9002 quota-check=http://127.0.0.1:9003
//
// /function/<name> goes to a process of that function, once: nothing is ever sent twice, because a repeated question may
// spend quota twice (JUKNIS-II.B.1). A process that refuses the connection is passed over. /healthz says 200; everything else
// is 404. Bodies are limited to 128 KiB, headers to 16 KiB.
//
// The environment has the functions' names and forms (lib/function): read_timeout 10s, write_timeout 30s, exec_timeout 25s
// (for one call; less than write_timeout), max_inflight 256, healthcheck_interval 1s. It stops like a function: SIGTERM or
// SIGINT, calls in flight are waited for, at most 30 s; a second signal ends it at once. It speaks plain HTTP: to the
// processes on loopback alone, and to callers on loopback unless -listen says otherwise.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"

	"simpul/deploy/gateway/front"
	"simpul/deploy/gateway/upstream"
	"simpul/lib/function/httpserver"
)

func main() {
	log := httpserver.NewLogger(os.Stderr).With("function", "gateway")
	if err := run(httpserver.StopSignal(log), os.Args[1:], log); err != nil {
		log.Error("ended", "error", err.Error())
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, log *slog.Logger) error {
	flags := flag.NewFlagSet("gateway", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	listen := flags.String("listen", "127.0.0.1:8080", "address and port")
	if err := flags.Parse(args); err != nil {
		return errors.New("want -listen address:port and then functions, name=url[,url…]")
	}
	settings, wrong := readSettings(os.LookupEnv)
	pools, err := readFunctions(flags.Args())
	if err = errors.Join(wrong, err); err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", *listen)
	if err != nil {
		return fmt.Errorf("-listen: %w", err)
	}
	return serve(ctx, listener, settings, pools, log)
}

func serve(ctx context.Context, l net.Listener, s settings, pools map[string]*upstream.Pool, log *slog.Logger) error {
	server := httpserver.New(httpserver.Options{ReadTimeout: s.read, WriteTimeout: s.write, Interval: s.interval, Log: log})
	functions := map[string]http.RoundTripper{}
	watching, enough := context.WithCancel(context.WithoutCancel(ctx)) // calls are chosen for until the stop is complete
	defer enough()
	for name, pool := range pools {
		functions[name] = pool
		go pool.Watch(watching)
	}
	handler := front.New(front.Options{Functions: functions, Timeout: s.call, MaxInflight: s.inflight, Stopping: server.Stopping, Log: log})
	return server.Serve(ctx, l, handler, nil)
}
