package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"simpul/deploy/local/stack"
)

// program is a process that this bench started itself, with the environment of the stack's function and ports of its own.
type program struct {
	url     string
	started time.Time // just before exec
	cmd     *exec.Cmd
}

func (w *world) start(ctx context.Context, binary string, args ...string) (*program, error) {
	listen, err1 := stack.FreeAddress()
	metrics, err2 := stack.FreeAddress()
	environ, err3 := os.ReadFile(fmt.Sprintf("/proc/%d/environ", w.function.PID()))
	if err := errors.Join(err1, err2, err3); err != nil {
		return nil, err
	}
	p := &program{url: "http://" + listen, cmd: exec.CommandContext(ctx, binary, args...)}
	p.cmd.Env = append(strings.Split(strings.TrimRight(string(environ), "\x00"), "\x00"), "port="+port(listen), "metrics_port="+port(metrics))
	p.started = time.Now()
	return p, p.cmd.Start()
}

func port(address string) string {
	_, port, _ := net.SplitHostPort(address)
	return port
}

// stop asks the process to drain; one that does not end well is an error.
func (p *program) stop() error {
	return errors.Join(p.cmd.Process.Signal(syscall.SIGTERM), p.cmd.Wait())
}

const (
	look     = 100 * time.Microsecond // between two looks
	patience = 20 * time.Second
)

// until calls until the answer is right and returns how long after exec that was.
func (p *program) until(ctx context.Context, c *caller) (time.Duration, error) {
	for {
		err := c.call()
		took := time.Since(p.started)
		if err == nil {
			return took, nil
		}
		if took > patience || ctx.Err() != nil {
			return took, fmt.Errorf("%s did not answer: %w", filepath.Base(p.cmd.Path), err)
		}
		nap(look) // a busier wait would take the processors from what is waited for
	}
}

// nap sleeps by the kernel's clock. Go's own sleep lasts a millisecond at least while nothing else runs, which would be a tenth
// of a start.
func nap(d time.Duration) {
	t := syscall.NsecToTimespec(d.Nanoseconds())
	_ = syscall.Nanosleep(&t, nil) // a signal may end it early, which does no harm
}

func (w *world) peerBinary() string { return filepath.Join(w.folder, "peer") }

// startPeer builds the peer as the functions are built, and starts it.
func (w *world) startPeer(ctx context.Context) error {
	err := w.build(ctx, w.root, w.peerBinary(), "./deploy/local/bench/peer")
	if err != nil {
		return err
	}
	if w.peer, err = w.start(ctx, w.peerBinary(), w.sample.NIK); err != nil {
		return err
	}
	probe := readiness(w.peer.url)
	defer probe.close()
	_, err = w.peer.until(ctx, probe)
	return err
}

func (w *world) build(ctx context.Context, folder, target, path string) error {
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-tags", "validator_novalidatefn,nethttpomithttp2", "-ldflags", "-s -w -buildid=", "-o", target, path)
	cmd.Dir, cmd.Env = folder, append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build %s: %w\n%s", path, err, bytes.TrimSpace(out))
	}
	return nil
}

// clockTick is one unit of a process's times (proc(5); 100 a second on every Linux that Go runs on).
const clockTick = 10 * time.Millisecond

// cpu is what a process has used of the processors so far.
func cpu(pid int) (time.Duration, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:])) // from the third on: the second may hold anything
	user, err1 := strconv.Atoi(fields[14-3])
	system, err2 := strconv.Atoi(fields[15-3])
	return time.Duration(user+system) * clockTick, errors.Join(err1, err2)
}

// residence is the memory a process holds, in MB: its own, and pages of its binary, which replicas on one machine share.
type residence struct{ own, file float64 }

func (r residence) String() string { return fmt.Sprintf("%.1f (own %.1f)", r.own+r.file, r.own) }

func memoryOf(pid int) (residence, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return residence{}, err
	}
	own, err1 := megabytes(string(text), "RssAnon:")
	file, err2 := megabytes(string(text), "RssFile:")
	return residence{own, file}, errors.Join(err1, err2)
}

func megabytes(status, name string) (float64, error) {
	_, rest, _ := strings.Cut(status, name)
	kilobytes, err := strconv.ParseFloat(strings.Fields(rest + " ?")[0], 64)
	return kilobytes * 1024 / 1e6, err
}
