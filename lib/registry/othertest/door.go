package othertest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
)

// Refuse closes the port until [Server.Reopen]; connections that rest are closed with it.
func (s *Server) Refuse() error {
	s.door.Lock()
	defer s.door.Unlock()
	if s.listener == nil {
		return nil
	}
	err := s.listener.Close()
	s.listener = nil
	s.serving.Wait()
	s.CloseIdle()
	if err != nil {
		return fmt.Errorf("othertest: refuse: %w", err)
	}
	return nil
}

// Reopen listens at the same address again. Errors: another program took the port meanwhile.
func (s *Server) Reopen() error {
	s.door.Lock()
	defer s.door.Unlock()
	if s.listener != nil {
		return nil
	}
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", s.address)
	if err != nil {
		return fmt.Errorf("listen on loopback: %w", err)
	}
	if s.listener = listener; s.address != listener.Addr().String() { // the first time, before anybody can read it
		s.address = listener.Addr().String()
	}
	s.serving.Go(func() {
		if err := s.http.ServeTLS(listener, "", ""); !errors.Is(err, http.ErrServerClosed) && !errors.Is(err, net.ErrClosed) {
			panic(err) // a fake that stopped by itself must not look like a registry outage
		}
	})
	return nil
}

// CloseIdle closes the connections that rest, as a load balancer does.
func (s *Server) CloseIdle() {
	s.http.SetKeepAlivesEnabled(false)
	s.http.SetKeepAlivesEnabled(true)
}
