// Command gateway offers functions under the paths of OpenFaaS on one machine that has no OpenFaaS:
//
//	gateway -listen 127.0.0.1:8080 verify-nik=http://127.0.0.1:9001,http://127.0.0.1:9002 quota-check=http://127.0.0.1:9003
//
// /function/<name> goes to a process of that function, once: nothing is ever sent twice, because a repeated question may
// spend quota twice (JUKNIS-II.B.1). A process that refuses the connection is passed over. /healthz says 200; everything else
// is 404. Bodies are limited to 128 KiB, headers to 16 KiB, connections to 512 at each address.
//
//	-listen 127.0.0.1:8080        plain HTTP; with -secrets also what faas-cli asks (package system)
//	-tls-listen 192.0.2.40:8443   HTTPS for the closed network, functions alone; left out or "" for none
//	-secrets folder               gateway-tls: certificates and key in PEM, read again when it changes; basic-auth-user, basic-auth-password
//	-secret-names file            the names that faas-cli secret list shows
//	-secret-inbox folder          where faas-cli secret create and update put a value
//
// The environment has the functions' names and forms (lib/function): read_timeout 10s, write_timeout 30s, exec_timeout 25s
// (for one call; less than write_timeout), max_inflight 256, healthcheck_interval 1s. It stops like a function: SIGTERM or
// SIGINT, calls in flight are waited for, at most 30 s; a second signal ends it at once. Processes are reached by plain HTTP on
// loopback alone, and plain HTTP is offered on loopback unless -listen says otherwise.
package main

import (
	"context"
	"log/slog"
	"os"

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
	p, err := plan(args, os.LookupEnv)
	if err != nil {
		return err
	}
	doors, err := open(ctx, p, log)
	if err != nil {
		return err
	}
	return serve(ctx, doors, p, log)
}
