package bridge

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"time"

	"golang.org/x/net/netutil"

	"simpul/lib/cardreader"
)

const (
	mostConnections = 128
	headerTime      = 5 * time.Second
	bodyTime        = 10 * time.Second
	idleTime        = time.Minute
	// drain is how long a read may go on once the bridge is told to stop.
	drain = cardreader.ReadTime
)

// protocols leave HTTP/2 out: the program is built without it (Makefile, TAGS), and would offer it all the same.
func protocols() *http.Protocols {
	p := new(http.Protocols)
	p.SetHTTP1(true)
	return p
}

// Serve answers over TLS on l until ctx ends; reads under way get a moment to end.
func (b *Bridge) Serve(ctx context.Context, l net.Listener, identity *tls.Config) error {
	server := &http.Server{
		Handler: b, TLSConfig: identity, Protocols: protocols(),
		ReadHeaderTimeout: headerTime, ReadTimeout: bodyTime, WriteTimeout: cardreader.MaxWait + 2*cardreader.ReadTime, IdleTimeout: idleTime,
		MaxHeaderBytes: 16 << 10,
		ErrorLog:       log.New(io.Discard, "", 0), // handshakes of strangers, with their addresses
	}
	server.RegisterOnShutdown(b.Close)
	failed := make(chan error, 1)
	go func() { failed <- server.ServeTLS(netutil.LimitListener(l, mostConnections), "", "") }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	stopping, end := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer end()
	if err := server.Shutdown(stopping); err != nil {
		return errors.Join(err, server.Close())
	}
	return nil
}
