package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"

	"golang.org/x/net/netutil"

	"simpul/deploy/gateway/front"
	"simpul/deploy/gateway/system"
	"simpul/lib/config"
	"simpul/lib/config/secretfile"
	"simpul/lib/function/httpserver"
)

// door is an address that calls come in by.
type door struct {
	net.Listener
	inside bool // on this machine: administrators too
}

// connections at one door. A caller who sends slowly, or reads slowly, costs a body and buffers each, and all of them must fit into
// what the unit gives (MemoryMax): the next one waits to be accepted, and those in flight, whose hit is spent, live on.
const connections = 512

func listen(ctx context.Context, address string) (net.Listener, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	return bounded(l), nil
}

func bounded(l net.Listener) net.Listener { return netutil.LimitListener(l, connections) }

// open listens everywhere, or nowhere.
func open(ctx context.Context, p planned, log *slog.Logger) ([]door, error) {
	plain, err := listen(ctx, p.listen)
	if err != nil {
		return nil, fmt.Errorf("-listen: %w", err)
	}
	doors := []door{{plain, true}}
	if p.tlsListen == "" {
		return doors, nil
	}
	secure, err := openTLS(ctx, p, log)
	if err != nil {
		return nil, errors.Join(err, plain.Close())
	}
	return append(doors, door{secure, false}), nil
}

// openTLS follows the certificate: a new one is a new file, without a restart.
func openTLS(ctx context.Context, p planned, log *slog.Logger) (net.Listener, error) {
	certificate, err := secretfile.Open(config.NewSecrets(p.secrets), "gateway-tls", pair, log)
	if err != nil {
		return nil, fmt.Errorf("-tls-listen: gateway-tls: %w", err)
	}
	listener, err := listen(ctx, p.tlsListen)
	if err != nil {
		return nil, fmt.Errorf("-tls-listen: %w", err)
	}
	return tls.NewListener(listener, &tls.Config{
		MinVersion:     tls.VersionTLS12,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return certificate.Current(), nil },
	}), nil
}

var errPair = errors.New("needs certificates and their key in PEM")

// pair reads certificates and key from one file, so that both change at once.
func pair(pem string) (*tls.Certificate, error) {
	certificate, err := tls.X509KeyPair([]byte(pem), []byte(pem))
	if err != nil {
		return nil, errPair
	}
	return &certificate, nil
}

// serve answers at every door until ctx ends, or one of them fails.
func serve(ctx context.Context, doors []door, p planned, log *slog.Logger) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	watching, enough := context.WithCancel(context.WithoutCancel(ctx)) // calls are chosen for until the stop is complete
	defer enough()
	functions := map[string]http.RoundTripper{}
	for name, pool := range p.pools {
		functions[name] = pool
		go pool.Watch(watching)
	}
	servers := make([]*httpserver.Server, len(doors))
	for i := range doors {
		servers[i] = httpserver.New(httpserver.Options{ReadTimeout: p.read, WriteTimeout: p.write, Interval: p.interval, Log: log})
	}
	book := front.NewBook()
	face := front.New(front.Options{Functions: functions, Timeout: p.call, MaxInflight: p.inflight, Stopping: servers[0].Stopping, Log: log, Book: book})
	errs := make([]error, len(doors))
	var all sync.WaitGroup
	for i, d := range doors {
		all.Go(func() {
			defer stop()
			errs[i] = servers[i].Serve(ctx, d, handler(d, face, book, p), nil)
		})
	}
	all.Wait()
	return errors.Join(errs...)
}

// handler is the functions, and on this machine what administrators ask.
func handler(d door, face http.Handler, book *front.Book, p planned) http.Handler {
	if !d.inside || p.secrets == "" {
		return face
	}
	pools := map[string]system.Pool{}
	for name, pool := range p.pools {
		pools[name] = pool
	}
	administration := system.New(system.Options{Functions: pools, Book: book, Secrets: config.NewSecrets(p.secrets),
		Names: p.names, Inbox: p.inbox, Patience: p.call})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/system/") {
			administration.ServeHTTP(w, r)
			return
		}
		face.ServeHTTP(w, r)
	})
}
