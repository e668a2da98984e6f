package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// idle is the memory of processes that are ready and were never called.
func idle(_ context.Context, w *world, p *page) error {
	return w.memory(p.size, "memory, ready and not called yet", "10")
}

// memory is the memory after all the calls.
func memory(_ context.Context, w *world, p *page) error {
	return w.memory(p.size, "memory after the calls", "20")
}

func (w *world) memory(s *section, name, aim string) error {
	peer, err1 := memoryOf(w.peer.cmd.Process.Pid)
	function, err2 := memoryOf(w.function.PID())
	s.add(name, peer, function, aim)
	return errors.Join(err1, err2)
}

// sizes are those on disk. The images hold the binary and nothing else.
func sizes(_ context.Context, w *world, p *page) error {
	s := p.size
	s.add("binary", size(w.peerBinary()), size(filepath.Join(w.binaries, "verify-nik", "fn")), "13")
	s.add("  quota-check", "–", size(filepath.Join(w.binaries, "quota-check", "fn")), "13")
	s.add("  submit-balikan", "–", size(filepath.Join(w.binaries, "submit-balikan", "fn")), "13")
	s.add("  semester-report", "–", size(filepath.Join(w.binaries, "semester-report", "fn")), "32")
	s.note("Memory is resident; own is without the pages of the binary, which replicas share. An image holds its binary and nothing else, so that its size is the binary's.")
	return nil
}

func size(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return "missing"
	}
	return fmt.Sprintf("%.1f", float64(info.Size())/1e6)
}
