package stack

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

const (
	patience = 20 * time.Second      // for one part to become ready
	beat     = 10 * time.Millisecond // between two looks
)

// run starts a program, keeps it, and waits until ready says yes.
func (s *Stack) run(ctx context.Context, o Options, name string, p program, ready func(context.Context) bool) (*Process, error) {
	process, err := start(name, logsFolder(o.State), filepath.Join(o.Binaries, p.binary), p.environ, p.args...)
	if err != nil {
		return nil, err
	}
	s.Processes = append(s.Processes, process)
	if err := wait(ctx, process, ready); err != nil {
		return nil, fmt.Errorf("%w; see %s", err, filepath.Join(logsFolder(o.State), name+".log"))
	}
	go func() {
		<-process.Done()
		s.died <- process
	}()
	return process, nil
}

type program struct {
	binary  string
	environ []string
	args    []string
}

var errEnded = errors.New("ended before it was ready")

func wait(ctx context.Context, p *Process, ready func(context.Context) bool) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	look := time.NewTicker(beat)
	defer look.Stop()
	for !ready(ctx) {
		select {
		case <-p.Done():
			return fmt.Errorf("%s %w", p.Name, errEnded)
		case <-ctx.Done():
			return fmt.Errorf("%s was not ready in time", p.Name)
		case <-look.C:
		}
	}
	return nil
}

// answers reports whether GET url says 200.
func answers(url string) func(context.Context) bool {
	return func(ctx context.Context) bool {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return false
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			return false
		}
		return res.Body.Close() == nil && res.StatusCode == http.StatusOK
	}
}

// says reports whether the program's log holds a line.
func says(o Options, name, line string) func(context.Context) bool {
	return func(context.Context) bool {
		log, err := os.ReadFile(filepath.Join(logsFolder(o.State), name+".log"))
		return err == nil && bytes.Contains(log, []byte(line))
	}
}

// FreeAddress returns a loopback address that nobody listens on just now.
func FreeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}
