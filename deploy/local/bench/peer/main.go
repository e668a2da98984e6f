// Command peer is what a verification is measured against: net/http around one bare registry call, without token, checks,
// quota or comparison. It takes the functions' environment, and the NIK to ask about as its argument.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"

	"simpul/lib/config"
	"simpul/lib/nik"
	"simpul/lib/registry"
	"simpul/lib/registry/lookup"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "peer:", err)
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) != 1 {
		return errors.New("want a NIK")
	}
	n, err := nik.Parse(args[0])
	if err != nil {
		return err
	}
	path, folder := config.FromEnvironment(os.Environ())
	cfg, err := config.Load(path, os.Environ())
	if err != nil {
		return err
	}
	client, err := lookup.New(cfg.Registry, config.NewSecrets(folder))
	if err != nil {
		return err
	}
	defer client.Close()
	return serve(ctx, handle(client, n))
}

func handle(client *lookup.Client, n nik.NIK) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /_/ready", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "OK") })
	mux.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			http.Error(w, "body", http.StatusBadRequest)
			return
		}
		answer, err := client.Ask(r.Context(), registry.Question{NIK: n})
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		_, _ = fmt.Fprintf(w, `{"status":%q}`, answer.Status)
	})
	return mux
}

func serve(ctx context.Context, h http.Handler) error {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", net.JoinHostPort(os.Getenv("address"), os.Getenv("port")))
	if err != nil {
		return err
	}
	server := &http.Server{Handler: h}
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		stopped <- server.Shutdown(context.WithoutCancel(ctx))
	}()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-stopped
}
