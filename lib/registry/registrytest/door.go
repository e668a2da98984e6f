package registrytest

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
)

// Refuse closes the port: connections are refused until [Server.Reopen]. Questions in progress are still answered.
func (s *Server) Refuse() error {
	s.door.Lock()
	defer s.door.Unlock()
	if s.listener == nil {
		return nil
	}
	held, err := hold(s.listener)
	err = errors.Join(err, s.listener.Close())
	s.listener, s.held = nil, held
	s.serving.Wait()
	s.CloseIdle()
	return err
}

// Reopen listens again on the same port, which on Linux nobody else got meanwhile; it does nothing while the port is open. It
// fails after [Server.Close].
func (s *Server) Reopen() error {
	s.door.Lock()
	defer s.door.Unlock()
	if s.stopped.Err() != nil {
		return errors.New("registry simulator: closed")
	}
	if s.listener != nil {
		return nil
	}
	listener, err := s.listen()
	if err != nil {
		return fmt.Errorf("registry simulator: %w", err)
	}
	s.listener = listener
	if s.addr != listener.Addr().String() { // the first time, before anybody can read it
		s.addr = listener.Addr().String()
	}
	secured := tls.NewListener(listener, s.options.Certificate.TLS())
	s.serving.Go(func() { _ = s.http.Serve(secured) }) // ends when the listener does; nothing else can fail it
	return nil
}

// listen takes the port, from its hold if there is one; s.door is held.
func (s *Server) listen() (net.Listener, error) {
	if s.held == nil {
		listener, err := net.Listen("tcp", s.addr)
		if err != nil {
			return nil, err
		}
		return listener, holdable(listener)
	}
	listener, err := listenOn(s.held)
	return listener, errors.Join(err, s.release())
}

// release ends the hold on the port.
func (s *Server) release() error {
	if s.held == nil {
		return nil
	}
	err := s.held.Close()
	s.held = nil
	return err
}
