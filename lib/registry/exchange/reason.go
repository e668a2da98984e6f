package exchange

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"syscall"

	"simpul/lib/registry"
)

// lost is the fault of a question that left, or may have left, and brought no whole answer.
func lost(ctx context.Context, err error) *registry.Fault {
	kind := registry.BrokenAnswer
	if ctx.Err() != nil {
		kind = registry.NoAnswer
	}
	return &registry.Fault{Kind: kind, Cause: reason(ctx, err)}
}

// reasons are what the log may know of a transport error. The errors themselves name addresses, which are confidential, and
// may quote what the other side sent.
var reasons = []struct {
	is  func(error) bool
	say error
}{
	{is(errPin), errPin},
	{is(errTooLarge), errTooLarge},
	{as[*net.DNSError], errors.New("the name of the host is not resolved")},
	{is(syscall.ECONNREFUSED), errors.New("the connection was refused")},
	{is(syscall.EHOSTUNREACH, syscall.ENETUNREACH), errors.New("no route to the host")},
	{is(syscall.ETIMEDOUT), errors.New("the other side went silent")},
	{as[x509.UnknownAuthorityError], errors.New("the certificate is of an unknown authority")},
	{as[x509.HostnameError], errors.New("the certificate names another host")},
	{as[x509.CertificateInvalidError], errors.New("the certificate is expired or not made for this use")},
	{as[tls.RecordHeaderError], errors.New("the other side does not speak TLS")},
	{as[tls.AlertError], errors.New("the other side refused the handshake")},
	{is(syscall.ECONNRESET, syscall.EPIPE), errors.New("the connection was reset")},
	{is(io.EOF, io.ErrUnexpectedEOF), errors.New("the connection was closed before the end of the answer")},
}

var errTransport = errors.New("the connection or the answer is faulty")

// reason returns why an exchange failed, in words of this package, or the error of ctx if that ended it.
func reason(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	for _, r := range reasons {
		if r.is(err) {
			return r.say
		}
	}
	return errTransport
}

func is(targets ...error) func(error) bool {
	return func(err error) bool {
		for _, t := range targets {
			if errors.Is(err, t) {
				return true
			}
		}
		return false
	}
}

func as[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}
