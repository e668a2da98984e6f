package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// redisServer is a redis-server on a unix socket that keeps nothing on disk.
type redisServer struct {
	socket string
	cmd    *exec.Cmd
}

func startRedis(ctx context.Context, folder string) (*redisServer, error) {
	if err := os.Mkdir(folder, 0o700); err != nil {
		return nil, err
	}
	s := &redisServer{socket: filepath.Join(folder, "sock")}
	s.cmd = exec.CommandContext(ctx, "redis-server", "--port", "0", "--unixsocket", s.socket, "--dir", folder, "--save", "", "--appendonly", "no")
	log, err := s.cmd.StdoutPipe()
	if err == nil {
		err = s.cmd.Start()
	}
	if err != nil {
		return nil, fmt.Errorf("redis-server: %w", err)
	}
	ready := make(chan bool, 1)
	go watch(bufio.NewScanner(log), ready)
	if !<-ready {
		s.stop()
		return nil, errors.New("redis-server did not start")
	}
	return s, nil
}

// watch reads the log to its end, so that the server never blocks on it.
func watch(log *bufio.Scanner, ready chan<- bool) {
	defer close(ready)
	for log.Scan() {
		if strings.Contains(strings.ToLower(log.Text()), "ready to accept connections") {
			ready <- true
		}
	}
}

func (s *redisServer) url() string { return "unix://" + s.socket }

// stop may be called of none.
func (s *redisServer) stop() {
	if s == nil {
		return
	}
	_ = s.cmd.Process.Kill() // it keeps nothing
	_ = s.cmd.Wait()         // says that it was killed
}
